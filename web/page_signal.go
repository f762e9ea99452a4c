package web

import (
	"net/http"
	"net/url"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func signalPath(id coaching.SignalID) string {
	return "/privacy/signals/" + url.PathEscape(string(id))
}

// signalRow says of a signal what those may know who are not named in it: when, where, and whether it stands.
func (o office) signalRow(s coaching.Signal) officeRow {
	row := officeRow{Href: signalPath(s.ID), Main: o.T("signal.line", "Day", o.Day(s.RaisedAt).Text), Meta: o.signalPlace(s), Badge: o.T("signal.stands"), Tone: "red"}
	switch {
	case s.ClosedAt != nil:
		row.Badge, row.Tone = o.T("signal.closed"), "teal"
	case s.Named < 2:
		row.Badge = o.T("signal.name_two")
	}
	return row
}

func (o office) signalPlace(s coaching.Signal) string {
	if s.GroupID == "" {
		return o.T("signal.about_recording")
	}
	return o.T("signal.about_group", "Place", s.Place, "Group", s.Group, "Day", o.longDate(string(s.OnDay)))
}

// showSignals tells an employee what is kept of hers and why, and anybody what she raised.
func (p *pages) showSignals(a *ask) error {
	view := officeView{Heading: a.say.T("signal.title"), Lead: a.say.T("signal.page_lead"), Back: "/", BackLabel: a.say.T("common.back")}
	err := p.as(a, func(tx *postgres.Tx) error {
		o, err := a.office(tx, a.actor.At())
		if err != nil {
			return err
		}
		own, err := tx.OwnSignals(a.r.Context())
		if err != nil {
			return err
		}
		if a.actor.Is(coaching.Employee) || len(own) > 0 {
			section, err := p.ownSignals(a, tx, o, own)
			if err != nil {
				return err
			}
			view.Sections = append(view.Sections, section)
		}
		list, err := tx.Signals(a.r.Context())
		if coaching.MayRaise(a.actor) != nil && len(list) == 0 {
			return err
		}
		section := officeSection{Heading: o.T("signal.raised"), None: o.T("signal.none_raised")}
		if coaching.MayRaise(a.actor) == nil {
			section.Links = []Action{{Label: o.T("signal.raise"), Href: "/signals/new"}}
		}
		for _, s := range list {
			section.Rows = append(section.Rows, o.signalRow(s))
		}
		view.Sections = append(view.Sections, section)
		return err
	})
	if err != nil {
		return err
	}
	return p.showOffice(a, http.StatusOK, view)
}

// ownSignals says in plain words what is kept, who may look, what she may do, and whom to ask.
func (p *pages) ownSignals(a *ask, tx *postgres.Tx, o office, own []coaching.OwnSignal) (officeSection, error) {
	section := officeSection{Heading: o.T("signal.yours"), None: o.T("signal.none_yours")}
	var ids []coaching.RecordingID
	for _, s := range own {
		ids = append(ids, s.RecordingID)
	}
	titles, err := tx.RecordingTitles(a.r.Context(), ids)
	for _, s := range own {
		who := o.list(s.Officers)
		if who == "" {
			who = o.T("signal.nobody_yet")
		}
		section.Rows = append(section.Rows, officeRow{Main: titles[s.RecordingID], Meta: o.T("signal.yours_meta", "Day", o.Day(s.RaisedAt).Text, "Who", who)})
	}
	if len(own) > 0 {
		section.Lead = o.T("signal.yours_lead")
		for _, key := range []string{"signal.right_kept", "signal.right_heard", "signal.right_help"} {
			section.Words = append(section.Words, officeWords{Text: o.T(key), Who: o.T("signal.for_you"), At: o.Day(o.now)})
		}
	}
	return section, err
}

// showSignal is one signal, for who raised it, the office, and those who are named in it.
func (p *pages) showSignal(a *ask) error { return p.signal(a, formErrors{}, http.StatusOK) }

func (p *pages) signal(a *ask, wrong formErrors, status int) error {
	ctx, id := a.r.Context(), coaching.SignalID(a.r.PathValue("id"))
	var view officeView
	err := p.as(a, func(tx *postgres.Tx) error {
		s, err := tx.Signal(ctx, id)
		if err != nil {
			return err
		}
		o, err := a.office(tx, s.HolderID)
		if err != nil {
			return err
		}
		officers, err := tx.SafetyOfficers(ctx, id)
		if err != nil {
			return err
		}
		view = officeView{Heading: o.T("signal.line", "Day", o.Day(s.RaisedAt).Text), Lead: o.signalPlace(s), Problem: wrong.summary, Back: "/signals", BackLabel: o.T("signal.title")}
		if s.ClosedAt == nil {
			view.Notes = []officeNote{{"warm", "lock", o.T("signal.holds")}}
		} else {
			view.Notes = []officeNote{{"ok", "check", o.T("signal.closed_on", "Moment", o.Moment(*s.ClosedAt).Text)}}
		}
		if slot := a.r.FormValue("slot"); a.mayName(s) && (slot == "1" || slot == "2") {
			return p.naming(a, tx, o, s, slot, &view)
		}
		view.Sections, err = p.signalSections(a, tx, o, s, officers)
		view.again(a, wrong)
		return err
	})
	if err != nil {
		return err
	}
	return p.showOffice(a, status, view)
}

func (p *pages) signalSections(a *ask, tx *postgres.Tx, o office, s coaching.Signal, officers []coaching.SafetyOfficer) ([]officeSection, error) {
	named, err := p.namedSection(a, tx, o, s, officers)
	if err != nil {
		return nil, err
	}
	sections := []officeSection{named}
	films, err := p.filmRows(a, tx, o, string(s.ID))
	if err != nil {
		return nil, err
	}
	if len(films) > 0 {
		sections = append(sections, officeSection{Heading: o.T("signal.films"), Lead: o.T("signal.films_lead"), Rows: films})
	}
	notes, err := tx.SafetyNotes(a.r.Context(), s.ID)
	if err != nil {
		return nil, err
	}
	var ids []coaching.PersonID
	for _, note := range notes {
		ids = append(ids, note.AuthorID)
	}
	people, err := castOf(a.r.Context(), tx, ids...)
	words := officeSection{Heading: o.T("signal.notes"), Lead: o.T("signal.notes_lead")}
	for _, note := range notes {
		words.Words = append(words.Words, officeWords{Who: o.T("signal.note_"+note.Kind, "Name", people.Full(note.AuthorID)), Text: note.Text, At: o.Moment(note.WrittenAt)})
	}
	if s.ClosedAt == nil {
		area := formField{ID: "note-words", Name: "words", Label: o.T("signal.note"), Kind: "area", Most: 4000}
		words.Forms = []officeForm{{Action: signalPath(s.ID) + "/notes", Summary: o.T("signal.add_note"), Button: o.T("common.save"), Fields: []formField{area}}}
		if s.MayClose(a.actor, officers) == nil {
			area.ID, area.Label = "close-words", o.T("signal.close_why")
			words.Forms = append(words.Forms, officeForm{Action: signalPath(s.ID) + "/close", Summary: o.T("signal.close"), Button: o.T("signal.close_button"), Danger: true, Lead: o.T("signal.close_lead"), Fields: []formField{area}})
		}
	}
	return append(sections, words), err
}

// mayName says whether the actor, of the office, can say who may look.
func (a *ask) mayName(s coaching.Signal) bool {
	return s.ClosedAt == nil && a.actor.IsFor(s.HolderID, coaching.Administrator, coaching.DataProtectionOfficer)
}

// namedSection says who may look, and lets the office name them.
func (p *pages) namedSection(a *ask, tx *postgres.Tx, o office, s coaching.Signal, officers []coaching.SafetyOfficer) (officeSection, error) {
	section := officeSection{Heading: o.T("signal.named"), Lead: o.T("signal.named_lead"), None: o.T("signal.nobody_yet")}
	var ids []coaching.PersonID
	for _, officer := range officers {
		ids = append(ids, officer.PersonID, officer.NamedBy)
	}
	people, err := castOf(a.r.Context(), tx, ids...)
	if err != nil {
		return section, err
	}
	for _, officer := range officers {
		section.Rows = append(section.Rows, officeRow{Main: people.Full(officer.PersonID), Meta: o.T("signal.named_by", "Name", people.Full(officer.NamedBy), "Moment", o.Moment(officer.NamedAt).Text)})
	}
	if !a.mayName(s) {
		return section, nil
	}
	section.Links = []Action{{Label: o.T("signal.first"), Href: signalPath(s.ID) + "?slot=1"}, {Label: o.T("signal.second"), Href: signalPath(s.ID) + "?slot=2"}}
	return section, nil
}

// naming lets the office find whom it names as the first or the second, and do it.
func (p *pages) naming(a *ask, tx *postgres.Tx, o office, s coaching.Signal, slot string, view *officeView) error {
	title := map[string]string{"1": "signal.first", "2": "signal.second"}[slot]
	who, name, search, err := p.chosen(a, tx, o, choosing{
		page: signalPath(s.ID), field: "person", keep: url.Values{"slot": {slot}}, kinds: []string{"person"}, others: true,
	})
	section := officeSection{Heading: o.T(title), Lead: o.T("signal.named_lead")}
	if search == nil {
		section.Forms = []officeForm{{
			Action: signalPath(s.ID) + "/officers", Lead: o.T("signal.person_hint"), Button: o.T("signal.name_"+slot, "Name", name),
			Hidden: []Option{{Value: slot, Label: "slot"}, {Value: who, Label: "person"}},
		}}
		section.Links = []Action{{Label: o.T("choose.other"), Href: signalPath(s.ID) + "?slot=" + slot}}
	}
	view.Back, view.BackLabel, view.Sections, view.Chooser = signalPath(s.ID), view.Heading, []officeSection{section}, search
	return err
}

// onSignal does something to the signal of the path, or shows its page again.
func (p *pages) onSignal(a *ask, said string, do func(*postgres.Tx, coaching.SignalID) error) error {
	id := coaching.SignalID(a.r.PathValue("id"))
	err := p.as(a, func(tx *postgres.Tx) error { return do(tx, id) })
	if wrong, ok := p.formErrors(a, err); ok {
		return p.signal(a, wrong, statusOf(err))
	}
	return p.finish(a, err, signalPath(id), said)
}

func (p *pages) nameSafetyOfficer(a *ask) error {
	return p.onSignal(a, "signal_named", func(tx *postgres.Tx, id coaching.SignalID) error {
		return tx.NameSafetyOfficer(a.r.Context(), a.actor, id, wholeNumber(a.r.PostFormValue("slot")), coaching.PersonID(strings.TrimPrefix(a.r.PostFormValue("person"), "person:")), a.now)
	})
}

func (p *pages) writeSafetyNote(a *ask) error {
	return p.onSignal(a, "signal_noted", func(tx *postgres.Tx, id coaching.SignalID) error {
		return tx.WriteSafetyNote(a.r.Context(), a.actor, id, a.r.PostFormValue("words"), a.now)
	})
}

func (p *pages) closeSignal(a *ask) error {
	return p.onSignal(a, "signal_closed", func(tx *postgres.Tx, id coaching.SignalID) error {
		return tx.CloseSignal(a.r.Context(), a.actor, id, a.r.PostFormValue("words"), a.now)
	})
}
