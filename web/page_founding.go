package web

import (
	"errors"
	"net/http"

	"terugblik/coaching"
	"terugblik/web/api"
)

type startView struct {
	Frame
	Action        string
	Problem       string
	Holder        string
	HolderWrong   string
	Location      string
	LocationWrong string
	Fields        personFields
	PasswordWrong string
}

func (p *pages) showStart(a *ask) error { return p.renderStart(a, http.StatusOK, formErrors{}) }

func (p *pages) renderStart(a *ask, status int, wrong formErrors) error {
	keepSecret(a.w)
	token := a.r.PathValue("token")
	if err := p.mayBegin(a.r.Context(), token); err != nil {
		return p.renderDead(a, deadStart(err), err)
	}
	view := startView{
		Action: startPath + token, Problem: wrong.summary, Fields: fieldsOf(personOf(a), wrong),
		Holder: a.r.PostFormValue("holder"), HolderWrong: wrong.of("holder"),
		Location: a.r.PostFormValue("location"), LocationWrong: wrong.of("location"), PasswordWrong: wrong.of("password"),
	}
	view.Frame = p.frame(a, "start", a.say.T("start.title"))
	view.Here = "/login"
	return p.render(a, status, "start", view)
}

// deadStart is deadLink with words of its own: nobody can make another first link but the server.
func deadStart(err error) string {
	switch code := deadLink(err); code {
	case "unknown":
		return "start_unknown"
	case "expired":
		return "start_expired"
	default:
		return code
	}
}

func (p *pages) start(a *ask) error {
	keepSecret(a.w)
	founding := coaching.Founding{Holder: a.r.PostFormValue("holder"), Location: a.r.PostFormValue("location"), Person: personOf(a)}
	err := p.begin(a.w, a.r, a.r.PathValue("token"), founding, a.r.PostFormValue("password"))
	if err == nil {
		return p.done(a, "/people", "begun")
	}
	if refusal, ok := errors.AsType[api.Refusal](err); ok {
		return p.renderStart(a, refusal.Status, formErrors{summary: p.Server.problem(a.r.Context(), err).Detail})
	}
	if wrong, ok := p.formErrors(a, err); ok && errors.Is(err, coaching.ErrInvalid) {
		return p.renderStart(a, http.StatusUnprocessableEntity, wrong)
	}
	return p.renderDead(a, deadStart(err), err)
}
