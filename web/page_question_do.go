package web

import (
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// addWording is a proposal of the coach, or the employee's own words.
func (p *pages) addWording(a *ask) error {
	id, form, accept := coaching.QuestionID(a.r.PathValue("id")), readWording(a.r), a.r.PostFormValue("accept") != ""
	err := p.as(a, func(tx *postgres.Tx) error {
		question, err := tx.AddVersion(a.r.Context(), a.actor, id, form.spoken(a, accept), form.Situation, accept, a.now)
		if err != nil {
			return err
		}
		return form.send(a, tx, question)
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderQuestion(a, http.StatusUnprocessableEntity, form, wrong)
	}
	if err != nil {
		return err
	}
	if accept {
		return p.done(a, "/questions/"+string(id), "question_accepted")
	}
	return p.done(a, "/questions/"+string(id), "wording_sent")
}

func (p *pages) acceptWording(a *ask) error {
	number, err := strconv.Atoi(a.r.PathValue("n"))
	if err != nil {
		return coaching.ErrNotFound
	}
	return p.onQuestion(a, "question_accepted", func(tx *postgres.Tx, q coaching.Question) error {
		_, err := tx.AcceptVersion(a.r.Context(), a.actor, q.ID, number, a.now)
		return err
	})
}

func (p *pages) pauseTrajectory(a *ask) error {
	return p.onQuestion(a, "paused", func(tx *postgres.Tx, q coaching.Question) error {
		_, err := tx.Pause(a.r.Context(), a.actor, q.Trajectory.ID, a.now)
		return err
	})
}

func (p *pages) resumeTrajectory(a *ask) error {
	return p.onQuestion(a, "resumed", func(tx *postgres.Tx, q coaching.Question) error {
		_, err := tx.Resume(a.r.Context(), a.actor, q.Trajectory.ID, a.now)
		return err
	})
}

func (p *pages) endTrajectory(a *ask) error {
	return p.onQuestion(a, "ended", func(tx *postgres.Tx, q coaching.Question) error {
		_, err := tx.End(a.r.Context(), a.actor, q.Trajectory.ID, a.now)
		return err
	})
}

// onQuestion does one thing to the question of the path and goes back to its page.
func (p *pages) onQuestion(a *ask, code string, do func(*postgres.Tx, coaching.Question) error) error {
	id := coaching.QuestionID(a.r.PathValue("id"))
	err := p.as(a, func(tx *postgres.Tx) error {
		question, err := tx.Question(a.r.Context(), id)
		if err != nil {
			return err
		}
		return do(tx, question)
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderQuestion(a, http.StatusConflict, WordingForm{}, wrong)
	}
	if err != nil {
		return err
	}
	return p.done(a, "/questions/"+string(id), code)
}

type endView struct {
	Frame
	Question string
	Back     string
	Begun    bool   // it has rounds
	Evaluate string // looking back is offered first, and never forced
}

// showEnd explains what ending means before anything happens.
func (p *pages) showEnd(a *ask) error {
	var f evaluationFacts
	if err := p.as(a, func(tx *postgres.Tx) error { return f.load(a, tx) }); err != nil {
		return err
	}
	question := f.question
	if err := question.Trajectory.MayEnd(a.actor); err != nil {
		return err
	}
	view := endView{Question: wordingOf(question), Back: "/questions/" + string(question.ID), Begun: question.Trajectory.StartedAt != nil}
	if question.Trajectory.MayEvaluate(a.actor, f.closed, f.newest()) == nil {
		view.Evaluate = view.Back + "/evaluation"
	}
	view.Frame = p.frame(a, "end", a.say.T("end.title"))
	return p.render(a, http.StatusOK, "end", view)
}
