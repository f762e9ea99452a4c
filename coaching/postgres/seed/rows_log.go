package seed

import (
	"time"

	"terugblik/coaching"
)

func (w *world) logTables() []table {
	return []table{
		{"access_log", "id, holder_id, at, actor, action, recording_id, owner_id, detail", w.accessRows},
		{"administration_log", "id, holder_id, actor, act, person_id, role, day, detail, created_at", w.administrationRows},
		{"audit_entry", "holder_id, number, at, written_at, actor, act, person_id, thing_kind, thing_id, source, line_id, previous, hash", w.auditRows},
		{"login_session", "token_hash, holder_id, person_id, created_at, expires_at", w.sessionRows},
		{"access_token", "id, holder_id, person_id, name, token_hash, created_at", w.tokenRows},
	}
}

// line is one of the two logs, and of the audit log.
type line struct {
	id, source, act, role string
	holder                *holder
	at                    time.Time
	actor, about          *person
	recording             string // "" in the log of administration
}

func (w *world) accessRows(put func(...any)) {
	w.accessLines(func(l line) {
		put(l.id, l.holder.id, l.at, l.actor.id, l.act, l.recording, l.about.id, "")
	})
}

func (w *world) accessLines(each func(line)) {
	w.filmed(func(r *recording) {
		n := 0
		say := func(at time.Time, who *person, act string) {
			at = at.Truncate(time.Microsecond) // as the database keeps it
			each(line{
				id: aLogLine.id(at, r.n, n*2), source: "access_log", act: act, holder: r.cycle.holder(), at: at, actor: who,
				about: r.owner(), recording: r.id,
			})
			n++
		}
		say(r.created.Add(30*time.Minute), r.owner(), "play")
		if !r.shared {
			return
		}
		say(r.created.Add(time.Hour), r.owner(), "share")
		for i := range 1 + aLogLine.upTo(3, r.n, 1000) {
			say(r.created.Add(time.Duration(2+i)*time.Hour), r.cycle.coach(), "play")
		}
		if r.given() > 0 {
			say(r.releasedAt(), r.cycle.coach(), "release")
		}
		if r.withdrawn {
			say(r.created.Add(2*time.Hour), r.owner(), "withdraw")
		}
	})
}

func (w *world) administrationRows(put func(...any)) {
	w.administrationLines(func(l line) {
		put(l.id, l.holder.id, l.actor.id, l.act, l.about.id, l.role, l.at.Format(time.DateOnly), "", l.at)
	})
}

func (w *world) administrationLines(each func(line)) {
	n := 0
	say := func(h *holder, p *person, at time.Time, act, role string) {
		at = at.Truncate(time.Microsecond)
		each(line{
			id: anAdministrationLine.id(at, n, 0), source: "administration_log", act: act, role: role, holder: h, at: at,
			actor: h.administrators[0], about: p,
		})
		n++
	}
	for _, p := range w.people {
		say(p.holder, p, p.begin, "person_added", "")
		say(p.holder, p, p.begin, "link_made", "")
		if !aLink.happens(3, p.n, 1) {
			say(p.holder, p, p.begin.AddDate(0, 0, 1), "link_used", "")
		}
	}
	for _, r := range w.roles {
		say(r.holder, r.person, r.from, "role_given", r.name)
		if !r.until.IsZero() {
			say(r.holder, r.person, r.until, "role_ended", r.name)
		}
	}
}

// auditRows chains both logs, holder by holder, as the triggers would that are off while rows are written.
func (w *world) auditRows(put func(...any)) {
	last := map[*holder]coaching.AuditEntry{}
	chain := func(l line) {
		before, found := last[l.holder]
		if !found {
			before.Hash = make([]byte, 32)
		}
		e := coaching.AuditEntry{
			HolderID: coaching.HolderID(l.holder.id), Number: before.Number + 1, At: l.at, WrittenAt: l.at, Actor: l.actor.id, Act: l.act,
			PersonID: coaching.PersonID(l.about.id), Source: l.source, LineID: l.id, Previous: before.Hash,
		}
		var thing any
		if l.recording != "" {
			e.ThingKind, e.ThingID, thing = "recording", l.recording, l.recording
		}
		e = e.Chained()
		last[l.holder] = e
		put(l.holder.id, e.Number, e.At, e.WrittenAt, e.Actor, e.Act, l.about.id, e.ThingKind, thing, e.Source, e.LineID, e.Previous, e.Hash)
	}
	w.accessLines(chain)
	w.administrationLines(chain)
}

func (w *world) sessionRows(put func(...any)) {
	for _, p := range w.people {
		if p.left.IsZero() && aSession.happens(30, p.n, 0) {
			put([]byte(aSession.id(w.Now, p.n, 1)), p.holder.id, p.id, w.Now.AddDate(0, 0, -2), w.Now.AddDate(0, 0, 5))
		}
	}
}

func (w *world) tokenRows(put func(...any)) {
	for _, p := range w.people {
		if p.left.IsZero() && aToken.happens(2, p.n, 0) {
			put(aToken.id(w.Now, p.n, 1), p.holder.id, p.id, "script", []byte(aToken.id(w.Now, p.n, 2)), w.Now)
		}
	}
}
