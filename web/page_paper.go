package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/paper"
)

type paperFact = paper.Fact

// printView shows a document as it comes out of the printer.
type printView struct {
	Frame
	Document paper.Document
	Back     string
}

// printReport is the report on paper; one that is not approved says that it is a draft.
func (p *pages) printReport(a *ask) error {
	var f evaluationFacts
	if err := p.as(a, func(tx *postgres.Tx) error { return f.load(a, tx) }); err != nil {
		return err
	}
	report, err := f.report(a)
	if err != nil {
		return err
	}
	return p.print(a, reportPaper(a, f.holder, report), "/questions/"+string(f.question.ID)+"/report")
}

// reportPDF is an approved report as a file. That it was taken away stands in the employee's log.
func (p *pages) reportPDF(a *ask) error {
	var f evaluationFacts
	var report coaching.Report
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		if err = f.load(a, tx); err != nil {
			return err
		}
		if report, err = f.report(a); err != nil {
			return err
		}
		if report.ApprovedAt() == nil {
			return coaching.ErrNotFound
		}
		return tx.LogReport(a.r.Context(), a.actor, "report_pdf", report, a.now)
	})
	if err != nil {
		return err
	}
	file, err := paper.PDF(reportPaper(a, f.holder, report))
	if err != nil {
		return err
	}
	a.w.Header().Set("Content-Type", "application/pdf")
	a.w.Header().Set("Content-Length", strconv.Itoa(len(file)))
	a.w.Header().Set("Content-Disposition", `attachment; filename="`+a.say.T("report.file")+"-"+report.PeriodTo+`.pdf"`)
	_, err = a.w.Write(file)
	return err
}

// printAgreement is the agreement on paper, as it holds now.
func (p *pages) printAgreement(a *ask) error {
	var f agreementFacts
	if err := p.as(a, func(tx *postgres.Tx) error { return f.load(a, tx) }); err != nil {
		return err
	}
	document, err := f.paper(a)
	if err != nil {
		return err
	}
	return p.print(a, document, "/questions/"+string(f.question.ID)+"/agreement")
}

func (p *pages) print(a *ask, document paper.Document, back string) error {
	view := printView{Document: document, Back: back}
	view.Frame = p.frame(a, "print", document.Title)
	return p.render(a, http.StatusOK, "print", view)
}

func reportPaper(a *ask, holder coaching.Holder, report coaching.Report) paper.Document {
	d := paper.Document{
		Language: a.say.Language, Title: a.say.T("report.title"), Author: report.Employee + ", " + report.Coach,
		Kicker: report.Holder, Facts: reportFacts(a, holder, report), At: report.UpdatedAt,
		Foot: a.say.T("report.foot"), PageOf: a.say.T("report.page_of", "Page", "%s", "Pages", "%s"),
	}
	if report.ApprovedAt() == nil {
		d.Concept = a.say.T("report.concept")
	} else {
		d.Facts = append(d.Facts, paperFact{Label: a.say.T("report.approved"), Text: a.words(holder).fullDate(*report.ApprovedAt())})
	}
	for _, field := range opened(a.say, answered(reportFields(a.say, report)), report) {
		if field.Opens != "" {
			d.Sections = append(d.Sections, paper.Section{Heading: field.Opens, Large: true})
		}
		section := paper.Section{Heading: field.Label, Large: field.Name == "question" || field.Name == "work_points"}
		if field.Name == "work_points" {
			section.Items = paragraphs(field.Text)
		} else {
			section.Paragraphs = paragraphs(field.Text)
		}
		d.Sections = append(d.Sections, section)
	}
	return d
}

func reportFacts(a *ask, holder coaching.Holder, report coaching.Report) []paperFact {
	say := a.words(holder)
	return []paperFact{
		{Label: say.T("report.employee"), Text: report.Employee},
		{Label: say.T("report.coach"), Text: report.Coach},
		{Label: say.T("report.holder"), Text: report.Holder},
		{Label: say.T("report.period"), Text: say.T("report.from_to", "From", say.longDate(report.PeriodFrom), "To", say.longDate(report.PeriodTo))},
		{Label: say.T("report.rounds"), Text: strconv.Itoa(report.Rounds)},
	}
}

// paper is the agreement as a document: what always holds, what may also leave, and what goes first.
func (f *agreementFacts) paper(a *ask) (paper.Document, error) {
	view, err := f.view(a, nil)
	if err != nil {
		return paper.Document{}, err
	}
	d := paper.Document{
		Language: a.say.Language, Title: a.say.T("agreement.title"), Kicker: f.holder.Name, At: a.now,
		Facts: []paperFact{
			{Label: a.say.T("report.employee"), Text: f.people.Full(f.question.EmployeeID)},
			{Label: a.say.T("report.question"), Text: view.Question},
		},
		Foot: a.say.T("report.foot"),
	}
	for _, coach := range f.question.Trajectory.CoachIDs {
		d.Facts = append(d.Facts, paperFact{Label: a.say.T("report.coach"), Text: f.people.Full(coach)})
	}
	if held := f.agreement.InForce(); held != nil && f.agreement.Settled() {
		d.Facts = append(d.Facts, paperFact{Label: a.say.T("agreement.agreed_on"), Text: a.words(f.holder).fullDate(held.Yes[len(held.Yes)-1].AgreedAt)})
	} else {
		d.Concept = a.say.T("report.concept")
	}
	also := paper.Section{Large: true, Heading: a.say.T("agreement.also"), Items: view.Allowed}
	if len(view.Allowed) == 0 {
		also.Paragraphs = []string{a.say.T("agreement.also_none")}
	}
	d.Sections = []paper.Section{{Large: true, Heading: a.say.T("agreement.fixed"), Items: view.Words.Fixed}, also}
	if view.Note != "" {
		d.Sections = append(d.Sections, paper.Section{Large: true, Heading: a.say.T("agreement.note"), Paragraphs: paragraphs(view.Note)})
	}
	d.Sections = append(d.Sections, paper.Section{Large: true, Heading: a.say.T("agreement.safety"), Paragraphs: []string{view.Words.Safety}},
		paper.Section{Large: true, Heading: a.say.T("agreement.changes"), Paragraphs: []string{view.Words.Changes}})
	return d, nil
}

// paragraphs are the lines that say something.
func paragraphs(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// fullDate says a day with its year, for what is read later.
func (w words) fullDate(at time.Time) string {
	at = at.In(w.zone)
	return w.date(at) + " " + strconv.Itoa(at.Year())
}

// longDate is fullDate for a date that is stored without a time.
func (w words) longDate(date string) string {
	at, err := time.ParseInLocation(time.DateOnly, date, w.zone)
	if err != nil {
		return date
	}
	return w.fullDate(at)
}
