package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"terugblik/coaching"
)

const selectTalkNote = `
		SELECT n.id,
		       n.holder_id,
		       n.talk_id,
		       n.author_id,
		       n.voice,
		       n.kind,
		       n.step,
		       n.text,
		       COALESCE(n.moment_id::text, '') AS moment_id,
		       COALESCE(n.recording_id::text, '') AS recording_id,
		       COALESCE(n.position_ms, 0) AS position_ms,
		       n.version,
		       n.created_at,
		       n.updated_at,
		       n.approved_at
		FROM talk_note n`

// TalkNotes lists what was said in a talk, oldest first. What was taken away is not there.
func (tx *Tx) TalkNotes(ctx context.Context, talk coaching.TalkID) ([]coaching.TalkNote, error) {
	if _, err := tx.Talk(ctx, talk); err != nil {
		return nil, err
	}
	var notes []coaching.TalkNote
	err := tx.many(ctx, "list talk notes", &notes, selectTalkNote+`
		WHERE n.talk_id = $1
		  AND n.withdrawn_at IS NULL
		ORDER BY n.created_at, n.id`, talk)
	return notes, err
}

// TalkNotesOf lists those of all talks of a cycle, oldest first.
func (tx *Tx) TalkNotesOf(ctx context.Context, cycle coaching.CycleID) ([]coaching.TalkNote, error) {
	var notes []coaching.TalkNote
	err := tx.many(ctx, "list talk notes", &notes, selectTalkNote+`
		JOIN talk t ON t.id = n.talk_id
		WHERE t.cycle_id = $1
		  AND n.withdrawn_at IS NULL
		ORDER BY n.created_at, n.id`, cycle)
	return notes, err
}

// TalkNote reads one; ErrNotFound once it was taken away.
func (tx *Tx) TalkNote(ctx context.Context, id coaching.TalkNoteID) (coaching.TalkNote, error) {
	var note coaching.TalkNote
	err := tx.one(ctx, "read talk note", &note, selectTalkNote+`
		WHERE n.id = $1
		  AND n.withdrawn_at IS NULL`, id)
	return note, err
}

// CreateTalkNote writes down what was said in a running talk, and opens the coach's mark when it is what she saw at a
// moment. The id may be the caller's, so that sending it again is once; "" makes one. Author and approval are the server's.
func (tx *Tx) CreateTalkNote(ctx context.Context, actor coaching.Actor, n coaching.TalkNote, now time.Time) (coaching.TalkNote, error) {
	if err := n.Check(); err != nil {
		return coaching.TalkNote{}, err
	}
	if n.ID == "" {
		n.ID = NewID[coaching.TalkNoteID]()
	} else if len(n.ID) != 36 || uuid.Validate(string(n.ID)) != nil {
		return coaching.TalkNote{}, coaching.Invalid{{Field: "id", Code: "malformed"}}
	}
	talk, trajectory, err := tx.talkForChange(ctx, actor, n.TalkID)
	if err != nil {
		return coaching.TalkNote{}, err
	}
	if again, err := tx.noteSentAgain(ctx, actor, n); !errors.Is(err, coaching.ErrNotFound) {
		return again, err
	}
	if err := tx.checkPlaceOfNote(ctx, talk, n); err != nil {
		return coaching.TalkNote{}, err
	}
	if _, err := tx.run(ctx, "create talk note", `
		INSERT INTO talk_note (id, holder_id, talk_id, author_id, voice, kind, step, text, moment_id, recording_id, position_ms, created_at, updated_at, approved_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULLIF($9, '')::uuid, NULLIF($10, '')::uuid,
		        CASE WHEN $10 <> '' THEN $11::bigint END, $12, $12, $13)`,
		n.ID, talk.HolderID, n.TalkID, actor.ID, n.Voice, n.Kind, n.Step, n.Text, n.MomentID, n.RecordingID, n.PositionMS,
		now, n.Approved(actor, trajectory, now)); err != nil {
		return coaching.TalkNote{}, err
	}
	if n.Opens() && (talk.EndedAt == nil || actor.ID == trajectory.EmployeeID) { // she is not there to see the coach do it
		if err := tx.openMoment(ctx, actor, talk, n.MomentID, false, now); err != nil {
			return coaching.TalkNote{}, err
		}
	}
	return tx.noteAfter(ctx, talk, n.ID)
}

// noteSentAgain is the note that the author made before under this id; anybody else's is a conflict.
func (tx *Tx) noteSentAgain(ctx context.Context, actor coaching.Actor, n coaching.TalkNote) (coaching.TalkNote, error) {
	there, err := tx.TalkNote(ctx, n.ID)
	if err == nil && (there.AuthorID != actor.ID || there.TalkID != n.TalkID) {
		return coaching.TalkNote{}, coaching.Conflict("id_taken")
	}
	return there, err
}

// checkPlaceOfNote demands that moment and place are of the talk's cycle and inside the film. Words that were typed while
// the network was away may come in after the talk was ended.
func (tx *Tx) checkPlaceOfNote(ctx context.Context, talk coaching.Talk, n coaching.TalkNote) error {
	if talk.StartedAt == nil {
		return coaching.Conflict("talk_not_started")
	}
	if err := tx.momentInTalk(ctx, talk, n.MomentID); err != nil || n.RecordingID == "" {
		return err
	}
	film, err := tx.Recording(ctx, n.RecordingID)
	if errors.Is(err, coaching.ErrNotFound) || err == nil && film.CycleID != talk.CycleID {
		return coaching.Invalid{{Field: "recording_id", Code: "unknown"}}
	}
	if err == nil && n.PositionMS > film.DurationMS {
		return coaching.Invalid{{Field: "position_ms", Code: "outside_the_recording"}}
	}
	return err
}

// ChangeTalkNote rewords a note from the version that the actor saw, else ErrStale. When she rewords, it is approved;
// when the coach does, it waits for her again. Kind, voice and text are taken from n.
func (tx *Tx) ChangeTalkNote(ctx context.Context, actor coaching.Actor, n coaching.TalkNote, ifVersion int, now time.Time) (coaching.TalkNote, error) {
	if err := n.Check(); err != nil {
		return coaching.TalkNote{}, err
	}
	_, talk, trajectory, err := tx.noteForChange(ctx, actor, n.ID, coaching.TalkNote.MayChange)
	if err != nil {
		return coaching.TalkNote{}, err
	}
	if err := tx.updateNote(ctx, "reword talk note", `
		UPDATE talk_note
		SET kind = $3,
		    voice = $4,
		    text = $5,
		    approved_at = $6,
		    version = version + 1,
		    updated_at = $7
		WHERE id = $1
		  AND version = $2
		  AND withdrawn_at IS NULL`, n.ID, ifVersion, n.Kind, n.Voice, n.Text, n.Approved(actor, trajectory, now), now); err != nil {
		return coaching.TalkNote{}, err
	}
	return tx.noteAfter(ctx, talk, n.ID)
}

// ApproveTalkNote is her "so I said it", of the version that she read.
func (tx *Tx) ApproveTalkNote(ctx context.Context, actor coaching.Actor, id coaching.TalkNoteID, ifVersion int, now time.Time) (coaching.TalkNote, error) {
	there, talk, _, err := tx.noteForChange(ctx, actor, id, coaching.TalkNote.MayApprove)
	if err != nil {
		return coaching.TalkNote{}, err
	}
	if there.Version == ifVersion && there.ApprovedAt != nil {
		return there, nil
	}
	if err := tx.updateNote(ctx, "approve talk note", `
		UPDATE talk_note
		SET approved_at = $3,
		    version = version + 1,
		    updated_at = $3
		WHERE id = $1
		  AND version = $2
		  AND withdrawn_at IS NULL`, id, ifVersion, now); err != nil {
		return coaching.TalkNote{}, err
	}
	return tx.noteAfter(ctx, talk, id)
}

// WithdrawTalkNote takes a note away: its text is gone at once.
func (tx *Tx) WithdrawTalkNote(ctx context.Context, actor coaching.Actor, id coaching.TalkNoteID, ifVersion int, now time.Time) error {
	_, talk, _, err := tx.noteForChange(ctx, actor, id, coaching.TalkNote.MayChange)
	if err != nil {
		return err
	}
	if err := tx.updateNote(ctx, "withdraw talk note", `
		UPDATE talk_note
		SET text = '',
		    approved_at = NULL,
		    withdrawn_at = $3,
		    version = version + 1,
		    updated_at = $3
		WHERE id = $1
		  AND version = $2
		  AND withdrawn_at IS NULL`, id, ifVersion, now); err != nil {
		return err
	}
	if err := tx.Notify(ctx, TopicCycle, string(talk.CycleID)); err != nil {
		return err
	}
	return tx.notifyTalk(ctx, talk)
}

func (tx *Tx) updateNote(ctx context.Context, what, query string, args ...any) error {
	rows, err := tx.run(ctx, what, query, args...)
	if err == nil && rows == 0 {
		return coaching.ErrStale
	}
	return err
}

// noteForChange reads a note, its talk and its trajectory, and asks a rule. Words can be set right after the round too.
func (tx *Tx) noteForChange(ctx context.Context, actor coaching.Actor, id coaching.TalkNoteID, may func(coaching.TalkNote, coaching.Actor, coaching.Trajectory) error) (coaching.TalkNote, coaching.Talk, coaching.Trajectory, error) {
	var trajectory coaching.Trajectory
	note, err := tx.TalkNote(ctx, id)
	if err != nil {
		return note, coaching.Talk{}, trajectory, err
	}
	talk, err := tx.Talk(ctx, note.TalkID)
	if err != nil {
		return note, talk, trajectory, err
	}
	cycle, err := tx.Cycle(ctx, talk.CycleID)
	if err != nil {
		return note, talk, trajectory, err
	}
	if trajectory, err = tx.Trajectory(ctx, cycle.TrajectoryID); err != nil {
		return note, talk, trajectory, err
	}
	return note, talk, trajectory, may(note, actor, trajectory)
}

func (tx *Tx) noteAfter(ctx context.Context, talk coaching.Talk, id coaching.TalkNoteID) (coaching.TalkNote, error) {
	if err := tx.Notify(ctx, TopicCycle, string(talk.CycleID)); err != nil {
		return coaching.TalkNote{}, err
	}
	if err := tx.notifyTalk(ctx, talk); err != nil {
		return coaching.TalkNote{}, err
	}
	return tx.TalkNote(ctx, id)
}
