package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// LockRecording keeps everybody from a recording and its further cameras until LiftLock with the same reason and cause;
// a lock that stands already stays as it was. Whoever has it open loses it with the commit, and its owner's log says why.
// ErrNotFound where there is no such recording, or the actor may not lock it for that reason. The database does the rest
// (access.keep_lock): who locks need not see what she locks.
func (tx *Tx) LockRecording(ctx context.Context, id coaching.RecordingID, reason coaching.LockReason, cause string, now time.Time) error {
	_, err := tx.run(ctx, "lock recording for "+string(reason), `
		INSERT INTO recording_lock (id, recording_id, reason, cause_id, made_at, made_by)
		SELECT $1, $2::uuid, $3::text, $4::uuid, $5, $6
		WHERE NOT access.locked($2, $3, $4)`,
		NewID[coaching.LockID](), id, reason, cause, now, tx.name)
	return err
}

// LiftLock takes one reason away; the recording opens when it was the last. Without that lock nothing changes.
func (tx *Tx) LiftLock(ctx context.Context, id coaching.RecordingID, reason coaching.LockReason, cause string, now time.Time) error {
	_, err := tx.run(ctx, "lift lock for "+string(reason), `
		UPDATE recording_lock
		SET lifted_at = $4,
		    lifted_by = $5
		WHERE recording_id = $1
		  AND reason = $2
		  AND cause_id = $3
		  AND lifted_at IS NULL`, id, reason, cause, now, tx.name)
	return err
}

// Locks are those that stand on a recording that the actor sees, oldest first.
func (tx *Tx) Locks(ctx context.Context, id coaching.RecordingID) ([]coaching.Lock, error) {
	var locks []coaching.Lock
	err := tx.many(ctx, "list locks", &locks, `
		SELECT id,
		       recording_id,
		       reason,
		       cause_id,
		       made_at,
		       lifted_at
		FROM recording_lock
		WHERE recording_id = $1
		  AND lifted_at IS NULL
		ORDER BY made_at, id`, id)
	return locks, err
}

// RecordingsOfChild are all that have a child on their roster, for the officer of its holder, oldest first.
func (tx *Tx) RecordingsOfChild(ctx context.Context, child coaching.ChildID) ([]coaching.ChildRecording, error) {
	var found []coaching.ChildRecording
	err := tx.many(ctx, "find recordings of a child", &found, `
		SELECT id,
		       recorded_at,
		       duration_ms,
		       owner_id,
		       given_name,
		       prefix,
		       family_name,
		       state,
		       seen,
		       locked,
		       marks
		FROM access.recordings_of_child($1)`, child)
	return found, err
}
