package web

import (
	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type centreRow struct {
	centreFields
	ID      string
	Key     string // of its ids on the page
	Version int
	Title   string // its name as it is stored
	Said    string // kind, number and dates in words
	Unusual bool   // the number is not of the usual length
}

// centreFields are what a form asks of a registered centre.
type centreFields struct {
	Key                                                   string // of the ids of a new one on the page
	Now                                                   string // what is stored, when somebody else changed it meanwhile
	Name, Kind, LRK, From, Until                          string
	NameWrong, KindWrong, LRKWrong, FromWrong, UntilWrong string
	Kinds                                                 []Option
}

func centreOf(a *ask) coaching.Centre {
	return coaching.Centre{
		ID: coaching.CentreID(a.r.PathValue("id")), Location: coaching.LocationID(a.r.PathValue("id")),
		Name: a.r.PostFormValue("name"), Kind: coaching.CentreKind(a.r.PostFormValue("kind")), LRK: a.r.PostFormValue("lrk_number"),
		From: coaching.Day(a.r.PostFormValue("registered_from")), Until: coaching.Day(a.r.PostFormValue("registered_until")),
	}
}

func centreFieldsOf(a *ask, wrong formErrors) centreFields {
	c := centreOf(a)
	return centreFields{
		Name: c.Name, Kind: string(c.Kind), LRK: c.LRK, From: string(c.From), Until: string(c.Until),
		NameWrong: wrong.of("name"), KindWrong: wrong.of("kind"), LRKWrong: wrong.of("lrk_number"),
		FromWrong: wrong.of("registered_from"), UntilWrong: wrong.of("registered_until"),
	}
}

func (k keeping) kinds(chosen coaching.CentreKind) []Option {
	var options []Option
	for _, kind := range coaching.CentreKinds() {
		options = append(options, Option{string(kind), k.T("centre.kind_" + string(kind)), kind == chosen})
	}
	return options
}

func (k keeping) centre(c coaching.Centre) centreRow {
	row := centreRow{ID: string(c.ID), Version: c.Version, Unusual: c.LRKUnusual(), Title: c.Name, Key: "centre-" + string(c.ID), centreFields: centreFields{
		Name: c.Name, Kind: string(c.Kind), LRK: c.LRK, From: string(c.From), Until: string(c.Until), Kinds: k.kinds(c.Kind),
	}}
	number := k.T("centre.number_unknown")
	if c.LRK != "" {
		number = k.T("people.lrk", "Number", c.LRK)
	}
	row.Said = k.T("centre.kind_"+string(c.Kind)) + " · " + number
	if c.Until != "" {
		row.Said += " · " + k.T("centre.until", "Day", k.Date(string(c.Until)))
	}
	return row
}

// mend puts what was typed into the form, above what is stored where somebody else changed that.
func (r *centreRow) mend(k keeping, typed typedPlace) {
	r.centreFields = typed.centre
	r.Kinds = k.kinds(coaching.CentreKind(typed.centre.Kind))
	if typed.stale {
		r.Now = r.Title + ", " + r.Said
	}
}

func (p *pages) addCentre(a *ask) error {
	return p.settle(a, a.r.PathValue("id")+"/centre", "place_added", func(tx *postgres.Tx) error {
		_, err := tx.AddCentre(a.r.Context(), a.actor, centreOf(a), a.now)
		return err
	})
}

func (p *pages) changeCentre(a *ask) error {
	return p.settle(a, a.r.PathValue("id"), "place_changed", func(tx *postgres.Tx) error {
		_, err := tx.ChangeCentre(a.r.Context(), a.actor, centreOf(a), wholeNumber(a.r.PostFormValue("version")), a.now)
		return err
	})
}
