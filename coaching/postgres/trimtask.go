package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// TrimTasks are the children because of whom something is to be done about a recording of the actor, oldest first.
func (tx *Tx) TrimTasks(ctx context.Context, recording coaching.RecordingID) ([]coaching.TrimTask, error) {
	var tasks []coaching.TrimTask
	err := tx.many(ctx, "list children to cut out", &tasks, `
		SELECT t.child_id,
		       c.name,
		       t.made_at,
		       to_char(t.due_on, 'YYYY-MM-DD') AS due_on
		FROM consent_task t
		JOIN child c ON c.id = t.child_id
		WHERE t.recording_id = $1
		  AND t.done_at IS NULL
		ORDER BY t.made_at, t.id`, recording)
	return tasks, err
}

// ConfirmTrimmed is its owner's word that a child is nowhere to be seen in a recording any more: the task is done, the
// lock because of the child is lifted, and the roster has the child out of view. Something must have been cut out since the
// task was made, of every camera.
func (tx *Tx) ConfirmTrimmed(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, child coaching.ChildID, now time.Time) error {
	recording, err := tx.Recording(ctx, id)
	if err != nil {
		return err
	}
	if err := tx.aloneWithConsent(ctx, recording.HolderID); err != nil {
		return err
	}
	tasks, err := tx.TrimTasks(ctx, id)
	if err != nil {
		return err
	}
	trims, err := tx.Trims(ctx, id)
	if err != nil {
		return err
	}
	open, err := tx.openCuts(ctx, id)
	if err != nil {
		return err
	}
	if err := recording.MayConfirmTrimmed(actor, child, tasks, trims, open); err != nil {
		return err
	}
	return tx.EndTask(ctx, id, child, coaching.TaskTrimmed, now)
}

// openCuts counts what is still to be cut out of the recording and its further cameras, or could not be.
func (tx *Tx) openCuts(ctx context.Context, id coaching.RecordingID) (open int, err error) {
	err = tx.one(ctx, "count open cuts", &open, `
		SELECT access.open_cuts($1)`, id)
	return open, err
}
