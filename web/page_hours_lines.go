package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const hoursRows = 100

type hoursLinesView struct {
	Frame
	hoursHead
	Problem string
	MayNote bool
	Noting  bool // the form stands open
	Form    lineForm
	Find    *linesFind // nil for whoever keeps no lines
	Lines   []hoursLineView
	More    string
}

// lineForm is a line as it is typed, for a new one and for a correction.
type lineForm struct {
	Action                string
	Date, Hours, Minutes  string
	Kinds, Centres, Whose []Option
	With                  []Option
	InRatio, ByHand       bool
	DateWrong, LongWrong  string
	KindWrong, WithWrong  string
	Reason                textField
	Today                 string
}

func (p *pages) showHoursLines(a *ask) error {
	return p.renderHoursLines(a, http.StatusOK, formErrors{})
}

func (p *pages) renderHoursLines(a *ask, status int, wrong formErrors) error {
	view := hoursLinesView{Problem: wrong.summary, MayNote: a.actor.Is(coaching.Administrator) || a.actor.Is(coaching.Coach)}
	err := p.as(a, func(tx *postgres.Tx) error {
		y, err := p.readHours(a, tx)
		if err != nil {
			return err
		}
		w, path := a.words(y.Holder), hoursPath+"/lines"
		view.hoursHead = w.hoursHead(path, y.Year)
		asked, err := linesAskedOf(a.r.URL.Query())
		if err != nil {
			return err
		}
		lines, next, err := tx.HoursLines(a.r.Context(), a.actor, y.Holder.ID, asked.query(y.Year), a.r.URL.Query().Get("after"), hoursRows)
		if err != nil {
			return err
		}
		if next != "" {
			view.More = yearPath(path, y.Year) + asked.encode() + "&after=" + url.QueryEscape(next)
		}
		if view.Lines, err = p.hoursLines(a, tx, w, y, lines); err != nil || !view.MayNote {
			return err
		}
		view.Form, err = p.newLine(a, tx, w, y, wrong)
		view.Find = w.linesFind(asked, view.Form, yearPath(path, y.Year))
		return err
	})
	if err != nil {
		return err
	}
	view.Noting = wrong.summary != "" || a.r.URL.Query().Has("with")
	view.Frame = p.frame(a, "hours_lines", a.say.T("hours.lines_title"))
	return p.render(a, status, "hours_lines", view)
}

func (p *pages) hoursLines(a *ask, tx *postgres.Tx, w words, y coaching.HoursYear, lines []coaching.HoursLine) ([]hoursLineView, error) {
	var ids []coaching.PersonID
	for _, line := range lines {
		ids = append(append(ids, line.Attended...), peopleOf(string(line.CoachID), string(line.EmployeeID))...)
	}
	people, err := castOf(a.r.Context(), tx, ids...)
	names := centreNames(y)
	views := make([]hoursLineView, len(lines))
	for i, line := range lines {
		views[i] = w.hoursLine(line, people, names)
		if line.MayCorrect(a.actor) == nil {
			views[i].Href = hoursPath + "/lines/" + string(line.ID)
		}
		if line.MayConfirm(a.actor) == nil {
			views[i].Confirm = hoursPath + "/lines/" + string(line.ID) + "/confirm"
		}
	}
	return views, err
}

// centreNames are those of the centres of the year: of the register, else of the plan.
func centreNames(y coaching.HoursYear) map[coaching.CentreID]string {
	names := map[coaching.CentreID]string{}
	for _, centre := range y.Plan.Centres {
		names[centre.ID] = centre.Name
	}
	for _, centre := range y.Centres {
		names[centre.ID] = centre.Name
	}
	return names
}

func (p *pages) newLine(a *ask, tx *postgres.Tx, w words, y coaching.HoursYear, wrong formErrors) (lineForm, error) {
	form := w.lineForm(a, y, coaching.HoursLine{HeldOn: coaching.Day(w.Today()), Kind: coaching.KindTeam}, wrong)
	form.Action = hoursPath + "/lines"
	with, err := p.withOptions(a, tx, y.Holder.ID)
	if err != nil {
		return form, err
	}
	form.With = with
	if !a.actor.Is(coaching.Administrator) {
		return form, nil
	}
	coaches, err := tx.HoursCoaches(a.r.Context(), y.Holder.ID)
	if err != nil {
		return form, err
	}
	people, err := castOf(a.r.Context(), tx, coaches...)
	chosen := a.r.PostFormValue("coach")
	form.Whose = []Option{{"", w.T("hours.no_account"), chosen == ""}}
	for _, id := range coaches {
		form.Whose = append(form.Whose, Option{string(id), people.Full(id), chosen == string(id)})
	}
	return form, err
}

// withOptions are the people of whom a line can say that they were there: those whom she coaches, and whoever was chosen
// on the list of people without coaching.
func (p *pages) withOptions(a *ask, tx *postgres.Tx, holder coaching.HolderID) ([]Option, error) {
	ids, err := tx.Coachees(a.r.Context(), a.actor, holder)
	if err != nil {
		return nil, err
	}
	chosen := map[string]bool{}
	for _, id := range append(a.r.PostForm["with"], a.r.URL.Query()["with"]...) {
		chosen[id] = true
		ids = append(ids, peopleOf(id)...)
	}
	people, err := castOf(a.r.Context(), tx, ids...)
	var options []Option
	for _, id := range ids {
		if people.Full(id) != "" && !hasOption(options, string(id)) {
			options = append(options, Option{string(id), people.Full(id), chosen[string(id)]})
		}
	}
	return options, err
}

func hasOption(options []Option, value string) bool {
	for _, option := range options {
		if option.Value == value {
			return true
		}
	}
	return false
}

func (w words) lineForm(a *ask, y coaching.HoursYear, line coaching.HoursLine, wrong formErrors) lineForm {
	hours, minutes := "", ""
	if line.Minutes > 0 {
		hours, minutes = strconv.Itoa(line.Minutes/60), strconv.Itoa(line.Minutes%60)
	}
	form := lineForm{
		Date: typed(a, "date", string(line.HeldOn)), Hours: typed(a, "hours", hours), Minutes: typed(a, "minutes", minutes),
		InRatio: line.InRatio || a.r.PostFormValue("in_ratio") != "", ByHand: line.ByHand(), Today: w.Today(),
		DateWrong: wrong.of("date"), LongWrong: wrong.of("minutes"), KindWrong: wrong.of("kind"), WithWrong: wrong.of("attended"),
		Reason: textField{typed(a, "reason", ""), wrong.of("reason")},
	}
	kind, centre := typed(a, "kind", string(line.Kind)), typed(a, "centre", string(line.CentreID))
	for _, k := range coaching.HoursKinds() {
		form.Kinds = append(form.Kinds, Option{string(k), w.T("entry.kind." + string(k)), kind == string(k)})
	}
	form.Centres = []Option{{"", w.T("hours.centre_auto"), centre == ""}}
	centres := y.Centres
	if len(centres) == 0 {
		for _, planned := range y.Plan.Centres {
			centres = append(centres, coaching.CountedCentre{ID: planned.ID, Name: planned.Name})
		}
	}
	for _, c := range centres {
		form.Centres = append(form.Centres, Option{string(c.ID), c.Name, centre == string(c.ID)})
	}
	return form
}

// readLength reads hours and minutes apart; one of the two may be empty.
func readLength(a *ask) (int, error) {
	total := 0
	for _, field := range []struct {
		name string
		each int
	}{{"hours", 60}, {"minutes", 1}} {
		text := strings.TrimSpace(a.r.PostFormValue(field.name))
		if text == "" {
			continue
		}
		number, err := strconv.ParseUint(text, 10, 16)
		if err != nil {
			return 0, coaching.Invalid{{Field: "minutes", Code: "not_a_number"}}
		}
		total += int(number) * field.each
	}
	return total, nil
}

func (p *pages) noteHours(a *ask) error {
	if !a.actor.Is(coaching.Administrator) && !a.actor.Is(coaching.Coach) {
		return coaching.ErrNotFound
	}
	minutes, err := readLength(a)
	line := coaching.HoursLine{
		CoachID: coaching.PersonID(a.r.PostFormValue("coach")), HeldOn: coaching.Day(a.r.PostFormValue("date")), Minutes: minutes,
		Kind: coaching.HoursKind(a.r.PostFormValue("kind")), CentreID: coaching.CentreID(a.r.PostFormValue("centre")),
		InRatio: a.r.PostFormValue("in_ratio") != "", Attended: peopleOf(a.r.PostForm["with"]...),
	}
	if !a.actor.Is(coaching.Administrator) {
		line.CoachID = a.actor.ID
	}
	if err == nil {
		err = p.as(a, func(tx *postgres.Tx) error {
			line, err = tx.NoteHours(a.r.Context(), a.actor, line, a.now)
			return err
		})
	}
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderHoursLines(a, statusOf(err), wrong)
	}
	if err != nil {
		return err
	}
	year, _ := strconv.Atoi(string(line.HeldOn[:4]))
	return p.done(a, yearPath(hoursPath+"/lines", year), "hours_noted")
}
