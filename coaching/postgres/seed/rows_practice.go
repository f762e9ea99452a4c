package seed

import "time"

func (w *world) practiceTables() []table {
	return []table{
		{"learning_preference", "id, holder_id, person_id, preference, chosen_at", w.preferenceRows},
		{"practice", "id, holder_id, work_point_id, cycle_id, employee_id, text, tried_at", w.practiceRows},
		{"reminder", "id, holder_id, work_point_id, cycle_id, employee_id, kind, created_at, updated_at", w.reminderRows},
		{"reminder_notice", "id, holder_id, reminder_id, employee_id, due_on, due_at, seen_at, told_at", w.noticeRows},
		{"voice_note", "id, holder_id, employee_id, question_id, number, duration_ms, node, made_at, sent_at", w.voiceRows},
		{"reopening", "id, holder_id, trajectory_id, ended_at, asked_by, asked_at, answered_at", w.reopeningRows},
	}
}

var preferences = []string{"copying", "participating", "knowing", "practising", "discovering"}

func (w *world) preferenceRows(put func(...any)) {
	for _, h := range w.holders {
		for _, p := range h.employees {
			if aPreference.happens(60, p.n, 0) {
				put(aPreference.id(p.begin, p.n, 0), h.id, p.id, preferences[aPreference.upTo(len(preferences), p.n, 1)], p.begin)
			}
		}
	}
}

// workPoint is what came of a film, or "".
func (r *recording) workPoint() string {
	if !aWorkPoint.happens(80, r.n, 0) {
		return ""
	}
	return aWorkPoint.id(r.workPointAt(), r.n, 0)
}

func (r *recording) workPointAt() time.Time { return r.releasedAt().Add(2 * time.Hour) }

func (w *world) practiceRows(put func(...any)) {
	w.given(func(r *recording) {
		if point := r.workPoint(); point != "" {
			for i := range aPractice.upTo(3, r.n, 0) {
				at := r.workPointAt().AddDate(0, 0, i+1)
				put(aPractice.id(at, r.n, i*2), r.cycle.holder().id, point, r.cycle.id, r.owner().id, "Bij het fruit.", at)
			}
		}
	})
}

// reminded are the work points of now of which their employees want to be reminded.
func (w *world) reminded(each func(r *recording, reminder string)) {
	w.given(func(r *recording) {
		if r.cycle.closed.IsZero() && r.workPoint() != "" && aReminder.happens(50, r.n, 0) {
			each(r, aReminder.id(r.workPointAt(), r.n, 0))
		}
	})
}

func (w *world) reminderRows(put func(...any)) {
	w.reminded(func(r *recording, reminder string) {
		put(reminder, r.cycle.holder().id, r.workPoint(), r.cycle.id, r.owner().id, "working", r.workPointAt(), r.workPointAt())
	})
}

func (w *world) noticeRows(put func(...any)) {
	w.reminded(func(r *recording, reminder string) {
		for i := range 20 {
			due := w.Now.AddDate(0, 0, -i).Add(9 * time.Hour)
			var seen any
			if i > 1 {
				seen = due.Add(time.Hour)
			}
			put(aNotice.id(due, r.n, i*2), r.cycle.holder().id, reminder, r.owner().id, due.Format(time.DateOnly), due, seen, due)
		}
	})
}

func (w *world) voiceRows(put func(...any)) {
	for _, t := range w.trajectories {
		if aVoice.happens(5, t.n, 0) {
			put(aVoice.id(t.started, t.n, 0), t.employee.holder.id, t.employee.id, t.question, 2, 20_000, "seed", t.started, t.started)
		}
	}
}

func (w *world) reopeningRows(put func(...any)) {
	for _, t := range w.trajectories {
		if !t.ended.IsZero() && aReopening.happens(2, t.n, 0) {
			at := t.ended.AddDate(0, 0, 2)
			put(aReopening.id(at, t.n, 0), t.employee.holder.id, t.id, t.ended, t.employee.id, at, at.AddDate(0, 0, 1))
		}
	}
}
