package api

import (
	"context"
	"crypto/rand"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Numbers of hours and of full-time jobs are decimals in text, "818.4", so that no program rounds them.

// HoursYear is what the asker may know of the hours of a year.
type HoursYear struct {
	Year    int           `json:"year"`
	Rule    HoursRule     `json:"rule"`
	Norm    *HoursNorm    `json:"norm" doc:"null while nothing was counted"`
	Plan    HoursPlan     `json:"plan"`
	Centres []HoursCentre `json:"centres" doc:"Of those for whose hours the asker answers"`
	Workers int           `json:"workers"`
	Coached int           `json:"coached"`
	Page    *string       `json:"page" doc:"The path at which anybody reads the distribution, for the administrator; null while it is closed"`
}

// HoursRule are the constants of a year.
type HoursRule struct {
	Version       int      `json:"version" doc:"0 for the rule as shipped"`
	PerCentre     string   `json:"per_centre"`
	PerFTE        string   `json:"per_fte"`
	PerToddler    string   `json:"per_toddler"`
	FullTime      string   `json:"full_time" doc:"Hours a week"`
	Weeks         int      `json:"weeks"`
	CountTraining bool     `json:"count_training"`
	Counted       []string `json:"counted" doc:"Kinds of minutes that count as coaching"`
	Source        string   `json:"source"`
}

// HoursNorm is the norm with its arithmetic.
type HoursNorm struct {
	Fixed    bool   `json:"fixed" doc:"false: as it would be counted now"`
	Version  int    `json:"version"`
	Centres  int    `json:"centres"`
	FTE      string `json:"fte"`
	Toddlers int    `json:"toddlers"`
	Exact    string `json:"exact"`
	Hours    string `json:"hours" doc:"Exact, rounded half up to hundredths"`
	VEHours  string `json:"ve_hours" doc:"Beside the norm"`
	Source   string `json:"source"`
}

// HoursPlan is the distribution as it was written down.
type HoursPlan struct {
	Version int             `json:"version" doc:"0 while there is none"`
	Words   string          `json:"words,omitempty" doc:"For staff and parents"`
	Centres []PlannedCentre `json:"centres" maxItems:"2000"`
}

// PlannedCentre is the plan of one centre, in hours.
type PlannedCentre struct {
	ID       string `json:"id"`
	Name     string `json:"name,omitempty"`
	Policy   string `json:"policy"`
	Coaching string `json:"coaching"`
	VE       string `json:"ve"`
}

// HoursCentre are the minutes that were worked for one centre.
type HoursCentre struct {
	ID       *string `json:"id" doc:"null: for all centres together"`
	Name     string  `json:"name"`
	Policy   int     `json:"policy_minutes"`
	Coaching int     `json:"coaching_minutes"`
	VE       int     `json:"ve_minutes"`
}

func hoursRuleOf(r coaching.HoursRule) HoursRule {
	shown := HoursRule{
		Version: r.Version, PerCentre: r.PerCentre.String(), PerFTE: r.PerFTE.String(), PerToddler: r.PerToddler.String(),
		FullTime: r.FullTime.String(), Weeks: r.Weeks, CountTraining: r.CountTraining, Counted: []string{}, Source: r.Source,
	}
	for _, kind := range r.Counted {
		shown.Counted = append(shown.Counted, string(kind))
	}
	return shown
}

func plannedOf(c coaching.PlannedCentre) PlannedCentre {
	return PlannedCentre{ID: string(c.ID), Name: c.Name, Policy: c.Policy.String(), Coaching: c.Coaching.String(), VE: c.VE.String()}
}

func hoursYearOf(y coaching.HoursYear, whole bool) HoursYear {
	shown := HoursYear{
		Year: y.Year, Rule: hoursRuleOf(y.Rule), Plan: HoursPlan{Version: y.Plan.Version, Words: y.Plan.Words, Centres: each(y.Plan.Centres, plannedOf)},
		Centres: []HoursCentre{}, Workers: y.Workers, Coached: y.Coached,
	}
	if norm, fixed := y.Norm(); fixed || whole {
		shown.Norm = &HoursNorm{
			Fixed: fixed, Version: len(y.Snapshots), Centres: norm.Centres, FTE: norm.FTE.String(), Toddlers: norm.Toddlers,
			Exact: norm.Exact.String(), Hours: norm.Hours.String(), VEHours: norm.VEHours.String(),
		}
		if fixed {
			shown.Norm.Source = y.Snapshots[0].Source
		}
	}
	add := func(id, name string, done coaching.Done) {
		shown.Centres = append(shown.Centres, HoursCentre{ID: maybe(id), Name: name, Policy: done.Policy, Coaching: done.Coaching, VE: done.VE})
	}
	for _, centre := range y.Centres {
		add(string(centre.ID), centre.Name, y.Done[centre.ID])
	}
	if whole {
		add("", "", y.Done[""])
	}
	return shown
}

// ByYear names a year.
type ByYear struct {
	Year int `path:"year" minimum:"2018" maximum:"2200"`
}

// HoursYear tells the hours of a year.
func (a *API) HoursYear() Operation {
	return Do(a, "hours-year", "Norm, distribution and hours of a year", func(ctx context.Context, actor coaching.Actor, in *ByYear) (*Of[HoursYear], error) {
		return a.hoursYear(ctx, actor, in.Year, func(*postgres.Tx) error { return nil })
	})
}

// hoursYear runs one step of the store and shows the year that it leaves.
func (a *API) hoursYear(ctx context.Context, actor coaching.Actor, asked int, step func(*postgres.Tx) error) (*Of[HoursYear], error) {
	var shown HoursYear
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		holder, year, err := a.year(ctx, tx, actor, asked)
		if err != nil {
			return err
		}
		if err := step(tx); err != nil {
			return err
		}
		y, err := tx.HoursYear(ctx, actor, holder, year)
		if err != nil {
			return err
		}
		whole := actor.Is(coaching.Administrator)
		shown = hoursYearOf(y, whole)
		token, err := tx.HoursPage(ctx, holder, year)
		if token != "" {
			shown.Page = maybe("/distribution/" + token)
		}
		return err
	})
	return of(shown, err)
}

// keepHours is hoursYear for the administrator; for others it does not exist.
func (a *API) keepHours(ctx context.Context, actor coaching.Actor, year int, step func(*postgres.Tx) error) (*Of[HoursYear], error) {
	if err := must(actor, coaching.Administrator); err != nil {
		return nil, err
	}
	return a.hoursYear(ctx, actor, year, step)
}

// decimals reads texts like "818.4" into their places; Invalid "not_hours" for what is none.
func decimals(fields map[string]string, into map[string]*coaching.Hundredths) error {
	var wrong coaching.Invalid
	for name, place := range into {
		number, ok := coaching.ParseHundredths(fields[name])
		if !ok {
			wrong = append(wrong, coaching.FieldError{Field: name, Code: "not_hours"})
		}
		*place = number
	}
	return wrong.OrNil()
}

type hoursRuleInput struct {
	ByYear
	Body HoursRule
}

// SetHoursRule keeps a new version of the rule of a year.
func (a *API) SetHoursRule() Operation {
	return Do(a, "set-hours-rule", "Change the constants of a year; version is the one that was seen", func(ctx context.Context, actor coaching.Actor, in *hoursRuleInput) (*Of[HoursYear], error) {
		b := in.Body
		rule := coaching.HoursRule{Year: in.Year, Version: b.Version, Weeks: b.Weeks, CountTraining: b.CountTraining, Source: b.Source}
		err := decimals(
			map[string]string{"per_centre": b.PerCentre, "per_fte": b.PerFTE, "per_toddler": b.PerToddler, "full_time": b.FullTime},
			map[string]*coaching.Hundredths{"per_centre": &rule.PerCentre, "per_fte": &rule.PerFTE, "per_toddler": &rule.PerToddler, "full_time": &rule.FullTime})
		for _, kind := range b.Counted {
			rule.Counted = append(rule.Counted, coaching.HoursKind(kind))
		}
		return a.keepHours(ctx, actor, in.Year, func(tx *postgres.Tx) error {
			if err != nil {
				return err
			}
			return tx.SetHoursRule(ctx, actor, rule, a.Now())
		})
	})
}

type hoursSnapshotInput struct {
	ByYear
	Body struct {
		Version  int            `json:"version" doc:"The newest that was seen, 0 for none"`
		Fixed    string         `json:"fte_fixed"`
		Flexible string         `json:"fte_flexible"`
		Agency   string         `json:"fte_agency"`
		Training string         `json:"fte_training"`
		Toddlers map[string]int `json:"toddlers,omitempty" doc:"Target-group toddlers by id of a centre"`
		Source   string         `json:"source"`
		Reason   string         `json:"reason,omitempty" doc:"Needed from the second version on"`
	}
}

// FixHours keeps what was counted on 1 January, for good.
func (a *API) FixHours() Operation {
	return Make(a, "fix-hours", "Fix what was counted on 1 January; a correction is a new version", func(ctx context.Context, actor coaching.Actor, in *hoursSnapshotInput) (*Of[HoursYear], error) {
		b := in.Body
		snapshot := coaching.HoursSnapshot{Year: in.Year, Version: b.Version, Source: b.Source, Reason: b.Reason}
		err := decimals(
			map[string]string{"fte_fixed": b.Fixed, "fte_flexible": b.Flexible, "fte_agency": b.Agency, "fte_training": b.Training},
			map[string]*coaching.Hundredths{"fte_fixed": &snapshot.FTE.Fixed, "fte_flexible": &snapshot.FTE.Flexible, "fte_agency": &snapshot.FTE.Agency, "fte_training": &snapshot.FTE.Training})
		for id, number := range b.Toddlers {
			snapshot.Centres = append(snapshot.Centres, coaching.CountedCentre{ID: coaching.CentreID(id), Toddlers: number})
		}
		return a.keepHours(ctx, actor, in.Year, func(tx *postgres.Tx) error {
			if err != nil {
				return err
			}
			_, err := tx.FixHours(ctx, actor, snapshot, a.Now())
			return err
		})
	})
}

type hoursPlanInput struct {
	ByYear
	Body HoursPlan
}

// SetHoursPlan keeps a new version of the distribution.
func (a *API) SetHoursPlan() Operation {
	return Do(a, "set-hours-plan", "Write the distribution down; version is the one that was seen", func(ctx context.Context, actor coaching.Actor, in *hoursPlanInput) (*Of[HoursYear], error) {
		plan := coaching.HoursPlan{Year: in.Year, Version: in.Body.Version, Words: in.Body.Words}
		var err error
		for _, c := range in.Body.Centres {
			centre := coaching.PlannedCentre{ID: coaching.CentreID(c.ID)}
			if wrong := decimals(map[string]string{"policy": c.Policy, "coaching": c.Coaching, "ve": c.VE},
				map[string]*coaching.Hundredths{"policy": &centre.Policy, "coaching": &centre.Coaching, "ve": &centre.VE}); wrong != nil {
				err = wrong
			}
			plan.Centres = append(plan.Centres, centre)
		}
		return a.keepHours(ctx, actor, in.Year, func(tx *postgres.Tx) error {
			if err != nil {
				return err
			}
			_, err := tx.SetHoursPlan(ctx, actor, plan, a.Now())
			return err
		})
	})
}

// OpenHours opens the distribution of a year to whoever has its address.
func (a *API) OpenHours() Operation {
	return Do(a, "open-hours", "Open the distribution to staff and parents", func(ctx context.Context, actor coaching.Actor, in *ByYear) (*Of[HoursYear], error) {
		return a.keepHours(ctx, actor, in.Year, func(tx *postgres.Tx) error {
			return tx.OpenHoursPage(ctx, actor, in.Year, rand.Text(), a.Now())
		})
	})
}

// CloseHours ends that address for good.
func (a *API) CloseHours() Operation {
	return Do(a, "close-hours", "Close the distribution to staff and parents", func(ctx context.Context, actor coaching.Actor, in *ByYear) (*Of[HoursYear], error) {
		return a.keepHours(ctx, actor, in.Year, func(tx *postgres.Tx) error {
			return tx.CloseHoursPage(ctx, actor, in.Year, a.Now())
		})
	})
}

// Worker is somebody who worked with the children in a year, and whether she was coached in it.
type Worker struct {
	Person  Person `json:"person"`
	Coached bool   `json:"coached"`
}

type workersInput struct {
	ByYear
	Page
	Missing bool `query:"missing" doc:"Only those who were not coached"`
}

// HoursWorkers lists who worked in a year and whether each was coached.
func (a *API) HoursWorkers() Operation {
	return Do(a, "hours-workers", "Who worked in a year, and whether she was coached", func(ctx context.Context, actor coaching.Actor, in *workersInput) (*Of[List[Worker]], error) {
		if err := must(actor, coaching.Administrator, coaching.Manager); err != nil {
			return nil, err
		}
		var shown List[Worker]
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			holder, year, err := a.year(ctx, tx, actor, in.Year)
			if err != nil {
				return err
			}
			workers, next, err := tx.Workers(ctx, holder, year, in.Missing, "", in.Cursor, in.Limit)
			shown = List[Worker]{Next: maybe(next), Items: each(workers, func(w coaching.Worker) Worker {
				return Worker{Person: personOf(coaching.Person{ID: w.PersonID, Name: w.Name}), Coached: w.Coached}
			})}
			return err
		})
		return of(shown, err)
	})
}
