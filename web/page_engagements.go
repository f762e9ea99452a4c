package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type engagementsView struct {
	Frame
	Problem   string
	Rows      []engagementRow
	MayChange bool
	New       engagementFields
	Places    []Option
	Open      bool // the form stands open
}

type engagementRow struct {
	ID        string
	Name      string
	Email     string
	Where     string
	State     string
	When      string
	Agreement string // of processing, or that there is none
	Missing   bool
	Over      bool
	Link      string // how the link of an offer that waits does; "" for others
	Version   int
	Fields    engagementFields
	Open      bool
	Stale     bool // somebody else changed it meanwhile; the row says what is stored
}

// engagementFields are what a form asks of an engagement.
type engagementFields struct {
	Name, Email, Contract, Agreement, From, Until, Location                            string
	NameWrong, EmailWrong, ContractWrong, AgreementWrong, FromWrong, UntilWrong, Wrong string
}

func engagementOf(a *ask) coaching.Engagement {
	return coaching.Engagement{
		ID: coaching.EngagementID(a.r.PathValue("id")), Name: a.r.PostFormValue("name"), Email: a.r.PostFormValue("email"),
		Contract: a.r.PostFormValue("contract_reference"), Location: coaching.LocationID(a.r.PostFormValue("location_id")),
		ProcessorAgreementOn: coaching.Day(a.r.PostFormValue("processor_agreement_on")),
		From:                 coaching.Day(a.r.PostFormValue("from_day")), Until: coaching.Day(a.r.PostFormValue("until_day")),
	}
}

func engagementFieldsOf(e coaching.Engagement, wrong formErrors) engagementFields {
	return engagementFields{
		Name: e.Name, Email: e.Email, Contract: e.Contract, Agreement: string(e.ProcessorAgreementOn), From: string(e.From),
		Until: string(e.Until), Location: string(e.Location),
		NameWrong: wrong.of("name"), EmailWrong: wrong.of("email"), ContractWrong: wrong.of("contract_reference"),
		AgreementWrong: wrong.of("processor_agreement_on"), FromWrong: wrong.of("from_day"), UntilWrong: wrong.of("until_day"),
		Wrong: wrong.of("location_id"),
	}
}

func (p *pages) showEngagements(a *ask) error {
	return p.renderEngagements(a, http.StatusOK, formErrors{}, "")
}

// renderEngagements shows all; about names the one whose form failed: "new" or an id.
func (p *pages) renderEngagements(a *ask, status int, wrong formErrors, about coaching.EngagementID) error {
	holder, err := a.actor.Keeper()
	if err != nil {
		return err
	}
	view := engagementsView{MayChange: a.actor.Is(coaching.Administrator), Problem: wrong.summary, Open: about == "new"}
	err = p.as(a, func(tx *postgres.Tx) error {
		k, err := p.keeping(a, tx, holder)
		if err != nil {
			return err
		}
		all, err := tx.Engagements(a.r.Context(), holder)
		for _, e := range all {
			row := k.engagement(e)
			if e.ID == about {
				row.Fields, row.Open, row.Stale = engagementFieldsOf(engagementOf(a), wrong), true, status == http.StatusPreconditionFailed
			}
			view.Rows = append(view.Rows, row)
		}
		view.New = engagementFields{From: k.Today(), Until: string(coaching.Day(k.Today()).Plus(365))}
		if view.Open {
			view.New = engagementFieldsOf(engagementOf(a), wrong)
		}
		view.Places = k.placeOptions(coaching.LocationID(view.New.Location), "member.everywhere")
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "engagements", a.say.T("engagements.title"))
	return p.render(a, status, "engagements", view)
}

func (k keeping) engagement(e coaching.Engagement) engagementRow {
	state := e.State(k.now, k.zone)
	row := engagementRow{
		ID: string(e.ID), Name: e.Name, Email: e.Email, Where: k.where(e.Location, ""), Version: e.Version, Over: state == coaching.EngagementOver,
		State:     k.T("engagements.state_" + string(state)),
		When:      k.T("engagements.when", "From", k.Date(string(e.From)), "Until", k.Date(string(e.Until)), "Contract", e.Contract),
		Agreement: k.T("engagements.no_agreement"), Missing: e.ProcessorAgreementOn == "", Fields: engagementFieldsOf(e, formErrors{}),
	}
	if state == coaching.EngagementOffered {
		row.Link = k.T("engagements.link_over")
		if e.LinkUntil != nil && e.LinkUntil.After(k.now) {
			row.Link = k.T("member.link_open", "Moment", k.Moment(*e.LinkUntil).Text)
		}
	}
	if row.Where == "" {
		row.Where = k.T("member.everywhere")
	}
	if !row.Missing {
		row.Agreement = k.T("engagements.agreement", "Day", k.Date(string(e.ProcessorAgreementOn)))
	}
	return row
}

// offerEngagement shows the link once, in the same words whoever has the address.
func (p *pages) offerEngagement(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	token := secretToken()
	var made coaching.Engagement
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		made, err = tx.OfferEngagement(a.r.Context(), a.actor, engagementOf(a), hashOf(token), a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderEngagements(a, statusOf(err), wrong, "new")
	}
	if err != nil {
		return err
	}
	return p.renderOfferLink(a, made, token)
}

// renewOffer makes a new link for an offer that waits: the one before was lost, or its days are over.
func (p *pages) renewOffer(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	token := secretToken()
	var offer coaching.Engagement
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		offer, err = tx.RenewOffer(a.r.Context(), a.actor, coaching.EngagementID(a.r.PathValue("id")), hashOf(token), a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderEngagements(a, statusOf(err), wrong, "")
	}
	if err != nil {
		return err
	}
	return p.renderOfferLink(a, offer, token)
}

// renderOfferLink is the only page that ever shows the link of an offer.
func (p *pages) renderOfferLink(a *ask, offer coaching.Engagement, token string) error {
	view := memberLinkView{
		Person: offer.Name, Link: p.reachableURL(a.r) + EngagementPath(token), What: a.say.T("engagements.link_what", "Name", offer.Name),
		Back: "/engagements", BackTo: a.say.T("engagements.title"),
	}
	if err := p.sayHolds(a, &view, offer.HolderID, *offer.LinkUntil); err != nil {
		return err
	}
	view.Frame = p.frame(a, "member_link", a.say.T("member_link.title_begin", "Name", offer.Name))
	return p.render(a, http.StatusCreated, "member_link", view)
}

func (p *pages) changeEngagement(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	e := engagementOf(a)
	err := p.as(a, func(tx *postgres.Tx) error {
		_, err := tx.ChangeEngagement(a.r.Context(), a.actor, e, wholeNumber(a.r.PostFormValue("version")), a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderEngagements(a, statusOf(err), wrong, e.ID)
	}
	return p.finish(a, err, "/engagements", "engagement_changed")
}

func (p *pages) endEngagement(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	err := p.as(a, func(tx *postgres.Tx) error {
		_, err := tx.EndEngagement(a.r.Context(), a.actor, coaching.EngagementID(a.r.PathValue("id")), a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderEngagements(a, statusOf(err), wrong, "")
	}
	return p.finish(a, err, "/engagements", "engagement_ended")
}
