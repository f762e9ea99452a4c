package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

const selectTask = `
		SELECT k.id,
		       k.holder_id,
		       k.recording_id,
		       COALESCE(r.title, '') AS title,
		       k.owner_id,
		       k.child_id,
		       COALESCE(c.name, '') AS child_name,
		       k.made_at,
		       to_char(k.due_on, 'YYYY-MM-DD') AS due_on,
		       COALESCE(k.done_how, '') AS done_how,
		       k.done_at,
		       COALESCE(k.done_by, '') AS done_by,
		       COALESCE((SELECT e.allowed FROM effective_consent e
		                 WHERE e.child_id = k.child_id AND e.purpose = 'vib_individual'), false) AS allowed
		FROM consent_task k
		LEFT JOIN child c ON c.id = k.child_id
		LEFT JOIN recording r ON r.id = k.recording_id AND r.deleted_at IS NULL`

// OpenTasks are those that the actor sees and nobody has done, the most urgent first; of one recording where id is not "".
func (tx *Tx) OpenTasks(ctx context.Context, id coaching.RecordingID) ([]coaching.ConsentTask, error) {
	var tasks []coaching.ConsentTask
	err := tx.many(ctx, "list consent tasks", &tasks, selectTask+`
		WHERE k.done_at IS NULL
		  AND ($1 = '' OR k.recording_id = NULLIF($1, '')::uuid)
		ORDER BY k.due_on, k.id`, id)
	return tasks, err
}

// ConsentTasks lists all that the actor sees, newest first.
func (tx *Tx) ConsentTasks(ctx context.Context, cursor string, limit int) ([]coaching.ConsentTask, string, error) {
	from, err := readCursor(cursor, instantKey)
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var tasks []coaching.ConsentTask
	err = tx.many(ctx, "list consent tasks", &tasks, selectTask+`
		WHERE ($1::timestamptz IS NULL OR (k.made_at, k.id) < ($1::timestamptz, $2::uuid))
		ORDER BY k.made_at DESC, k.id DESC
		LIMIT $3`, from.key, from.id, limit+1)
	tasks, next := cut(tasks, limit, func(k coaching.ConsentTask) string { return instantCursor(k.MadeAt, string(k.ID)) })
	return tasks, next, err
}

// ConsentTask reads one.
func (tx *Tx) ConsentTask(ctx context.Context, id coaching.TaskID) (coaching.ConsentTask, error) {
	var task coaching.ConsentTask
	err := tx.one(ctx, "read consent task", &task, selectTask+`
		WHERE k.id = $1`, id)
	return task, err
}

// Reopen lifts the lock for a child whose guardians allow it again; somebody who sees the recording says so. Conflict
// "consent_not_given" or "task_done".
func (tx *Tx) Reopen(ctx context.Context, id coaching.TaskID, now time.Time) (coaching.ConsentTask, error) {
	task, err := tx.ConsentTask(ctx, id)
	if err != nil {
		return task, err
	}
	if err := tx.aloneWithConsent(ctx, task.HolderID); err != nil {
		return task, err
	}
	if _, err := tx.Recording(ctx, task.RecordingID); err != nil {
		return task, err
	}
	if task, err = tx.ConsentTask(ctx, id); err != nil {
		return task, err
	}
	if err := task.MayReopen(); err != nil {
		return task, err
	}
	if err := tx.EndTask(ctx, task.RecordingID, task.ChildID, coaching.TaskGivenAgain, now); err != nil {
		return task, err
	}
	return tx.ConsentTask(ctx, id)
}

// EndTask says that what was to be done about a child in a recording has been done, and lifts its lock. Without an open
// task nothing changes but the lock. Who was cut out or masked is not in view any more. For its owner, her coach, and the doors Finalise and Transcode.
func (tx *Tx) EndTask(ctx context.Context, id coaching.RecordingID, child coaching.ChildID, how coaching.TaskEnd, now time.Time) error {
	if err := tx.LiftLock(ctx, id, coaching.LockConsent, string(child), now); err != nil {
		return err
	}
	if how == coaching.TaskTrimmed || how == coaching.TaskMasked {
		if _, err := tx.run(ctx, "take child out of view", `
			UPDATE roster_child
			SET seen = 'keep_out'
			FROM roster r
			WHERE r.id = roster_id
			  AND r.recording_id = $1
			  AND child_id = $2`, id, child); err != nil {
			return err
		}
	}
	_, err := tx.run(ctx, "end consent task", `
		UPDATE consent_task
		SET done_how = $3,
		    done_at = $4,
		    done_by = $5
		WHERE recording_id = $1
		  AND child_id = $2
		  AND done_at IS NULL`, id, child, how, now, tx.name)
	return err
}

// endTasks says of all tasks of a recording that it is deleted.
func (tx *Tx) endTasks(ctx context.Context, id coaching.RecordingID, now time.Time) error {
	_, err := tx.run(ctx, "end the consent tasks of a recording", `
		UPDATE consent_task
		SET done_how = 'deleted',
		    done_at = $2,
		    done_by = $3
		WHERE recording_id = $1
		  AND done_at IS NULL`, id, now, tx.name)
	return err
}

// OverdueTasks lists the recordings with a task whose last day is over; not those of a demo. Door Retain.
func (tx *Tx) OverdueTasks(ctx context.Context, now time.Time) ([]coaching.RecordingID, error) {
	var ids []coaching.RecordingID
	err := tx.many(ctx, "list overdue consent tasks", &ids, `
		SELECT DISTINCT k.recording_id
		FROM consent_task k
		JOIN holder h ON h.id = k.holder_id
		JOIN recording r ON r.id = k.recording_id
		WHERE k.done_at IS NULL
		  AND k.due_on < ($1::timestamptz AT TIME ZONE h.time_zone)::date
		  AND h.demo_version IS NULL
		  AND r.deleted_at IS NULL
		  AND r.frozen_at IS NULL`, now)
	return ids, err
}

// ExpireTask asks for the erasure of a recording of which a child was not cut out in time; false when it is not due any
// more, or must stay. The words that its owner keeps are put aside first. Door Retain.
func (tx *Tx) ExpireTask(ctx context.Context, id coaching.RecordingID, now time.Time) (bool, error) {
	recording, ending, err := tx.ending(ctx, id)
	if err != nil || ending.Demo || ending.FrozenAt != nil {
		return false, ignoreMissing(err)
	}
	tasks, err := tx.OpenTasks(ctx, id)
	if err != nil || len(tasks) == 0 || now.Before(tasks[0].DueOn.Over(ending.Zone())) {
		return false, err
	}
	return true, tx.expire(ctx, recording, coaching.EndConsent, now)
}
