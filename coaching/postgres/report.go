package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

func (tx *Tx) reports(ctx context.Context, evaluations []coaching.EvaluationID) ([]coaching.Report, error) {
	var reports []coaching.Report
	if err := tx.many(ctx, "read reports", &reports, `
		SELECT r.id,
		       r.holder_id,
		       r.evaluation_id,
		       t.employee_id,
		       r.version,
		       r.question,
		       r.work_points,
		       r.answered,
		       r.best_moment,
		       r.keep,
		       r.next_question,
		       r.growth,
		       r.helped,
		       r.wish,
		       r.employee,
		       r.coach,
		       r.holder,
		       r.period_from::text AS period_from,
		       r.period_to::text AS period_to,
		       r.rounds,
		       r.updated_by,
		       r.created_at,
		       r.updated_at
		FROM report r
		JOIN evaluation e ON e.id = r.evaluation_id
		JOIN trajectory t ON t.id = e.trajectory_id
		WHERE r.evaluation_id = ANY ($1::uuid[])`, list(evaluations)); err != nil {
		return nil, err
	}
	ids := make([]coaching.ReportID, len(reports))
	at := make(map[coaching.ReportID]*coaching.Report, len(reports))
	for i := range reports {
		ids[i], at[reports[i].ID] = reports[i].ID, &reports[i]
	}
	var approvals []struct {
		ReportID   coaching.ReportID
		PersonID   coaching.PersonID
		ApprovedAt time.Time
	}
	err := tx.many(ctx, "read approvals", &approvals, `
		SELECT a.report_id,
		       a.person_id,
		       a.approved_at
		FROM report_approval a
		JOIN report r ON r.id = a.report_id AND r.version = a.version
		WHERE a.report_id = ANY ($1::uuid[])
		ORDER BY a.approved_at, a.id`, list(ids))
	for _, approval := range approvals {
		report := at[approval.ReportID]
		report.Approvals = append(report.Approvals, coaching.Yes{PersonID: approval.PersonID, AgreedAt: approval.ApprovedAt})
	}
	return reports, err
}

// Report is that of the newest evaluation of a trajectory; ErrNotFound until both have handed in.
func (tx *Tx) Report(ctx context.Context, trajectory coaching.TrajectoryID) (coaching.Report, error) {
	evaluations, err := tx.Evaluations(ctx, trajectory)
	if err != nil {
		return coaching.Report{}, err
	}
	return reportOf(newest(evaluations))
}

func reportOf(evaluation *coaching.Evaluation) (coaching.Report, error) {
	if evaluation == nil || evaluation.Report == nil {
		return coaching.Report{}, coaching.ErrNotFound
	}
	return *evaluation.Report, nil
}

// draftReport makes the report when both have handed in, and nothing before.
func (tx *Tx) draftReport(ctx context.Context, actor coaching.Actor, trajectory coaching.Trajectory, now time.Time) error {
	retold, err := tx.retell(ctx, trajectory, now)
	if err != nil {
		return err
	}
	report, both := retold.Draft()
	if !both {
		return nil
	}
	_, err = tx.run(ctx, "draft report", `
		INSERT INTO report (id, holder_id, evaluation_id, question, work_points, answered, best_moment, keep, next_question,
		                    growth, helped, wish, employee, coach, holder, period_from, period_to, rounds, updated_by,
		                    created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20)`,
		NewID[coaching.ReportID](), report.HolderID, report.EvaluationID, report.Question, report.WorkPoints,
		report.Answered, report.BestMoment, report.Keep, report.NextQuestion, report.Growth, report.Helped, report.Wish,
		report.Employee, report.Coach, report.Holder, report.PeriodFrom, report.PeriodTo, report.Rounds, actor.ID, now)
	return err
}

// retell reads what a report is drafted from, as the actor.
func (tx *Tx) retell(ctx context.Context, trajectory coaching.Trajectory, now time.Time) (coaching.Retold, error) {
	retold := coaching.Retold{Now: now}
	evaluations, err := tx.Evaluations(ctx, trajectory.ID)
	if retold.Evaluation, err = first("read evaluation", evaluations, err); err != nil {
		return coaching.Retold{}, err
	}
	if retold.Question, err = tx.Question(ctx, trajectory.QuestionID); err != nil {
		return coaching.Retold{}, err
	}
	if retold.Cycles, err = tx.Cycles(ctx, trajectory.ID); err != nil {
		return coaching.Retold{}, err
	}
	for _, cycle := range retold.Cycles {
		if cycle.Facts.WorkPoints == 0 {
			continue
		}
		point, err := tx.WorkPoint(ctx, cycle.ID)
		if err != nil {
			return coaching.Retold{}, err
		}
		retold.WorkPoints = append(retold.WorkPoints, point)
	}
	return retold, tx.nameThem(ctx, trajectory, &retold)
}

func (tx *Tx) nameThem(ctx context.Context, trajectory coaching.Trajectory, retold *coaching.Retold) error {
	coach, ids := coaching.PersonID(""), []coaching.PersonID{trajectory.EmployeeID}
	if part := retold.Evaluation.CoachPart(trajectory); part != nil {
		coach = part.AuthorID
		ids = append(ids, coach)
	}
	names, err := tx.PersonNames(ctx, ids)
	if err != nil {
		return err
	}
	holder, err := tx.Holder(ctx, trajectory.HolderID)
	if err != nil {
		return err
	}
	retold.Employee, retold.Coach, retold.Home = names[trajectory.EmployeeID].Name.Full(), names[coach].Name.Full(), holder.Name
	retold.Zone = time.UTC
	if zone, err := time.LoadLocation(holder.TimeZone); err == nil {
		retold.Zone = zone
	}
	return nil
}

// EditReport changes the text of the newest report for the version that the actor saw; ErrStale when it is not that
// one any more. Approvals stay with the version before.
func (tx *Tx) EditReport(ctx context.Context, actor coaching.Actor, id coaching.TrajectoryID, text coaching.ReportText, ifVersion int, now time.Time) (coaching.Report, error) {
	trajectory, evaluations, err := tx.evaluationsForChange(ctx, id)
	if err != nil {
		return coaching.Report{}, err
	}
	report, err := reportOf(newest(evaluations))
	if err != nil {
		return coaching.Report{}, err
	}
	if err := report.MayEdit(actor, trajectory); err != nil {
		return coaching.Report{}, err
	}
	if err := text.Check(); err != nil {
		return coaching.Report{}, err
	}
	if ifVersion != report.Version {
		return coaching.Report{}, coaching.ErrStale
	}
	if text == report.ReportText {
		return report, nil // nothing is taken back for a form that was sent as it was
	}
	if err := tx.touch(ctx, "edit report", `
		UPDATE report
		SET question = $2,
		    work_points = $3,
		    answered = $4,
		    best_moment = $5,
		    keep = $6,
		    next_question = $7,
		    growth = $8,
		    helped = $9,
		    wish = $10,
		    version = version + 1,
		    updated_by = $11,
		    updated_at = $12
		WHERE id = $1`, report.ID, text.Question, text.WorkPoints, text.Answered, text.BestMoment, text.Keep, text.NextQuestion,
		text.Growth, text.Helped, text.Wish, actor.ID, now); err != nil {
		return coaching.Report{}, err
	}
	if err := tx.Notify(ctx, TopicTrajectory, string(id)); err != nil {
		return coaching.Report{}, err
	}
	return tx.Report(ctx, id)
}

// ApproveReport is the actor's yes to the version that she read; ErrStale when it has changed since.
func (tx *Tx) ApproveReport(ctx context.Context, actor coaching.Actor, id coaching.TrajectoryID, version int, now time.Time) (coaching.Report, error) {
	trajectory, evaluations, err := tx.evaluationsForChange(ctx, id)
	if err != nil {
		return coaching.Report{}, err
	}
	report, err := reportOf(newest(evaluations))
	if err != nil {
		return coaching.Report{}, err
	}
	if err := report.MayApprove(actor, trajectory, version); err != nil {
		return coaching.Report{}, err
	}
	if _, err := tx.run(ctx, "approve report", `
		INSERT INTO report_approval (id, holder_id, report_id, version, person_id, approved_at)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT DO NOTHING`, NewID[string](), report.HolderID, report.ID, version, actor.ID, now); err != nil {
		return coaching.Report{}, err
	}
	if err := tx.Notify(ctx, TopicTrajectory, string(id)); err != nil {
		return coaching.Report{}, err
	}
	return tx.Report(ctx, id)
}

// LogReport adds to the employee's log that the actor took a report away.
func (tx *Tx) LogReport(ctx context.Context, actor coaching.Actor, action string, report coaching.Report, now time.Time) error {
	_, err := tx.run(ctx, "log "+action, `
		INSERT INTO access_log (id, holder_id, at, actor, action, report_id, owner_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		NewID[string](), report.HolderID, now, string(actor.ID), action, report.ID, report.EmployeeID)
	return err
}
