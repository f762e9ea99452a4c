package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// Trajectories lists what the actor may see, newest first.
func (tx *Tx) Trajectories(ctx context.Context, cursor string, limit int) ([]coaching.Trajectory, string, error) {
	from, err := readCursor(cursor, instantKey)
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	trajectories, err := tx.trajectories(ctx, `
		WHERE $1::timestamptz IS NULL
		   OR (t.created_at, t.id) < ($1::timestamptz, $2::uuid)
		ORDER BY t.created_at DESC, t.id DESC
		LIMIT $3`, from.key, from.id, limit+1)
	trajectories, next := cut(trajectories, limit, func(t coaching.Trajectory) string {
		return instantCursor(t.CreatedAt, string(t.ID))
	})
	return trajectories, next, err
}

// Trajectory reads one.
func (tx *Tx) Trajectory(ctx context.Context, id coaching.TrajectoryID) (coaching.Trajectory, error) {
	trajectories, err := tx.trajectories(ctx, `
		WHERE t.id = $1`, id)
	return first("read trajectory", trajectories, err)
}

// TrajectoriesOf reads those of some cycles, by id.
func (tx *Tx) TrajectoriesOf(ctx context.Context, cycles []coaching.Cycle) (map[coaching.TrajectoryID]coaching.Trajectory, error) {
	ids := make([]coaching.TrajectoryID, len(cycles))
	for i, cycle := range cycles {
		ids[i] = cycle.TrajectoryID
	}
	trajectories, err := tx.trajectories(ctx, `
		WHERE t.id = ANY ($1::uuid[])`, list(ids))
	found := make(map[coaching.TrajectoryID]coaching.Trajectory, len(trajectories))
	for _, trajectory := range trajectories {
		found[trajectory.ID] = trajectory
	}
	return found, err
}

// trajectories reads those that a clause picks, with the coaches of now.
func (tx *Tx) trajectories(ctx context.Context, clause string, args ...any) ([]coaching.Trajectory, error) {
	var trajectories []coaching.Trajectory
	if err := tx.many(ctx, "read trajectories", &trajectories, `
		SELECT t.id,
		       t.question_id,
		       t.holder_id,
		       t.employee_id,
		       t.created_at,
		       t.started_at,
		       t.ended_at,
		       (SELECT p.paused_at FROM trajectory_pause p WHERE p.trajectory_id = t.id AND p.resumed_at IS NULL) AS paused_at,
		       COALESCE((SELECT c.id::text FROM cycle c WHERE c.trajectory_id = t.id AND c.closed_at IS NULL), '') AS open_cycle_id,
		       (SELECT max(c.opened_at) FROM cycle c WHERE c.trajectory_id = t.id) AS round_at,
		       (SELECT max(r.answered_at) FROM reopening r WHERE r.trajectory_id = t.id AND r.granted AND r.cycle_id IS NULL) AS reopened_at
		FROM trajectory t`+clause, args...); err != nil {
		return nil, err
	}
	ids := make([]coaching.TrajectoryID, len(trajectories))
	at := make(map[coaching.TrajectoryID]*coaching.Trajectory, len(trajectories))
	for i := range trajectories {
		ids[i] = trajectories[i].ID
		at[ids[i]] = &trajectories[i]
	}
	var coaches []struct {
		TrajectoryID coaching.TrajectoryID
		CoachID      coaching.PersonID
		Absent       bool
	}
	err := tx.many(ctx, "read coaches", &coaches, `
		SELECT trajectory_id,
		       coach_id,
		       coach_id = ANY ((SELECT access.absent_coaches())::uuid[]) AS absent
		FROM trajectory_coach
		WHERE trajectory_id = ANY ($1::uuid[])
		  AND valid_until IS NULL
		ORDER BY valid_from, coach_id`, list(ids))
	for _, c := range coaches {
		t := at[c.TrajectoryID]
		if c.Absent {
			t.Lost = &coaching.Parting{TrajectoryID: t.ID, CoachID: c.CoachID, Why: coaching.PartedByLeaving}
			continue
		}
		t.CoachIDs = append(t.CoachIDs, c.CoachID)
	}
	if err == nil {
		err = tx.fillLost(ctx, trajectories)
	}
	return trajectories, err
}

// lockTrajectory reads the actor's own trajectory and keeps others from changing it until the commit.
func (tx *Tx) lockTrajectory(ctx context.Context, id coaching.TrajectoryID) (coaching.Trajectory, error) {
	if _, err := tx.run(ctx, "lock trajectory", `
		SELECT FROM trajectory
		WHERE id = $1
		FOR UPDATE`, id); err != nil {
		return coaching.Trajectory{}, err
	}
	return tx.Trajectory(ctx, id)
}

func (tx *Tx) startTrajectory(ctx context.Context, t coaching.Trajectory, now time.Time) error {
	started, err := tx.run(ctx, "start trajectory", `
		UPDATE trajectory
		SET started_at = $2
		WHERE id = $1
		  AND started_at IS NULL`, t.ID, now)
	if err == nil && started > 0 {
		err = tx.openCycle(ctx, t, 1, now)
	}
	if err != nil {
		return err
	}
	return tx.Notify(ctx, TopicTrajectory, string(t.ID))
}

// Pause rests the trajectory.
func (tx *Tx) Pause(ctx context.Context, actor coaching.Actor, id coaching.TrajectoryID, now time.Time) (coaching.Trajectory, error) {
	return tx.steer(ctx, id, func(t coaching.Trajectory) error {
		if err := t.MayPause(actor); err != nil {
			return err
		}
		if _, err := tx.run(ctx, "pause trajectory", `
			INSERT INTO trajectory_pause (trajectory_id, holder_id, paused_at)
			VALUES ($1, $2, $3)`, id, t.HolderID, now); err != nil {
			return err
		}
		if err := tx.endTalksOf(ctx, id, now); err != nil {
			return err
		}
		return tx.endTokensOf(ctx, id)
	})
}

// Resume ends a pause.
func (tx *Tx) Resume(ctx context.Context, actor coaching.Actor, id coaching.TrajectoryID, now time.Time) (coaching.Trajectory, error) {
	return tx.steer(ctx, id, func(t coaching.Trajectory) error {
		if err := t.MayResume(actor); err != nil {
			return err
		}
		return tx.endPause(ctx, id, now)
	})
}

// End ends the trajectory, and with it a pause and an open cycle.
func (tx *Tx) End(ctx context.Context, actor coaching.Actor, id coaching.TrajectoryID, now time.Time) (coaching.Trajectory, error) {
	return tx.steer(ctx, id, func(t coaching.Trajectory) error {
		if err := t.MayEnd(actor); err != nil {
			return err
		}
		if err := tx.endPause(ctx, id, now); err != nil {
			return err
		}
		if t.OpenCycleID != "" {
			if err := tx.alone(ctx, string(t.OpenCycleID)); err != nil { // as whoever changes the cycle
				return err
			}
		}
		if _, err := tx.run(ctx, "close the open cycle", `
			UPDATE cycle
			SET closed_at = $2
			WHERE trajectory_id = $1
			  AND closed_at IS NULL`, id, now); err != nil {
			return err
		}
		if _, err := tx.run(ctx, "end trajectory", `
			UPDATE trajectory
			SET ended_at = $2
			WHERE id = $1`, id, now); err != nil {
			return err
		}
		if err := tx.endTalksOf(ctx, id, now); err != nil {
			return err
		}
		return tx.endTokensOf(ctx, id)
	})
}

func (tx *Tx) endPause(ctx context.Context, id coaching.TrajectoryID, now time.Time) error {
	_, err := tx.run(ctx, "end pause", `
		UPDATE trajectory_pause
		SET resumed_at = $2
		WHERE trajectory_id = $1
		  AND resumed_at IS NULL`, id, now)
	return err
}

func (tx *Tx) steer(ctx context.Context, id coaching.TrajectoryID, change func(coaching.Trajectory) error) (coaching.Trajectory, error) {
	trajectory, err := tx.lockTrajectory(ctx, id)
	if err != nil {
		return coaching.Trajectory{}, err
	}
	if err := change(trajectory); err != nil {
		return coaching.Trajectory{}, err
	}
	if err := tx.notifyTrajectory(ctx, id); err != nil {
		return coaching.Trajectory{}, err
	}
	return tx.Trajectory(ctx, id)
}
