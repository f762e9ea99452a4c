package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/paper"
)

// sawReport is who did what to which recording in a period: no title, no words.
type sawReport struct {
	office
	subject string // in words
	about   string // as the form says it
	from    coaching.Day
	to      coaching.Day
	lines   []coaching.SawLine
	more    bool
	people  cast
}

// loadSaw reads the report that the query asks for; without one the last month of everybody.
func (p *pages) loadSaw(a *ask, tx *postgres.Tx, o office) (*sawReport, error) {
	query := a.r.URL.Query()
	s := &sawReport{office: o, about: query.Get("about"), from: o.day().PlusMonths(-1), to: o.day(), subject: o.T("saw.everybody")}
	if day, ok := coaching.ParseDay(query.Get("from")); ok {
		s.from = day
	}
	if day, ok := coaching.ParseDay(query.Get("to")); ok {
		s.to = day
	}
	from, _ := time.ParseInLocation(time.DateOnly, string(s.from), o.zone)
	filter := postgres.SawFilter{From: from, Until: s.to.Over(o.zone)}
	if err := p.narrow(a, tx, s, &filter); err != nil {
		return nil, err
	}
	var err error
	if s.lines, s.more, err = tx.WhoSaw(a.r.Context(), filter); err != nil {
		return nil, err
	}
	seen := map[coaching.PersonID]bool{}
	for _, line := range s.lines {
		seen[line.OwnerID] = true
		for _, id := range peopleOf(line.Actor) {
			seen[id] = true
		}
	}
	var ids []coaching.PersonID
	for id := range seen {
		if id != "operator" {
			ids = append(ids, id)
		}
	}
	s.people, err = castOf(a.r.Context(), tx, ids...)
	return s, err
}

// narrow reads what the report is about: "child:<id>", "person:<id>", "request:<id>" or "recording:<id>".
func (p *pages) narrow(a *ask, tx *postgres.Tx, s *sawReport, filter *postgres.SawFilter) error {
	kind, id, _ := strings.Cut(s.about, ":")
	switch kind {
	case "child":
		recordings, err := tx.RecordingsAbout(a.r.Context(), coaching.ChildID(id))
		filter.Recordings = append([]coaching.RecordingID{}, recordings...)
		s.subject = s.T("saw.child")
		return err
	case "person":
		filter.Person = coaching.PersonID(id)
		s.subject = s.T("saw.person")
	case "request":
		findings, err := tx.PrivacyFindings(a.r.Context(), coaching.PrivacyRequestID(id))
		filter.Recordings = []coaching.RecordingID{}
		for _, finding := range findings {
			filter.Recordings = append(filter.Recordings, finding.RecordingID)
		}
		s.subject = s.T("saw.request")
		return err
	case "recording":
		filter.Recordings = []coaching.RecordingID{coaching.RecordingID(id)}
		s.subject = s.T("saw.recording")
	}
	return nil
}

// exactly is an instant for a file that is kept and sorted.
func (s *sawReport) exactly(at time.Time) string { return at.In(s.zone).Format("2006-01-02 15:04:05") }

// rows are the report as a table: when, who, what, whose, which.
func (s *sawReport) rows(when func(time.Time) string) [][]string {
	rows := make([][]string, len(s.lines))
	for i, line := range s.lines {
		key := "saw.action_" + line.Action
		if !s.Has(key) {
			key = "saw.action_other"
		}
		rows[i] = []string{
			when(line.At), s.actor(line.Actor), s.T(key), s.people.Full(line.OwnerID), shortID(string(line.RecordingID)),
		}
	}
	return rows
}

func (s *sawReport) actor(actor string) string {
	switch name := s.people.Full(coaching.PersonID(actor)); {
	case strings.HasPrefix(actor, "system:"):
		return s.T("log.system")
	case actor == "operator":
		return s.T("log.operator")
	case name != "":
		return name
	}
	return s.T("log.somebody")
}

// shortID is the end of an id: enough to tell recordings of one report apart.
func shortID(id string) string { return id[max(0, len(id)-8):] }

func (s *sawReport) head() []string {
	return []string{s.T("saw.when"), s.T("saw.who"), s.T("saw.what"), s.T("saw.whose"), s.T("saw.which")}
}

// affected are the people whose recordings were looked at by somebody else, by name.
func (s *sawReport) affected() []string {
	var names []string
	seen := map[coaching.PersonID]bool{}
	for _, line := range s.lines {
		if name := s.people.Full(line.OwnerID); line.Actor != string(line.OwnerID) && !seen[line.OwnerID] && name != "" {
			seen[line.OwnerID] = true
			names = append(names, name)
		}
	}
	return names
}

const sawPath = "/privacy/saw"

func (s *sawReport) query() string { return s.asking("about", s.about) }

// asking is the query of the same days with something more.
func (s *sawReport) asking(name, value string) string {
	return url.Values{name: {value}, "from": {string(s.from)}, "to": {string(s.to)}}.Encode()
}

// mostShown lines stand on the page; the files have all.
const mostShown = 500

// sawView has a form that asks by address, so that a report can be kept as a link.
type sawView struct {
	Frame
	About    string
	Subject  string
	Choose   string // where another is chosen
	All      string // the report of everybody; "" on it
	From, To string
	Head     []string
	Rows     [][]string
	Note     string
	Affected []string
	CSV, PDF string
}

func (p *pages) showSaw(a *ask) error {
	if a.r.URL.Query().Has("choose") {
		return p.chooseSaw(a)
	}
	holder, err := a.officeHolder(true)
	if err != nil {
		return err
	}
	var view sawView
	err = p.as(a, func(tx *postgres.Tx) error {
		o, err := a.office(tx, holder)
		if err != nil {
			return err
		}
		s, err := p.loadSaw(a, tx, o)
		if err != nil {
			return err
		}
		view = s.view()
		name, err := o.subject(a, tx, s.about)
		if name != "" {
			view.Subject = name
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "saw", a.say.T("saw.title"))
	return p.render(a, http.StatusOK, "saw", view)
}

// chooseSaw asks whom the report is about.
func (p *pages) chooseSaw(a *ask) error {
	return p.inOffice(a, true, formErrors{}, http.StatusOK, func(tx *postgres.Tx, o office) (officeView, error) {
		c := choosing{page: sawPath, field: "about", keep: url.Values{}, kinds: []string{"child", "person"}, role: coaching.Employee}
		for _, name := range []string{"from", "to"} {
			if day := a.r.URL.Query().Get(name); day != "" {
				c.keep.Set(name, day)
			}
		}
		search, err := p.chooser(a, tx, o, c)
		return officeView{
			Heading: o.T("saw.title"), Back: c.to("about", ""), BackLabel: o.T("saw.title"), Sections: []officeSection{{Heading: o.T("saw.about")}}, Chooser: search,
		}, err
	})
}

func (s *sawReport) view() sawView {
	view := sawView{
		About: s.about, Subject: s.subject, Choose: sawPath + "?" + s.asking("choose", "yes"), From: string(s.from), To: string(s.to), Affected: s.affected(),
		CSV: sawPath + ".csv?" + s.query(), PDF: sawPath + ".pdf?" + s.query(),
	}
	if s.subject != s.T("saw.everybody") {
		view.All = sawPath + "?" + s.asking("about", "")
	}
	rows := s.rows(func(at time.Time) string { return s.Moment(at).Text })
	if len(rows) > mostShown {
		view.Note, rows = s.N("saw.shortened", mostShown), rows[:mostShown]
	}
	if s.more {
		view.Note = s.N("saw.more", postgres.MostSaw)
	}
	view.Head, view.Rows = s.head(), rows
	return view
}

// sawFile makes a file of the report. That it was made is no look at anybody's film and stands in the audit log alone.
func (p *pages) sawFile(a *ask, write func(*sawReport) error) error {
	holder, err := a.officeHolder(true)
	if err != nil {
		return err
	}
	var s *sawReport
	err = p.as(a, func(tx *postgres.Tx) error {
		o, err := a.office(tx, holder)
		if err != nil {
			return err
		}
		if s, err = p.loadSaw(a, tx, o); err != nil {
			return err
		}
		return tx.LogSawReport(a.r.Context(), a.actor, holder, a.now)
	})
	if err != nil {
		return err
	}
	return write(s)
}

func (p *pages) sawCSV(a *ask) error {
	return p.sawFile(a, func(s *sawReport) error {
		content, err := sheetOf(s.head(), s.rows(s.exactly))
		if err != nil {
			return err
		}
		return a.sendFile("text/csv; charset=utf-8", s.T("saw.file")+"-"+string(s.from)+"-"+string(s.to)+".csv", content)
	})
}

// sheetOf writes CSV that a spreadsheet opens as it is: with a mark of its encoding, and no cell that it would calculate.
func sheetOf(head []string, rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	sheet := csv.NewWriter(&out)
	for _, row := range append([][]string{head}, rows...) {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = plainCell(cell)
		}
		if err := sheet.Write(safe); err != nil {
			return nil, err
		}
	}
	sheet.Flush()
	return out.Bytes(), sheet.Error()
}

func (p *pages) sawPDF(a *ask) error {
	return p.sawFile(a, func(s *sawReport) error {
		d := paper.Document{
			Language: s.Language, Title: s.T("saw.title"), Kicker: s.holder.Name, Author: s.holder.Name, At: s.now,
			Facts: []paperFact{
				{Label: s.T("saw.about"), Text: s.subject}, {Label: s.T("report.period"), Text: s.T("report.from_to", "From", s.longDate(string(s.from)), "To", s.longDate(string(s.to)))},
			},
			Foot: s.T("saw.foot"), PageOf: s.T("report.page_of", "Page", "%s", "Pages", "%s"),
		}
		section := paper.Section{Heading: s.N("saw.lines", len(s.lines))}
		for _, row := range s.rows(s.exactly) {
			section.Items = append(section.Items, strings.Join(row, " · "))
		}
		d.Sections = append(d.Sections, section)
		return p.sendPDF(a, d, s.T("saw.file")+"-"+string(s.from)+"-"+string(s.to))
	})
}
