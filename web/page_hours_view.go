package web

import (
	"terugblik/coaching"
)

// normView is the norm with its arithmetic written out, line by line.
type normView struct {
	Lines   []sumLine
	Total   sumLine
	VE      *sumLine
	Rounded string // that a part was rounded, "" where nothing was
	Fixed   string // when and from what it was counted; "" while it is not fixed
	Source  string
	Reason  string
	Missing string // that it is not fixed yet
}

// sumLine is one line of a sum: "4 kindercentra × 50 uur" and "200 uur".
type sumLine struct{ What, Hours string }

func (w words) norm(y coaching.HoursYear) *normView {
	norm, fixed := y.Norm()
	rule := y.Rule
	view := &normView{}
	if fixed {
		snapshot := y.Snapshots[0]
		rule = snapshot.Rule
		view.Fixed = w.T("hours.fixed", "Day", w.fullDate(snapshot.FixedAt), "Version", snapshot.Version)
		view.Source, view.Reason = snapshot.Source, snapshot.Reason
	} else {
		view.Missing = w.T("hours.not_fixed", "Year", y.Year)
	}
	view.Lines = []sumLine{
		{w.N("hours.sum_centres", norm.Centres, "Each", w.hours(rule.PerCentre)), w.product(norm.OfCentres)},
		{w.T("hours.sum_fte", "FTE", w.hours(norm.FTE), "Each", w.hours(rule.PerFTE)), w.product(norm.OfFTE)},
	}
	view.Total = sumLine{w.T("hours.sum_norm", "Year", y.Year), w.hours(norm.Hours)}
	if !norm.Exact.Exact() {
		view.Rounded = w.T("hours.rounded", "Exact", w.decimal(norm.Exact.String()), "Hours", w.hours(norm.Hours))
	}
	if norm.Toddlers > 0 {
		view.VE = &sumLine{w.N("hours.sum_toddlers", norm.Toddlers, "Each", w.hours(rule.PerToddler)), w.product(norm.OfToddlers)}
	}
	return view
}

func (w words) product(p coaching.Product) string { return w.decimal(p.String()) }

// centreHours is one bar: what was planned, and what of it was worked.
type centreHours struct {
	Name    string
	LRK     string
	Planned string
	Done    string
	Split   string // of what was worked
	VE      string // "" where there is none
	Bar     hoursBar
}

// hoursBar is drawn on a line of a thousand: where the plan and the norm end, and how far the hours are.
type hoursBar struct{ Plan, Coaching, Policy, PolicyAt, Norm int }

const barLength = 1000

// centres are the bars of a year, all on one scale; before them the sum. The norm is the holder's, so it has a mark only
// where the sum is of the whole holder.
func (w words) centres(y coaching.HoursYear, whole bool) (*centreHours, []centreHours) {
	norm, _ := y.Norm()
	plan, done := y.Plan.Total(), coaching.Total(y.Done)
	if !whole {
		plan = coaching.PlannedCentre{}
		for _, centre := range y.Centres {
			of := y.Plan.Of(centre.ID)
			plan.Policy, plan.Coaching, plan.VE = plan.Policy+of.Policy, plan.Coaching+of.Coaching, plan.VE+of.VE
		}
		norm = coaching.Norm{}
	}
	sum := w.centre(w.T("hours.whole"), "", plan, done, norm.Hours, longest(norm.Hours, plan, done))
	var longestCentre coaching.Hundredths
	for _, centre := range y.Centres {
		longestCentre = max(longestCentre, longest(0, y.Plan.Of(centre.ID), y.Done[centre.ID]))
	}
	var list []centreHours
	for _, centre := range y.Centres {
		list = append(list, w.centre(centre.Name, centre.LRK, y.Plan.Of(centre.ID), y.Done[centre.ID], 0, longestCentre))
	}
	return &sum, list
}

func longest(norm coaching.Hundredths, plan coaching.PlannedCentre, done coaching.Done) coaching.Hundredths {
	return max(norm, plan.Policy+plan.Coaching, coaching.HoursOf(done.Counted()))
}

func (w words) centre(name, lrk string, plan coaching.PlannedCentre, done coaching.Done, norm, scale coaching.Hundredths) centreHours {
	at := func(h coaching.Hundredths) int {
		if scale == 0 {
			return 0
		}
		return int(int64(h) * barLength / int64(scale))
	}
	coached, policy := coaching.HoursOf(done.Coaching), coaching.HoursOf(done.Policy)
	c := centreHours{
		Name: name, LRK: lrk, Planned: w.hours(plan.Policy + plan.Coaching), Done: w.minutes(done.Counted()),
		Split: w.T("hours.split", "Coaching", w.hours(coached), "Policy", w.hours(policy)),
		Bar: hoursBar{
			Plan: at(plan.Policy + plan.Coaching), Coaching: at(coached), Policy: at(policy), PolicyAt: at(coached), Norm: at(norm),
		},
	}
	if plan.VE > 0 || done.VE > 0 {
		c.VE = w.T("hours.ve_line", "Plan", w.hours(plan.VE), "Done", w.minutes(done.VE))
	}
	return c
}

// planTable is the distribution as it was written down.
type planTable struct {
	Rows  []planRow
	Total planRow
	Words []string
	Set   string
	HasVE bool
}

type planRow struct{ Name, Policy, Coaching, VE, Sum string }

func (w words) planTable(plan coaching.HoursPlan) *planTable {
	if plan.Version == 0 && plan.SetAt.IsZero() {
		return nil
	}
	total := plan.Total()
	row := func(name string, c coaching.PlannedCentre) planRow {
		return planRow{name, w.hours(c.Policy), w.hours(c.Coaching), w.hours(c.VE), w.hours(c.Policy + c.Coaching)}
	}
	table := &planTable{
		Total: row(w.T("hours.whole"), total), Words: paragraphs(plan.Words), HasVE: total.VE > 0,
		Set: w.T("hours.plan_set", "Day", w.fullDate(plan.SetAt)),
	}
	for _, centre := range plan.Centres {
		table.Rows = append(table.Rows, row(centre.Name, centre))
	}
	return table
}

// hoursLineView is one line of minutes.
type hoursLineView struct {
	Day     string
	Kind    string
	Length  string
	Who     string // whose minutes, and with whom
	Where   string
	Notes   []string // that it waits, was in the ratio, why it was corrected
	Struck  bool
	Href    string // where it can be corrected
	Confirm string // where she says that it is right
}

func (w words) hoursLine(line coaching.HoursLine, people cast, centres map[coaching.CentreID]string) hoursLineView {
	view := hoursLineView{
		Day: w.longDate(string(line.HeldOn)), Kind: w.T("entry.kind." + string(line.Kind)), Length: w.T("hours.length", "Hours", w.minutes(line.Minutes)),
		Where: centres[line.CentreID], Struck: line.ReplacedAt != nil,
	}
	if line.InRatio {
		view.Notes = append(view.Notes, w.T("hours.in_ratio_short"))
	}
	if line.ConfirmedAt == nil && !view.Struck {
		view.Notes = append(view.Notes, w.T("hours.waits"))
	}
	if line.Reason != "" {
		view.Notes = append(view.Notes, w.T("hours.corrected", "Reason", line.Reason))
	}
	if people == nil {
		return view
	}
	view.Who = people.Full(line.CoachID)
	if line.CoachID == "" {
		view.Who = w.T("hours.no_account")
	}
	with := line.Attended
	if line.EmployeeID != "" {
		with = append(with, line.EmployeeID)
	}
	for i, person := range with {
		key := "hours.with_more"
		if i == 0 {
			key = "hours.with"
		}
		view.Who += w.T(key, "Name", people.Full(person))
	}
	return view
}
