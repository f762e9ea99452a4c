package web

import (
	"context"
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

// requestFacts is all that the page and the letter of a request are made of.
type requestFacts struct {
	office
	request  coaching.PrivacyRequest
	about    string
	findings []coaching.PrivacyFinding
	viewings []coaching.Viewing
	played   map[coaching.ViewingID][]coaching.Played
	people   cast
}

func (f *requestFacts) load(a *ask, tx *postgres.Tx, o office, id coaching.PrivacyRequestID) (err error) {
	ctx := a.r.Context()
	f.office = o
	if f.request, err = tx.PrivacyRequest(ctx, id); err != nil {
		return err
	}
	if f.findings, err = tx.PrivacyFindings(ctx, id); err != nil {
		return err
	}
	if f.viewings, err = tx.Viewings(ctx, id); err != nil {
		return err
	}
	ids := []coaching.PersonID{f.request.PersonID, f.request.RegisteredBy, f.request.ClosedBy}
	for _, finding := range f.findings {
		ids = append(ids, finding.OwnerID)
	}
	f.played = make(map[coaching.ViewingID][]coaching.Played)
	for _, v := range f.viewings {
		ids = append(ids, v.OfficerID)
		if f.played[v.ID], err = tx.PlayedBy(ctx, string(v.ID)); err != nil {
			return err
		}
	}
	if f.people, err = castOf(ctx, tx, ids...); err != nil {
		return err
	}
	var kids []coaching.ChildID
	if f.request.ChildID != "" {
		kids = append(kids, f.request.ChildID)
	}
	children, err := tx.TheseChildren(ctx, kids...)
	f.about = o.about(f.request, children, f.people)
	return err
}

func (p *pages) showRequest(a *ask) error { return p.request(a, formErrors{}, http.StatusOK) }

func (p *pages) request(a *ask, wrong formErrors, status int) error {
	return p.inOffice(a, false, wrong, status, func(tx *postgres.Tx, o office) (officeView, error) {
		var f requestFacts
		if err := f.load(a, tx, o, requestID(a)); err != nil {
			return officeView{}, err
		}
		return f.view(a), nil
	})
}

func (f *requestFacts) view(a *ask) officeView {
	r := f.request
	view := officeView{Heading: f.T("request.kind_"+string(r.Kind)) + " · " + f.about, Facts: f.facts()}
	if r.ClosedAt == nil {
		badge, tone := f.leftBadge(r.DaysLeft(f.now, f.zone))
		view.Notes = []officeNote{{map[string]string{"red": "danger", "warm": "warm", "slate": "ask"}[tone], "clock", f.T("request.due_note", "Left", badge, "Due", f.longDate(string(r.Due())))}}
	}
	if !f.officer {
		view.Sections = []officeSection{{Lead: f.T("request.officer_only")}}
		return view
	}
	view.Sections = append(view.Sections, f.findingSection())
	if r.Kind == coaching.ObjectionRequest {
		view.Sections = append(view.Sections, officeSection{Heading: f.T("request.objection"), Lead: f.T("request.objection_lead"), Links: []Action{{Label: f.T("request.to_register"), Href: "/children"}}})
	}
	view.Sections = append(view.Sections, f.viewingSection(), f.answerSection(a))
	return view
}

func (f *requestFacts) facts() []paperFact {
	r := f.request
	facts := []paperFact{
		{Label: f.T("request.about"), Text: f.about}, {Label: f.T("request.asked_by"), Text: r.AskedBy},
		{Label: f.T("request.received_on"), Text: f.longDate(string(r.ReceivedOn))}, {Label: f.T("request.due"), Text: f.longDate(string(r.Due()))},
	}
	if r.ExtendedAt != nil {
		facts = append(facts, paperFact{Label: f.T("request.extended"), Text: f.fullDate(*r.ExtendedAt) + ": " + r.ExtensionReason})
	}
	if r.ClosedAt != nil {
		facts = append(facts, paperFact{Label: f.T("request.closed"), Text: f.fullDate(*r.ClosedAt) + " · " + f.T("request.outcome_"+string(r.Outcome))})
	}
	return facts
}

// film says which film it is without saying what it is of: when it was made, whose it is, how long it lasts.
func (f *requestFacts) film(finding coaching.PrivacyFinding) string {
	when := f.T("request.film_unknown")
	if finding.RecordedAt != nil {
		when = f.Moment(*finding.RecordedAt).Text
	}
	return f.T("request.film", "When", when, "Name", f.people.Full(finding.OwnerID))
}

func (f *requestFacts) findingSection() officeSection {
	base := requestPath(f.request.ID)
	section := officeSection{Heading: f.T("request.findings"), None: f.T("request.no_findings")}
	for _, finding := range f.findings {
		row := officeRow{Main: f.film(finding), Meta: f.T("request.film_meta", "Length", clock(finding.DurationMS), "Marks", finding.Marks)}
		row.Badge, row.Tone = f.findingState(finding)
		if finding.Decision != "" {
			row.Meta += " · " + f.T("request.decided_"+string(finding.Decision)) + ": " + finding.Reason
		}
		if f.request.ClosedAt == nil && !finding.Gone {
			row.Forms = []officeForm{f.decisionForm(base, finding)}
		}
		section.Rows = append(section.Rows, row)
	}
	if f.request.ClosedAt == nil {
		section.Forms = []officeForm{{Action: base + "/lock", Lead: f.T("request.lock_lead"), Button: f.T("request.lock")}}
	}
	return section
}

func (f *requestFacts) findingState(finding coaching.PrivacyFinding) (text, tone string) {
	switch {
	case finding.Gone:
		return f.T("request.gone"), "teal"
	case finding.Frozen:
		return f.T("request.frozen"), "red"
	case finding.Locked:
		return f.T("request.is_locked"), "warm"
	}
	return f.T("request.not_locked"), "slate"
}

func (f *requestFacts) decisionForm(base string, finding coaching.PrivacyFinding) officeForm {
	id := string(finding.ID)
	return officeForm{Action: base + "/findings/" + id, Summary: f.T("request.decide"), Button: f.T("request.decide_button"), Danger: true, Lead: f.T("request.decide_lead"), Fields: []formField{
		{ID: "decision-" + id, Name: "decision", Label: f.T("request.decision"), Kind: "select", Options: []Option{
			{string(coaching.FindingAskOwner), f.T("request.decision_ask_owner"), true}, {string(coaching.FindingErase), f.T("request.decision_erase"), false},
			{string(coaching.FindingKeep), f.T("request.decision_keep"), false},
		}},
		{ID: "reason-" + id, Name: "reason", Label: f.T("request.reason"), Kind: "area", Most: 500},
	}}
}

func (f *requestFacts) answerSection(a *ask) officeSection {
	base := requestPath(f.request.ID)
	section := officeSection{Heading: f.T("request.answer"), Links: []Action{{Label: f.T("request.letter"), Href: base + "/letter.pdf"}}}
	if f.request.ClosedAt != nil {
		if f.request.Answer != "" {
			section.Words = []officeWords{{Who: f.people.Full(f.request.ClosedBy), Text: f.request.Answer, At: f.Moment(*f.request.ClosedAt)}}
		}
		return section
	}
	version := Option{Value: strconv.Itoa(f.request.Version), Label: "version"}
	var outcomes []Option
	for _, outcome := range coaching.RequestOutcomes() {
		outcomes = append(outcomes, Option{string(outcome), f.T("request.outcome_" + string(outcome)), false})
	}
	section.Forms = append(section.Forms, officeForm{
		Action: base + "/close", Summary: f.T("request.close"), Button: f.T("request.close_button"), Lead: f.T("request.close_lead"), Hidden: []Option{version},
		Fields: []formField{
			{ID: "outcome", Name: "outcome", Label: f.T("request.outcome"), Kind: "select", Options: outcomes},
			{ID: "answer", Name: "answer", Label: f.T("request.answer_words"), Kind: "area", Most: 2000, Optional: true, Hint: f.T("request.answer_hint")},
		},
	})
	if f.request.MayExtend(a.actor, f.now, f.zone) == nil {
		section.Forms = append(section.Forms, officeForm{
			Action: base + "/extend", Summary: f.T("request.extend"), Button: f.T("request.extend_button"), Lead: f.T("request.extend_lead"), Hidden: []Option{version},
			Fields: []formField{{ID: "extend-reason", Name: "reason", Label: f.T("request.reason"), Kind: "area", Most: 500}},
		})
	}
	return section
}

// EraseDecided takes away what officers decided to erase. It is done at once, and again by the keeper where a server went
// away in between.
func (s *Server) EraseDecided(ctx context.Context) error {
	var ids []coaching.RecordingID
	if err := s.DB.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) (err error) {
		ids, err = tx.DecidedToErase(ctx)
		return err
	}); err != nil {
		return err
	}
	for _, id := range ids {
		gone := false
		if err := s.DB.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) (err error) {
			gone, err = tx.EraseDecided(ctx, id, s.Now())
			return err
		}); err != nil {
			return err
		}
		if gone {
			s.Publisher.StopRecording(media.RecordingID(id), true)
		}
	}
	s.changed()
	return nil
}
