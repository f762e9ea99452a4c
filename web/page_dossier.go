package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type dossierView struct {
	Frame
	Left      string // until when it is there, for somebody who left
	Questions []string
}

// showDossier is what is hers and stays with her, also after she left.
func (p *pages) showDossier(a *ask) error {
	if !a.actor.Leaver && !a.actor.Is(coaching.Employee) {
		return coaching.ErrNotFound
	}
	var view dossierView
	err := p.as(a, func(tx *postgres.Tx) error {
		questions, _, err := tx.Questions(a.r.Context(), "", 0)
		for _, q := range questions {
			view.Questions = append(view.Questions, wordingOf(q))
		}
		return err
	})
	if err != nil {
		return err
	}
	if a.actor.Leaver {
		view.Left = a.say.T("dossier.left", "Days", coaching.LeavingDays)
	}
	view.Frame = p.frame(a, "dossier", a.say.T("dossier.title"))
	return p.render(a, http.StatusOK, "dossier", view)
}
