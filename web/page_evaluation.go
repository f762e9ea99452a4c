package web

import (
	"errors"
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// evaluationView is the looking back: the reader's own answers, and the other's when they are open.
type evaluationView struct {
	Frame
	Self, Question, QuestionHref string
	Problem                      string
	Lead                         string
	Start                        bool   // the button to begin
	NotYet                       string // why it cannot begin
	Form                         *answersForm
	Own, Other                   *answersView
	OtherState                   string
	Report                       string
}

// answersForm is the reader's part while it is not handed in.
type answersForm struct {
	Version int
	HandIn  string // its button, that says who reads it then
	Fields  []answerView
}

// answersView is a part that was handed in.
type answersView struct {
	Heading string
	Fields  []answerView
}

// evaluationFacts is what the pages of evaluation and report are made of.
type evaluationFacts struct {
	holder      coaching.Holder
	question    coaching.Question
	closed      int
	evaluations []coaching.Evaluation // newest first
	people      cast
}

func (f *evaluationFacts) load(a *ask, tx *postgres.Tx) error {
	ctx := a.r.Context()
	var err error
	if f.question, err = tx.Question(ctx, coaching.QuestionID(a.r.PathValue("id"))); err != nil {
		return err
	}
	if f.holder, err = tx.Holder(ctx, f.question.HolderID); err != nil {
		return err
	}
	cycles, err := tx.Cycles(ctx, f.question.Trajectory.ID)
	if err != nil {
		return err
	}
	f.closed = closedCycles(cycles)
	if f.evaluations, err = tx.Evaluations(ctx, f.question.Trajectory.ID); err != nil {
		return err
	}
	ids := append([]coaching.PersonID{f.question.EmployeeID}, f.question.Trajectory.CoachIDs...)
	for _, evaluation := range f.evaluations {
		for _, part := range evaluation.Parts {
			ids = append(ids, part.AuthorID)
		}
		if evaluation.Report != nil {
			ids = append(ids, evaluation.Report.UpdatedBy)
		}
	}
	f.people, err = castOf(ctx, tx, ids...)
	return err
}

func closedCycles(cycles []coaching.Cycle) (closed int) {
	for _, cycle := range cycles {
		if cycle.ClosedAt != nil {
			closed++
		}
	}
	return closed
}

// newest is the evaluation that is being made, or the last; nil while there is none.
func (f *evaluationFacts) newest() *coaching.Evaluation {
	if len(f.evaluations) == 0 {
		return nil
	}
	return &f.evaluations[0]
}

// other is the first name of the one of the two who does not read.
func (f *evaluationFacts) other(a *ask) string {
	if a.actor.ID != f.question.EmployeeID {
		return f.people.Given(f.question.EmployeeID)
	}
	for _, coach := range f.question.Trajectory.CoachIDs {
		return f.people.Given(coach)
	}
	return a.say.T("agreement.a_coach")
}

func (p *pages) showEvaluation(a *ask) error {
	return p.renderEvaluation(a, http.StatusOK, nil, formErrors{})
}

func (p *pages) renderEvaluation(a *ask, status int, typed *coaching.EvaluationPart, wrong formErrors) error {
	var f evaluationFacts
	if err := p.as(a, func(tx *postgres.Tx) error { return f.load(a, tx) }); err != nil {
		return err
	}
	view := f.view(a, typed, wrong)
	view.Problem = wrong.summary
	view.Frame = p.frame(a, "evaluation", a.say.T("evaluation.title"))
	return p.render(a, status, "evaluation", view)
}

func (f *evaluationFacts) view(a *ask, typed *coaching.EvaluationPart, wrong formErrors) evaluationView {
	home := "/questions/" + string(f.question.ID)
	view := evaluationView{Self: home + "/evaluation", Question: wordingOf(f.question), QuestionHref: home}
	view.Lead = a.say.T("evaluation.lead", "Name", f.other(a))
	evaluation, hers := f.newest(), a.actor.ID == f.question.EmployeeID
	if !hers {
		view.Lead = a.say.T("evaluation.lead_coach", "Name", f.other(a))
	}
	if err := f.question.Trajectory.MayEvaluate(a.actor, f.closed, evaluation); err == nil {
		view.Start = true
	} else if errors.Is(err, coaching.Conflict("no_coach")) {
		view.NotYet = a.say.T("evaluation.not_yet_no_coach")
	} else if evaluation == nil {
		view.NotYet = a.say.T("evaluation.not_yet_no_round_closed")
	}
	if evaluation == nil {
		return view
	}
	own := evaluation.PartOf(a.actor.ID)
	switch {
	case evaluation.MayAnswer(a.actor, f.question.Trajectory) == nil:
		view.Form = &answersForm{Fields: f.fields(a, hers, own), HandIn: a.say.T("evaluation.hand_in", "Name", f.other(a))}
		if own != nil {
			view.Form.Version = own.Version
		}
		view.Form.retype(typed, own, wrong)
	case own != nil && own.HandedInAt != nil:
		view.Own = &answersView{Heading: a.say.T("evaluation.own"), Fields: answered(f.fields(a, hers, own))}
	}
	f.addOther(a, &view, evaluation, hers)
	if evaluation.Report != nil {
		view.Report = home + "/report"
	}
	return view
}

// addOther shows what the other handed in where that is open, else says how that stands.
func (f *evaluationFacts) addOther(a *ask, view *evaluationView, evaluation *coaching.Evaluation, hers bool) {
	part := evaluation.PartOf(f.question.EmployeeID)
	if hers {
		part = evaluation.CoachPart(f.question.Trajectory)
	}
	switch {
	case part != nil && part.HandedInAt != nil:
		view.Other = &answersView{Heading: a.say.T("evaluation.said", "Name", f.people.Given(part.AuthorID)), Fields: answered(f.fields(a, !hers, part))}
	case hers && view.Form != nil:
		view.OtherState = a.say.T("evaluation.opens_later", "Name", f.other(a))
	default:
		view.OtherState = a.say.T("evaluation.waits", "Name", f.other(a))
	}
}

// fields are the questions of one side with what is answered.
func (f *evaluationFacts) fields(a *ask, employee bool, part *coaching.EvaluationPart) []answerView {
	var answers coaching.Answers
	if part != nil {
		answers = part.Answers
	}
	return sideFields(answersFields(a.say, answers), employee)
}
