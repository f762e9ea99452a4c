package seed

import "time"

func (w *world) feedbackTables() []table {
	return []table{
		{"feedback_choice", "cycle_id, annotation_id, holder_id, position", w.choiceRows},
		{"feedback_release", "id, holder_id, cycle_id, coach_id, message, released_at", w.releaseRows},
		{"feedback_moment", "id, holder_id, release_id, recording_id, annotation_id, position, start_ms, end_ms", w.momentRows},
		{"look", "id, holder_id, moment_id, employee_id, seen, text, looked_at", w.lookRows},
		{"work_point", "id, holder_id, cycle_id, employee_id, text, try_when, noticed_by, created_at, updated_at", w.workPointRows},
	}
}

// releasedAt is when the coach gave back.
func (r *recording) releasedAt() time.Time { return r.created.Add(48 * time.Hour) }

func (r *recording) release() string { return aRelease.id(r.releasedAt(), r.n, 0) }

func (r *recording) moment(k int) string { return aMoment.id(r.releasedAt(), r.n, k*2) }

func (w *world) given(each func(*recording)) {
	w.filmed(func(r *recording) {
		if r.given() > 0 {
			each(r)
		}
	})
}

func (w *world) choiceRows(put func(...any)) {
	w.filmed(func(r *recording) {
		if r.shared && !r.withdrawn && !r.released && r.marks > 1 {
			put(r.cycle.id, r.mark(1).id, r.cycle.holder().id, 1)
		}
	})
}

func (w *world) releaseRows(put func(...any)) {
	w.given(func(r *recording) {
		put(r.release(), r.cycle.holder().id, r.cycle.id, r.cycle.coach().id, "Kijk maar eens.", r.releasedAt())
	})
}

func (w *world) momentRows(put func(...any)) {
	w.given(func(r *recording) {
		for k := 1; k <= r.given(); k++ {
			m := r.mark(k)
			put(r.moment(k), r.cycle.holder().id, r.release(), r.id, m.id, k, m.startMS, m.startMS+4000)
		}
	})
}

// looked says that she has looked at a moment: in rounds that are closed nearly always.
func (r *recording) looked(k int) bool {
	percent := 95
	if r.cycle.closed.IsZero() {
		percent = 40
	}
	return aLook.happens(percent, r.n, k)
}

func (w *world) lookRows(put func(...any)) {
	w.given(func(r *recording) {
		for k := 1; k <= r.given(); k++ {
			if r.looked(k) {
				put(aLook.id(r.releasedAt(), r.n, k*2), r.cycle.holder().id, r.moment(k), r.owner().id, "something", "Hij kijkt naar mij.", r.releasedAt().Add(time.Hour))
			}
		}
	})
}

func (w *world) workPointRows(put func(...any)) {
	w.given(func(r *recording) {
		if point := r.workPoint(); point != "" {
			at := r.workPointAt()
			put(point, r.cycle.holder().id, r.cycle.id, r.owner().id, "Drie tellen wachten.", "Bij het fruit.", "Een kind begint zelf.", at, at)
		}
	})
}
