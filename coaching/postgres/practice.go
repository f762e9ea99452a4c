package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// Practices lists the times that she tried the work point of a cycle, oldest first.
func (tx *Tx) Practices(ctx context.Context, cycle coaching.CycleID) ([]coaching.Practice, error) {
	var tried []coaching.Practice
	err := tx.many(ctx, "list practice", &tried, `
		SELECT id,
		       work_point_id,
		       cycle_id,
		       text,
		       tried_at
		FROM practice
		WHERE cycle_id = $1
		ORDER BY tried_at, id`, cycle)
	return tried, err
}

// TryWorkPoint notes that the actor tried her work point, with a line of her diary or without. A reminder of today is
// answered with it.
func (tx *Tx) TryWorkPoint(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID, text string, now time.Time) (coaching.Practice, error) {
	if err := coaching.CheckPractice(text); err != nil {
		return coaching.Practice{}, err
	}
	there, trajectory, err := tx.cycleForChange(ctx, cycle)
	if err != nil {
		return coaching.Practice{}, err
	}
	if err := there.MayTry(actor, trajectory); err != nil {
		return coaching.Practice{}, err
	}
	point, err := tx.WorkPoint(ctx, cycle)
	if err != nil {
		return coaching.Practice{}, err
	}
	tried := coaching.Practice{ID: NewID[coaching.PracticeID](), WorkPointID: point.ID, CycleID: cycle, Text: text, TriedAt: now}
	if _, err := tx.run(ctx, "note practice", `
		INSERT INTO practice (id, holder_id, work_point_id, cycle_id, employee_id, text, tried_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, tried.ID, there.HolderID, point.ID, cycle, actor.ID, text, now); err != nil {
		return coaching.Practice{}, err
	}
	if err := tx.AnswerReminder(ctx, actor, cycle, now); err != nil {
		return coaching.Practice{}, err
	}
	return tried, tx.Notify(ctx, TopicCycle, string(cycle))
}
