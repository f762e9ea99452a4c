package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

const selectReopening = `
		SELECT id,
		       holder_id,
		       trajectory_id,
		       COALESCE(cycle_id::text, '') AS cycle_id,
		       ended_at,
		       asked_by,
		       asked_at,
		       answered_at,
		       granted
		FROM reopening`

// Reopenings lists the ends of a trajectory and its cycles that were undone, or that a coach asks to undo; oldest first.
func (tx *Tx) Reopenings(ctx context.Context, trajectory coaching.TrajectoryID) ([]coaching.Reopening, error) {
	var all []coaching.Reopening
	err := tx.many(ctx, "list reopenings", &all, selectReopening+`
		WHERE trajectory_id = $1
		ORDER BY asked_at, id`, trajectory)
	return all, err
}

// ReopenTrajectory lets an ended trajectory go on, or as its coach asks her to. The round that its end closed is open
// again; where she had closed it herself before, another begins.
func (tx *Tx) ReopenTrajectory(ctx context.Context, actor coaching.Actor, id coaching.TrajectoryID, now time.Time) (coaching.Reopening, error) {
	trajectory, err := tx.trajectoryForChange(ctx, id)
	if err != nil {
		return coaching.Reopening{}, err
	}
	if err := trajectory.MayReopen(actor); err != nil {
		return coaching.Reopening{}, err
	}
	return tx.reopen(ctx, actor, trajectory, coaching.Reopening{EndedAt: *trajectory.EndedAt}, now)
}

// ReopenCycle opens a closed cycle again, or as the coach asks her to.
func (tx *Tx) ReopenCycle(ctx context.Context, actor coaching.Actor, id coaching.CycleID, now time.Time) (coaching.Reopening, error) {
	cycle, err := tx.Cycle(ctx, id)
	if err != nil {
		return coaching.Reopening{}, err
	}
	if _, err := tx.trajectoryForChange(ctx, cycle.TrajectoryID); err != nil {
		return coaching.Reopening{}, err
	}
	cycle, trajectory, err := tx.cycleForChange(ctx, id)
	if err != nil {
		return coaching.Reopening{}, err
	}
	if err := cycle.MayReopen(actor, trajectory); err != nil {
		return coaching.Reopening{}, err
	}
	return tx.reopen(ctx, actor, trajectory, coaching.Reopening{CycleID: id, EndedAt: *cycle.ClosedAt}, now)
}

// trajectoryForChange is lockTrajectory for either of the two: a coach may not lock the row.
func (tx *Tx) trajectoryForChange(ctx context.Context, id coaching.TrajectoryID) (coaching.Trajectory, error) {
	if err := tx.alone(ctx, "reopen "+string(id)); err != nil {
		return coaching.Trajectory{}, err
	}
	return tx.lockTrajectory(ctx, id)
}

// reopen writes down who undoes the end; hers takes effect at once. What waited for her answer has it then.
func (tx *Tx) reopen(ctx context.Context, actor coaching.Actor, t coaching.Trajectory, r coaching.Reopening, now time.Time) (coaching.Reopening, error) {
	r.ID, r.HolderID, r.TrajectoryID, r.AskedBy, r.AskedAt = NewID[coaching.ReopeningID](), t.HolderID, t.ID, actor.ID, now
	if actor.ID == t.EmployeeID {
		r.AnsweredAt, r.Granted = &now, true
		if _, err := tx.run(ctx, "answer what was asked", `
			UPDATE reopening
			SET answered_at = $2
			WHERE trajectory_id = $1
			  AND answered_at IS NULL`, t.ID, now); err != nil {
			return coaching.Reopening{}, err
		}
	}
	if _, err := tx.run(ctx, "write down a reopening", `
		INSERT INTO reopening (id, holder_id, trajectory_id, cycle_id, ended_at, asked_by, asked_at, answered_at, granted)
		VALUES ($1, $2, $3, NULLIF($4, '')::uuid, $5, $6, $7, $8, $9)`,
		r.ID, r.HolderID, t.ID, string(r.CycleID), r.EndedAt, actor.ID, now, r.AnsweredAt, r.Granted); err != nil {
		return coaching.Reopening{}, err
	}
	if r.Granted {
		return r, tx.undoEnd(ctx, t, r, now)
	}
	return r, tx.Notify(ctx, TopicTrajectory, string(t.ID))
}

// AnswerReopening is the employee's yes or no to what her coach asks. A yes to what she undid meanwhile is a Conflict.
func (tx *Tx) AnswerReopening(ctx context.Context, actor coaching.Actor, id coaching.ReopeningID, yes bool, now time.Time) (coaching.Reopening, error) {
	var asked coaching.Reopening
	if err := tx.one(ctx, "read reopening", &asked, selectReopening+`
		WHERE id = $1`, id); err != nil {
		return asked, err
	}
	trajectory, err := tx.trajectoryForChange(ctx, asked.TrajectoryID)
	if err != nil {
		return asked, err
	}
	if err := tx.one(ctx, "read reopening", &asked, selectReopening+`
		WHERE id = $1`, id); err != nil {
		return asked, err
	}
	if err := asked.MayAnswer(actor, trajectory); err != nil {
		return asked, err
	}
	if yes {
		if err := tx.mayStillReopen(ctx, actor, trajectory, asked); err != nil {
			return asked, err
		}
	}
	if err := tx.touch(ctx, "answer reopening", `
		UPDATE reopening
		SET answered_at = $2,
		    granted = $3
		WHERE id = $1
		  AND answered_at IS NULL`, id, now, yes); err != nil {
		return asked, err
	}
	asked.AnsweredAt, asked.Granted = &now, yes
	if yes {
		return asked, tx.undoEnd(ctx, trajectory, asked, now)
	}
	return asked, tx.Notify(ctx, TopicTrajectory, string(trajectory.ID))
}

func (tx *Tx) mayStillReopen(ctx context.Context, actor coaching.Actor, t coaching.Trajectory, asked coaching.Reopening) error {
	if asked.CycleID == "" {
		return t.MayReopen(actor)
	}
	cycle, _, err := tx.cycleForChange(ctx, asked.CycleID)
	if err != nil {
		return err
	}
	return cycle.MayReopen(actor, t)
}

// undoEnd opens again what had ended.
func (tx *Tx) undoEnd(ctx context.Context, t coaching.Trajectory, r coaching.Reopening, now time.Time) error {
	if r.CycleID != "" {
		if err := tx.touch(ctx, "open cycle again", `
			UPDATE cycle
			SET closed_at = NULL
			WHERE id = $1`, r.CycleID); err != nil {
			return err
		}
		return tx.Notify(ctx, TopicCycle, string(r.CycleID))
	}
	if err := tx.touch(ctx, "let trajectory go on", `
		UPDATE trajectory
		SET ended_at = NULL
		WHERE id = $1`, t.ID); err != nil {
		return err
	}
	if t.StartedAt != nil {
		if err := tx.openAgain(ctx, t, r.EndedAt, now); err != nil {
			return err
		}
	}
	return tx.notifyTrajectory(ctx, t.ID)
}

// openAgain opens the round that ended with the trajectory, else the next one.
func (tx *Tx) openAgain(ctx context.Context, t coaching.Trajectory, ended, now time.Time) error {
	again, err := tx.run(ctx, "open the last cycle again", `
		UPDATE cycle
		SET closed_at = NULL
		WHERE trajectory_id = $1
		  AND closed_at = $2`, t.ID, ended)
	if err != nil || again > 0 {
		return err
	}
	cycles, err := tx.Cycles(ctx, t.ID)
	if err != nil {
		return err
	}
	return tx.openCycle(ctx, t, len(cycles)+1, now)
}
