package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// Cycles lists the cycles of a trajectory, first one first.
func (tx *Tx) Cycles(ctx context.Context, trajectory coaching.TrajectoryID) ([]coaching.Cycle, error) {
	return tx.cycles(ctx, `
		WHERE c.trajectory_id = $1
		ORDER BY c.number`, trajectory)
}

// mostCycles is how many come at a time: each is counted from all that hangs under it.
const mostCycles = 25

// SeenCycles lists the cycles of all trajectories that the actor may see, the newest first, 25 at most.
func (tx *Tx) SeenCycles(ctx context.Context, cursor string, limit int) ([]coaching.Cycle, string, error) {
	from, err := readCursor(cursor, func(string) error { return nil })
	if err != nil {
		return nil, "", err
	}
	limit = min(pageSize(limit), mostCycles)
	cycles, err := tx.cycles(ctx, `
		WHERE c.id = ANY (ARRAY(
		    SELECT n.id
		    FROM cycle n
		    WHERE n.trajectory_id = ANY ((SELECT access.trajectories())::uuid[])
		      AND ($1::uuid IS NULL OR n.id < $1::uuid)
		    ORDER BY n.id DESC
		    LIMIT $2))
		ORDER BY c.id DESC`, from.id, limit+1)
	cycles, next := cut(cycles, limit, func(c coaching.Cycle) string { return writeCursor("", string(c.ID)) })
	return cycles, next, err
}

// Cycle reads one with its facts, counted by what the actor may see.
func (tx *Tx) Cycle(ctx context.Context, id coaching.CycleID) (coaching.Cycle, error) {
	cycles, err := tx.cycles(ctx, `
		WHERE c.id = $1`, id)
	return first("read cycle", cycles, err)
}

// CyclesByID reads several at once, in no order.
func (tx *Tx) CyclesByID(ctx context.Context, ids []coaching.CycleID) ([]coaching.Cycle, error) {
	return tx.cycles(ctx, `
		WHERE c.id = ANY ($1::uuid[])`, list(ids))
}

func (tx *Tx) cycles(ctx context.Context, clause string, args ...any) ([]coaching.Cycle, error) {
	var cycles []coaching.Cycle
	err := tx.many(ctx, "read cycles", &cycles, `
		SELECT c.id,
		       c.holder_id,
		       c.trajectory_id,
		       c.number,
		       c.opened_at,
		       c.closed_at,
		       film.recorded AS "facts.recorded",
		       film.shared AS "facts.shared",
		       feedback.released AS "facts.released",
		       feedback.moments AS "facts.moments",
		       feedback.looked AS "facts.looked",
		       (SELECT count(*) FROM work_point w
		        WHERE w.cycle_id = c.id) AS "facts.work_points",
		       said.talking AS "facts.talking",
		       said.talked AS "facts.talked",
		       said.to_approve AS "facts.to_approve",
		       (SELECT count(*) FROM practice p
		        WHERE p.cycle_id = c.id) AS "facts.tried",
		       (SELECT count(*) FROM cycle f
		        WHERE f.trajectory_id = c.trajectory_id AND f.number = c.number + 1) AS "facts.followed",
		       (SELECT count(*) FROM evaluation e
		        WHERE e.trajectory_id = c.trajectory_id AND e.started_at >= c.closed_at) AS "facts.evaluated"
		FROM cycle c
		CROSS JOIN LATERAL (
		    SELECT count(DISTINCT r.id) AS recorded,
		           count(s.recording_id) AS shared
		    FROM recording r
		    LEFT JOIN recording_share s ON s.recording_id = r.id AND s.withdrawn_at IS NULL
		    WHERE r.cycle_id = c.id AND r.angle_of IS NULL AND r.state IN ('recording', 'processing', 'ready')) AS film
		CROSS JOIN LATERAL (
		    SELECT count(DISTINCT f.id) AS released,
		           count(m.id) AS moments,
		           count(m.id) FILTER (WHERE EXISTS (SELECT FROM look l WHERE l.moment_id = m.id)
		                                  OR EXISTS (SELECT FROM talk_opening o WHERE o.moment_id = m.id)) AS looked
		    FROM feedback_release f
		    LEFT JOIN feedback_moment m ON m.release_id = f.id
		    WHERE f.cycle_id = c.id) AS feedback
		CROSS JOIN LATERAL (
		    SELECT count(*) FILTER (WHERE t.started_at IS NOT NULL AND t.ended_at IS NULL) AS talking,
		           count(*) FILTER (WHERE t.started_at IS NOT NULL AND t.ended_at IS NOT NULL) AS talked,
		           COALESCE(sum((SELECT count(*) FROM talk_note n
		                         WHERE n.talk_id = t.id AND n.withdrawn_at IS NULL AND n.approved_at IS NULL
		                           AND (n.voice = 'employee' OR n.kind = 'agreement'))), 0) AS to_approve
		    FROM talk t
		    WHERE t.cycle_id = c.id) AS said
		`+clause, args...)
	return cycles, err
}

func (tx *Tx) openCycle(ctx context.Context, t coaching.Trajectory, number int, now time.Time) error {
	_, err := tx.run(ctx, "open cycle", `
		INSERT INTO cycle (id, holder_id, trajectory_id, number, opened_at)
		VALUES ($1, $2, $3, $4, $5)`, NewID[coaching.CycleID](), t.HolderID, t.ID, number, now)
	return err
}

// CloseCycle closes the actor's cycle and with openNext opens the one after it; next is nil without.
func (tx *Tx) CloseCycle(ctx context.Context, actor coaching.Actor, id coaching.CycleID, openNext bool, now time.Time) (closed coaching.Cycle, next *coaching.Cycle, err error) {
	closed, trajectory, err := tx.cycleForChange(ctx, id)
	if err != nil {
		return coaching.Cycle{}, nil, err
	}
	if err := closed.MayClose(actor, trajectory, openNext); err != nil {
		return coaching.Cycle{}, nil, err
	}
	if err := tx.touch(ctx, "close cycle", `
		UPDATE cycle
		SET closed_at = $2
		WHERE id = $1
		  AND closed_at IS NULL`, id, now); err != nil {
		return coaching.Cycle{}, nil, err
	}
	if err := tx.endTokensOf(ctx, trajectory.ID); err != nil {
		return coaching.Cycle{}, nil, err
	}
	if err := tx.endTalksOf(ctx, trajectory.ID, now); err != nil {
		return coaching.Cycle{}, nil, err
	}
	if openNext {
		if err := tx.openCycle(ctx, trajectory, closed.Number+1, now); err != nil {
			return coaching.Cycle{}, nil, err
		}
	}
	if err := tx.Notify(ctx, TopicCycle, string(id)); err != nil {
		return coaching.Cycle{}, nil, err
	}
	return tx.afterClosing(ctx, closed)
}

func (tx *Tx) afterClosing(ctx context.Context, closed coaching.Cycle) (coaching.Cycle, *coaching.Cycle, error) {
	cycles, err := tx.Cycles(ctx, closed.TrajectoryID)
	if err != nil {
		return coaching.Cycle{}, nil, err
	}
	var next *coaching.Cycle
	for i, cycle := range cycles {
		switch cycle.Number {
		case closed.Number:
			closed = cycle
		case closed.Number + 1:
			next = &cycles[i]
		}
	}
	return closed, next, nil
}

// holdCycle makes whoever takes a recording from the coach, and the coach who releases moments of it, wait for one another.
// What the actor does not see has no cycle to hold.
func (tx *Tx) holdCycle(ctx context.Context, recording coaching.RecordingID) error {
	_, err := tx.run(ctx, "wait for a release", `
		SELECT pg_advisory_xact_lock(hashtextextended(cycle_id::text, 0)),
		       pg_current_xact_id()
		FROM recording
		WHERE id = $1`, recording)
	return err
}

// cycleForChange reads a cycle with its trajectory and keeps others from changing it until the commit. A coach may
// not lock the row, and must still not release into a cycle that is being closed.
func (tx *Tx) cycleForChange(ctx context.Context, id coaching.CycleID) (coaching.Cycle, coaching.Trajectory, error) {
	if err := tx.alone(ctx, string(id)); err != nil {
		return coaching.Cycle{}, coaching.Trajectory{}, err
	}
	cycle, err := tx.Cycle(ctx, id)
	if err != nil {
		return coaching.Cycle{}, coaching.Trajectory{}, err
	}
	trajectory, err := tx.Trajectory(ctx, cycle.TrajectoryID)
	return cycle, trajectory, err
}
