package web

import (
	"crypto/rand"
	"net/http"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type hoursPlanView struct {
	Frame
	hoursHead
	Problem   string
	MayChange bool
	Version   int
	Centres   []planFields
	Total     string // planned, beside the norm
	Words     textField
	Table     *planTable
	Page      string // the address for parents, whole; "" while it is closed
}

type planFields struct {
	ID, Name, LRK        string
	Policy, Coaching, VE numberField
}

const shownPath = "/distribution/"

func (p *pages) showHoursPlan(a *ask) error {
	return p.renderHoursPlan(a, http.StatusOK, formErrors{})
}

func (p *pages) renderHoursPlan(a *ask, status int, wrong formErrors) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	view := hoursPlanView{Problem: wrong.summary, MayChange: a.actor.Is(coaching.Administrator)}
	err := p.as(a, func(tx *postgres.Tx) error {
		y, err := p.readHours(a, tx)
		if err != nil {
			return err
		}
		w := a.words(y.Holder)
		view.hoursHead, view.Version = w.hoursHead(hoursPath+"/plan", y.Year), y.Plan.Version
		view.Table = w.planTable(y.Plan)
		norm, _ := y.Norm()
		total := y.Plan.Total()
		view.Total = w.T("hours.planned_of", "Plan", w.hours(total.Policy+total.Coaching), "Norm", w.hours(norm.Hours))
		view.Words = textField{typed(a, "words", y.Plan.Words), wrong.of("words")}
		for _, centre := range y.Centres {
			view.Centres = append(view.Centres, w.planFields(a, centre, y.Plan.Of(centre.ID), wrong))
		}
		token, err := tx.HoursPage(a.r.Context(), y.Holder.ID, y.Year)
		if token != "" {
			view.Page = p.baseURL(a.r) + shownPath + token
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "hours_plan", a.say.T("hours.plan_title"))
	return p.render(a, status, "hours_plan", view)
}

func (w words) planFields(a *ask, centre coaching.CountedCentre, plan coaching.PlannedCentre, wrong formErrors) planFields {
	field := func(name string, hours coaching.Hundredths) numberField {
		full := name + "_" + string(centre.ID)
		return numberField{full, w.T("hours." + name), typed(a, full, w.hours(hours)), "", wrong.of(full)}
	}
	return planFields{string(centre.ID), centre.Name, centre.LRK, field("policy", plan.Policy), field("coaching", plan.Coaching), field("ve", plan.VE)}
}

func (p *pages) setHoursPlan(a *ask) error {
	return p.settleHours(a, hoursPath+"/plan", "hours_planned", p.renderHoursPlan, func(tx *postgres.Tx, year int) error {
		plan := coaching.HoursPlan{Year: year, Version: wholeNumber(a.r.PostFormValue("version")), Words: strings.TrimSpace(a.r.PostFormValue("words"))}
		var wrong coaching.Invalid
		for _, id := range a.r.PostForm["centre"] {
			centre := coaching.PlannedCentre{ID: coaching.CentreID(id)}
			readNumber(a, "policy_"+id, &centre.Policy, &wrong)
			readNumber(a, "coaching_"+id, &centre.Coaching, &wrong)
			readNumber(a, "ve_"+id, &centre.VE, &wrong)
			plan.Centres = append(plan.Centres, centre)
		}
		if err := wrong.OrNil(); err != nil {
			return err
		}
		_, err := tx.SetHoursPlan(a.r.Context(), a.actor, plan, a.now)
		return err
	})
}

// openHours opens or closes the page for parents.
func (p *pages) openHours(a *ask) error {
	open, said := a.r.PostFormValue("open") != "", "hours_closed"
	if open {
		said = "hours_opened"
	}
	return p.settleHours(a, hoursPath+"/plan", said, p.renderHoursPlan, func(tx *postgres.Tx, year int) error {
		if open {
			return tx.OpenHoursPage(a.r.Context(), a.actor, year, rand.Text(), a.now)
		}
		return tx.CloseHoursPage(a.r.Context(), a.actor, year, a.now)
	})
}

func (p *pages) placeHours(a *ask) error {
	return p.settleHours(a, hoursPath, "hours_placed", func(a *ask, _ int, _ formErrors) error { return p.showHours(a) }, func(tx *postgres.Tx, year int) error {
		holder, err := a.actor.HolderAs(coaching.Administrator)
		if err != nil {
			return err
		}
		_, err = tx.PlaceHours(a.r.Context(), holder, year)
		return err
	})
}

type hoursShownView struct {
	Frame
	Holder string
	Year   int
	Plan   *planTable
}

// showDistribution is for whoever has the address: staff and parents. It says nothing of anybody.
func (p *pages) showDistribution(a *ask) error {
	keepSecret(a.w)
	a.w.Header().Set("X-Robots-Tag", "noindex, nofollow")
	var view hoursShownView
	err := p.DB.AsDoor(a.r.Context(), postgres.Hours, func(tx *postgres.Tx) error {
		plan, holder, err := tx.ShownPlan(a.r.Context(), a.r.PathValue("token"))
		view = hoursShownView{Holder: holder.Name, Year: plan.Year, Plan: a.words(holder).planTable(plan)}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "hours_shown", a.say.T("hours.shown_title", "Year", view.Year))
	return p.render(a, http.StatusOK, "hours_shown", view)
}
