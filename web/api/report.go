package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Report is the short text that comes of an evaluation. Names and numbers are as they were when it was drafted.
type Report struct {
	ID         string     `json:"id"`
	Version    int        `json:"version"`
	Question   string     `json:"question"`
	WorkPoints string     `json:"work_points" doc:"One per line"`
	Employee   string     `json:"employee"`
	Coach      string     `json:"coach"`
	Holder     string     `json:"holder"`
	PeriodFrom string     `json:"period_from" format:"date"`
	PeriodTo   string     `json:"period_to" format:"date"`
	Rounds     int        `json:"rounds"`
	Approvals  []Yes      `json:"approvals" doc:"Of this version"`
	ApprovedAt *time.Time `json:"approved_at" doc:"When both had approved; it does not change any more"`
	UpdatedAt  time.Time  `json:"updated_at"`
	Answers
}

func (p people) report(r coaching.Report) Report {
	return Report{
		ID: string(r.ID), Version: r.Version, Question: r.Question, WorkPoints: r.WorkPoints, Answers: Answers(r.Answers),
		Employee: r.Employee, Coach: r.Coach, Holder: r.Holder, PeriodFrom: r.PeriodFrom, PeriodTo: r.PeriodTo, Rounds: r.Rounds,
		Approvals: each(r.Approvals, p.yes), ApprovedAt: perhaps(r.ApprovedAt()), UpdatedAt: instant(r.UpdatedAt),
	}
}

// reportFrom runs one step of the store and shows the report that it leaves.
func (a *API) reportFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Report, error)) (*Tagged[Report], error) {
	var found coaching.Report
	var named people
	err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
		if found, err = step(tx); err != nil {
			return err
		}
		ids := []coaching.PersonID{found.EmployeeID}
		for _, yes := range found.Approvals {
			ids = append(ids, yes.PersonID)
		}
		named, err = names(ctx, tx, ids...)
		return err
	})
	return tagged(named.report(found), found.Version, err)
}

// Report reads the newest one of a trajectory.
func (a *API) Report() Operation {
	return Do(a, "report", "The newest report of a trajectory", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Report], error) {
		return a.reportFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Report, error) {
			return tx.Report(ctx, coaching.TrajectoryID(in.ID))
		})
	})
}

type reportInput struct {
	ByID
	Change
	Body struct {
		Question     Optional[string] `json:"question,omitempty"`
		WorkPoints   Optional[string] `json:"work_points,omitempty"`
		Answered     Optional[string] `json:"answered,omitempty"`
		BestMoment   Optional[string] `json:"best_moment,omitempty"`
		Keep         Optional[string] `json:"keep,omitempty"`
		NextQuestion Optional[string] `json:"next_question,omitempty"`
		Growth       Optional[string] `json:"growth,omitempty"`
		Helped       Optional[string] `json:"helped,omitempty"`
		Wish         Optional[string] `json:"wish,omitempty"`
	}
}

// over lays what was sent over what is there.
func (in *reportInput) over(text coaching.ReportText) coaching.ReportText {
	for _, change := range []struct {
		sent Optional[string]
		into *string
	}{
		{in.Body.Question, &text.Question},
		{in.Body.WorkPoints, &text.WorkPoints},
		{in.Body.Answered, &text.Answered},
		{in.Body.BestMoment, &text.BestMoment},
		{in.Body.Keep, &text.Keep},
		{in.Body.NextQuestion, &text.NextQuestion},
		{in.Body.Growth, &text.Growth},
		{in.Body.Helped, &text.Helped},
		{in.Body.Wish, &text.Wish},
	} {
		change.sent.into(change.into)
	}
	return text
}

// EditReport changes the text; an approval was of the version before.
func (a *API) EditReport() Operation {
	return Do(a, "edit-report", "Change the text of a report", func(ctx context.Context, actor coaching.Actor, in *reportInput) (*Tagged[Report], error) {
		return a.reportFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Report, error) {
			found, err := tx.Report(ctx, coaching.TrajectoryID(in.ID))
			if err != nil {
				return coaching.Report{}, err
			}
			version, err := in.version()
			if err != nil {
				return coaching.Report{}, err
			}
			return tx.EditReport(ctx, actor, coaching.TrajectoryID(in.ID), in.over(found.ReportText), version, a.Now())
		})
	})
}

type approvalInput struct {
	ByID
	Change
}

// ApproveReport is the actor's yes to the version that If-Match names.
func (a *API) ApproveReport() Operation {
	return Do(a, "approve-report", "Approve the report as you read it", func(ctx context.Context, actor coaching.Actor, in *approvalInput) (*Tagged[Report], error) {
		return a.reportFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Report, error) {
			if _, err := tx.Report(ctx, coaching.TrajectoryID(in.ID)); err != nil {
				return coaching.Report{}, err
			}
			version, err := in.version()
			if err != nil {
				return coaching.Report{}, err
			}
			return tx.ApproveReport(ctx, actor, coaching.TrajectoryID(in.ID), version, a.Now())
		})
	})
}
