package web

import (
	"errors"
	"net/http"

	"terugblik/coaching"
	"terugblik/web/api"
)

// demoPassword is that of every demo account, as the log-in page says.
const demoPassword = "terugblik"

type loginView struct {
	Frame
	Next         string
	Email        string
	Problem      string
	Demo         []demoAccount
	DemoPassword string
}

type demoAccount struct {
	What     string
	Email    string
	Password string
}

// demoAccounts are the accounts of the demo data, in the order in which a visitor best meets them.
var demoAccounts = []struct{ key, email string }{
	{"login.demo_employee", "medewerker@demo.test"},
	{"login.demo_coach", "coach@demo.test"},
	{"login.demo_manager", "leidinggevende@demo.test"},
	{"login.demo_colleague", "collega@demo.test"},
	{"login.demo_coach2", "coach2@demo.test"},
	{"login.demo_administrator", "beheer@demo.test"},
	{"login.demo_officer", "fg@demo.test"},
	{"login.demo_outside", "buiten@demo.test"},
	{"login.demo_nest", "nest@demo.test"},
}

func (p *pages) showLogin(a *ask) error {
	if a.actor.ID != "" {
		return p.done(a, "/", "")
	}
	if err := p.noTablet(a.r); errors.Is(err, coaching.ErrNotFound) {
		return p.done(a, tabletPath, "")
	} else if err != nil {
		return err
	}
	return p.renderLogin(a, http.StatusOK, loginView{Next: ownPath(a.r.URL.Query().Get("next"))})
}

func (p *pages) renderLogin(a *ask, status int, view loginView) error {
	view.Frame = p.frame(a, "login", a.say.T("login.title"))
	if p.Demo {
		view.DemoPassword = demoPassword
		for _, account := range demoAccounts {
			view.Demo = append(view.Demo, demoAccount{a.say.T(account.key), account.email, demoPassword})
		}
	}
	return p.render(a, status, "login", view)
}

func (p *pages) login(a *ask) error {
	next, email := ownPath(a.r.PostFormValue("next")), a.r.PostFormValue("email")
	_, err := p.LogIn(a.w, a.r, email, a.r.PostFormValue("password"))
	if refusal, ok := errors.AsType[api.Refusal](err); ok {
		problem := p.Server.problem(a.r.Context(), err)
		return p.renderLogin(a, refusal.Status, loginView{Next: next, Email: email, Problem: problem.Detail})
	}
	if err != nil {
		return err
	}
	return p.done(a, next, "")
}

func (p *pages) logout(a *ask) error {
	if err := p.LogOut(a.w, a.r); err != nil {
		return err
	}
	return p.done(a, "/login", "logged_out")
}
