package web

import (
	"net/url"
	"strconv"

	"github.com/google/uuid"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// linesAsked is which lines of a year somebody wants to see; of each, "" or 0 is all.
type linesAsked struct {
	month  int
	person string
	centre string
}

// linesAskedOf reads it from an address. What no form of ours asks does not exist.
func linesAskedOf(query url.Values) (q linesAsked, err error) {
	q.person, q.centre = query.Get("person"), query.Get("at")
	for _, id := range []string{q.person, q.centre} {
		if id != "" && uuid.Validate(id) != nil {
			return q, coaching.ErrNotFound
		}
	}
	if text := query.Get("month"); text != "" {
		if q.month, err = strconv.Atoi(text); err != nil || q.month < 1 || q.month > 12 {
			return q, coaching.ErrNotFound
		}
	}
	return q, nil
}

func (q linesAsked) query(year int) postgres.HoursQuery {
	asked := postgres.HoursQuery{
		Filter: postgres.KeptHours, Span: coaching.YearSpan(year), Person: coaching.PersonID(q.person), Centre: coaching.CentreID(q.centre),
	}
	if q.month > 0 {
		asked.Span = coaching.MonthSpan(year, q.month)
	}
	return asked
}

// encode is what follows the year in an address, "" for all lines.
func (q linesAsked) encode() string {
	text := ""
	if q.month > 0 {
		text += "&month=" + strconv.Itoa(q.month)
	}
	if q.person != "" {
		text += "&person=" + q.person
	}
	if q.centre != "" {
		text += "&at=" + q.centre
	}
	return text
}

// linesFind is the form that asks it.
type linesFind struct {
	Months, People, Centres []Option
	Whom                    string // what a person is called there
	Asked                   bool
	All                     string // the address of all lines
}

// linesFind offers whom and what the form for a new line offers: of an administrator the coaches, of a coach those whom she
// coaches.
func (w words) linesFind(q linesAsked, form lineForm, all string) *linesFind {
	find := &linesFind{Asked: q != linesAsked{}, All: all, Whom: w.T("hours.find_with"), Months: []Option{{"", w.T("hours.find_year"), q.month == 0}}}
	for i, month := range w.months {
		find.Months = append(find.Months, Option{strconv.Itoa(i + 1), month, q.month == i+1})
	}
	people := form.With
	if len(form.Whose) > 0 {
		find.Whom, people = w.T("hours.find_coach"), form.Whose[1:]
	}
	find.People = chosenOf(w.T("hours.find_anybody"), q.person, people)
	find.Centres = chosenOf(w.T("hours.find_anywhere"), q.centre, form.Centres[1:])
	return find
}

// chosenOf are options with one before them for all.
func chosenOf(all, chosen string, options []Option) []Option {
	list := []Option{{"", all, chosen == ""}}
	for _, option := range options {
		option.Chosen = option.Value == chosen
		list = append(list, option)
	}
	return list
}
