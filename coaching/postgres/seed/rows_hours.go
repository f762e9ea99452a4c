package seed

import (
	"encoding/json"
	"time"

	"terugblik/coaching"
)

func (w *world) hoursTables() []table {
	return []table{
		{"coaching_entry", "id, holder_id, trajectory_id, cycle_id, coach_id, employee_id, held_on, kind, minutes, confirmed_at, talk_id, noted_by", w.entryRows},
		{"entry_share", "id, holder_id, entry_id, centre_id, minutes", w.entryShareRows},
		{"entry_attendee", "id, holder_id, entry_id, person_id", w.attendeeRows},
		{"hours_snapshot", "id, holder_id, year, version, per_centre, per_fte, per_toddler, full_time, weeks, count_training, " +
			"fte_fixed, fte_flexible, fte_agency, fte_training, centres, source, fixed_by, fixed_at", w.snapshotRows},
		{"hours_plan", "id, holder_id, year, version, words, centres, set_by, set_at", w.planRows},
	}
}

// entry is a line of minutes: of what was given back or talked about, or by hand with a team.
type entry struct {
	id        string
	holder    *holder
	recording *recording // nil by hand
	coach     *person
	at        time.Time
	kind      string
	talk      any
	place     *location // nil: for all together
	attended  []*person
}

const entryMinutes = 30

func (w *world) entries(each func(entry)) {
	w.given(func(r *recording) {
		e := entry{holder: r.cycle.holder(), recording: r, coach: r.cycle.coach(), at: r.releasedAt(), kind: "feedback", place: r.owner().at}
		e.id = anEntry.id(e.at, r.n, 0)
		each(e)
		if r.talked() {
			e.at, e.kind, e.talk = r.talkedAt(), "review", r.talk()
			e.id = anEntry.id(e.at, r.n, 2)
			each(e)
		}
	})
	w.sessions(each)
}

// sessions are what each coach wrote down by hand of the last two years: one a month, with a team.
func (w *world) sessions(each func(entry)) {
	for _, h := range w.holders {
		for c, coach := range h.coaches {
			for month := range 24 {
				n := (h.n*1000+c)*24 + month
				e := entry{
					holder: h, coach: coach, at: w.Now.AddDate(0, -month, -1), kind: "team", place: h.locations[aSession.upTo(len(h.locations), n, 5)],
				}
				e.id = aSession.id(e.at, n, 6)
				for i := range 6 {
					e.attended = append(e.attended, h.employees[(aSession.upTo(len(h.employees), n, 7)+i)%len(h.employees)])
				}
				each(e)
			}
		}
	}
}

func (w *world) entryRows(put func(...any)) {
	w.entries(func(e entry) {
		day := e.at.Format(time.DateOnly)
		if e.recording == nil {
			put(e.id, e.holder.id, nil, nil, e.coach.id, nil, day, e.kind, entryMinutes, e.at, nil, e.coach.id)
			return
		}
		c := e.recording.cycle
		put(e.id, e.holder.id, c.trajectory.id, c.id, e.coach.id, e.recording.owner().id, day, e.kind, entryMinutes, e.at, e.talk, nil)
	})
}

func (l *location) centre() string { return aCentre.id(l.holder.begin, l.n, 0) }

func (w *world) entryShareRows(put func(...any)) {
	n := 0
	w.entries(func(e entry) {
		if e.place != nil {
			put(aShare.id(e.at, n, 0), e.holder.id, e.id, e.place.centre(), entryMinutes)
		}
		n++
	})
}

func (w *world) attendeeRows(put func(...any)) {
	n := 0
	w.entries(func(e entry) {
		seen := map[*person]bool{}
		for _, p := range e.attended {
			if !seen[p] {
				put(anAttendee.id(e.at, n, 0), e.holder.id, e.id, p.id)
				seen[p] = true
				n++
			}
		}
	})
}

// fixed are the years in which a holder counted: all but this one.
func (w *world) fixed(each func(h *holder, year, n int)) {
	for _, h := range w.holders {
		for i := 1; i < years; i++ {
			each(h, w.Now.Year()-i, h.n*100+i)
		}
	}
}

func (w *world) snapshotRows(put func(...any)) {
	w.fixed(func(h *holder, year, n int) {
		var centres []coaching.CountedCentre
		for _, l := range h.locations {
			centres = append(centres, coaching.CountedCentre{ID: coaching.CentreID(l.centre()), Name: l.name, Kind: "daycare"})
		}
		rule := coaching.ShippedHoursRule(year)
		put(aSnapshot.id(h.begin, n, 0), h.id, year, 1, rule.PerCentre, rule.PerFTE, rule.PerToddler, rule.FullTime, rule.Weeks, rule.CountTraining,
			60*len(h.employees), 0, 0, 0, asJSON(centres), "Loonadministratie", h.administrators[0].id, time.Date(year, 1, 2, 0, 0, 0, 0, time.UTC))
	})
}

func (w *world) planRows(put func(...any)) {
	w.fixed(func(h *holder, year, n int) {
		var centres []coaching.PlannedCentre
		for _, l := range h.locations {
			centres = append(centres, coaching.PlannedCentre{ID: coaching.CentreID(l.centre()), Name: l.name, Policy: 5000, Coaching: 10_000})
		}
		put(aPlan.id(h.begin, n, 0), h.id, year+1, 1, "Verdeeld naar het aantal medewerkers.", asJSON(centres), h.administrators[0].id,
			time.Date(year, 12, 1, 0, 0, 0, 0, time.UTC))
	})
}

func asJSON(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // plain values of our own
	}
	return string(text)
}
