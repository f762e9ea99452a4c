package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"terugblik/coaching"
)

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
