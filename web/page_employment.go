package web

import (
	"fmt"
	"net/http"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// employmentRow is one period of employment, with the form that changes it.
type employmentRow struct {
	ID      string
	Fields  employmentFields
	Version int
	Said    string
	Open    bool
	Stale   bool // somebody else changed it meanwhile; Said is what is stored
}

// employmentFields are what a form asks of a period of employment.
type employmentFields struct {
	Key                                         string // of its ids on the page
	FTE, From, Until                            string
	FTEWrong, FromWrong, UntilWrong, PlaceWrong string
	Kinds, Standings, Places                    []Option
}

// atWork is what stands on the page of a person beside her roles: employment, teams, and what else she is.
type atWork struct {
	Employments []employmentRow
	NewPeriod   employmentFields
	PeriodOpen  bool
	Teams       []teamLine
	Join        joinFields
	Coach       bool // she coaches, so a dual role can be declared
	Dual        string
}

func employmentOf(a *ask) (coaching.Employment, error) {
	fte, ok := coaching.ParseFTE(strings.TrimSpace(a.r.PostFormValue("fte")))
	e := coaching.Employment{
		ID: coaching.EmploymentID(a.r.PathValue("employment")), PersonID: memberID(a), Kind: a.r.PostFormValue("kind"), FTE: fte,
		Standing: a.r.PostFormValue("standing"), Location: coaching.LocationID(a.r.PostFormValue("location_id")),
		From: coaching.Day(a.r.PostFormValue("from_day")), Until: coaching.Day(a.r.PostFormValue("until_day")),
	}
	if !ok {
		return e, coaching.Invalid{{Field: "fte", Code: "not_a_number"}}
	}
	return e, nil
}

func (k keeping) employmentFields(key string, e coaching.Employment) employmentFields {
	fields := employmentFields{Key: key, FTE: fteText(e.FTE), From: string(e.From), Until: string(e.Until), Places: k.placeOptions(e.Location, "employment.anywhere")}
	for _, kind := range coaching.EmploymentKinds() {
		fields.Kinds = append(fields.Kinds, Option{kind, k.T("employment.kind_" + kind), kind == e.Kind})
	}
	for _, standing := range coaching.EmploymentStandings() {
		fields.Standings = append(fields.Standings, Option{standing, k.T("employment.standing_" + standing), standing == e.Standing})
	}
	return fields
}

// fteText writes hundredths as people do: "0,67".
func fteText(hundredths int) string {
	return strings.TrimSuffix(fmt.Sprintf("%d,%02d", hundredths/100, hundredths%100), ",00")
}

func (k keeping) employment(e coaching.Employment) employmentRow {
	row := employmentRow{ID: string(e.ID), Version: e.Version, Fields: k.employmentFields("period-"+string(e.ID), e)}
	until := ""
	if e.Until != "" {
		until = k.T("employment.until", "Day", k.Date(string(e.Until)))
	}
	row.Said = strings.TrimSpace(k.T("employment.said", "FTE", fteText(e.FTE), "Kind", k.T("employment.kind_"+e.Kind),
		"Standing", k.T("employment.standing_"+e.Standing), "From", k.Date(string(e.From))) + " " + until)
	return row
}

// addWork reads what stands beside her roles; about is the period whose form failed, "new" for a new one.
func (p *pages) addWork(a *ask, tx *postgres.Tx, k keeping, m coaching.Member, view *memberView, status int, wrong formErrors, about string) error {
	periods, err := tx.Employments(a.r.Context(), k.holder.ID, m.ID)
	if err != nil {
		return err
	}
	typed, _ := employmentOf(a)
	mend := func(fields *employmentFields) {
		*fields = k.employmentFields(fields.Key, typed)
		fields.FTE, fields.FTEWrong, fields.PlaceWrong = a.r.PostFormValue("fte"), wrong.of("fte"), wrong.of("location_id")
		fields.FromWrong, fields.UntilWrong = wrong.of("from_day"), wrong.of("until_day")
	}
	for _, e := range periods {
		row := k.employment(e)
		if about == row.ID {
			mend(&row.Fields)
			row.Open, row.Stale = true, status == http.StatusPreconditionFailed
		}
		view.Work.Employments = append(view.Work.Employments, row)
	}
	view.Work.NewPeriod = k.employmentFields("new-period", coaching.Employment{FTE: 100, Kind: "fixed", Standing: "qualified", From: coaching.Day(k.Today())})
	if about == "new" {
		mend(&view.Work.NewPeriod)
		view.Work.PeriodOpen = true
	}
	if err := p.addTeams(a, tx, k, m, view); err != nil {
		return err
	}
	dual, err := tx.DualRoles(a.r.Context())
	view.Work.Dual = dual[m.ID].Words
	for _, t := range m.Roles {
		view.Work.Coach = view.Work.Coach || t.Role == coaching.Coach && !t.Over(k.now)
	}
	return err
}

func (p *pages) setEmployment(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	e, err := employmentOf(a)
	if err == nil {
		err = p.as(a, func(tx *postgres.Tx) error {
			_, err := tx.SetEmployment(a.r.Context(), a.actor, e, wholeNumber(a.r.PostFormValue("version")), a.now)
			return err
		})
	}
	about := string(e.ID)
	if about == "" {
		about = "new"
	}
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderMemberAbout(a, statusOf(err), wrong, about, func(*memberView, keeping) {})
	}
	return p.finish(a, err, memberPath(memberID(a))+"#employment", "employment_kept")
}

// declareFor is the administrator's; declareOwn, on the page of an account, the coach's.
func (p *pages) declareFor(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	return p.declare(a, memberID(a), memberPath(memberID(a))+"#dual")
}

func (p *pages) declareOwn(a *ask) error { return p.declare(a, a.actor.ID, "/account#dual") }

func (p *pages) declare(a *ask, id coaching.PersonID, back string) error {
	err := p.as(a, func(tx *postgres.Tx) error {
		return tx.DeclareDualRole(a.r.Context(), a.actor, id, a.r.PostFormValue("words"), a.now)
	})
	return p.finish(a, err, back, "dual_role_kept")
}
