package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

const selectExtension = `
		SELECT e.id,
		       e.recording_id,
		       e.asked_by,
		       to_char(e.until_on, 'YYYY-MM-DD') AS until,
		       e.reason,
		       e.asked_at,
		       e.decided_at,
		       e.granted,
		       e.taken_back_at
		FROM recording_extension e`

// Extensions lists the later ends that were chosen or asked for, oldest first.
func (tx *Tx) Extensions(ctx context.Context, recording coaching.RecordingID) ([]coaching.Extension, error) {
	var extensions []coaching.Extension
	err := tx.many(ctx, "list extensions", &extensions, selectExtension+`
		WHERE e.recording_id = $1
		ORDER BY e.asked_at, e.id`, recording)
	return extensions, err
}

// WaitingExtensions are the questions that wait for the actor's answer, by recording.
func (tx *Tx) WaitingExtensions(ctx context.Context) (map[coaching.RecordingID]coaching.Extension, error) {
	var waiting []coaching.Extension
	err := tx.many(ctx, "list waiting extensions", &waiting, selectExtension+`
		JOIN recording r ON r.id = e.recording_id
		WHERE r.owner_id = $1
		  AND e.decided_at IS NULL`, tx.person)
	found := make(map[coaching.RecordingID]coaching.Extension, len(waiting))
	for _, extension := range waiting {
		found[extension.RecordingID] = extension
	}
	return found, err
}

// Extend gives a recording a later end: at once for its owner, as a question to her for her coach. Asked again while
// a question waits is Conflict "extension_waits".
func (tx *Tx) Extend(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, until, reason string, now time.Time) (coaching.Extension, error) {
	recording, ending, err := tx.ending(ctx, id)
	if err != nil {
		return coaching.Extension{}, err
	}
	if err := recording.MayKeepLonger(); err != nil {
		return coaching.Extension{}, err
	}
	if !ending.Shown() {
		return coaching.Extension{}, coaching.Conflict("nothing_to_keep")
	}
	if err := ending.CheckExtension(until, reason, ending.End, now); err != nil {
		return coaching.Extension{}, err
	}
	owner := actor.ID == recording.OwnerID
	var decided *time.Time
	action := "ask_longer"
	if owner {
		decided, action = &now, "keep_longer"
	}
	extension := coaching.Extension{ID: NewID[coaching.ExtensionID]()}
	if _, err := tx.run(ctx, "extend recording", `
		INSERT INTO recording_extension (id, holder_id, recording_id, asked_by, until_on, reason, asked_at, decided_at, granted)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		extension.ID, recording.HolderID, id, actor.ID, until, reason, now, decided, owner); err != nil {
		return coaching.Extension{}, err
	}
	return tx.extended(ctx, actor, recording, extension.ID, action, until, now)
}

// AnswerExtension is the owner's yes or no to her coach's question. A yes that has become impossible meanwhile is
// Invalid, as when she chose the day herself.
func (tx *Tx) AnswerExtension(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, extension coaching.ExtensionID, yes bool, now time.Time) (coaching.Extension, error) {
	recording, ending, err := tx.ending(ctx, id)
	if err != nil {
		return coaching.Extension{}, err
	}
	if err := recording.MayAnswerExtension(actor); err != nil {
		return coaching.Extension{}, err
	}
	asked, err := tx.extension(ctx, id, extension)
	if err != nil {
		return coaching.Extension{}, err
	}
	if !asked.Waits() {
		return coaching.Extension{}, coaching.Conflict("extension_answered")
	}
	action := "refuse_longer"
	if yes {
		action = "keep_longer"
		if err := ending.CheckExtension(string(asked.Until), asked.Reason, ending.End, now); err != nil {
			return coaching.Extension{}, err
		}
	}
	if err := tx.touch(ctx, "answer extension", `
		UPDATE recording_extension
		SET decided_at = $2,
		    granted = $3
		WHERE id = $1
		  AND decided_at IS NULL`, extension, now, yes); err != nil {
		return coaching.Extension{}, err
	}
	return tx.extended(ctx, actor, recording, extension, action, string(asked.Until), now)
}

// TakeBackExtensions ends all later ends of a recording: its own end holds again, though not within coaching.NoticeDays.
func (tx *Tx) TakeBackExtensions(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, now time.Time) error {
	recording, _, err := tx.ending(ctx, id)
	if err != nil {
		return err
	}
	if err := recording.MayAnswerExtension(actor); err != nil {
		return err
	}
	rows, err := tx.run(ctx, "take extensions back", `
		UPDATE recording_extension
		SET taken_back_at = $2
		WHERE recording_id = $1
		  AND granted
		  AND taken_back_at IS NULL`, id, now)
	if err != nil || rows == 0 {
		return err
	}
	if err := tx.logAct(ctx, actor, "take_back_longer", recording, now); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, id)
}

// ending reads a living recording and its end and keeps others from changing either until the commit. A coach may lock
// no row, so all wait for one another by name.
func (tx *Tx) ending(ctx context.Context, id coaching.RecordingID) (coaching.Recording, Ending, error) {
	if err := tx.alone(ctx, "end of "+string(id)); err != nil {
		return coaching.Recording{}, Ending{}, err
	}
	recording, err := tx.lockLiving(ctx, id)
	if err != nil {
		return coaching.Recording{}, Ending{}, err
	}
	ending, err := tx.Ending(ctx, id)
	return recording, ending, err
}

func (tx *Tx) extension(ctx context.Context, recording coaching.RecordingID, id coaching.ExtensionID) (coaching.Extension, error) {
	all, err := tx.Extensions(ctx, recording)
	for _, extension := range all {
		if extension.ID == id {
			return extension, nil
		}
	}
	if err == nil {
		err = coaching.ErrNotFound
	}
	return coaching.Extension{}, err
}

// extended logs what was done to the end of a recording and tells it.
func (tx *Tx) extended(ctx context.Context, actor coaching.Actor, r coaching.Recording, id coaching.ExtensionID, action, until string, now time.Time) (coaching.Extension, error) {
	if err := tx.Log(ctx, string(actor.ID), action, r.ID, r.OwnerID, until, now); err != nil {
		return coaching.Extension{}, err
	}
	if err := tx.notifyRecording(ctx, r.ID); err != nil {
		return coaching.Extension{}, err
	}
	if err := tx.Notify(ctx, TopicCycle, string(r.CycleID)); err != nil {
		return coaching.Extension{}, err
	}
	return tx.extension(ctx, r.ID, id)
}
