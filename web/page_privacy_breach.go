package web

import (
	"net/http"
	"net/url"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/paper"
)

func breachPath(id coaching.BreachID) string {
	return "/privacy/breaches/" + url.PathEscape(string(id))
}

// breachFields ask what the authority asks (GDPR article 33(3)).
func (o office) breachFields(b coaching.Breach) []formField {
	affected := ""
	if b.Affected != nil {
		affected = strconv.Itoa(*b.Affected)
	}
	fields := []formField{
		{ID: "noticed-at", Name: "noticed_at", Label: o.T("breach.noticed_at"), Kind: "datetime-local", Value: o.field(b.NoticedAt), Hint: o.T("breach.noticed_hint")},
		{ID: "what", Name: "what", Label: o.T("breach.what"), Kind: "area", Value: b.What, Most: 4000, Hint: o.T("breach.what_hint")},
		{ID: "kinds", Name: "kinds", Label: o.T("breach.kinds"), Kind: "text", Value: b.Kinds, Most: 1000, Optional: true, Hint: o.T("breach.kinds_hint")},
		{ID: "affected", Name: "affected", Label: o.T("breach.affected"), Kind: "number", Value: affected, Optional: true},
		{ID: "measures", Name: "measures", Label: o.T("breach.measures"), Kind: "area", Value: b.Measures, Most: 4000, Optional: true},
	}
	for _, who := range []struct {
		name string
		told coaching.Telling
		at   string
		why  string
	}{{"authority", b.Authority, o.perhaps(b.AuthorityAt), b.AuthorityWhy}, {"people", b.People, o.perhaps(b.PeopleAt), b.PeopleWhy}} {
		var options []Option
		for _, telling := range coaching.Tellings() {
			options = append(options, Option{string(telling), o.T("breach." + who.name + "_" + string(telling)), telling == who.told})
		}
		fields = append(fields,
			formField{ID: who.name, Name: who.name, Label: o.T("breach." + who.name), Kind: "select", Options: options},
			formField{ID: who.name + "-at", Name: who.name + "_at", Label: o.T("breach." + who.name + "_at"), Kind: "datetime-local", Value: who.at, Optional: true},
			formField{ID: who.name + "-why", Name: who.name + "_why", Label: o.T("breach." + who.name + "_why"), Kind: "area", Value: who.why, Most: 1000, Optional: true})
	}
	return fields
}

// breachOf reads the form.
func (o office) breachOf(a *ask) coaching.Breach {
	value := a.r.PostFormValue
	b := coaching.Breach{
		HolderID: o.holder.ID, NoticedAt: o.localTime(value("noticed_at")), What: value("what"), Kinds: value("kinds"), Measures: value("measures"),
		Authority: coaching.Telling(value("authority")), AuthorityWhy: value("authority_why"), People: coaching.Telling(value("people")), PeopleWhy: value("people_why"),
		Closed: value("closed") != "", Number: wholeNumber(value("number")), BreachID: coaching.BreachID(a.r.PathValue("id")),
	}
	if value("affected") != "" {
		affected, err := strconv.Atoi(value("affected"))
		if err != nil {
			affected = -1 // said to be out of range
		}
		b.Affected = &affected
	}
	if at := o.localTime(value("authority_at")); !at.IsZero() {
		b.AuthorityAt = &at
	}
	if at := o.localTime(value("people_at")); !at.IsZero() {
		b.PeopleAt = &at
	}
	return b
}

func (p *pages) showNewBreach(a *ask) error { return p.newBreach(a, formErrors{}, http.StatusOK) }

func (p *pages) newBreach(a *ask, wrong formErrors, status int) error {
	return p.inOffice(a, false, wrong, status, func(_ *postgres.Tx, o office) (officeView, error) {
		return officeView{Heading: o.T("breach.new"), Lead: o.T("breach.lead"), Sections: []officeSection{{Forms: []officeForm{{
			Action: "/privacy/breaches", Button: o.T("common.save"),
			Fields: a.typed(wrong, o.breachFields(coaching.Breach{NoticedAt: o.now, Authority: coaching.TellOpen, People: coaching.TellOpen})),
		}}}}}, nil
	})
}

func (p *pages) noteBreach(a *ask) error {
	return p.doOffice(a, false, func(tx *postgres.Tx, o office) (string, error) {
		b, err := tx.WriteBreach(a.r.Context(), a.actor, o.breachOf(a), a.now)
		return breachPath(b.BreachID), err
	}, "breach_noted", func(wrong formErrors, status int) error { return p.newBreach(a, wrong, status) })
}

func (p *pages) changeBreach(a *ask) error {
	return p.doOffice(a, false, func(tx *postgres.Tx, o office) (string, error) {
		b, err := tx.WriteBreach(a.r.Context(), a.actor, o.breachOf(a), a.now)
		return breachPath(b.BreachID), err
	}, "breach_noted", func(wrong formErrors, status int) error { return p.breach(a, wrong, status) })
}

func (p *pages) showBreach(a *ask) error { return p.breach(a, formErrors{}, http.StatusOK) }

func (p *pages) breach(a *ask, wrong formErrors, status int) error {
	return p.inOffice(a, false, wrong, status, func(tx *postgres.Tx, o office) (officeView, error) {
		history, people, err := p.breachHistory(a, tx)
		if err != nil {
			return officeView{}, err
		}
		b := history[0]
		view := officeView{Heading: firstLine(b.What), Facts: []paperFact{
			{Label: o.T("breach.noticed_at"), Text: o.Moment(b.NoticedAt).Text}, {Label: o.T("breach.tell_by"), Text: o.Moment(b.TellBy()).Text},
			{Label: o.T("breach.authority"), Text: o.T("breach.authority_" + string(b.Authority))}, {Label: o.T("breach.people"), Text: o.T("breach.people_" + string(b.People))},
		}}
		if b.Waits() {
			text, tone := o.hoursBadge(b.TellBy())
			view.Notes = []officeNote{{map[string]string{"red": "danger", "warm": "warm"}[tone], "clock", o.T("breach.clock", "Left", text)}}
		}
		form := officeForm{Action: breachPath(b.BreachID), Summary: o.T("breach.change"), Button: o.T("common.save"), Open: wrong.summary != "",
			Lead: o.T("breach.change_lead"), Hidden: []Option{{Value: strconv.Itoa(b.Number), Label: "number"}}, Fields: a.typed(wrong, append(o.breachFields(b), o.closedField(b)))}
		section := officeSection{Forms: []officeForm{form}, Links: []Action{{Label: o.T("breach.notice"), Href: breachPath(b.BreachID) + "/notice.pdf"}}}
		if o.officer {
			section.Links = append(section.Links, Action{Label: o.T("breach.affected_list"), Href: "/privacy/saw"})
		}
		view.Sections = []officeSection{section, {Heading: o.T("breach.history"), Lead: o.T("breach.history_lead"), Words: o.breachWords(history, people)}}
		return view, nil
	})
}

func (o office) closedField(b coaching.Breach) formField {
	return formField{ID: "closed", Name: "closed", Label: o.T("breach.closing"), Kind: "checks", Options: []Option{{"yes", o.T("breach.close"), b.Closed}}}
}

func (p *pages) breachHistory(a *ask, tx *postgres.Tx) ([]coaching.Breach, cast, error) {
	history, err := tx.BreachHistory(a.r.Context(), coaching.BreachID(a.r.PathValue("id")))
	if err != nil {
		return nil, nil, err
	}
	var ids []coaching.PersonID
	for _, b := range history {
		ids = append(ids, b.WrittenBy)
	}
	people, err := castOf(a.r.Context(), tx, ids...)
	return history, people, err
}

// breachWords is everything that was written, the last first; nothing is ever written over.
func (o office) breachWords(history []coaching.Breach, people cast) []officeWords {
	var list []officeWords
	for _, b := range history {
		text := b.What
		for _, part := range []struct{ label, text string }{
			{"breach.kinds", b.Kinds}, {"breach.measures", b.Measures}, {"breach.authority", o.T("breach.authority_"+string(b.Authority)) + " " + b.AuthorityWhy},
			{"breach.people", o.T("breach.people_"+string(b.People)) + " " + b.PeopleWhy},
		} {
			if part.text != "" {
				text += "\n" + o.T(part.label) + ": " + part.text
			}
		}
		list = append(list, officeWords{Who: people.Full(b.WrittenBy), Text: text, At: o.Moment(b.WrittenAt)})
	}
	return list
}

// breachNotice is a draft of what the authority is told, in the order of its own form.
func (p *pages) breachNotice(a *ask) error {
	holder, err := a.officeHolder(false)
	if err != nil {
		return err
	}
	var d paper.Document
	err = p.as(a, func(tx *postgres.Tx) error {
		o, err := a.office(tx, holder)
		if err != nil {
			return err
		}
		history, _, err := p.breachHistory(a, tx)
		if err == nil {
			d = o.notice(history[0])
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.sendPDF(a, d, a.say.T("breach.notice_file"))
}

func (o office) notice(b coaching.Breach) paper.Document {
	affected := o.T("breach.affected_unknown")
	if b.Affected != nil {
		affected = strconv.Itoa(*b.Affected)
	}
	d := paper.Document{
		Language: o.Language, Title: o.T("breach.notice"), Kicker: o.holder.Name, Author: o.holder.Name, Concept: o.T("letter.concept"), At: o.now,
		Facts: []paperFact{
			{Label: o.T("breach.noticed_at"), Text: o.Moment(b.NoticedAt).Text}, {Label: o.T("breach.tell_by"), Text: o.Moment(b.TellBy()).Text},
			{Label: o.T("breach.affected"), Text: affected},
		},
		Foot: o.T("breach.notice_foot"), PageOf: o.T("report.page_of", "Page", "%s", "Pages", "%s"),
	}
	for _, part := range []struct{ label, text string }{
		{"breach.what", b.What}, {"breach.kinds", b.Kinds}, {"breach.measures", b.Measures},
		{"breach.people", o.T("breach.people_"+string(b.People)) + "\n" + b.PeopleWhy},
	} {
		text := paragraphs(part.text)
		if len(text) == 0 {
			text = []string{o.T("breach.fill_in")}
		}
		d.Sections = append(d.Sections, paper.Section{Heading: o.T(part.label), Paragraphs: text})
	}
	d.Sections = append(d.Sections, paper.Section{Heading: o.T("breach.contact"), Paragraphs: []string{o.T("breach.fill_in")}})
	return d
}
