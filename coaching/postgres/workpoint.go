package postgres

import (
	"context"

	"terugblik/coaching"
)

// WorkPoint reads that of a cycle; ErrNotFound while there is none.
func (tx *Tx) WorkPoint(ctx context.Context, cycle coaching.CycleID) (coaching.WorkPoint, error) {
	var point coaching.WorkPoint
	err := tx.one(ctx, "read work point", &point, `
		SELECT id,
		       cycle_id,
		       text,
		       try_when,
		       noticed_by,
		       version,
		       created_at,
		       updated_at
		FROM work_point
		WHERE cycle_id = $1`, cycle)
	return point, err
}

// SetWorkPoint writes the employee's work point of an open cycle: with ifVersion 0 the first wording, else
// another for the version that she saw. ErrStale when it is not that one any more. A zero UpdatedAt is now.
func (tx *Tx) SetWorkPoint(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID, point coaching.WorkPoint, ifVersion int) (coaching.WorkPoint, error) {
	if err := point.Check(); err != nil {
		return coaching.WorkPoint{}, err
	}
	there, trajectory, err := tx.cycleForChange(ctx, cycle)
	if err != nil {
		return coaching.WorkPoint{}, err
	}
	if err := there.MayWriteWorkPoint(actor, trajectory); err != nil {
		return coaching.WorkPoint{}, err
	}
	rows, err := tx.writeWorkPoint(ctx, actor, there, point, ifVersion)
	if err != nil {
		return coaching.WorkPoint{}, err
	}
	if rows == 0 {
		return coaching.WorkPoint{}, coaching.ErrStale
	}
	if err := tx.Notify(ctx, TopicCycle, string(cycle)); err != nil {
		return coaching.WorkPoint{}, err
	}
	return tx.WorkPoint(ctx, cycle)
}

func (tx *Tx) writeWorkPoint(ctx context.Context, actor coaching.Actor, cycle coaching.Cycle, point coaching.WorkPoint, ifVersion int) (int64, error) {
	if ifVersion == 0 {
		return tx.run(ctx, "write work point", `
			INSERT INTO work_point (id, holder_id, cycle_id, employee_id, text, try_when, noticed_by, created_at, updated_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, COALESCE($8, now()), COALESCE($8, now()))
			ON CONFLICT DO NOTHING`, NewID[coaching.WorkPointID](), cycle.HolderID, cycle.ID, actor.ID,
			point.Text, point.TryWhen, point.NoticedBy, orNow(point.UpdatedAt))
	}
	return tx.run(ctx, "reword work point", `
		UPDATE work_point
		SET text = $3,
		    try_when = $4,
		    noticed_by = $5,
		    version = version + 1,
		    updated_at = COALESCE($6, now())
		WHERE cycle_id = $1
		  AND version = $2`, cycle.ID, ifVersion, point.Text, point.TryWhen, point.NoticedBy, orNow(point.UpdatedAt))
}
