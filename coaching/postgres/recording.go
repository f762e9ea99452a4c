package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// selectRecording has CASE where COALESCE would do: below row-level security PostgreSQL trusts only the former to say
// nothing of what it compares, and reads every share of everybody for the latter.
const selectRecording = `
		SELECT r.id,
		       r.holder_id,
		       r.cycle_id,
		       r.owner_id,
		       r.title,
		       r.state,
		       r.reason,
		       r.planned_by,
		       r.planned_for,
		       COALESCE(r.planned_minutes, 0) AS planned_minutes,
		       r.accepted_at,
		       r.zero_at,
		       COALESCE(r.duration_ms, 0) AS duration_ms,
		       COALESCE(r.frame_rate_num, 0) AS frame_rate_num,
		       COALESCE(r.frame_rate_den, 0) AS frame_rate_den,
		       r.generation,
		       r.progress_ms,
		       r.version,
		       r.created_at,
		       COALESCE(r.locked_at, main.locked_at) AS locked_at,
		       COALESCE(r.frozen_at, main.frozen_at) AS frozen_at,
		       r.deleted_at,
		       r.pending_device,
		       COALESCE(r.angle_of::text, '') AS angle_of,
		       s.shared_at
		FROM recording r
		LEFT JOIN recording main ON main.id = r.angle_of
		LEFT JOIN recording_share s ON s.recording_id = CASE WHEN r.angle_of IS NULL THEN r.id ELSE r.angle_of END
		                           AND s.withdrawn_at IS NULL`

// RecordingFilter narrows a list; an empty field does not.
type RecordingFilter struct {
	Cycle coaching.CycleID
}

// CreateRecording makes a recording in an open cycle: the employee's own, accepted at once, or her coach's plan.
// plannedFor may be nil, minutes 0.
func (tx *Tx) CreateRecording(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID, title string, plannedFor *time.Time, minutes int, now time.Time) (coaching.Recording, error) {
	if err := coaching.CheckRecording(title, minutes); err != nil {
		return coaching.Recording{}, err
	}
	trajectory, err := tx.runningTrajectory(ctx, cycle)
	if err != nil {
		return coaching.Recording{}, err
	}
	var accepted *time.Time
	if actor.ID == trajectory.EmployeeID {
		accepted = &now
	}
	id := NewID[coaching.RecordingID]()
	if _, err := tx.run(ctx, "create recording", `
		INSERT INTO recording (id, holder_id, cycle_id, owner_id, title, state, planned_by, planned_for, planned_minutes, accepted_at, created_at)
		VALUES ($1, $2, $3, $4, $5, 'planned', $6, $7, NULLIF($8, 0), $9, $10)`,
		id, trajectory.HolderID, cycle, trajectory.EmployeeID, title, actor.ID, plannedFor, minutes, accepted, now); err != nil {
		return coaching.Recording{}, err
	}
	if err := tx.Notify(ctx, TopicCycle, string(cycle)); err != nil {
		return coaching.Recording{}, err
	}
	return tx.Recording(ctx, id)
}

// runningTrajectory is that of a cycle, which must be open, as the trajectory must run.
func (tx *Tx) runningTrajectory(ctx context.Context, id coaching.CycleID) (coaching.Trajectory, error) {
	cycle, err := tx.Cycle(ctx, id)
	if err != nil {
		return coaching.Trajectory{}, err
	}
	trajectory, err := tx.Trajectory(ctx, cycle.TrajectoryID)
	if err != nil {
		return coaching.Trajectory{}, err
	}
	if err := trajectory.MustRun(); err != nil {
		return coaching.Trajectory{}, err
	}
	return trajectory, cycle.MustBeOpen()
}

// Recordings lists what the actor may see, newest first.
func (tx *Tx) Recordings(ctx context.Context, filter RecordingFilter, cursor string, limit int) ([]coaching.Recording, string, error) {
	from, err := readCursor(cursor, instantKey)
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var recordings []coaching.Recording
	// Whose they are leads to them by an index; which of them she sees the policies say.
	err = tx.many(ctx, "list recordings", &recordings, selectRecording+`
		WHERE (r.owner_id = NULLIF($5, '')::uuid OR r.cycle_id = ANY ((SELECT access.coached_cycles())::uuid[]))
		  AND r.deleted_at IS NULL
		  AND r.angle_of IS NULL
		  AND ($1 = '' OR r.cycle_id = NULLIF($1, '')::uuid)
		  AND ($2::timestamptz IS NULL OR (r.created_at, r.id) < ($2::timestamptz, $3::uuid))
		ORDER BY r.created_at DESC, r.id DESC
		LIMIT $4`, filter.Cycle, from.key, from.id, limit+1, tx.person)
	recordings, next := cut(recordings, limit, func(r coaching.Recording) string { return instantCursor(r.CreatedAt, string(r.ID)) })
	return recordings, next, err
}

// Recording reads one.
func (tx *Tx) Recording(ctx context.Context, id coaching.RecordingID) (coaching.Recording, error) {
	var recording coaching.Recording
	err := tx.one(ctx, "read recording", &recording, selectRecording+`
		WHERE r.id = $1`, id)
	return recording, err
}

// lockRecording reads one that the actor or door may change and keeps others from it until the commit.
func (tx *Tx) lockRecording(ctx context.Context, id coaching.RecordingID) (coaching.Recording, error) {
	if _, err := tx.run(ctx, "lock recording", `
		SELECT FROM recording
		WHERE id = $1
		FOR UPDATE`, id); err != nil {
		return coaching.Recording{}, err
	}
	return tx.Recording(ctx, id)
}

// changeRecording applies a rule and a change to a locked recording, tells it, and reads the recording again.
func (tx *Tx) changeRecording(ctx context.Context, id coaching.RecordingID, change func(coaching.Recording) error) (coaching.Recording, error) {
	recording, err := tx.lockRecording(ctx, id)
	if err != nil {
		return coaching.Recording{}, err
	}
	if err := change(recording); err != nil {
		return coaching.Recording{}, err
	}
	if err := tx.notifyRecording(ctx, id); err != nil {
		return coaching.Recording{}, err
	}
	return tx.Recording(ctx, id)
}

// AcceptRecording is the owner's yes to a plan; a second time changes nothing.
func (tx *Tx) AcceptRecording(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, now time.Time) (coaching.Recording, error) {
	return tx.changeRecording(ctx, id, func(r coaching.Recording) error {
		if err := r.MayAccept(actor); err != nil {
			return err
		}
		_, err := tx.run(ctx, "accept recording", `
			UPDATE recording
			SET accepted_at = $2,
			    version = version + 1
			WHERE id = $1
			  AND accepted_at IS NULL`, id, now)
		return err
	})
}

// DeclineRecording removes a plan without a trace: its owner's no, or the planner's second thought.
func (tx *Tx) DeclineRecording(ctx context.Context, actor coaching.Actor, id coaching.RecordingID) error {
	recording, err := tx.lockRecording(ctx, id)
	if err != nil {
		return err
	}
	if err := recording.MayDecline(actor); err != nil {
		return err
	}
	if err := tx.touch(ctx, "remove plan", `
		DELETE FROM recording
		WHERE id = $1
		  AND state = 'planned'
		  AND accepted_at IS NULL`, id); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, id)
}

// Rename gives another title to the version that the actor saw; ErrStale when it is not that one any more.
func (tx *Tx) Rename(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, title string, ifVersion int) (coaching.Recording, error) {
	if err := coaching.CheckRecording(title, 0); err != nil {
		return coaching.Recording{}, err
	}
	return tx.changeRecording(ctx, id, func(r coaching.Recording) error {
		if err := r.MayRename(actor); err != nil {
			return err
		}
		if r.Version != ifVersion {
			return coaching.ErrStale
		}
		_, err := tx.run(ctx, "rename recording", `
			UPDATE recording
			SET title = $2,
			    version = version + 1
			WHERE id = $1`, id, title)
		return err
	})
}

func (tx *Tx) recordingsByID(ctx context.Context, ids []coaching.RecordingID) (map[coaching.RecordingID]coaching.Recording, error) {
	var rows []coaching.Recording
	err := tx.many(ctx, "read recordings", &rows, selectRecording+`
		WHERE r.id = ANY ($1::uuid[])`, list(ids))
	recordings := make(map[coaching.RecordingID]coaching.Recording, len(rows))
	for _, r := range rows {
		recordings[r.ID] = r
	}
	return recordings, err
}
