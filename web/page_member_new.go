package web

import (
	"net/http"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type memberNewView struct {
	Frame
	Problem string
	Fields  personFields
	Give    roleFields
}

func (p *pages) showNewMember(a *ask) error {
	return p.renderNewMember(a, http.StatusOK, formErrors{})
}

func (p *pages) renderNewMember(a *ask, status int, wrong formErrors) error {
	holder, err := p.administrator(a)
	if err != nil {
		return err
	}
	view := memberNewView{Problem: wrong.summary, Fields: fieldsOf(personOf(a), wrong)}
	err = p.as(a, func(tx *postgres.Tx) error {
		k, err := p.keeping(a, tx, holder)
		view.Give = k.roleFields(a, wrong)
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "member_new", a.say.T("member_new.title"))
	return p.render(a, status, "member_new", view)
}

// administrator is the holder of who may act; who may only look is told so, and for others nothing is there.
func (p *pages) administrator(a *ask) (coaching.HolderID, error) {
	if err := ofHolder(a.actor); err != nil {
		return "", err
	}
	return a.actor.HolderAs(coaching.Administrator)
}

// addMember makes the account with its first link and shows that link, once.
func (p *pages) addMember(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	token := secretToken()
	var (
		made coaching.Member
		link coaching.Invitation
	)
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		made, err = tx.AddMember(a.r.Context(), a.actor, personOf(a), []coaching.Appointment{roleOf(a)}, a.now)
		if err == nil {
			link, err = tx.MakeInvitation(a.r.Context(), a.actor, made.ID, hashOf(token), a.now)
		}
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderNewMember(a, statusOf(err), wrong.atEmail(err))
	}
	if err != nil {
		return err
	}
	return p.renderLink(a, made.Person, link, token)
}

type memberLinkView struct {
	Frame
	Person string
	Link   string
	Holds  string
	What   string
	Back   string
	BackTo string
}

// makeLink makes a new link for somebody and shows it, once; the one before dies.
func (p *pages) makeLink(a *ask) error {
	holder, err := p.administrator(a)
	if err != nil {
		return err
	}
	token := secretToken()
	var (
		m    coaching.Member
		link coaching.Invitation
	)
	err = p.as(a, func(tx *postgres.Tx) (err error) {
		if link, err = tx.MakeInvitation(a.r.Context(), a.actor, memberID(a), hashOf(token), a.now); err == nil {
			m, err = tx.Member(a.r.Context(), holder, memberID(a))
		}
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderMember(a, statusOf(err), wrong, func(*memberView, keeping) {})
	}
	if err != nil {
		return err
	}
	return p.renderLink(a, m.Person, link, token)
}

// renderLink is the only page that ever shows a link.
func (p *pages) renderLink(a *ask, person coaching.Person, link coaching.Invitation, token string) error {
	view := memberLinkView{
		Person: person.Name.Full(), Link: p.linkURL(a.r, token), Back: memberPath(person.ID),
		BackTo: a.say.T("member_link.back", "Name", person.Name.Full()),
		What:   a.say.T("member_link.what_"+string(link.Kind), "Name", person.Name.Given),
	}
	if err := p.sayHolds(a, &view, link.HolderID, link.ExpiresAt); err != nil {
		return err
	}
	view.Frame = p.frame(a, "member_link", a.say.T("member_link.title_"+string(link.Kind), "Name", person.Name.Given))
	return p.render(a, http.StatusCreated, "member_link", view)
}

// sayHolds says until when the link works, by the clock of the holder.
func (p *pages) sayHolds(a *ask, view *memberLinkView, of coaching.HolderID, until time.Time) error {
	return p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(a.r.Context(), of)
		view.Holds = a.say.T("member_link.holds", "Moment", a.words(holder).Moment(until).Text)
		return err
	})
}
