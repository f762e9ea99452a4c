package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// signaller is the holder for which the actor may raise a signal.
func (a *ask) signaller() (coaching.HolderID, error) {
	if err := coaching.MayRaise(a.actor); err != nil {
		return "", err
	}
	for _, role := range []coaching.Role{coaching.DataProtectionOfficer, coaching.Administrator, coaching.Manager, coaching.Coach} {
		if holder, err := a.actor.HolderAs(role); err == nil {
			return holder, nil
		}
	}
	return "", coaching.ErrNotFound
}

func (p *pages) showNewSignal(a *ask) error { return p.newSignal(a, formErrors{}, http.StatusOK) }

// newSignal asks what somebody saw or heard: of a recording that she sees, or of a group and a day.
func (p *pages) newSignal(a *ask, wrong formErrors, status int) error {
	holder, err := a.signaller()
	if err != nil {
		return err
	}
	view := officeView{Heading: a.say.T("signal.raise"), Lead: a.say.T("signal.lead"), Problem: wrong.summary, Back: "/", BackLabel: a.say.T("common.back"),
		Notes: []officeNote{{"warm", "info", a.say.T("signal.duty")}}}
	err = p.as(a, func(tx *postgres.Tx) error {
		o, err := a.office(tx, holder)
		if err != nil {
			return err
		}
		form := officeForm{Action: "/signals", Button: o.T("signal.raise_button"), Danger: true, Lead: o.T("signal.follows")}
		if recording := a.r.FormValue("recording"); recording != "" {
			seen, err := tx.Recording(a.r.Context(), coaching.RecordingID(recording))
			if err != nil {
				return err
			}
			view.Facts = []paperFact{{Label: o.T("signal.recording"), Text: seen.Title}}
			form.Hidden = []Option{{Value: recording, Label: "recording"}}
		} else if form.Fields, err = p.signalFields(a, tx, o); err != nil {
			return err
		}
		form.Fields = a.typed(wrong, append(form.Fields, formField{ID: "words", Name: "words", Label: o.T("signal.words"), Kind: "area", Most: 4000, Hint: o.T("signal.words_hint")}))
		view.Sections = []officeSection{{Forms: []officeForm{form}}}
		return nil
	})
	if err != nil {
		return err
	}
	return p.showOffice(a, status, view)
}

// signalFields offer the groups that are open, and after them those that closed so lately that film of them can be there.
func (p *pages) signalFields(a *ask, tx *postgres.Tx, o office) ([]formField, error) {
	places, err := tx.Locations(a.r.Context(), o.holder.ID)
	groups, closed := []Option{{"", o.T("signal.choose_group"), true}}, []Option(nil)
	for _, place := range coaching.OpenPlaces(places, o.day().Plus(-coaching.MostCapDays)) {
		for _, group := range place.Groups {
			option := Option{string(group.ID), place.Name + ", " + group.Name, false}
			if coaching.IsOpen(place, group.ID, o.day()) {
				groups = append(groups, option)
				continue
			}
			option.Label = o.T("places.called_closed", "Name", option.Label)
			closed = append(closed, option)
		}
	}
	groups = append(groups, closed...)
	return []formField{
		{ID: "group", Name: "group", Label: o.T("signal.group"), Kind: "select", Options: groups},
		{ID: "day", Name: "day", Label: o.T("signal.day"), Kind: "date", Value: string(o.day())},
	}, err
}

func (p *pages) raiseSignal(a *ask) error {
	holder, err := a.signaller()
	if err != nil {
		return err
	}
	value := a.r.PostFormValue
	err = p.as(a, func(tx *postgres.Tx) error {
		o, err := a.office(tx, holder)
		if err != nil {
			return err
		}
		s := coaching.Signal{HolderID: holder, RecordingID: coaching.RecordingID(value("recording"))}
		if s.RecordingID == "" {
			s.GroupID, s.OnDay = coaching.GroupID(value("group")), coaching.Day(value("day"))
		}
		_, err = tx.RaiseSignal(a.r.Context(), a.actor, s, value("words"), o.day(), a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.newSignal(a, wrong, statusOf(err))
	}
	return p.finish(a, err, "/signals", "signal_raised")
}
