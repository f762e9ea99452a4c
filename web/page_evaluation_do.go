package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func (p *pages) startEvaluation(a *ask) error {
	err := p.onTrajectory(a, func(tx *postgres.Tx, t coaching.Trajectory) error {
		_, err := tx.StartEvaluation(a.r.Context(), a.actor, t.ID, a.now)
		return err
	})
	return p.evaluationDone(a, err, nil, "")
}

// answerEvaluation keeps the reader's part, and with the button hands it in.
func (p *pages) answerEvaluation(a *ask) error {
	part, handIn := coaching.EvaluationPart{Answers: readAnswers(a.r)}, a.r.PostFormValue("hand_in") != ""
	part.Version = wholeNumber(a.r.PostFormValue("version"))
	err := p.onTrajectory(a, func(tx *postgres.Tx, t coaching.Trajectory) error {
		_, err := tx.Answer(a.r.Context(), a.actor, t.ID, part.Answers, handIn, part.Version, a.now)
		return err
	})
	if handIn {
		return p.evaluationDone(a, err, &part, "evaluation_handed_in")
	}
	return p.evaluationDone(a, err, &part, "evaluation_saved")
}

func (p *pages) evaluationDone(a *ask, err error, part *coaching.EvaluationPart, code string) error {
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderEvaluation(a, http.StatusUnprocessableEntity, part, wrong)
	}
	if err != nil {
		return err
	}
	return p.done(a, "/questions/"+a.r.PathValue("id")+"/evaluation", code)
}
