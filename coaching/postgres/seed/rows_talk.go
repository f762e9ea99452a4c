package seed

import "time"

func (w *world) talkTables() []table {
	return []table{
		{"talk", "id, holder_id, cycle_id, created_by, created_at, started_by, started_at, ended_at, setting, recording_id", w.talkRows},
		{"talk_opening", "id, holder_id, talk_id, moment_id, opened_by, skipped, opened_at", w.openingRows},
		{"talk_note", "id, holder_id, talk_id, author_id, voice, kind, step, text, created_at, updated_at, approved_at", w.noteRows},
	}
}

// talked says that there was a talk about what was given back.
func (r *recording) talked() bool { return r.given() > 0 && aTalk.happens(50, r.n, 0) }

func (r *recording) talkedAt() time.Time { return r.releasedAt().Add(72 * time.Hour) }

func (r *recording) talk() string { return aTalk.id(r.talkedAt(), r.n, 0) }

func (w *world) talks(each func(*recording)) {
	w.given(func(r *recording) {
		if r.talked() {
			each(r)
		}
	})
}

func (w *world) talkRows(put func(...any)) {
	w.talks(func(r *recording) {
		put(r.talk(), r.cycle.holder().id, r.cycle.id, r.cycle.coach().id, r.releasedAt(), r.cycle.coach().id, r.talkedAt(), r.talkedAt().Add(time.Hour), "together", r.id)
	})
}

func (w *world) openingRows(put func(...any)) {
	w.talks(func(r *recording) {
		put(anOpening.id(r.talkedAt(), r.n, 0), r.cycle.holder().id, r.talk(), r.moment(1), r.owner().id, false, r.talkedAt())
	})
}

func (r *recording) note(i int) string { return aTalkNote.id(r.talkedAt(), r.n, i*2) }

func (w *world) noteRows(put func(...any)) {
	w.talks(func(r *recording) {
		for i := range 3 {
			var approved any = r.talkedAt()
			if aTalkNote.happens(5, r.n, i) {
				approved = nil
			}
			put(r.note(i), r.cycle.holder().id, r.talk(), r.cycle.coach().id, "employee", "insight", "why",
				"Als ik wacht, komt hij zelf.", r.talkedAt(), r.talkedAt(), approved)
		}
	})
}
