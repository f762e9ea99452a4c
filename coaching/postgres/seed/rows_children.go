package seed

import (
	"fmt"
	"time"
)

// registered is for how long holders keep the register of children.
const registered = 365 * 24 * time.Hour

// perGroup is how many children a group has.
const perGroup = 12

func (w *world) childrenTables() []table {
	return []table{
		{"consent_basis", "id, holder_id, version, basis, register_in_use, task_days, set_at", w.basisRows},
		{"child", "id, holder_id, group_id, name, left_on, created_at", w.childRows},
		{"guardian", "id, holder_id, child_id, label, created_at", w.guardianRows},
		{"child_consent", "id, holder_id, child_id, guardian_id, purpose, act, at, how, text_version, noted_by, noted_at", w.childConsentRows},
		{"effective_consent", "id, holder_id, child_id, purpose, allowed, since", w.effectiveRows},
		{"roster", "id, holder_id, recording_id, group_id, adults, adults_told, made_by, confirmed_by, confirmed_at, updated_at", w.rosterRows},
		{"roster_child", "id, holder_id, roster_id, child_id, seen", w.presentRows},
		{"consent_task", "id, holder_id, recording_id, owner_id, child_id, made_at, due_on, done_how, done_at, done_by", w.taskRows},
		{"recording_lock", "id, holder_id, recording_id, reason, cause_id, made_at, made_by, lifted_at, lifted_by", w.lockRows},
		{"transparency_page", "id, holder_id, location_id, token, contact, shown, changed_at", w.parentsRows},
	}
}

// child is the i-th of the g-th group of a location.
type child struct {
	id, group string
	n         int
	at        *location
	refused   bool // by one of the two who decide
	left      bool
}

func (w *world) registerBegan() time.Time { return w.Now.Add(-registered) }

func (w *world) child(l *location, g, i int) child {
	c := child{n: (l.n*10+g)*perGroup*2 + i, at: l, group: l.groups[g]}
	c.id = aChild.id(w.registerBegan(), c.n, 0)
	c.refused, c.left = aChild.happens(8, c.n, 1), i >= perGroup
	return c
}

// children are those who are there, and as many again who left.
func (w *world) children(each func(child)) {
	for _, h := range w.holders {
		for _, l := range h.locations {
			for g := range l.groups {
				for i := range perGroup * 2 {
					each(w.child(l, g, i))
				}
			}
		}
	}
}

func (c child) guardian(k int) string { return aGuardian.id(c.at.holder.begin, c.n, k*2) }

func (w *world) basisRows(put func(...any)) {
	for _, h := range w.holders {
		put(aBasis.id(w.registerBegan(), h.n, 0), h.id, 1, "opt_in", true, 14, w.registerBegan())
	}
}

func (w *world) childRows(put func(...any)) {
	w.children(func(c child) {
		var left any
		if c.left {
			left = w.Now.AddDate(0, -1-aChild.upTo(10, c.n, 2), 0).Format(time.DateOnly)
		}
		put(c.id, c.at.holder.id, c.group, fmt.Sprintf("%s %d", givenNames[aChild.upTo(len(givenNames), c.n, 3)], c.n%(perGroup*2)), left, w.registerBegan())
	})
}

func (w *world) guardianRows(put func(...any)) {
	w.children(func(c child) {
		for k := range 2 {
			put(c.guardian(k), c.at.holder.id, c.id, fmt.Sprintf("ouder %d", k+1), w.registerBegan())
		}
	})
}

func (w *world) childConsentRows(put func(...any)) {
	w.children(func(c child) {
		h := c.at.holder
		for k := range 2 {
			for p, purpose := range []string{"vib_individual", "vib_team"} {
				act := "given"
				if c.refused && k == 0 {
					act = "refused"
				}
				put(aChildConsent.id(w.registerBegan(), c.n, k*4+p*2), h.id, c.id, c.guardian(k), purpose, act, w.registerBegan(), "paper", 1,
					h.administrators[0].id, w.registerBegan())
			}
		}
	})
}

func (w *world) effectiveRows(put func(...any)) {
	w.children(func(c child) {
		for p, purpose := range []string{"vib_individual", "vib_team"} {
			put(anEffect.id(w.registerBegan(), c.n, p*2), c.at.holder.id, c.id, purpose, !c.refused, w.registerBegan())
		}
	})
}

// group is where it was filmed: one of where she works.
func (r *recording) group() (*location, int) {
	at := r.owner().at
	if at == nil {
		at = r.cycle.holder().locations[0]
	}
	return at, aRoster.upTo(len(at.groups), r.n, 3)
}

func (r *recording) roster() string { return aRoster.id(r.created, r.n, 0) }

// rostered are the films since children are registered.
func (w *world) rostered(each func(*recording)) {
	w.filmed(func(r *recording) {
		if r.created.After(w.registerBegan()) {
			each(r)
		}
	})
}

func (w *world) rosterRows(put func(...any)) {
	w.rostered(func(r *recording) {
		at, g := r.group()
		put(r.roster(), r.cycle.holder().id, r.id, at.groups[g], 1, true, r.owner().id, r.owner().id, r.created, r.created)
	})
}

func (w *world) presentRows(put func(...any)) {
	w.rostered(func(r *recording) {
		at, g := r.group()
		for i := range perGroup {
			c := w.child(at, g, i)
			seen := "present"
			if c.refused {
				seen = "keep_out"
			}
			if aRoster.happens(70, r.n, 10+i) {
				put(aPresence.id(r.created, r.n, i*2), r.cycle.holder().id, r.roster(), c.id, seen)
			}
		}
	})
}

// recalled says of few films that a child's yes was taken back; most of those were settled.
func (w *world) recalled(each func(r *recording, c child, settled bool)) {
	w.rostered(func(r *recording) {
		if r.recalled {
			at, g := r.group()
			each(r, w.child(at, g, 0), r.settled)
		}
	})
}

func (w *world) taskRows(put func(...any)) {
	w.recalled(func(r *recording, c child, settled bool) {
		var how, at, by any
		if settled {
			how, at, by = "trimmed", r.created.AddDate(0, 0, 3), r.owner().id
		}
		put(aTask.id(r.created, r.n, 0), r.cycle.holder().id, r.id, r.owner().id, c.id, r.created.AddDate(0, 0, 1), w.Now.AddDate(0, 0, 10).Format(time.DateOnly), how, at, by)
	})
}

func (w *world) lockRows(put func(...any)) {
	w.recalled(func(r *recording, c child, settled bool) {
		var at, by any
		if settled {
			at, by = r.created.AddDate(0, 0, 3), r.owner().id
		}
		put(aLock.id(r.created, r.n, 0), r.cycle.holder().id, r.id, "child_consent", c.id, r.created.AddDate(0, 0, 1), r.cycle.holder().administrators[0].id, at, by)
	})
}

func (w *world) parentsRows(put func(...any)) {
	for _, h := range w.holders {
		for _, l := range h.locations {
			put(aPage.id(w.registerBegan(), l.n, 0), h.id, l.id, aPage.id(w.registerBegan(), l.n, 2), "", aPage.happens(70, l.n, 1), w.registerBegan())
		}
	}
}
