package seed

import "time"

func (w *world) logTables() []table {
	return []table{
		{"access_log", "id, holder_id, at, actor, action, recording_id, owner_id, detail", w.accessRows},
		{"administration_log", "id, holder_id, actor, act, person_id, role, day, detail, created_at", w.administrationRows},
		{"login_session", "token_hash, holder_id, person_id, created_at, expires_at", w.sessionRows},
		{"access_token", "id, holder_id, person_id, name, token_hash, created_at", w.tokenRows},
	}
}

func (w *world) accessRows(put func(...any)) {
	w.filmed(func(r *recording) {
		n := 0
		line := func(at time.Time, who *person, action string) {
			put(aLogLine.id(at, r.n, n*2), r.cycle.holder().id, at, who.id, action, r.id, r.owner().id, "")
			n++
		}
		line(r.created.Add(30*time.Minute), r.owner(), "play")
		if !r.shared {
			return
		}
		line(r.created.Add(time.Hour), r.owner(), "share")
		for i := range 1 + aLogLine.upTo(3, r.n, 1000) {
			line(r.created.Add(time.Duration(2+i)*time.Hour), r.cycle.coach(), "play")
		}
		if r.given() > 0 {
			line(r.releasedAt(), r.cycle.coach(), "release")
		}
		if r.withdrawn {
			line(r.created.Add(2*time.Hour), r.owner(), "withdraw")
		}
	})
}

func (w *world) administrationRows(put func(...any)) {
	n := 0
	line := func(p *person, at time.Time, act, role string) {
		put(anAdministrationLine.id(at, n, 0), p.holder.id, p.holder.administrators[0].id, act, p.id, role, at.Format(time.DateOnly), "", at)
		n++
	}
	for _, p := range w.people {
		line(p, p.begin, "person_added", "")
		line(p, p.begin, "link_made", "")
		if !aLink.happens(3, p.n, 1) {
			line(p, p.begin.AddDate(0, 0, 1), "link_used", "")
		}
	}
	for _, r := range w.roles {
		line(r.person, r.from, "role_given", r.name)
		if !r.until.IsZero() {
			line(r.person, r.until, "role_ended", r.name)
		}
	}
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
