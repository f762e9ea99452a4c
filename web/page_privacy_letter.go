package web

import (
	"net/http"
	"strconv"

	"terugblik/coaching/postgres"
	"terugblik/web/paper"
)

// requestLetter is the answer to a request on paper: counts and dates, nothing of what was filmed.
func (p *pages) requestLetter(a *ask) error {
	id, err := a.officeHolder(true)
	if err != nil {
		return err
	}
	var f requestFacts
	err = p.as(a, func(tx *postgres.Tx) error {
		o, err := a.office(tx, id)
		if err != nil {
			return err
		}
		return f.load(a, tx, o, requestID(a))
	})
	if err != nil {
		return err
	}
	return p.sendPDF(a, f.letter(a), a.say.T("request.letter_file")+"-"+string(f.request.ReceivedOn))
}

// sendPDF answers with a document as a file.
func (p *pages) sendPDF(a *ask, d paper.Document, name string) error {
	file, err := paper.PDF(d)
	if err != nil {
		return err
	}
	return a.sendFile("application/pdf", name+".pdf", file)
}

// sendFile answers with a file to keep.
func (a *ask) sendFile(kind, name string, content []byte) error {
	header := a.w.Header()
	header.Set("Content-Type", kind)
	header.Set("Content-Length", strconv.Itoa(len(content)))
	header.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	header.Set("Cache-Control", "private, no-store")
	a.w.WriteHeader(http.StatusOK)
	_, err := a.w.Write(content)
	return err
}

func (f *requestFacts) letter(a *ask) paper.Document {
	r := f.request
	d := paper.Document{
		Language: f.Language, Title: f.T("letter.title_" + string(r.Kind)), Kicker: f.holder.Name, Author: f.holder.Name, At: f.now,
		Facts: []paperFact{
			{Label: f.T("request.asked_by"), Text: r.AskedBy}, {Label: f.T("request.about"), Text: f.about},
			{Label: f.T("request.received_on"), Text: f.longDate(string(r.ReceivedOn))}, {Label: f.T("letter.written"), Text: f.fullDate(f.now)},
		},
		Foot: f.T("letter.foot"), PageOf: f.T("report.page_of", "Page", "%s", "Pages", "%s"),
	}
	if r.ClosedAt == nil {
		d.Concept = f.T("letter.concept")
	}
	d.Sections = append(d.Sections, paper.Section{Heading: f.T("letter.what"), Paragraphs: []string{f.N("letter.found", len(f.findings)), f.T("letter.what_for")}})
	if items := f.letterFilms(); len(items) > 0 {
		d.Sections = append(d.Sections, paper.Section{Heading: f.T("letter.films"), Items: items})
	}
	var seen []string
	for _, v := range f.viewings {
		if len(f.played[v.ID]) > 0 {
			seen = append(seen, f.T("letter.viewing", "Day", f.fullDate(v.OpensAt), "Present", v.Present))
		}
	}
	if len(seen) > 0 {
		d.Sections = append(d.Sections, paper.Section{Heading: f.T("viewing.title"), Items: seen})
	}
	if r.ExtendedAt != nil {
		d.Sections = append(d.Sections, paper.Section{Heading: f.T("letter.extended"), Paragraphs: []string{f.T("letter.extended_until", "Day", f.longDate(string(r.Due()))), r.ExtensionReason}})
	}
	if r.Answer != "" {
		d.Sections = append(d.Sections, paper.Section{Heading: f.T("request.answer"), Paragraphs: paragraphs(r.Answer)})
	}
	return withRights(d, f.words)
}

// letterFilms says of each film when it was made, how long it lasts and what became of it.
func (f *requestFacts) letterFilms() []string {
	var items []string
	for _, finding := range f.findings {
		when := f.T("request.film_unknown")
		if finding.RecordedAt != nil {
			when = f.fullDate(*finding.RecordedAt)
		}
		became := f.T("letter.kept")
		switch {
		case finding.Gone:
			became = f.T("letter.gone")
		case finding.Locked:
			became = f.T("letter.locked")
		}
		items = append(items, f.T("letter.film", "When", when, "Length", clock(finding.DurationMS), "Became", became))
	}
	return items
}

func withRights(d paper.Document, w words) paper.Document {
	d.Sections = append(d.Sections, paper.Section{Heading: w.T("letter.rights"), Paragraphs: []string{w.T("letter.complain")}})
	return d
}
