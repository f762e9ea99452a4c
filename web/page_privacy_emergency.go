package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func emergencyPath(id coaching.EmergencyID) string {
	return "/privacy/emergencies/" + url.PathEscape(string(id))
}

func (p *pages) showNewEmergency(a *ask) error { return p.newEmergency(a, formErrors{}, http.StatusOK) }

func (p *pages) newEmergency(a *ask, wrong formErrors, status int) error {
	return p.inOffice(a, false, wrong, status, func(tx *postgres.Tx, o office) (officeView, error) {
		if err := coaching.MayAskEmergency(a.actor, o.holder.ID); err != nil {
			return officeView{}, err
		}
		view := officeView{Heading: o.T("emergency.ask"), Lead: o.T("emergency.lead")}
		person, name, search, err := p.chosen(a, tx, o, choosing{
			page: "/privacy/emergencies/new", field: "person", kinds: []string{"person"}, role: coaching.Employee,
		})
		if search != nil || err != nil {
			view.Sections, view.Chooser = []officeSection{{Heading: o.T("emergency.person")}}, search
			return view, err
		}
		view.Facts = []paperFact{{Label: o.T("emergency.person"), Text: name}}
		view.Sections = []officeSection{
			{Links: []Action{{Label: o.T("choose.other"), Href: "/privacy/emergencies/new"}}},
			{Forms: []officeForm{{
				Action: "/privacy/emergencies", Button: o.T("emergency.ask_button"), Danger: true, Hidden: []Option{{Value: person, Label: "person"}},
				Fields: a.typed(wrong, []formField{
					{ID: "day", Name: "day", Label: o.T("emergency.day"), Kind: "date", Value: string(o.day())},
					{ID: "reason", Name: "reason", Label: o.T("emergency.reason"), Kind: "area", Most: 1000, Hint: o.T("emergency.reason_hint")},
				}),
			}}},
		}
		return view, nil
	})
}

func (p *pages) askEmergency(a *ask) error {
	return p.doOffice(a, false, func(tx *postgres.Tx, o office) (string, error) {
		person := strings.TrimPrefix(a.r.PostFormValue("person"), "person:")
		made, err := tx.AskEmergency(a.r.Context(), a.actor, coaching.Emergency{
			HolderID: o.holder.ID, OwnerID: coaching.PersonID(person), OnDay: coaching.Day(a.r.PostFormValue("day")), Reason: a.r.PostFormValue("reason"),
		}, o.day(), a.now)
		return emergencyPath(made.ID), err
	}, "emergency_asked", func(wrong formErrors, status int) error { return p.newEmergency(a, wrong, status) })
}

func (p *pages) showEmergency(a *ask) error { return p.emergency(a, formErrors{}, http.StatusOK) }

func (p *pages) emergency(a *ask, wrong formErrors, status int) error {
	return p.inOffice(a, false, wrong, status, func(tx *postgres.Tx, o office) (officeView, error) {
		e, err := tx.Emergency(a.r.Context(), coaching.EmergencyID(a.r.PathValue("id")))
		if err != nil {
			return officeView{}, err
		}
		people, err := castOf(a.r.Context(), tx, e.OwnerID, e.AskedBy, e.GrantedBy, e.EndedBy)
		if err != nil {
			return officeView{}, err
		}
		view := officeView{
			Heading: o.T("emergency.line", "Name", people.Full(e.OwnerID), "Day", o.longDate(string(e.OnDay))), Lead: o.T("emergency.state_" + string(e.State(a.now))),
			Facts: o.emergencyFacts(e, people),
		}
		section := officeSection{Forms: o.emergencyForms(a, e)}
		if e.AskedBy == a.actor.ID && e.State(a.now) == coaching.EmergencyOpen {
			section.Heading, section.None = o.T("emergency.films"), o.T("emergency.no_films")
			if section.Rows, err = p.filmRows(a, tx, o, string(e.ID)); err != nil {
				return view, err
			}
		}
		view.Sections = []officeSection{section}
		return view, nil
	})
}

func (o office) emergencyFacts(e coaching.Emergency, people cast) []paperFact {
	facts := []paperFact{
		{Label: o.T("emergency.reason"), Text: e.Reason},
		{Label: o.T("emergency.who_asked"), Text: people.Full(e.AskedBy) + ", " + o.Moment(e.AskedAt).Text},
	}
	if e.GrantedAt != nil {
		facts = append(facts, paperFact{Label: o.T("emergency.who_granted"), Text: people.Full(e.GrantedBy) + ", " + o.Moment(*e.GrantedAt).Text},
			paperFact{Label: o.T("emergency.until"), Text: o.Moment(*e.ClosesAt).Text})
	}
	if e.EndedAt != nil {
		facts = append(facts, paperFact{Label: o.T("emergency.who_ended"), Text: people.Full(e.EndedBy) + ", " + o.Moment(*e.EndedAt).Text})
	}
	return facts
}

func (o office) emergencyForms(a *ask, e coaching.Emergency) []officeForm {
	var forms []officeForm
	if e.MayGrant(a.actor, a.now) == nil {
		forms = append(forms, officeForm{Action: emergencyPath(e.ID) + "/grant", Button: o.T("emergency.grant"), Danger: true, Lead: o.T("emergency.grant_lead"), Fields: []formField{
			{ID: "hours", Name: "hours", Label: o.T("emergency.hours"), Kind: "number", Value: "4", Hint: o.T("emergency.hours_hint")},
		}})
	}
	if e.MayEnd(a.actor, a.now) == nil {
		button := o.T("emergency.refuse")
		if e.GrantedAt != nil {
			button = o.T("emergency.end")
		}
		forms = append(forms, officeForm{Action: emergencyPath(e.ID) + "/end", Button: button})
	}
	return forms
}

// onEmergency does something to the emergency of the path, or shows its page again.
func (p *pages) onEmergency(a *ask, said string, do func(*postgres.Tx, coaching.EmergencyID) error) error {
	id := coaching.EmergencyID(a.r.PathValue("id"))
	return p.doOffice(a, false, func(tx *postgres.Tx, _ office) (string, error) {
		return emergencyPath(id), do(tx, id)
	}, said, func(wrong formErrors, status int) error { return p.emergency(a, wrong, status) })
}

func (p *pages) grantEmergency(a *ask) error {
	return p.onEmergency(a, "emergency_granted", func(tx *postgres.Tx, id coaching.EmergencyID) error {
		return tx.GrantEmergency(a.r.Context(), a.actor, id, time.Duration(wholeNumber(a.r.PostFormValue("hours")))*time.Hour, a.now)
	})
}

func (p *pages) endEmergency(a *ask) error {
	return p.onEmergency(a, "emergency_ended", func(tx *postgres.Tx, id coaching.EmergencyID) error {
		return tx.EndEmergency(a.r.Context(), a.actor, id, a.now)
	})
}
