package web

import (
	"errors"
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type memberView struct {
	Frame
	Problem   string
	Given     string
	Full      string
	Email     string
	State     string
	Roles     []tenureView
	Give      roleFields
	Action    string // where its forms go
	Today     string
	MayChange bool
	Ended     bool
	Elsewhere bool // another holder keeps the account
	Fields    personFields
	Version   int
	Now       string // what is stored, when somebody else changed it meanwhile
	LinkNow   string // the open link in words
	Begun     bool
	Links     []linkView
	Log       []logLineView
	Work      atWork
}

// personFields are what a form asks of a person, with what is wrong with it.
type personFields struct {
	Given, Prefix, Family, Email                     string
	GivenWrong, PrefixWrong, FamilyWrong, EmailWrong string
}

// roleFields are what a form asks of a role.
type roleFields struct {
	Roles, Scopes                               []Option
	FirstDay                                    string
	RoleWrong, ScopeWrong, FirstWrong, AnyWrong string
}

func personOf(a *ask) coaching.Person {
	return coaching.Person{
		Name:  coaching.Name{Given: a.r.PostFormValue("given"), Prefix: a.r.PostFormValue("prefix"), Family: a.r.PostFormValue("family")},
		Email: a.r.PostFormValue("email"),
	}
}

func fieldsOf(person coaching.Person, wrong formErrors) personFields {
	return personFields{
		Given: person.Name.Given, Prefix: person.Name.Prefix, Family: person.Name.Family, Email: person.Email,
		GivenWrong: wrong.of("given"), PrefixWrong: wrong.of("prefix"), FamilyWrong: wrong.of("family"), EmailWrong: wrong.of("email"),
	}
}

func roleOf(a *ask) coaching.Appointment {
	location, group := scope(a.r.PostFormValue("scope"))
	return coaching.Appointment{
		Role: coaching.Role(a.r.PostFormValue("role")), Location: location, Group: group, FirstDay: a.r.PostFormValue("first_day"),
		EndsCoaching: a.r.PostFormValue("ends_coaching") != "",
	}
}

func (k keeping) roleFields(a *ask, wrong formErrors) roleFields {
	fields := roleFields{
		Roles: k.roleOptions(coaching.Role(a.r.PostFormValue("role")), "member.choose_role"), Scopes: k.scopeOptions(a.r.PostFormValue("scope")),
		FirstDay: a.r.PostFormValue("first_day"), RoleWrong: wrong.of("role"), FirstWrong: wrong.of("first_day"),
		ScopeWrong: wrong.of("location_id") + wrong.of("group_id"),
	}
	if fields.FirstDay == "" {
		fields.FirstDay = k.Today()
	}
	return fields
}

func memberID(a *ask) coaching.PersonID { return coaching.PersonID(a.r.PathValue("id")) }

func (p *pages) showMember(a *ask) error {
	return p.renderMember(a, http.StatusOK, formErrors{}, func(*memberView, keeping) {})
}

// renderMember shows a person; amend puts in what a form that failed had said.
func (p *pages) renderMember(a *ask, status int, wrong formErrors, amend func(*memberView, keeping)) error {
	return p.renderMemberAbout(a, status, wrong, "", amend)
}

// renderMemberAbout is renderMember where the form of a period of employment failed.
func (p *pages) renderMemberAbout(a *ask, status int, wrong formErrors, about string, amend func(*memberView, keeping)) error {
	holder, err := a.actor.Keeper()
	if err != nil {
		return err
	}
	view := memberView{Action: memberPath(memberID(a)), MayChange: a.actor.Is(coaching.Administrator), Problem: wrong.summary}
	err = p.as(a, func(tx *postgres.Tx) error {
		k, err := p.keeping(a, tx, holder)
		if err != nil {
			return err
		}
		m, err := tx.Member(a.r.Context(), holder, memberID(a))
		if err != nil {
			return err
		}
		view.Elsewhere = m.HolderID != holder
		view.describe(k, m)
		view.Fields, view.Version = fieldsOf(m.Person, formErrors{}), m.Version
		view.Give = k.roleFields(a, wrong)
		if err := p.addWork(a, tx, k, m, &view, status, wrong, about); err != nil {
			return err
		}
		amend(&view, k)
		return p.addHistory(a, tx, k, m, &view)
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "member", view.Full)
	return p.render(a, status, "member", view)
}

func (v *memberView) describe(k keeping, m coaching.Member) {
	v.Given, v.Full, v.Email = m.Name.Given, m.Name.Full(), m.Email
	v.State, v.Begun, v.Ended = k.state(m), m.Activated, m.Ended(k.now)
	v.Roles, v.Today = k.tenures(m, v.MayChange), k.Today()
	if m.Link != nil && m.Link.State(k.now) == coaching.InvitationOpen {
		v.LinkNow = k.T("member.link_open", "Moment", k.Moment(m.Link.ExpiresAt).Text)
	}
}

// addHistory tells of links and of what was done to her as a member.
func (p *pages) addHistory(a *ask, tx *postgres.Tx, k keeping, m coaching.Member, view *memberView) error {
	links, _, err := tx.Invitations(a.r.Context(), k.holder.ID, m.ID, "", 20)
	if err != nil {
		return err
	}
	lines, _, err := tx.AdministrationLog(a.r.Context(), k.holder.ID, m.ID, "", 50)
	if err != nil {
		return err
	}
	actors := []string{string(m.ID)}
	for _, link := range links {
		actors = append(actors, link.MadeBy)
	}
	for _, line := range lines {
		actors = append(actors, line.Actor)
	}
	people, err := castOf(a.r.Context(), tx, peopleOf(actors...)...)
	for _, link := range links {
		view.Links = append(view.Links, k.link(link, people, a.actor.ID))
	}
	for _, line := range lines {
		view.Log = append(view.Log, logLineView{k.administration(line, people, a.actor.ID), k.Moment(line.At)})
	}
	return err
}

// changeMember keeps what was typed when somebody else changed the person meanwhile, and shows both.
func (p *pages) changeMember(a *ask) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	typed, version := personOf(a), wholeNumber(a.r.PostFormValue("version"))
	err := p.as(a, func(tx *postgres.Tx) error {
		_, err := tx.ChangeMember(a.r.Context(), a.actor, memberID(a), typed.Name, typed.Email, version, a.now)
		return err
	})
	wrong, ok := p.formErrors(a, err)
	if !ok {
		return p.finish(a, err, memberPath(memberID(a)), "person_changed")
	}
	status := statusOf(err)
	wrong = wrong.atEmail(err)
	return p.renderMember(a, status, wrong, func(view *memberView, _ keeping) {
		if status == http.StatusPreconditionFailed {
			view.Now = view.Full + ", " + view.Email
		}
		view.Fields = fieldsOf(typed, wrong)
	})
}

// atEmail puts a taken address beside its field.
func (e formErrors) atEmail(err error) formErrors {
	if conflict, ok := errors.AsType[coaching.Conflict](err); ok && conflict == "email_taken" {
		e.fields = append(e.fields, fieldProblem("email", e.summary))
	}
	return e
}

// finish redirects after what was done, or fails.
func (p *pages) finish(a *ask, err error, to, said string) error {
	if err != nil {
		return err
	}
	return p.done(a, to, said)
}

func (p *pages) giveRole(a *ask) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	_, err := p.DB.Appoint(a.r.Context(), a.actor, memberID(a), roleOf(a), a.now)
	if errors.Is(err, coaching.Conflict("ends_coaching")) {
		return p.renderRoleCost(a)
	}
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderMember(a, statusOf(err), wrong, func(*memberView, keeping) {})
	}
	return p.finish(a, err, memberPath(memberID(a)), "role_given")
}

func (p *pages) endRole(a *ask) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	_, err := p.DB.EndTenure(a.r.Context(), a.actor, memberID(a), coaching.TenureID(a.r.PathValue("role")), a.r.PostFormValue("last_day"), a.now)
	if wrong, ok := p.formErrors(a, err); ok {
		if of := wrong.of("last_day"); of != "" {
			wrong.summary = of
		}
		return p.renderMember(a, statusOf(err), wrong, func(*memberView, keeping) {})
	}
	return p.finish(a, err, memberPath(memberID(a)), "role_ended")
}
