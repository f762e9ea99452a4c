package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// Evaluations lists those of trajectories, newest first, each with the parts that the actor may see and its report.
func (tx *Tx) Evaluations(ctx context.Context, trajectories ...coaching.TrajectoryID) ([]coaching.Evaluation, error) {
	var evaluations []coaching.Evaluation
	if err := tx.many(ctx, "read evaluations", &evaluations, `
		SELECT id,
		       holder_id,
		       trajectory_id,
		       number,
		       started_by,
		       started_at
		FROM evaluation
		WHERE trajectory_id = ANY ($1::uuid[])
		ORDER BY trajectory_id, number DESC`, list(trajectories)); err != nil {
		return nil, err
	}
	ids := make([]coaching.EvaluationID, len(evaluations))
	at := make(map[coaching.EvaluationID]*coaching.Evaluation, len(evaluations))
	for i := range evaluations {
		ids[i], at[evaluations[i].ID] = evaluations[i].ID, &evaluations[i]
	}
	parts, err := tx.evaluationParts(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, part := range parts {
		evaluation := at[part.EvaluationID]
		evaluation.Parts = append(evaluation.Parts, part)
	}
	reports, err := tx.reports(ctx, ids)
	for i := range reports {
		at[reports[i].EvaluationID].Report = &reports[i]
	}
	return evaluations, err
}

func (tx *Tx) evaluationParts(ctx context.Context, evaluations []coaching.EvaluationID) ([]coaching.EvaluationPart, error) {
	var parts []coaching.EvaluationPart
	err := tx.many(ctx, "read answers", &parts, `
		SELECT id,
		       evaluation_id,
		       author_id,
		       answered,
		       best_moment,
		       keep,
		       next_question,
		       growth,
		       helped,
		       wish,
		       version,
		       handed_in_at,
		       created_at,
		       updated_at
		FROM evaluation_part
		WHERE evaluation_id = ANY ($1::uuid[])
		ORDER BY created_at, id`, list(evaluations))
	return parts, err
}

// newest is the evaluation that is being made, or the last one; nil while there is none.
func newest(evaluations []coaching.Evaluation) *coaching.Evaluation {
	if len(evaluations) == 0 {
		return nil
	}
	return &evaluations[0]
}

// StartEvaluation begins to look back on a trajectory.
func (tx *Tx) StartEvaluation(ctx context.Context, actor coaching.Actor, id coaching.TrajectoryID, now time.Time) (coaching.Evaluation, error) {
	trajectory, evaluations, err := tx.evaluationsForChange(ctx, id)
	if err != nil {
		return coaching.Evaluation{}, err
	}
	cycles, err := tx.Cycles(ctx, id)
	if err != nil {
		return coaching.Evaluation{}, err
	}
	closed := 0
	for _, cycle := range cycles {
		if cycle.ClosedAt != nil {
			closed++
		}
	}
	if err := trajectory.MayEvaluate(actor, closed, newest(evaluations)); err != nil {
		return coaching.Evaluation{}, err
	}
	if _, err := tx.run(ctx, "start evaluation", `
		INSERT INTO evaluation (id, holder_id, trajectory_id, number, started_by, started_at)
		VALUES ($1, $2, $3, $4, $5, $6)`,
		NewID[coaching.EvaluationID](), trajectory.HolderID, id, len(evaluations)+1, actor.ID, now); err != nil {
		return coaching.Evaluation{}, err
	}
	return tx.toldEvaluation(ctx, id)
}

// Answer writes the actor's part of the newest evaluation: with ifVersion 0 the first words, else others for the
// version that she saw. With handIn the other may see it, and when both have handed in the report is drafted.
func (tx *Tx) Answer(ctx context.Context, actor coaching.Actor, id coaching.TrajectoryID, answers coaching.Answers, handIn bool, ifVersion int, now time.Time) (coaching.Evaluation, error) {
	trajectory, evaluations, err := tx.evaluationsForChange(ctx, id)
	if err != nil {
		return coaching.Evaluation{}, err
	}
	evaluation := newest(evaluations)
	if evaluation == nil {
		return coaching.Evaluation{}, coaching.ErrNotFound
	}
	if err := evaluation.MayAnswer(actor, trajectory); err != nil {
		return coaching.Evaluation{}, err
	}
	if err := answers.Check(actor.ID == trajectory.EmployeeID, handIn); err != nil {
		return coaching.Evaluation{}, err
	}
	var at *time.Time
	if handIn {
		at = &now
	}
	rows, err := tx.writePart(ctx, actor, *evaluation, answers, at, ifVersion, now)
	if err != nil {
		return coaching.Evaluation{}, err
	}
	if rows == 0 {
		return coaching.Evaluation{}, coaching.ErrStale
	}
	if handIn {
		if err := tx.draftReport(ctx, actor, trajectory, now); err != nil {
			return coaching.Evaluation{}, err
		}
	}
	return tx.toldEvaluation(ctx, id)
}

func (tx *Tx) writePart(ctx context.Context, actor coaching.Actor, e coaching.Evaluation, a coaching.Answers, handedIn *time.Time, ifVersion int, now time.Time) (int64, error) {
	if ifVersion == 0 {
		return tx.run(ctx, "write answers", `
			INSERT INTO evaluation_part (id, holder_id, evaluation_id, author_id, answered, best_moment, keep, next_question,
			                             growth, helped, wish, handed_in_at, created_at, updated_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
			ON CONFLICT DO NOTHING`, NewID[coaching.PartID](), e.HolderID, e.ID, actor.ID,
			a.Answered, a.BestMoment, a.Keep, a.NextQuestion, a.Growth, a.Helped, a.Wish, handedIn, now)
	}
	return tx.run(ctx, "reword answers", `
		UPDATE evaluation_part
		SET answered = $4,
		    best_moment = $5,
		    keep = $6,
		    next_question = $7,
		    growth = $8,
		    helped = $9,
		    wish = $10,
		    handed_in_at = $11,
		    version = version + 1,
		    updated_at = $12
		WHERE evaluation_id = $1
		  AND author_id = $2
		  AND version = $3`, e.ID, actor.ID, ifVersion,
		a.Answered, a.BestMoment, a.Keep, a.NextQuestion, a.Growth, a.Helped, a.Wish, handedIn, now)
}

// evaluationsForChange keeps others from handing in, editing and approving until the commit: of two who do so at once
// the second must see what the first did.
func (tx *Tx) evaluationsForChange(ctx context.Context, id coaching.TrajectoryID) (coaching.Trajectory, []coaching.Evaluation, error) {
	if err := tx.alone(ctx, "evaluation "+string(id)); err != nil {
		return coaching.Trajectory{}, nil, err
	}
	trajectory, err := tx.Trajectory(ctx, id)
	if err != nil {
		return coaching.Trajectory{}, nil, err
	}
	evaluations, err := tx.Evaluations(ctx, id)
	return trajectory, evaluations, err
}

// toldEvaluation tells the other of a change and reads the newest evaluation again.
func (tx *Tx) toldEvaluation(ctx context.Context, id coaching.TrajectoryID) (coaching.Evaluation, error) {
	if err := tx.Notify(ctx, TopicTrajectory, string(id)); err != nil {
		return coaching.Evaluation{}, err
	}
	evaluations, err := tx.Evaluations(ctx, id)
	return first("read evaluation", evaluations, err)
}
