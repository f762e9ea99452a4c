package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/paper"
)

// inspection is what an inspector asks for: the hours, how they are distributed, and of every worker whether she was
// coached. Nothing of what the coaching was about can be in it: it is made of coaching.HoursYear and coaching.Worker only.
type inspection struct {
	coaching.HoursYear
	words
	workers []coaching.Worker
	more    bool // there are more workers
	whole   bool // of the whole holder, not of a manager's locations
}

// inspection reads so many workers at most; 0 for all, for a file.
func (p *pages) inspection(a *ask, most int) (inspection, error) {
	found := inspection{whole: a.actor.Is(coaching.Administrator)}
	if err := mayAnswer(a.actor); err != nil {
		return found, err
	}
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		if found.HoursYear, err = p.readHours(a, tx); err != nil {
			return err
		}
		found.words = a.words(found.Holder)
		if most == 0 {
			found.workers, err = tx.AllWorkers(a.r.Context(), found.Holder.ID, found.Year)
			return err
		}
		var next string
		found.workers, next, err = tx.Workers(a.r.Context(), found.Holder.ID, found.Year, false, "", "", most)
		found.more = next != ""
		return err
	})
	return found, err
}

// attach sends a file to keep.
func attach(a *ask, kind, name string, file []byte) error {
	a.w.Header().Set("Content-Type", kind)
	a.w.Header().Set("Content-Length", strconv.Itoa(len(file)))
	a.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	a.w.Header().Set("Cache-Control", "private, no-store")
	if _, err := a.w.Write(file); err != nil {
		return fmt.Errorf("sending %s: %w", name, err)
	}
	return nil
}

func (p *pages) inspectionPDF(a *ask) error {
	in, err := p.inspection(a, 0)
	if err != nil {
		return err
	}
	file, err := paper.PDF(in.paper())
	if err != nil {
		return err
	}
	return attach(a, "application/pdf", fmt.Sprintf("%s-%d.pdf", in.T("hours.file"), in.Year), file)
}

// showInspection shows the same on the screen, as it comes out of the printer. Of many workers it shows the first.
func (p *pages) showInspection(a *ask) error {
	in, err := p.inspection(a, workerRows)
	if err != nil {
		return err
	}
	return p.print(a, in.paper(), yearPath(hoursPath, in.Year))
}

func (in inspection) paper() paper.Document {
	title := in.T("hours.paper_title", "Year", in.Year)
	d := paper.Document{
		Language: in.Language, Title: title, Author: in.Holder.Name, Kicker: in.Holder.Name, At: in.now,
		Facts: []paperFact{{Label: in.T("hours.paper_made"), Text: in.fullDate(in.now)}},
		Foot:  in.T("hours.paper_foot"), PageOf: in.T("report.page_of", "Page", "%s", "Pages", "%s"),
	}
	if !in.whole {
		d.Facts = append(d.Facts, paperFact{Label: in.T("hours.paper_scope"), Text: in.T("hours.paper_own")})
	}
	d.Sections = append(d.Sections, in.normSection(), in.distributionSection(), in.doneSection(), in.workerSection())
	return d
}

func (in inspection) normSection() paper.Section {
	section := paper.Section{Large: true, Heading: in.T("hours.paper_norm")}
	if _, fixed := in.Norm(); !fixed {
		section.Paragraphs = []string{in.T("hours.not_fixed", "Year", in.Year)}
		return section
	}
	norm := in.norm(in.HoursYear)
	for _, line := range append(norm.Lines, norm.Total) {
		section.Items = append(section.Items, in.T("hours.equals", "What", line.What, "Hours", line.Hours))
	}
	if norm.VE != nil {
		section.Items = append(section.Items, in.T("hours.equals", "What", norm.VE.What, "Hours", norm.VE.Hours))
	}
	if norm.Rounded != "" {
		section.Items = append(section.Items, norm.Rounded)
	}
	snapshot := in.Snapshots[0]
	for _, centre := range snapshot.Centres {
		section.Items = append(section.Items, in.T("hours.paper_centre", "Name", centre.Name, "LRK", centre.LRK))
	}
	section.Paragraphs = []string{norm.Fixed, in.T("hours.paper_source", "Source", norm.Source)}
	return section
}

func (in inspection) distributionSection() paper.Section {
	section := paper.Section{Large: true, Heading: in.T("hours.paper_plan")}
	table := in.planTable(in.Plan)
	if table == nil {
		section.Paragraphs = []string{in.T("hours.no_plan")}
		return section
	}
	section.Paragraphs = append([]string{table.Set}, table.Words...)
	for _, row := range append(table.Rows, table.Total) {
		section.Items = append(section.Items, in.T("hours.paper_row", "Name", row.Name, "Policy", row.Policy, "Coaching", row.Coaching, "Sum", row.Sum))
	}
	return section
}

func (in inspection) doneSection() paper.Section {
	section := paper.Section{Large: true, Heading: in.T("hours.paper_done", "Day", in.fullDate(in.now))}
	row := func(name string, done coaching.Done) {
		section.Items = append(section.Items, in.T("hours.paper_row", "Name", name, "Policy", in.minutes(done.Policy),
			"Coaching", in.minutes(done.Coaching), "Sum", in.minutes(done.Counted())))
	}
	for _, centre := range in.Centres {
		row(centre.Name, in.Done[centre.ID])
	}
	if together := in.Done[""]; in.whole && together.Counted() > 0 {
		row(in.T("hours.all_together"), together)
	}
	row(in.T("hours.whole"), coaching.Total(in.Done))
	return section
}

func (in inspection) workerSection() paper.Section {
	section := paper.Section{
		Large: true, Heading: in.T("hours.paper_workers"),
		Paragraphs: []string{in.T("hours.people_count", "Coached", in.Coached, "All", in.Workers)},
	}
	if in.more {
		section.Paragraphs = append(section.Paragraphs, in.N("hours.paper_first", len(in.workers)))
	}
	for _, worker := range in.workers {
		section.Items = append(section.Items, in.T("hours.paper_worker", "Name", worker.Name.Full(), "Coached", in.yesNo(worker.Coached), "About", in.worker(worker, in.Year, false).About))
	}
	return section
}

func (in inspection) yesNo(yes bool) string {
	if yes {
		return in.T("hours.yes")
	}
	return in.T("hours.no")
}

// inspectionCSV is the same for a spreadsheet: UTF-8 with a byte order mark, semicolons, and the decimal mark of the
// language, as Dutch spreadsheets open it.
func (p *pages) inspectionCSV(a *ask) error {
	in, err := p.inspection(a, 0)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	file.WriteString("\ufeff")
	out := csv.NewWriter(&file)
	out.Comma, out.UseCRLF = ';', true
	for _, row := range in.rows() {
		for i := range row {
			row[i] = plainCell(row[i])
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("writing hours as CSV: %w", err)
		}
	}
	out.Flush()
	return attach(a, "text/csv; charset=utf-8", fmt.Sprintf("%s-%d.csv", in.T("hours.file"), in.Year), file.Bytes())
}

// plainCell keeps a spreadsheet from taking a name for a formula (OWASP, "CSV Injection").
func plainCell(text string) string {
	if strings.ContainsAny(firstOf(text), "=+-@\t\r\n|%") || strings.HasPrefix(text, "＝") || strings.HasPrefix(text, "＠") || strings.HasPrefix(text, "＋") || strings.HasPrefix(text, "－") {
		return "'" + text
	}
	return text
}

func firstOf(text string) string {
	text = strings.TrimLeft(text, " \u00a0")
	return text[:min(1, len(text))]
}

// rows are: part, name, number in the register, what, and how much of it.
func (in inspection) rows() [][]string {
	rows := [][]string{{in.T("hours.csv_part"), in.T("hours.csv_name"), in.T("hours.csv_lrk"), in.T("hours.csv_what"), in.T("hours.csv_value")}}
	add := func(part, name, lrk, what, value string) {
		rows = append(rows, []string{in.T(part), name, lrk, in.T(what), value})
	}
	if norm, fixed := in.Norm(); fixed {
		rule := in.Snapshots[0].Rule
		for _, fact := range []sumLine{
			{"hours.csv_centres", strconv.Itoa(norm.Centres)}, {"hours.field.per_centre", in.hours(rule.PerCentre)}, {"hours.csv_fte", in.hours(norm.FTE)},
			{"hours.field.per_fte", in.hours(rule.PerFTE)}, {"hours.csv_norm", in.hours(norm.Hours)}, {"hours.csv_ve", in.hours(norm.VEHours)},
		} {
			add("hours.csv_part_norm", in.Holder.Name, "", fact.What, fact.Hours)
		}
		for _, centre := range in.Snapshots[0].Centres {
			add("hours.csv_part_norm", centre.Name, centre.LRK, "hours.csv_registered", in.yesNo(true))
		}
	}
	for _, centre := range in.Plan.Centres {
		add("hours.csv_part_plan", centre.Name, "", "hours.policy", in.hours(centre.Policy))
		add("hours.csv_part_plan", centre.Name, "", "hours.coaching", in.hours(centre.Coaching))
		add("hours.csv_part_plan", centre.Name, "", "hours.ve", in.hours(centre.VE))
	}
	done := func(name, lrk string, of coaching.Done) {
		add("hours.csv_part_done", name, lrk, "hours.policy", in.minutes(of.Policy))
		add("hours.csv_part_done", name, lrk, "hours.coaching", in.minutes(of.Coaching))
		add("hours.csv_part_done", name, lrk, "hours.ve", in.minutes(of.VE))
	}
	for _, centre := range in.Centres {
		done(centre.Name, centre.LRK, in.Done[centre.ID])
	}
	if in.whole {
		done(in.T("hours.all_together"), "", in.Done[""])
	}
	for _, worker := range in.workers {
		add("hours.csv_part_worker", worker.Name.Full(), "", "hours.csv_coached", in.yesNo(worker.Coached))
	}
	return rows
}
