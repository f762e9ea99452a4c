package web

import (
	"context"
	"slices"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// whereView says in plain words where the two stand: what is done, now and next, and who is to act.
type whereView struct {
	Done []string
	Now  string
	Next string
	Who  string
}

// whoActs names the one who is to act, as the reader knows her.
func whoActs(w words, a *ask, t coaching.Trajectory, by []coaching.Party, employee, coach string) string {
	if len(by) > 1 {
		return w.T("where.both")
	}
	hers, mine := slices.Contains(by, coaching.TheEmployee), a.actor.ID == t.EmployeeID
	switch {
	case len(by) == 0:
		return ""
	case hers == mine:
		return w.T("where.you")
	case hers:
		return w.T("where.other", "Name", employee)
	case coach == "":
		return w.T("where.no_coach")
	}
	return w.T("where.other", "Name", coach)
}

// where is that of a round.
func (f *cycleFacts) where(a *ask, w words) *whereView {
	stage, next := f.cycle.Stage(), f.cycle.Next()
	view := whereView{Now: w.T("stage." + string(stage))}
	stages := coaching.CycleStages()
	at := slices.Index(stages, stage)
	if at < 0 { // closed: all of it was done
		return &view
	}
	for _, done := range stages[:at] {
		view.Done = append(view.Done, w.T("stage_done."+string(done)))
	}
	view.Next = w.T("act." + string(next.Act))
	view.Who = whoActs(w, a, f.question.Trajectory, next.By, f.people.Given(f.question.EmployeeID), f.coach())
	return &view
}

// where is that of a trajectory.
func (f *questionFacts) where(a *ask, w words) *whereView {
	t := f.question.Trajectory
	facts := coaching.TrajectoryFacts{
		Agreed:     len(t.CoachIDs) == 0 || f.together.agreement.InForce() != nil,
		Evaluating: len(f.looked) > 0 && !f.looked[0].Done(),
	}
	next := t.NextOf(facts)
	view := whereView{Now: w.T("stage." + string(t.Stage(facts)))}
	if next.Act == "" {
		return &view
	}
	coach := ""
	for _, id := range t.CoachIDs {
		coach = f.people.Given(id)
	}
	by := next.By
	if newest := f.question.Versions; next.Act == coaching.ActAccept && coach != "" && newest[len(newest)-1].AuthorID == f.question.EmployeeID {
		by = append(slices.Clone(by), coaching.TheCoach) // she asked her coach to think along
	}
	view.Next = w.T("act." + string(next.Act))
	view.Who = whoActs(w, a, t, by, f.people.Given(f.question.EmployeeID), coach)
	return &view
}

// reopenView offers to undo an end, and asks her for what her coach asks.
type reopenView struct {
	Href   string // "" where there is nothing to undo
	Label  string
	Why    string
	Asks   string // the coach's question to her; "" for none
	Answer string // where she answers it
}

func reopenOf(w words, self string, mine bool, may error, waiting *coaching.Reopening, coach, employee string) reopenView {
	var view reopenView
	switch {
	case waiting != nil && mine:
		view.Asks = w.T("reopen.asks_round", "Name", coach)
		if waiting.CycleID == "" {
			view.Asks = w.T("reopen.asks", "Name", coach)
		}
		view.Answer = "/questions/" + self + "/reopenings/" + string(waiting.ID)
	case waiting != nil:
		view.Why = w.T("reopen.waits", "Name", employee)
	}
	if may != nil || waiting != nil && !mine {
		return view
	}
	view.Label = w.T("reopen.mine")
	if !mine {
		view.Label = w.T("reopen.ask", "Name", employee)
	}
	return view
}

// waiting is what waits for her answer, of a cycle or with "" of the trajectory; nil for nothing.
func waiting(all []coaching.Reopening, cycle coaching.CycleID) *coaching.Reopening {
	for i, r := range all {
		if r.Waits() && r.CycleID == cycle {
			return &all[i]
		}
	}
	return nil
}

func (p *pages) reopenTrajectory(a *ask) error {
	return p.onQuestion(a, "reopened", func(tx *postgres.Tx, q coaching.Question) error {
		_, err := tx.ReopenTrajectory(a.r.Context(), a.actor, q.Trajectory.ID, a.now)
		return err
	})
}

func (p *pages) answerReopening(a *ask) error {
	yes, code := a.r.PostFormValue("yes") != "", "reopening_refused"
	if yes {
		code = "reopened"
	}
	return p.onQuestion(a, code, func(tx *postgres.Tx, _ coaching.Question) error {
		_, err := tx.AnswerReopening(a.r.Context(), a.actor, coaching.ReopeningID(a.r.PathValue("reopening")), yes, a.now)
		return err
	})
}

func (p *pages) reopenCycle(a *ask) error {
	return p.onCycle(a, "reopened", func(ctx context.Context, tx *postgres.Tx, id coaching.CycleID) error {
		_, err := tx.ReopenCycle(ctx, a.actor, id, a.now)
		return err
	})
}

// onCycle does one thing to the round of the path and goes back to its page.
func (p *pages) onCycle(a *ask, code string, do func(context.Context, *postgres.Tx, coaching.CycleID) error) error {
	id := coaching.CycleID(a.r.PathValue("id"))
	err := p.as(a, func(tx *postgres.Tx) error { return do(a.r.Context(), tx, id) })
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderCycle(a, statusOf(err), cycleForms{problem: wrong.summary})
	}
	if err != nil {
		return err
	}
	to := "/cycles/" + string(id) + "#work-point"
	if a.r.PostFormValue("from") == "home" {
		to = "/"
	}
	return p.done(a, to, code)
}
