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

// ConfirmTrimmed is its owner's word that a child is nowhere to be seen in a recording any more: the task is done and the
// lock because of the child is lifted. Something must have been cut out since the task was made.
func (tx *Tx) ConfirmTrimmed(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, child coaching.ChildID, now time.Time) error {
	recording, err := tx.Recording(ctx, id)
	if err != nil {
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
	open, err := tx.openTrimsWith(ctx, id)
	if err != nil {
		return err
	}
	if err := recording.MayConfirmTrimmed(actor, child, tasks, trims, open); err != nil {
		return err
	}
	if err := tx.touch(ctx, "finish task", `
		UPDATE consent_task
		SET done_how = 'trimmed',
		    done_at = $3,
		    done_by = $4
		WHERE recording_id = $1
		  AND child_id = $2
		  AND done_at IS NULL`, id, child, now, string(actor.ID)); err != nil {
		return err
	}
	return tx.LiftLock(ctx, id, coaching.LockConsent, string(child), now)
}

// openTrimsWith counts what is still to be cut out of the recording and its further cameras, or could not be.
func (tx *Tx) openTrimsWith(ctx context.Context, id coaching.RecordingID) (open int, err error) {
	err = tx.one(ctx, "count open cuts", &open, `
		SELECT count(*)
		FROM trim c
		JOIN recording r ON r.id = c.recording_id
		WHERE (r.id = $1 OR r.angle_of = $1)
		  AND r.deleted_at IS NULL
		  AND c.done_at IS NULL
		  AND (c.failed_at IS NULL OR r.angle_of = $1)`, id)
	return open, err
}
