package web

import (
	"net/http"

	"terugblik/coaching/postgres"
)

// goOverPath is where somebody goes over to another holder.
const goOverPath = "/account/holder"

type elsewhereView struct {
	Frame
	Others []Workplace
}

// showElsewhere tells somebody whose work for a holder is over that it is, and offers those for whom she still works.
func (p *pages) showElsewhere(w http.ResponseWriter, r *http.Request, held *login) {
	a := &ask{w: w, r: r, say: p.texts.of(r, held.actor), now: p.Now()}
	var view elsewhereView
	err := p.DB.AsActor(r.Context(), held.actor, func(tx *postgres.Tx) error {
		places, err := tx.Workplaces(r.Context())
		for _, place := range places {
			view.Others = append(view.Others, Workplace{string(place.ID), place.Name})
		}
		return err
	})
	if err == nil {
		view.Frame = p.frame(a, "elsewhere", a.say.T("elsewhere.title"))
		err = p.render(a, http.StatusUnauthorized, "elsewhere", view)
	}
	if err != nil {
		p.problem(w, r, p.Server.problem(r.Context(), err))
	}
}
