package seed

import (
	"fmt"
	"time"
)

func (w *world) organisationTables() []table {
	return []table{
		{"centre", "id, holder_id, location_id, name, kind, lrk_number, registered_from, created_at", w.centreRows},
		{"team", "id, holder_id, location_id, name, created_at", w.teamRows},
		{"team_member", "id, holder_id, team_id, person_id, valid_from, valid_until", w.memberRows},
		{"employment", "id, holder_id, person_id, kind, fte, standing, location_id, from_day, until_day, created_at", w.employmentRows},
		{"dual_role", "id, holder_id, person_id, words, declared_by, declared_at", w.dualRows},
	}
}

// orNull is the id for a column that is empty for the whole holder.
func (l *location) orNull() any {
	if l == nil {
		return nil
	}
	return l.id
}

func (l *location) team() string { return aTeam.id(l.holder.begin, l.n, 0) }

func (w *world) centreRows(put func(...any)) {
	for _, h := range w.holders {
		for _, l := range h.locations {
			for i, kind := range []string{"daycare", "out_of_school"} {
				if i == 0 || aCentre.happens(60, l.n, 0) {
					put(aCentre.id(w.begin, l.n, i*2), h.id, l.id, l.name, kind, fmt.Sprintf("%09d", l.n*10+i), w.begin.Format(time.DateOnly), w.begin)
				}
			}
		}
	}
}

func (w *world) teamRows(put func(...any)) {
	for _, h := range w.holders {
		for _, l := range h.locations {
			put(l.team(), h.id, l.id, "Team "+l.name, w.begin)
		}
	}
}

// memberRows: whoever works at a location is in its team for as long.
func (w *world) memberRows(put func(...any)) {
	for n, r := range w.roles {
		if r.name == "employee" && r.location != nil {
			put(aMember.id(r.from, n, 0), r.holder.id, r.location.team(), r.person.id, r.from, orNull(r.until))
		}
	}
}

var (
	kinds     = []string{"fixed", "fixed", "fixed", "fixed", "flexible", "agency"}
	standings = []string{"qualified", "qualified", "qualified", "in_training"}
)

func (w *world) employmentRows(put func(...any)) {
	for n, r := range w.roles {
		if r.name != "employee" {
			continue
		}
		var until any
		if !r.until.IsZero() {
			until = r.until.Format(time.DateOnly)
		}
		fte := fmt.Sprintf("0.%02d", 30+anEmployment.upTo(70, n, 1))
		put(anEmployment.id(r.from, n, 0), r.holder.id, r.person.id, kinds[anEmployment.upTo(len(kinds), r.person.n, 2)], fte,
			standings[anEmployment.upTo(len(standings), r.person.n, 3)], r.location.orNull(), r.from.Format(time.DateOnly), until, r.from)
	}
}

func (w *world) engagementRows(put func(...any)) {
	for _, r := range w.roles {
		if r.engaged != "" {
			_, _, family, email := r.person.names()
			put(r.engaged, r.holder.id, r.person.id, email, family, "2026-01", r.from.Format(time.DateOnly), w.Now.AddDate(1, 0, 0).Format(time.DateOnly),
				r.holder.administrators[0].id, r.from, r.from)
		}
	}
}

func (w *world) dualRows(put func(...any)) {
	for _, h := range w.holders {
		for _, c := range h.coaches {
			if aDualRole.happens(10, c.n, 0) {
				put(aDualRole.id(c.begin, c.n, h.n*2), h.id, c.id, "Ik ben ook adviseur van de directie.", c.id, c.begin)
			}
		}
	}
}
