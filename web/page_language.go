package web

import (
	"net/http"
	"time"

	"terugblik/coaching/postgres"
)

// chooseLanguage is the button in the header; it goes back to the page where it was pressed.
func (p *pages) chooseLanguage(a *ask) error {
	return p.keepLanguage(a, ownPath(a.r.PostFormValue("back")), "")
}

func (p *pages) chooseLanguageOfAccount(a *ask) error {
	return p.keepLanguage(a, "/account", "language_saved")
}

// keepLanguage keeps a choice of language in the account, and in a cookie for before the log-in.
func (p *pages) keepLanguage(a *ask, to, code string) error {
	language := p.texts.in(a.r.PostFormValue("language")).Language
	http.SetCookie(a.w, &http.Cookie{
		Name: languageCookie, Value: language, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, Secure: p.secure, SameSite: http.SameSiteLaxMode,
	})
	if a.actor.ID != "" {
		err := p.as(a, func(tx *postgres.Tx) error { return tx.SetLanguage(a.r.Context(), language) })
		if err != nil {
			return err
		}
	}
	return p.done(a, to, code)
}
