package web

import (
	"net/http"
	"net/url"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const administrationRows = 100

type administrationView struct {
	Frame
	Lines []logLineView
	More  string
}

type logLineView struct {
	Sentence string
	At       Stamp
}

// showAdministration tells who added, changed and ended whom.
func (p *pages) showAdministration(a *ask) error {
	holder, err := a.actor.Keeper()
	if err != nil {
		return err
	}
	var view administrationView
	err = p.as(a, func(tx *postgres.Tx) error {
		k, err := p.keeping(a, tx, holder)
		if err != nil {
			return err
		}
		lines, next, err := tx.AdministrationLog(a.r.Context(), holder, "", a.r.URL.Query().Get("after"), administrationRows)
		if err != nil {
			return err
		}
		if next != "" {
			view.More = "/people/log?after=" + url.QueryEscape(next)
		}
		var actors []string
		for _, line := range lines {
			actors = append(actors, line.Actor, string(line.PersonID))
		}
		people, err := castOf(a.r.Context(), tx, peopleOf(actors...)...)
		for _, line := range lines {
			view.Lines = append(view.Lines, logLineView{k.administration(line, people, a.actor.ID), k.Moment(line.At)})
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "administration", a.say.T("administration.title"))
	return p.render(a, http.StatusOK, "administration", view)
}

// administration says one line of the log.
func (k keeping) administration(line coaching.AdministrationLine, people cast, me coaching.PersonID) string {
	key := "administration." + string(line.Act)
	switch line.Act {
	case coaching.ActLinkMade:
		key = "administration.link_made_" + line.Detail
	case coaching.ActLinkUsed:
		key = "administration.link_used_" + line.Detail
	}
	role := ""
	if line.Role != "" {
		role = k.T("role." + string(line.Role))
	}
	return k.T(key, "Who", k.who(line.Actor, people, me), "Whom", k.whom(line.PersonID, line.Actor, people, me),
		"Role", role, "Day", k.Date(line.Day), "What", k.detail(line))
}

// detail says in words what is kept as a day or a code.
func (k keeping) detail(line coaching.AdministrationLine) string {
	switch line.Act {
	case coaching.ActHoursNoted, coaching.ActHoursCorrected:
		return k.Date(line.Detail)
	case coaching.ActConsentNoted: // "Bo: vib_individual given", as NoteConsent writes it
		i := max(strings.LastIndex(line.Detail, ": "), 0)
		purpose, act, _ := strings.Cut(strings.TrimPrefix(line.Detail[i:], ": "), " ")
		if !k.Has("purpose."+purpose) || !k.Has("consent_act."+act) {
			return line.Detail
		}
		return line.Detail[:i] + ", " + k.T("consent_act."+act) + " (" + k.T("purpose."+purpose) + ")"
	}
	return line.Detail
}

type linksView struct {
	Frame
	Links []linkView
	More  string
}

// showLinks tells who made a one-time link for whom, and when it was used.
func (p *pages) showLinks(a *ask) error {
	holder, err := a.actor.Keeper()
	if err != nil {
		return err
	}
	var view linksView
	err = p.as(a, func(tx *postgres.Tx) error {
		k, err := p.keeping(a, tx, holder)
		if err != nil {
			return err
		}
		links, next, err := tx.Invitations(a.r.Context(), holder, "", a.r.URL.Query().Get("after"), administrationRows)
		if err != nil {
			return err
		}
		if next != "" {
			view.More = "/people/links?after=" + url.QueryEscape(next)
		}
		view.Links, err = k.links(a, tx, links)
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "links", a.say.T("links.title"))
	return p.render(a, http.StatusOK, "links", view)
}

func (k keeping) links(a *ask, tx *postgres.Tx, links []coaching.Invitation) ([]linkView, error) {
	var actors []string
	for _, link := range links {
		actors = append(actors, link.MadeBy, string(link.PersonID))
	}
	people, err := castOf(a.r.Context(), tx, peopleOf(actors...)...)
	var lines []linkView
	for _, link := range links {
		lines = append(lines, k.link(link, people, a.actor.ID))
	}
	return lines, err
}
