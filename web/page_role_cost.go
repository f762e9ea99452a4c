package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type roleCostView struct {
	Frame
	Sentence string
	From     string // the day on which it begins
	Action   string // the address of the person
	// what the form had said
	Role, Scope, FirstDay string
}

// renderRoleCost says, before a role is given that makes somebody the manager of whom she coaches, what that ends. It says
// of how many people, and never of whom.
func (p *pages) renderRoleCost(a *ask) error {
	holder, err := p.administrator(a)
	if err != nil {
		return err
	}
	role := roleOf(a)
	view := roleCostView{Action: memberPath(memberID(a)), Role: string(role.Role), Scope: a.r.PostFormValue("scope"), FirstDay: role.FirstDay}
	err = p.as(a, func(tx *postgres.Tx) error {
		k, err := p.keeping(a, tx, holder)
		if err != nil {
			return err
		}
		m, err := tx.Member(a.r.Context(), holder, memberID(a))
		if err != nil {
			return err
		}
		if view.From = role.FirstDay; view.From == "" {
			view.From = k.Today()
		}
		view.From = k.Date(view.From)
		people, err := tx.CoachingAtStake(a.r.Context(), holder, m.ID, role)
		view.Sentence = k.N("role_cost.manager", people, "Name", m.Name.Full())
		if role.Role == coaching.Employee {
			view.Sentence = k.T("role_cost.employee", "Name", m.Name.Full())
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "role_cost", a.say.T("role_cost.title"))
	return p.render(a, http.StatusConflict, "role_cost", view)
}
