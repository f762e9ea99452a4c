package web

import (
	"errors"
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/api"
)

type engagementView struct {
	Frame
	Problem    string
	Holder     string
	Engaged    string // who is asked
	Email      string
	From       string
	Until      string
	Contract   string
	Action     string
	Mine       bool // she is logged in with the account that was asked
	Given      string
	Family     string
	GivenWrong string
	FamWrong   string
	NewWrong   string
}

// showOffer says what is offered, and uses nothing up.
func (p *pages) showOffer(a *ask) error {
	return p.renderOffer(a, http.StatusOK, engagementView{})
}

func (p *pages) renderOffer(a *ask, status int, view engagementView) error {
	keepSecret(a.w)
	found, err := p.lookUpOffer(a.r.Context(), a.r.PathValue("token"))
	if err != nil {
		return p.renderDead(a, deadLink(err), err)
	}
	w, e := a.words(found.holder), found.engagement
	view.Holder, view.Engaged, view.Email, view.Contract = found.holder.Name, e.Name, e.Email, e.Contract
	view.From, view.Until = w.Date(string(e.From)), w.Date(string(e.Until))
	view.Action, view.Mine = engagementPath+a.r.PathValue("token"), a.actor.Email == e.Email
	if view.Given == "" && view.Family == "" {
		name := coaching.ParseName(e.Name)
		view.Given, view.Family = name.Given, coaching.Name{Prefix: name.Prefix, Family: name.Family}.Full()
	}
	view.Frame = p.frame(a, "engagement", a.say.T("engagement.title", "Holder", view.Holder))
	view.Here = "/login" // a change of language must not carry the secret about
	return p.render(a, status, "engagement", view)
}

// acceptOffer takes it: as who is logged in, with a password, or with a new account.
func (p *pages) acceptOffer(a *ask) error {
	keepSecret(a.w)
	token := a.r.PathValue("token")
	found, err := p.lookUpOffer(a.r.Context(), token)
	if err != nil {
		return p.renderDead(a, deadLink(err), err)
	}
	view := engagementView{Given: a.r.PostFormValue("given"), Family: a.r.PostFormValue("family")}
	switch a.r.PostFormValue("as") {
	case "new":
		name := coaching.ParseName(view.Given + " " + view.Family)
		name.Given, name.Prefix, name.Family = view.Given, coaching.ParseName("x "+view.Family).Prefix, coaching.ParseName("x "+view.Family).Family
		err = p.acceptNew(a.w, a.r, token, found, name, a.r.PostFormValue("new"))
	case "account":
		err = p.acceptWith(a.w, a.r, token, found, a.r.PostFormValue("password"))
	default:
		return p.acceptMine(a, token)
	}
	if err == nil {
		return p.done(a, "/", "engagement_accepted")
	}
	if refusal, ok := errors.AsType[api.Refusal](err); ok {
		view.Problem = p.Server.problem(a.r.Context(), err).Detail
		return p.renderOffer(a, refusal.Status, view)
	}
	wrong, ok := p.formErrors(a, err)
	if !ok {
		return err
	}
	view.Problem, view.GivenWrong, view.FamWrong, view.NewWrong = wrong.summary, wrong.of("given"), wrong.of("family"), wrong.of("new")
	if conflict, is := errors.AsType[coaching.Conflict](err); is && conflict == "email_taken" {
		view.Problem = a.say.T("engagement.not_new")
	}
	return p.renderOffer(a, statusOf(err), view)
}

// acceptMine accepts as who is logged in, if it was made to her address.
func (p *pages) acceptMine(a *ask, token string) error {
	if a.actor.ID == "" {
		return coaching.ErrNotFound
	}
	err := p.as(a, func(tx *postgres.Tx) error { return tx.AcceptEngagement(a.r.Context(), a.actor, hashOf(token), a.now) })
	return p.finish(a, err, "/account", "engagement_accepted")
}
