package web

import (
	"context"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// together is what the two do beside the rounds of a trajectory: agree, look back, report.
type together struct {
	agreement  coaching.Agreement
	evaluation *coaching.Evaluation // the newest, or nil
}

// togetherOf reads it for several trajectories at once.
func togetherOf(ctx context.Context, tx *postgres.Tx, trajectories ...coaching.Trajectory) (map[coaching.TrajectoryID]together, error) {
	found := make(map[coaching.TrajectoryID]together, len(trajectories))
	agreements, err := tx.Agreements(ctx, trajectories...)
	if err != nil {
		return nil, err
	}
	ids := make([]coaching.TrajectoryID, 0, len(trajectories))
	for id, agreement := range agreements {
		found[id] = together{agreement: agreement}
		ids = append(ids, id)
	}
	evaluations, err := tx.Evaluations(ctx, ids...)
	for i := range evaluations {
		side := found[evaluations[i].TrajectoryID]
		if side.evaluation == nil { // newest first
			side.evaluation = &evaluations[i]
			found[evaluations[i].TrajectoryID] = side
		}
	}
	return found, err
}

// asks are what waits for the actor, the agreement first. It stands before the next step and does not keep her from it.
// other is the first name of the other of the two.
func (t together) asks(say *speech, actor coaching.Actor, q coaching.Question, other string) []Action {
	if q.Trajectory.State() == coaching.Paused { // it rests: nothing is asked of anybody
		return nil
	}
	href := "/questions/" + string(q.ID)
	var asks []Action
	if q.Trajectory.StartedAt != nil && len(q.Trajectory.CoachIDs) > 0 && t.agreement.WaitsFor(actor) {
		ask := Action{Why: say.T("ask.agree", "Name", other), Label: say.T("ask.agree_button"), Href: href + "/agreement"}
		switch newest := t.agreement.Newest(); {
		case newest == nil || t.agreement.NeedsAnew():
		case newest.ProposedBy == q.EmployeeID:
			ask.Why = say.T("ask.agreement_hers", "Name", other)
		default:
			ask.Why = say.T("ask.agreement_coachs", "Name", other)
		}
		asks = append(asks, ask)
	}
	if t.evaluation == nil {
		return asks
	}
	switch t.evaluation.WaitsFor(actor, q.Trajectory) {
	case coaching.WaitsForAnswers:
		asks = append(asks, Action{Why: say.T("ask.answers", "Name", other), Label: say.T("ask.answers_button"), Href: href + "/evaluation"})
	case coaching.WaitsForApproval:
		asks = append(asks, Action{Why: say.T("ask.approval", "Name", other), Label: say.T("ask.approval_button"), Href: href + "/report"})
	}
	return asks
}

// togetherView is the part of a question's page about agreement and evaluation.
type togetherView struct {
	Asks      []Action
	Agreement string // how it stands
	Lines     []cycleLine
	Evaluate  string // where to begin to look back; "" when that cannot be done now
}

func (t together) view(w words, actor coaching.Actor, q coaching.Question, other string, closed int, all []coaching.Evaluation) togetherView {
	home := "/questions/" + string(q.ID)
	v := togetherView{Asks: t.asks(w.speech, actor, q, other)}
	line := cycleLine{Href: home + "/agreement", Label: w.T("agreement.title"), State: w.T("agreement.state_open")}
	if newest := t.agreement.Newest(); t.agreement.Settled() {
		line.State = w.T("agreement.state_settled", "Day", w.Day(newest.Yes[len(newest.Yes)-1].AgreedAt).Text)
	}
	v.Lines = append(v.Lines, line)
	for _, evaluation := range all {
		v.Lines = append(v.Lines, evaluationLine(w, home, evaluation))
	}
	if q.Trajectory.MayEvaluate(actor, closed, t.evaluation) == nil {
		v.Evaluate = home + "/evaluation"
	}
	return v
}

func evaluationLine(w words, home string, e coaching.Evaluation) cycleLine {
	line := cycleLine{Href: home + "/evaluation", Label: w.T("evaluation.number", "Number", e.Number), State: w.T("evaluation.state_open")}
	switch {
	case e.Done():
		line.Href = home + "/report?number=" + strconv.Itoa(e.Number)
		line.State = w.T("evaluation.state_done", "Day", w.Day(*e.Report.ApprovedAt()).Text)
	case e.Report != nil:
		line.Href, line.State = home+"/report", w.T("evaluation.state_report")
	}
	return line
}
