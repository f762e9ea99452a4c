package web

import (
	"net/http"
	"slices"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// officeView is any page of the privacy office: facts, lists, tables and forms below one another.
type officeView struct {
	Frame
	Heading   string
	Lead      string
	Back      string
	BackLabel string
	Problem   string
	Notes     []officeNote
	Facts     []paperFact
	Sections  []officeSection
	Chooser   *chooser // below them, on a page that first asks whom it is about
}

type officeNote struct{ Tone, Icon, Text string }

// officeSection has any of its parts.
type officeSection struct {
	Heading string
	Lead    string
	Rows    []officeRow
	None    string // said where there are no rows
	Words   []officeWords
	Forms   []officeForm
	Links   []Action
}

type officeRow struct {
	Href, Main, Meta, Badge, Tone string
	Forms                         []officeForm
}

// officeWords is something that somebody wrote.
type officeWords struct {
	Who, Text string
	At        Stamp
}

// officeForm is a form; with a Summary it stands folded until it is needed or something in it is wrong.
type officeForm struct {
	Action, Summary, Lead, Button string
	Danger, Open                  bool
	Hidden                        []Option // name and value
	Fields                        []formField
}

// formField is one question of a form. Kind is "text", "date", "datetime-local", "number", "area", "select" or "checks".
type formField struct {
	ID, Name, Label, Kind, Value, Hint, Wrong string
	Options                                   []Option
	Optional                                  bool
	Most                                      int // characters
}

// Date is the field of kind "date".
func (f formField) Date() dateField {
	d := newDateField(f.ID, f.Name, f.Label, f.Value, f.Wrong).Noted(f.Hint)
	d.Free = f.Optional
	return d
}

// office is what the pages of the office have in common.
type office struct {
	words
	holder  coaching.Holder
	officer bool // else an administrator
}

// officeHolder is the holder whose office the actor sees; officers alone where only they may.
func (a *ask) officeHolder(officersOnly bool) (coaching.HolderID, error) {
	holder, err := a.actor.Keeper()
	if err == nil && officersOnly {
		if holder, err = a.actor.HolderAs(coaching.DataProtectionOfficer); err != nil {
			return "", coaching.ErrNotFound
		}
	}
	return holder, err
}

func (a *ask) office(tx *postgres.Tx, id coaching.HolderID) (office, error) {
	holder, err := tx.Holder(a.r.Context(), id)
	return office{words: a.words(holder), holder: holder, officer: a.actor.IsFor(id, coaching.DataProtectionOfficer)}, err
}

// day is today in the zone of the holder.
func (o office) day() coaching.Day { return coaching.DayOf(o.now, o.zone) }

// localTime reads what a field of date and time holds, in the zone of the holder; zero when it is none.
func (o office) localTime(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02T15:04", text, o.zone)
	if err != nil {
		return time.Time{}
	}
	return at
}

// field is the value of one field for localTime.
func (o office) field(at time.Time) string { return at.In(o.zone).Format("2006-01-02T15:04") }

// showOffice renders a page of the office.
func (p *pages) showOffice(a *ask, status int, view officeView) error {
	view.Frame = p.firstFrame(a, "office", view.Heading)
	return p.render(a, status, "office", view)
}

// inOffice loads a page of the office and shows it. What was posted and could not be done comes as wrong.
func (p *pages) inOffice(a *ask, officersOnly bool, wrong formErrors, status int, load func(*postgres.Tx, office) (officeView, error)) error {
	id, err := a.officeHolder(officersOnly)
	if err != nil {
		return err
	}
	var view officeView
	err = p.as(a, func(tx *postgres.Tx) error {
		o, err := a.office(tx, id)
		if err != nil {
			return err
		}
		view, err = load(tx, o)
		return err
	})
	if err != nil {
		return err
	}
	view.Problem = wrong.summary
	view.again(a, wrong)
	if home := a.r.URL.Path == "/privacy" || a.r.URL.Path == "/"; view.Back == "" && !home {
		view.Back, view.BackLabel = "/privacy", a.say.T("privacy.title")
	}
	return p.showOffice(a, status, view)
}

// doOffice does something in the office. A form that must be mended is shown again by again.
func (p *pages) doOffice(a *ask, officersOnly bool, do func(*postgres.Tx, office) (to string, err error), said string, again func(formErrors, int) error) error {
	id, err := a.officeHolder(officersOnly)
	if err != nil {
		return err
	}
	var to string
	err = p.as(a, func(tx *postgres.Tx) error {
		o, err := a.office(tx, id)
		if err != nil {
			return err
		}
		to, err = do(tx, o)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return again(wrong, statusOf(err))
	}
	if err != nil {
		return err
	}
	return p.done(a, to, said)
}

// again puts what was posted back into its form, unfolded, with what is wrong beside it.
func (v *officeView) again(a *ask, wrong formErrors) {
	if wrong.summary == "" {
		return
	}
	for _, section := range v.Sections {
		a.reopen(wrong, section.Forms)
		for _, row := range section.Rows {
			a.reopen(wrong, row.Forms)
		}
	}
}

func (a *ask) reopen(wrong formErrors, forms []officeForm) {
	for i, form := range forms {
		other := slices.ContainsFunc(form.Hidden, func(h Option) bool {
			return h.Label != "version" && h.Label != "number" && a.r.PostFormValue(h.Label) != h.Value
		})
		if form.Action == a.r.URL.Path && !other {
			forms[i].Open, forms[i].Fields = true, a.typed(wrong, form.Fields)
		}
	}
}

// typed gives the fields what was posted and what is wrong with it.
func (a *ask) typed(wrong formErrors, fields []formField) []formField {
	for i, field := range fields {
		if a.r.Method != http.MethodPost {
			break
		}
		fields[i].Wrong = wrong.of(field.Name)
		if _, posted := a.r.PostForm[field.Name]; !posted && field.Kind != "checks" { // of those none may be left
			continue
		}
		fields[i].Value = a.r.PostFormValue(field.Name)
		for j, option := range field.Options {
			fields[i].Options[j].Chosen = false
			for _, value := range a.r.PostForm[field.Name] {
				fields[i].Options[j].Chosen = fields[i].Options[j].Chosen || value == option.Value
			}
		}
	}
	return fields
}

// leftBadge says how many days are left, and how loud.
func (w words) leftBadge(left int) (text, tone string) {
	switch {
	case left < 0:
		return w.N("privacy.days_late", -left), "red"
	case left == 0:
		return w.T("privacy.today"), "red"
	case left <= 7:
		return w.N("privacy.days_left", left), "warm"
	}
	return w.N("privacy.days_left", left), "slate"
}

// perhaps is field for an instant that may not be there.
func (o office) perhaps(at *time.Time) string {
	if at == nil {
		return ""
	}
	return o.field(*at)
}
