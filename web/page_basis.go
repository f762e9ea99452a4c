package web

import (
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type basisView struct {
	Frame
	Problem        string
	MayChange      bool
	Version        int
	Never          bool // nobody chose yet
	InUse          bool
	Interest       bool
	Both           bool
	Balancing      string
	BalancingWrong string
	Days           string
	DaysWrong      string
	Least, Most    int
}

func (p *pages) showBasis(a *ask) error { return p.renderBasis(a, http.StatusOK, nil, formErrors{}) }

func (p *pages) renderBasis(a *ask, status int, typed *coaching.Basis, wrong formErrors) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	var basis coaching.Basis
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		basis, err = tx.Basis(a.r.Context(), a.actor.At())
		return err
	})
	if err != nil {
		return err
	}
	view := basisView{Version: basis.Version, Never: basis.Version == 0, MayChange: a.actor.Is(coaching.Administrator), Problem: wrong.summary}
	if typed != nil {
		basis = *typed
	}
	view.InUse, view.Interest, view.Both = basis.RegisterInUse, basis.Basis == coaching.LegitimateInterest, basis.BothGuardians
	view.Balancing, view.BalancingWrong = basis.Balancing, wrong.of("balancing")
	view.Days, view.DaysWrong = strconv.Itoa(basis.TaskDays), wrong.of("task_days")
	view.Least, view.Most = coaching.LeastTaskDays, coaching.MostTaskDays
	view.Frame = p.frame(a, "basis", a.say.T("basis.title"))
	return p.render(a, status, "basis", view)
}

func (p *pages) setBasis(a *ask) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	next := coaching.Basis{
		Basis: coaching.LegalBasis(a.r.PostFormValue("basis")), Balancing: a.r.PostFormValue("balancing"),
		BothGuardians: a.r.PostFormValue("both") != "", RegisterInUse: a.r.PostFormValue("in_use") != "", TaskDays: wholeNumber(a.r.PostFormValue("task_days")),
	}
	if _, err := coaching.MaySetBasis(a.actor); err != nil {
		return coaching.Forbidden("only_as_administrator")
	}
	err := p.as(a, func(tx *postgres.Tx) error {
		_, err := tx.SetBasis(a.r.Context(), a.actor, next, wholeNumber(a.r.PostFormValue("version")), a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderBasis(a, statusOf(err), &next, wrong)
	}
	return p.finish(a, err, "/settings/children", "basis_set")
}
