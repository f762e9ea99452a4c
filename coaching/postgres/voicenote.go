package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

const selectVoiceNote = `
		SELECT id,
		       holder_id,
		       employee_id,
		       COALESCE(question_id::text, '') AS question_id,
		       COALESCE(number, 0) AS number,
		       duration_ms,
		       node,
		       made_at,
		       sent_at
		FROM voice_note`

// CreateVoiceNote makes a place for what the employee said aloud; nobody else knows of it. Its sound lies on the node.
func (tx *Tx) CreateVoiceNote(ctx context.Context, actor coaching.Actor, durationMS int64, node string, now time.Time) (coaching.VoiceNote, error) {
	holder, err := actor.HolderAs(coaching.Employee)
	if err != nil {
		return coaching.VoiceNote{}, err
	}
	note := coaching.VoiceNote{ID: NewID[coaching.VoiceNoteID](), HolderID: holder, EmployeeID: actor.ID, DurationMS: durationMS, Node: node, MadeAt: now}
	_, err = tx.run(ctx, "make voice note", `
		INSERT INTO voice_note (id, holder_id, employee_id, duration_ms, node, made_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, note.ID, holder, actor.ID, durationMS, node, now)
	return note, err
}

// VoiceNote reads one: her own, or one that was sent to the actor as her coach.
func (tx *Tx) VoiceNote(ctx context.Context, id coaching.VoiceNoteID) (coaching.VoiceNote, error) {
	var note coaching.VoiceNote
	err := tx.one(ctx, "read voice note", &note, selectVoiceNote+`
		WHERE id = $1
		  AND deleted_at IS NULL`, id)
	return note, err
}

// VoiceNotes lists those of a question, by wording.
func (tx *Tx) VoiceNotes(ctx context.Context, question coaching.QuestionID) ([]coaching.VoiceNote, error) {
	var notes []coaching.VoiceNote
	err := tx.many(ctx, "list voice notes", &notes, selectVoiceNote+`
		WHERE question_id = $1
		  AND deleted_at IS NULL
		ORDER BY number`, question)
	return notes, err
}

// SendVoiceNote lets the coach of the question hear the note, with the wording of that number.
func (tx *Tx) SendVoiceNote(ctx context.Context, actor coaching.Actor, id coaching.VoiceNoteID, q coaching.Question, number int, now time.Time) error {
	note, err := tx.VoiceNote(ctx, id)
	if err != nil {
		return err
	}
	if err := note.MaySend(actor, q); err != nil {
		return err
	}
	return tx.touch(ctx, "send voice note", `
		UPDATE voice_note
		SET question_id = $2,
		    number = $3,
		    sent_at = $4
		WHERE id = $1
		  AND sent_at IS NULL`, id, q.ID, number, now)
}

// HideVoiceNote takes the note from everybody at once; whoever erases finds it by ErasedVoiceNotes.
func (tx *Tx) HideVoiceNote(ctx context.Context, actor coaching.Actor, id coaching.VoiceNoteID, now time.Time) (coaching.VoiceNote, error) {
	note, err := tx.VoiceNote(ctx, id)
	if err != nil {
		return note, err
	}
	if err := note.MayErase(actor); err != nil {
		return note, err
	}
	return note, tx.touch(ctx, "hide voice note", `
		UPDATE voice_note
		SET deleted_at = $2
		WHERE id = $1
		  AND deleted_at IS NULL`, id, now)
}

// ExpireVoiceNotes hides those that have had their time. Door Retain.
func (tx *Tx) ExpireVoiceNotes(ctx context.Context, now time.Time) (int64, error) {
	draft, ended := coaching.VoiceNotesUntil(now)
	return tx.run(ctx, "end voice notes", `
		UPDATE voice_note
		SET deleted_at = $1
		WHERE id IN (SELECT access.lapsed_voice_notes($2, $3))`, now, draft, ended)
}

// HiddenVoiceNotes lists those of a node whose sound is still to be erased. Door Erase.
func (tx *Tx) HiddenVoiceNotes(ctx context.Context, node string) ([]coaching.VoiceNoteID, error) {
	var ids []coaching.VoiceNoteID
	err := tx.many(ctx, "list hidden voice notes", &ids, `
		SELECT id
		FROM voice_note
		WHERE deleted_at IS NOT NULL
		  AND node = $1
		ORDER BY id`, node)
	return ids, err
}

// ForgetVoiceNote removes a hidden note whose key and sound are gone. Door Erase.
func (tx *Tx) ForgetVoiceNote(ctx context.Context, id coaching.VoiceNoteID) error {
	_, err := tx.run(ctx, "forget voice note", `
		DELETE FROM voice_note
		WHERE id = $1
		  AND deleted_at IS NOT NULL`, id)
	return err
}
