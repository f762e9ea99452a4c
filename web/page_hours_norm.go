package web

import (
	"net/http"
	"strconv"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type hoursNormView struct {
	Frame
	hoursHead
	Problem   string
	MayChange bool
	Norm      *normView
	Rule      []numberField
	Counted   []Option
	Training  bool
	Source    textField
	Version   int // of the rule
	Fix       fixFields
	History   []snapshotLine
}

// numberField is one number of a form, as it was typed.
type numberField struct{ Name, Label, Value, Hint, Wrong string }

type textField struct{ Value, Wrong string }

// fixFields are what is asked before what was counted is kept for good.
type fixFields struct {
	Version  int // of the newest snapshot, 0 for none
	May      bool
	FTE      []numberField
	Centres  []numberField // toddlers of each
	Source   textField
	Reason   textField
	Open     bool
	Toddlers bool // some are counted
}

type snapshotLine struct{ Sentence, Source, Reason string }

// ruleNumbers are the fields of the rule, with where each is kept.
func ruleNumbers(rule *coaching.HoursRule) []struct {
	name string
	into *coaching.Hundredths
} {
	return []struct {
		name string
		into *coaching.Hundredths
	}{{"per_centre", &rule.PerCentre}, {"per_fte", &rule.PerFTE}, {"per_toddler", &rule.PerToddler}, {"full_time", &rule.FullTime}}
}

func fteNumbers(fte *coaching.FTE) []struct {
	name string
	into *coaching.Hundredths
} {
	return []struct {
		name string
		into *coaching.Hundredths
	}{{"fte_fixed", &fte.Fixed}, {"fte_flexible", &fte.Flexible}, {"fte_agency", &fte.Agency}, {"fte_training", &fte.Training}}
}

func (p *pages) showHoursNorm(a *ask) error {
	return p.renderHoursNorm(a, http.StatusOK, formErrors{})
}

func (p *pages) renderHoursNorm(a *ask, status int, wrong formErrors) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	view := hoursNormView{Problem: wrong.summary, MayChange: a.actor.Is(coaching.Administrator)}
	err := p.as(a, func(tx *postgres.Tx) error {
		y, err := p.readHours(a, tx)
		if err != nil {
			return err
		}
		counted, err := tx.CountHours(a.r.Context(), y.Holder.ID, y.Year)
		if err != nil {
			return err
		}
		y.Counted = counted
		people, err := castOf(a.r.Context(), tx, fixers(y.Snapshots)...)
		w := a.words(y.Holder)
		view.hoursHead = w.hoursHead(hoursPath+"/norm", y.Year)
		view.Norm = w.norm(y)
		view.ruleFields(a, w, y.Rule, wrong)
		view.Fix = w.fixFields(a, y, wrong)
		for _, s := range y.Snapshots {
			view.History = append(view.History, snapshotLine{
				w.T("hours.fixed_by", "Version", s.Version, "Name", people.Full(s.FixedBy), "Day", w.fullDate(s.FixedAt), "Hours", w.hours(s.Norm().Hours)), s.Source, s.Reason,
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "hours_norm", a.say.T("hours.norm_title"))
	return p.render(a, status, "hours_norm", view)
}

func fixers(snapshots []coaching.HoursSnapshot) (ids []coaching.PersonID) {
	for _, s := range snapshots {
		ids = append(ids, s.FixedBy)
	}
	return ids
}

// typed is what stands in a field: what was sent, else what is stored.
func typed(a *ask, name, stored string) string {
	if _, sent := a.r.PostForm[name]; sent {
		return a.r.PostFormValue(name)
	}
	return stored
}

func (v *hoursNormView) ruleFields(a *ask, w words, rule coaching.HoursRule, wrong formErrors) {
	v.Version, v.Training = rule.Version, rule.CountTraining
	for _, field := range ruleNumbers(&rule) {
		v.Rule = append(v.Rule, numberField{
			field.name, w.T("hours.field." + field.name), typed(a, field.name, w.hours(*field.into)), "", wrong.of(field.name),
		})
	}
	v.Rule = append(v.Rule, numberField{"weeks", w.T("hours.field.weeks"), typed(a, "weeks", strconv.Itoa(rule.Weeks)), "", wrong.of("weeks")})
	for _, kind := range coaching.CoachingKinds() {
		v.Counted = append(v.Counted, Option{string(kind), w.T("entry.kind." + string(kind)), rule.SideOf(kind) == coaching.CoachingSide})
	}
	v.Source = textField{typed(a, "rule_source", rule.Source), wrong.of("source")}
}

func (w words) fixFields(a *ask, y coaching.HoursYear, wrong formErrors) fixFields {
	f := fixFields{Version: len(y.Snapshots), May: w.Today() >= string(coaching.ReferenceDay(y.Year)), Open: a.r.Method == http.MethodPost || len(y.Snapshots) == 0}
	fte, toddlers := y.Counted.FTE, map[coaching.CentreID]int{}
	if len(y.Snapshots) > 0 {
		fte = y.Snapshots[0].FTE
		for _, centre := range y.Snapshots[0].Centres {
			toddlers[centre.ID] = centre.Toddlers
		}
	}
	found := y.Counted.FTE
	stored := fteNumbers(&fte)
	for i, field := range fteNumbers(&found) {
		f.FTE = append(f.FTE, numberField{
			field.name, w.T("hours.field." + field.name), typed(a, field.name, w.hours(*stored[i].into)),
			w.T("hours.fte_found", "FTE", w.hours(*field.into)), wrong.of(field.name),
		})
	}
	for _, centre := range y.Counted.Centres {
		name := "toddlers_" + string(centre.ID)
		f.Centres = append(f.Centres, numberField{name, centre.Name, typed(a, name, strconv.Itoa(toddlers[centre.ID])), centre.LRK, wrong.of("toddlers")})
		f.Toddlers = f.Toddlers || toddlers[centre.ID] > 0
	}
	f.Source = textField{typed(a, "fix_source", ""), wrong.of("source")}
	f.Reason = textField{typed(a, "reason", ""), wrong.of("reason")}
	return f
}

// settleHours does something to a year of the holder, or shows the form again.
func (p *pages) settleHours(a *ask, back, said string, again func(*ask, int, formErrors) error, do func(tx *postgres.Tx, year int) error) error {
	if !a.actor.Is(coaching.Administrator) {
		return coaching.ErrNotFound
	}
	year := 0
	err := p.as(a, func(tx *postgres.Tx) error {
		y, err := p.readHours(a, tx)
		if err != nil {
			return err
		}
		year = y.Year
		return do(tx, year)
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return again(a, statusOf(err), wrong)
	}
	if err != nil {
		return err
	}
	return p.done(a, yearPath(back, year), said)
}

// readNumber reads hours or full-time jobs into a place, or says what is wrong.
func readNumber(a *ask, name string, into *coaching.Hundredths, wrong *coaching.Invalid) {
	number, ok := coaching.ParseHundredths(a.r.PostFormValue(name))
	if !ok {
		*wrong = append(*wrong, coaching.FieldError{Field: name, Code: "not_hours"})
	}
	*into = number
}

func (p *pages) setHoursRule(a *ask) error {
	return p.settleHours(a, hoursPath+"/norm", "hours_rule", p.renderHoursNorm, func(tx *postgres.Tx, year int) error {
		rule := coaching.HoursRule{
			Year: year, Version: wholeNumber(a.r.PostFormValue("version")), Weeks: wholeNumber(a.r.PostFormValue("weeks")),
			CountTraining: a.r.PostFormValue("count_training") != "", Source: strings.TrimSpace(a.r.PostFormValue("rule_source")),
		}
		var wrong coaching.Invalid
		for _, field := range ruleNumbers(&rule) {
			readNumber(a, field.name, field.into, &wrong)
		}
		for _, kind := range a.r.PostForm["counted"] {
			rule.Counted = append(rule.Counted, coaching.HoursKind(kind))
		}
		if err := wrong.OrNil(); err != nil {
			return err
		}
		return tx.SetHoursRule(a.r.Context(), a.actor, rule, a.now)
	})
}

func (p *pages) fixHours(a *ask) error {
	return p.settleHours(a, hoursPath+"/norm", "hours_fixed", p.renderHoursNorm, func(tx *postgres.Tx, year int) error {
		snapshot := coaching.HoursSnapshot{
			Year: year, Version: wholeNumber(a.r.PostFormValue("version")),
			Source: strings.TrimSpace(a.r.PostFormValue("fix_source")), Reason: strings.TrimSpace(a.r.PostFormValue("reason")),
		}
		var wrong coaching.Invalid
		for _, field := range fteNumbers(&snapshot.FTE) {
			readNumber(a, field.name, field.into, &wrong)
		}
		for name, values := range a.r.PostForm {
			id, is := strings.CutPrefix(name, "toddlers_")
			number, err := strconv.Atoi(strings.TrimSpace(values[0]))
			if is && err != nil {
				wrong = append(wrong, coaching.FieldError{Field: "toddlers", Code: "not_a_number"})
			}
			if is {
				snapshot.Centres = append(snapshot.Centres, coaching.CountedCentre{ID: coaching.CentreID(id), Toddlers: number})
			}
		}
		if err := wrong.OrNil(); err != nil {
			return err
		}
		_, err := tx.FixHours(a.r.Context(), a.actor, snapshot, a.now)
		return err
	})
}
