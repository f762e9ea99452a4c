package web

import (
	"strconv"
	"strings"

	"terugblik/coaching"
	"terugblik/web/paper"
)

func (in inspection) paper() paper.Document {
	title := in.T("hours.paper_title", "Year", in.Year)
	d := paper.Document{
		Language: in.Language, Title: title, Author: in.Holder.Name, Kicker: in.Holder.Name, Running: title + " · " + in.Holder.Name, At: in.now,
		Facts: []paperFact{
			{Label: in.T("hours.paper_holder"), Text: in.Holder.Name},
			{Label: in.T("hours.paper_reference"), Text: in.longDate(string(coaching.ReferenceDay(in.Year)))},
			{Label: in.T("hours.paper_made"), Text: in.fullDate(in.now)},
		},
		Foot: in.T("hours.paper_foot"), PageOf: in.T("report.page_of", "Page", "%s", "Pages", "%s"),
	}
	if !in.whole {
		d.Facts = append(d.Facts, paperFact{Label: in.T("hours.paper_scope"), Text: in.T("hours.paper_own")})
	}
	d.Sections = append(d.Sections, in.normSections()...)
	d.Sections = append(d.Sections, in.centreSections()...)
	d.Sections = append(d.Sections, in.veSection(), in.workerSection())
	return d
}

// normSections are the norm with its arithmetic, and what the full-time jobs are made of.
func (in inspection) normSections() []paper.Section {
	opening := paper.Section{Large: true, Heading: in.T("hours.paper_norm")}
	if len(in.Snapshots) == 0 {
		opening.Paragraphs = []string{in.T("hours.not_fixed", "Year", in.Year)}
		return []paper.Section{opening}
	}
	snapshot, said := in.Snapshots[0], in.norm(in.HoursYear)
	norm := snapshot.Norm()
	length := func(hours string) string { return in.T("hours.length", "Hours", hours) }
	opening.Paragraphs = []string{said.Fixed, in.T("hours.paper_source", "Source", said.Source), in.ruleInWords(snapshot.Rule)}
	if said.Rounded != "" {
		opening.Paragraphs = append(opening.Paragraphs, said.Rounded)
	}
	opening.Table = &paper.Table{
		Columns: []paper.Column{
			{Head: in.T("hours.col_what"), Share: 70}, {Head: in.T("hours.col_count"), Share: 34, Number: true},
			{Head: in.T("hours.col_each"), Share: 30, Number: true}, {Head: in.T("hours.col_year"), Share: 30, Number: true},
		},
		Rows: [][]string{
			{in.T("hours.row_centres"), strconv.Itoa(norm.Centres), in.hours(snapshot.Rule.PerCentre), length(in.product(norm.OfCentres))},
			{in.T("hours.row_fte"), in.hours(norm.FTE), in.hours(snapshot.Rule.PerFTE), length(in.product(norm.OfFTE))},
		},
		Total: []string{said.Total.What, "", "", length(said.Total.Hours)},
	}
	return []paper.Section{opening, {Table: in.fteTable(snapshot, norm)}}
}

func (in inspection) ruleInWords(rule coaching.HoursRule) string {
	training := "hours.training_out"
	if rule.CountTraining {
		training = "hours.training_in"
	}
	said := in.T("hours.paper_rule", "FullTime", in.hours(rule.FullTime), "Weeks", rule.Weeks) + " " + in.T(training)
	if in.Rule.Source != "" {
		said += " " + in.T("hours.paper_ground", "Source", in.Rule.Source)
	}
	return said
}

func (in inspection) fteTable(snapshot coaching.HoursSnapshot, norm coaching.Norm) *paper.Table {
	fte := snapshot.FTE
	return &paper.Table{
		Columns: []paper.Column{{Head: in.T("hours.col_fte"), Share: 134}, {Head: "Fte", Share: 30, Number: true}},
		Rows: [][]string{
			{in.T("hours.field.fte_fixed"), in.hours(fte.Fixed)}, {in.T("hours.field.fte_flexible"), in.hours(fte.Flexible)},
			{in.T("hours.field.fte_agency"), in.hours(fte.Agency)}, {in.T("hours.field.fte_training"), in.hours(fte.Training)},
		},
		Total: []string{in.T("hours.row_counted"), in.hours(norm.FTE)},
	}
}

// inspectedCentre is a row of the tables of centres.
type inspectedCentre struct {
	coaching.CountedCentre
	there bool // in the register on 1 January
	plan  coaching.PlannedCentre
	done  coaching.Done
}

// centres are those that stand in the register this year, that were counted, or that the plan names; of a manager her own.
func (in inspection) centreRows() []inspectedCentre {
	counted := map[coaching.CentreID]coaching.CountedCentre{}
	list := append([]coaching.CountedCentre{}, in.Centres...)
	known := map[coaching.CentreID]bool{}
	for _, centre := range list {
		known[centre.ID] = true
	}
	also := func(centre coaching.CountedCentre) {
		if in.whole && !known[centre.ID] {
			known[centre.ID], list = true, append(list, centre)
		}
	}
	if len(in.Snapshots) > 0 {
		for _, centre := range in.Snapshots[0].Centres {
			counted[centre.ID] = centre
			also(centre)
		}
	}
	for _, planned := range in.Plan.Centres {
		also(coaching.CountedCentre{ID: planned.ID, Name: planned.Name})
	}
	rows := make([]inspectedCentre, len(list))
	for i, centre := range list {
		then, there := counted[centre.ID]
		centre.Toddlers = then.Toddlers
		rows[i] = inspectedCentre{CountedCentre: centre, there: there, plan: in.Plan.Of(centre.ID), done: in.Done[centre.ID]}
	}
	return rows
}

// totalOf adds the rows up. What was worked for no centre in particular is a row of its own, so that the sum is of everything.
func (in inspection) totalOf(rows []inspectedCentre) (rest, total inspectedCentre) {
	for _, row := range rows {
		total.plan.Policy, total.plan.Coaching, total.plan.VE = total.plan.Policy+row.plan.Policy, total.plan.Coaching+row.plan.Coaching, total.plan.VE+row.plan.VE
		total.done.Policy, total.done.Coaching, total.done.VE = total.done.Policy+row.done.Policy, total.done.Coaching+row.done.Coaching, total.done.VE+row.done.VE
		total.Toddlers += row.Toddlers
	}
	if in.whole {
		all := coaching.Total(in.Done)
		rest.done = coaching.Done{Policy: all.Policy - total.done.Policy, Coaching: all.Coaching - total.done.Coaching, VE: all.VE - total.done.VE}
		total.done = all
	}
	return rest, total
}

// centreSections are what was planned and worked at each centre; for a manager, who sees her own, the whole plan as well.
func (in inspection) centreSections() []paper.Section {
	rows, plan := in.centreRows(), in.planTable(in.Plan)
	section := paper.Section{Large: true, Heading: in.T("hours.paper_centres", "Day", in.lastDay())}
	if plan == nil {
		section.Paragraphs = []string{in.T("hours.no_plan")}
	} else {
		section.Paragraphs = append([]string{plan.Set}, plan.Words...)
	}
	if norm, fixed := in.Norm(); fixed && plan != nil {
		all := in.Plan.Total()
		section.Paragraphs = append(section.Paragraphs, in.T("hours.planned_of", "Plan", in.hours(all.Policy+all.Coaching), "Norm", in.hours(norm.Hours)))
	}
	section.Paragraphs = append(section.Paragraphs, in.T("hours.paper_difference"))
	section.Table = in.centreTable(rows)
	if in.whole || plan == nil {
		return []paper.Section{section}
	}
	return []paper.Section{section, in.distributionSection(plan)}
}

func (in inspection) centreTable(rows []inspectedCentre) *paper.Table {
	number := func(head string) paper.Column { return paper.Column{Head: in.T(head), Share: 18, Number: true} }
	table := &paper.Table{Columns: []paper.Column{
		{Head: in.T("hours.centre"), Share: 42}, {Head: in.T("hours.col_lrk"), Share: 24}, {Head: in.T("hours.col_there"), Share: 14},
		number("hours.col_policy_plan"), number("hours.col_coaching_plan"), number("hours.col_policy_done"), number("hours.col_coaching_done"),
		number("hours.col_difference"),
	}}
	row := func(name, lrk, there string, c inspectedCentre) []string {
		done := coaching.HoursOf(c.done.Counted())
		return []string{
			name, lrk, there, in.hours(c.plan.Policy), in.hours(c.plan.Coaching), in.minutes(c.done.Policy), in.minutes(c.done.Coaching),
			in.signed(done - c.plan.Policy - c.plan.Coaching),
		}
	}
	for _, centre := range rows {
		table.Rows = append(table.Rows, row(centre.Name, centre.LRK, in.yesNo(centre.there), centre))
	}
	rest, total := in.totalOf(rows)
	if rest.done.Counted() != 0 {
		table.Rows = append(table.Rows, row(in.T("hours.all_together"), "", "", rest))
	}
	table.Total = row(in.sumName(), "", "", total)
	return table
}

func (in inspection) sumName() string {
	if in.whole {
		return in.T("hours.whole")
	}
	return in.T("hours.sum")
}

// distributionSection is the plan of the whole holder.
func (in inspection) distributionSection(plan *planTable) paper.Section {
	number := func(head string) paper.Column { return paper.Column{Head: in.T(head), Share: 26, Number: true} }
	table := &paper.Table{Columns: []paper.Column{
		{Head: in.T("hours.centre"), Share: 88}, number("hours.policy"), number("hours.coaching"), number("hours.sum"),
	}}
	cells := func(row planRow) []string { return []string{row.Name, row.Policy, row.Coaching, row.Sum} }
	for _, row := range plan.Rows {
		table.Rows = append(table.Rows, cells(row))
	}
	table.Total = cells(plan.Total)
	return paper.Section{Heading: in.T("hours.paper_plan"), Table: table}
}

// veSection is what stands beside the norm.
func (in inspection) veSection() paper.Section {
	section := paper.Section{Large: true, Heading: in.T("hours.paper_ve")}
	rows := in.centreRows()
	rest, total := in.totalOf(rows)
	if total.Toddlers == 0 && total.plan.VE == 0 && total.done.VE == 0 {
		section.Paragraphs = []string{in.T("hours.paper_no_ve")}
		return section
	}
	if len(in.Snapshots) > 0 {
		if ve := in.norm(in.HoursYear).VE; ve != nil {
			section.Paragraphs = []string{in.T("hours.equals", "What", ve.What, "Hours", ve.Hours)}
		}
	}
	number := func(head string) paper.Column { return paper.Column{Head: in.T(head), Share: 22, Number: true} }
	table := &paper.Table{Columns: []paper.Column{
		{Head: in.T("hours.centre"), Share: 54}, {Head: in.T("hours.col_lrk"), Share: 24}, number("hours.col_toddlers"),
		number("hours.col_ve_plan"), number("hours.col_ve_done"), number("hours.col_difference"),
	}}
	row := func(name string, c inspectedCentre) []string {
		return []string{
			name, c.LRK, strconv.Itoa(c.Toddlers), in.hours(c.plan.VE), in.minutes(c.done.VE), in.signed(coaching.HoursOf(c.done.VE) - c.plan.VE),
		}
	}
	for _, centre := range rows {
		if centre.Toddlers > 0 || centre.plan.VE > 0 || centre.done.VE > 0 {
			table.Rows = append(table.Rows, row(centre.Name, centre))
		}
	}
	if rest.done.VE != 0 {
		table.Rows = append(table.Rows, row(in.T("hours.all_together"), rest))
	}
	table.Total, section.Table = row(in.sumName(), total), table
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
	if len(in.workers) == 0 {
		return section
	}
	section.Table = &paper.Table{Columns: []paper.Column{
		{Head: in.T("hours.col_worker"), Share: 62}, {Head: in.T("hours.col_location"), Share: 74}, {Head: in.T("hours.col_coached", "Year", in.Year), Share: 28},
	}}
	for _, worker := range in.workers {
		section.Table.Rows = append(section.Table.Rows, []string{worker.Name.Full(), in.worker(worker, in.Year, false).About, in.yesNo(worker.Coached)})
	}
	return section
}

// lastDay is up to when hours of the year can have been worked: its end, or today.
func (in inspection) lastDay() string {
	return in.longDate(min(in.Today(), string(coaching.YearSpan(in.Year).Until)))
}

// signed says by how much something is more, or less.
func (in inspection) signed(h coaching.Hundredths) string {
	if h > 0 {
		return "+" + in.hours(h)
	}
	return strings.Replace(in.hours(h), "-", "−", 1)
}
