package seed

import "time"

func (w *world) filmTables() []table {
	return []table{
		{"recording", "id, holder_id, cycle_id, owner_id, title, state, planned_by, accepted_at, zero_at, locked_at, duration_ms, frame_rate_num, frame_rate_den, generation, watchable_takes, created_at", w.recordingRows},
		{"take", "recording_id, number, holder_id, node, began_at, ended_at, finalised_at, file, start_ms, duration_ms, video, audio", w.takeRows},
		{"recording_share", "recording_id, holder_id, shared_at, withdrawn_at", w.shareRows},
		{"recording_consent", "id, holder_id, recording_id, person_id, purpose, text_version, language, words, way, given_at", w.consentRows},
		{"recording_extension", "id, holder_id, recording_id, asked_by, until_on, reason, asked_at, decided_at, granted", w.extensionRows},
		{"erasure_receipt", "recording_id, holder_id, cycle_id, owner_id, was_shared, reason, requested_by, requested_at, key_destroyed_at, completed_at, files, bytes, why", w.receiptRows},
		{"kept_word", "id, holder_id, cycle_id, recording_id, owner_id, author_id, kind, text, start_ms, said_at, was_shared", w.keptRows},
		{"annotation", "id, holder_id, recording_id, author_id, start_ms, end_ms, kind, text, codes, subject, visibility, version, created_at, updated_at", w.markRows},
		{"reply", "id, holder_id, annotation_id, author_id, text, created_at", w.replyRows},
	}
}

// filmed is a recording with film; a plan has none yet.
func (w *world) filmed(each func(*recording)) {
	for _, r := range w.recordings {
		if !r.planned {
			each(r)
		}
	}
}

// lockedAt is since when nobody may see it: a child's yes was taken back.
func (r *recording) lockedAt() any {
	if r.recalled && !r.settled {
		return r.created.AddDate(0, 0, 1)
	}
	return nil
}

func (r *recording) owner() *person { return r.cycle.trajectory.employee }

func (w *world) recordingRows(put func(...any)) {
	for _, r := range w.recordings {
		title := situations[aRecording.upTo(len(situations), r.n, 20)]
		if r.planned {
			put(r.id, r.cycle.holder().id, r.cycle.id, r.owner().id, title, "planned", r.cycle.coach().id, nil, nil, nil, nil, nil, nil, 0, 0, r.created)
			continue
		}
		put(r.id, r.cycle.holder().id, r.cycle.id, r.owner().id, title, "ready", r.owner().id, r.created, r.created, r.lockedAt(), 600_000, 25, 1, 1, 1, r.created)
	}
}

func (w *world) takeRows(put func(...any)) {
	const video, audio = `{"kind":"video","codec":"h264","clock_rate":90000,"width":1280,"height":720}`, `{"kind":"audio","codec":"opus","clock_rate":48000}`
	w.filmed(func(r *recording) {
		end := r.created.Add(10 * time.Minute)
		put(r.id, 1, r.cycle.holder().id, "seed", r.created, end, end, "takes/1.mkv", 0, 600_000, video, audio)
	})
}

func (w *world) shareRows(put func(...any)) {
	w.filmed(func(r *recording) {
		if r.shared {
			var withdrawn any
			if r.withdrawn {
				withdrawn = r.created.Add(2 * time.Hour)
			}
			put(r.id, r.cycle.holder().id, r.created.Add(time.Hour), withdrawn)
		}
	})
}

func (w *world) consentRows(put func(...any)) {
	w.filmed(func(r *recording) {
		put(aConsent.id(r.created, r.n, 0), r.cycle.holder().id, r.id, r.owner().id, "vib_individual", 1, "nl", "Ik wil dit filmen voor mijn eigen vraag.", "shown", r.created)
	})
}

func (w *world) extensionRows(put func(...any)) {
	w.filmed(func(r *recording) {
		if r.shared && aRecording.happens(3, r.n, 21) {
			var decided any
			if !r.cycle.closed.IsZero() {
				decided = r.created
			}
			put(anExtension.id(r.created, r.n, 0), r.cycle.holder().id, r.id, r.cycle.coach().id, r.created.AddDate(0, 3, 0).Format(time.DateOnly),
				"We kijken er nog eens naar.", r.created, decided, decided != nil)
		}
	})
}

// erased are further films of a cycle, of which only a receipt and some words are left.
func (w *world) erased(each func(r *recording, id string)) {
	w.filmed(func(r *recording) {
		if aRecording.happens(15, r.n, 22) {
			each(r, anErased.id(r.created, r.n, 0))
		}
	})
}

func (w *world) receiptRows(put func(...any)) {
	w.erased(func(r *recording, id string) {
		at := r.created.Add(time.Hour)
		put(id, r.cycle.holder().id, r.cycle.id, r.owner().id, r.shared, "retention", nil, at, at, at, 40, 90_000_000, "cap")
	})
}

func (w *world) keptRows(put func(...any)) {
	w.erased(func(r *recording, id string) {
		for i, kind := range []string{"proud", "top", "tip"} {
			author := r.owner()
			if i > 0 {
				author = r.cycle.coach()
			}
			put(anErased.id(r.created, r.n, 10+i), r.cycle.holder().id, r.cycle.id, id, r.owner().id, author.id, kind, said[i], 1000*i, r.created, r.shared)
		}
	})
}
