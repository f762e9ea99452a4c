package seed

import (
	"time"

	"github.com/lib/pq"
)

func (w *world) officeTables() []table {
	return []table{
		{"privacy_request", "id, holder_id, kind, child_id, person_id, asked_by, received_on, registered_by, registered_at, closed_at, closed_by, outcome, answer", w.requestRows},
		{"privacy_finding", "id, holder_id, request_id, recording_id, owner_id, recorded_at, duration_ms, marks, found_at", w.findingRows},
		{"viewing", "id, holder_id, request_id, officer_id, present, recordings, opens_at, closes_at, planned_at", w.viewingRows},
		{"emergency_access", "id, holder_id, owner_id, on_day, reason, asked_by, asked_at, ended_at, ended_by", w.emergencyRows},
		{"safety_signal", "id, holder_id, raised_by, raised_at, group_id, on_day, closed_at, closed_by", w.signalRows},
		{"safety_note", "id, holder_id, signal_id, author_id, kind, text, written_at", w.signalNoteRows},
		{"safety_officer", "id, holder_id, signal_id, slot, person_id, named_by, named_at", w.safetyOfficerRows},
		{"breach_entry", "id, holder_id, breach_id, number, noticed_at, what, authority, people, written_by, written_at", w.breachRows},
	}
}

// affair is one of many that the office of a holder had: a request, a breach, an emergency or a signal. The first is of now.
type affair struct {
	n      int
	holder *holder
	at     time.Time
	over   bool
	of     *person
}

// affairs come in shares of a thousand people, and at least once.
func (w *world) affairs(k kind, perThousand int, each func(affair)) {
	for _, h := range w.holders {
		count := 1 + len(h.employees)*perThousand/1000
		for i := range count {
			a := affair{n: h.n*10_000 + i, holder: h, at: w.Now.AddDate(0, 0, -2-i*360*years/count), over: i > 2}
			a.of = h.employees[k.upTo(len(h.employees), a.n, 0)]
			each(a)
		}
	}
}

func (a affair) closed() (at, by any) {
	if a.over {
		return a.at.AddDate(0, 0, 9), a.holder.fgs[0].id
	}
	return nil, nil
}

func (a affair) request() string   { return aRequest.id(a.at, a.n, 2) }
func (a affair) viewing() string   { return aViewing.id(a.at, a.n, 2) }
func (a affair) signal() string    { return aSignal.id(a.at, a.n, 2) }
func (a affair) emergency() string { return anEmergency.id(a.at, a.n, 2) }
func (a affair) breach() string    { return aBreach.id(a.at, a.n, 2) }

// group is the one that it was about.
func (a affair) group() (*location, int) { return a.holder.locations[a.n%len(a.holder.locations)], 0 }

func (w *world) requests(each func(affair)) { w.affairs(aRequest, 20, each) }

func (w *world) requestRows(put func(...any)) {
	w.requests(func(a affair) {
		at, by := a.closed()
		outcome, answer := "", ""
		if a.over {
			outcome, answer = "done", "Alles is gevonden."
		}
		l, g := a.group()
		var child, person any = w.child(l, g, a.n%perGroup).id, nil
		if a.n%3 == 1 {
			child, person = nil, a.of.id
		}
		put(a.request(), a.holder.id, []string{"access", "erasure", "objection"}[a.n%3], child, person, "Ouder aan de balie",
			a.at.Format(time.DateOnly), a.holder.fgs[0].id, a.at, at, by, outcome, answer)
	})
}

// found are the films that are named in a request.
func (w *world) found(a affair) []*recording {
	var list []*recording
	for i := range 8 {
		r := w.recordings[aRequest.upTo(len(w.recordings), a.n, 100+i)]
		if !r.planned && r.cycle.holder() == a.holder {
			list = append(list, r)
		}
	}
	return list
}

func (w *world) findingRows(put func(...any)) {
	w.requests(func(a affair) {
		for i, r := range w.found(a) {
			put(aFinding.id(a.at, a.n, i*2), a.holder.id, a.request(), r.id, r.owner().id, r.created, 600_000, r.marks, a.at)
		}
	})
}

func (w *world) viewingRows(put func(...any)) {
	w.requests(func(a affair) {
		var films pq.StringArray
		for _, r := range w.found(a) {
			films = append(films, r.id)
		}
		if len(films) > 0 {
			opens := a.at.AddDate(0, 0, 1)
			put(a.viewing(), a.holder.id, a.request(), a.holder.fgs[0].id, "De ouder", films, opens, opens.Add(2*time.Hour), a.at)
		}
	})
}

func (w *world) emergencies(each func(affair)) { w.affairs(anEmergency, 1, each) }

func (w *world) emergencyRows(put func(...any)) {
	w.emergencies(func(a affair) {
		at, by := a.closed()
		put(a.emergency(), a.holder.id, a.of.id, a.at.Format(time.DateOnly), "Een vermoeden van letsel", a.holder.fgs[0].id, a.at, at, by)
	})
}

func (w *world) signals(each func(affair)) { w.affairs(aSignal, 2, each) }

func (w *world) signalRows(put func(...any)) {
	w.signals(func(a affair) {
		l, g := a.group()
		at, by := a.closed()
		put(a.signal(), a.holder.id, a.of.id, a.at, l.groups[g], a.at.Format(time.DateOnly), at, by)
	})
}

func (w *world) signalNoteRows(put func(...any)) {
	w.signals(func(a affair) {
		for i, kind := range []string{"raised", "note", "note"} {
			put(aSafetyNote.id(a.at, a.n, i*2), a.holder.id, a.signal(), a.of.id, kind, "Het kind viel.", a.at.Add(time.Duration(i)*time.Hour))
		}
	})
}

func (w *world) safetyOfficerRows(put func(...any)) {
	w.signals(func(a affair) {
		for i, p := range []*person{a.holder.fgs[0], a.holder.administrators[0]} {
			put(aSafetyOfficer.id(a.at, a.n, i*2), a.holder.id, a.signal(), i+1, p.id, a.holder.administrators[0].id, a.at)
		}
	})
}

func (w *world) breachRows(put func(...any)) {
	w.affairs(aBreach, 2, func(a affair) {
		for i := range 3 {
			at := a.at.Add(time.Duration(i) * time.Hour)
			put(aBreachEntry.id(at, a.n, i*2), a.holder.id, a.breach(), i+1, a.at, "Een tablet is kwijt", "open", "open", a.holder.fgs[0].id, at)
		}
	})
}
