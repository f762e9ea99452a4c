package web

import (
	"errors"
	"net/http"

	"terugblik/coaching"
	"terugblik/web/api"
)

type linkPage struct {
	Frame
	Kind    string // "begin" or "password"
	Given   string
	Email   string
	Holder  string
	Action  string
	Problem string
	Wrong   string
}

type deadLinkView struct {
	Frame
	What string
	Do   string
	In   bool // somebody is logged in
}

// showLink only shows a form: what opens links ahead of people must not use them up.
func (p *pages) showLink(a *ask) error { return p.renderInvited(a, http.StatusOK, formErrors{}) }

func (p *pages) renderInvited(a *ask, status int, wrong formErrors) error {
	keepSecret(a.w)
	found, err := p.lookUpLink(a.r.Context(), a.r.PathValue("token"))
	if err != nil {
		return p.renderDead(a, deadLink(err), err)
	}
	kind := string(found.link.Kind)
	view := linkPage{
		Kind: kind, Given: found.person.Name.Given, Email: found.person.Email, Holder: found.holder.Name,
		Action: linkPath + a.r.PathValue("token"), Problem: wrong.summary, Wrong: wrong.of("new"),
	}
	view.Frame = p.frame(a, "link", a.say.T("link.title_"+kind, "Name", view.Given))
	view.Here = "/login" // a change of language must not carry the secret about
	return p.render(a, status, "link", view)
}

// renderDead says why a link does nothing and what to do. All answers are alike but for their words.
func (p *pages) renderDead(a *ask, code string, err error) error {
	if code == "" {
		return err
	}
	keepSecret(a.w)
	view := deadLinkView{
		What: a.say.oneOf("dead_link.what_"+code, "dead_link.what_unknown"),
		Do:   a.say.oneOf("dead_link.do_"+code, "dead_link.do_unknown"), In: a.actor.ID != "",
	}
	view.Frame = p.frame(a, "dead_link", a.say.oneOf("dead_link.title_"+code, "dead_link.title_unknown"))
	view.Here = "/login"
	return p.render(a, http.StatusNotFound, "dead_link", view)
}

// useLinkOnce takes the new password. Used twice or too late is told like a look at such a link.
func (p *pages) useLinkOnce(a *ask) error {
	keepSecret(a.w)
	err := p.useLink(a.w, a.r, a.r.PathValue("token"), a.r.PostFormValue("new"))
	switch {
	case err == nil:
		return p.done(a, "/", "password_set")
	case errors.Is(err, errNoRole):
		return p.done(a, "/login", "password_set_early")
	case errors.Is(err, coaching.ErrInvalid):
		wrong, _ := p.formErrors(a, err)
		return p.renderInvited(a, http.StatusUnprocessableEntity, wrong)
	}
	if refusal, ok := errors.AsType[api.Refusal](err); ok {
		return p.renderInvited(a, refusal.Status, formErrors{summary: p.Server.problem(a.r.Context(), err).Detail})
	}
	return p.renderDead(a, deadLink(err), err)
}
