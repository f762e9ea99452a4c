package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Employment is one period in which somebody is employed, as the hours norm asks it.
type Employment struct {
	ID         string  `json:"id"`
	PersonID   string  `json:"person_id"`
	Kind       string  `json:"kind"`
	FTE        float64 `json:"fte" doc:"1 is 36 hours a week; in hundredths"`
	Standing   string  `json:"standing"`
	LocationID *string `json:"location_id" doc:"null: at no location in particular"`
	FromDay    string  `json:"from_day"`
	UntilDay   *string `json:"until_day" doc:"The last day; null without end"`
	Version    int     `json:"version"`
}

func employmentOf(e coaching.Employment) Employment {
	return Employment{
		ID: string(e.ID), PersonID: string(e.PersonID), Kind: e.Kind, FTE: float64(e.FTE) / 100, Standing: e.Standing,
		LocationID: maybe(string(e.Location)), FromDay: string(e.From), UntilDay: maybe(string(e.Until)), Version: e.Version,
	}
}

type employmentBody struct {
	Kind       string `json:"kind" enum:"fixed,flexible,agency"`
	FTE        string `json:"fte" doc:"1 is 36 hours a week: 1, 0.67 or 0,67"`
	Standing   string `json:"standing" enum:"qualified,in_training,other"`
	LocationID string `json:"location_id,omitempty" doc:"Empty: at no location in particular"`
	FromDay    string `json:"from_day"`
	UntilDay   string `json:"until_day,omitempty"`
}

func (b employmentBody) employment(person, id string) (coaching.Employment, error) {
	fte, ok := coaching.ParseFTE(b.FTE)
	if !ok {
		return coaching.Employment{}, coaching.Invalid{{Field: "fte", Code: "not_a_number"}}
	}
	return coaching.Employment{
		ID: coaching.EmploymentID(id), PersonID: coaching.PersonID(person), Kind: b.Kind, FTE: fte, Standing: b.Standing,
		Location: coaching.LocationID(b.LocationID), From: coaching.Day(b.FromDay), Until: coaching.Day(b.UntilDay),
	}, nil
}

// Employments lists the periods of a person.
func (a *API) Employments() Operation {
	return Do(a, "employments", "When and for how much a person is employed", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, in *ByID) (*Of[List[Employment]], error) {
		var found []coaching.Employment
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			if _, err = tx.Member(ctx, holder, coaching.PersonID(in.ID)); err == nil {
				found, err = tx.Employments(ctx, holder, coaching.PersonID(in.ID))
			}
			return err
		})
		return of(whole(each(found, employmentOf)), err)
	}))
}

type newEmploymentInput struct {
	ByID
	Body employmentBody
}

// AddEmployment adds a period.
func (a *API) AddEmployment() Operation {
	return Make(a, "add-employment", "Add a period of employment", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *newEmploymentInput) (*Tagged[Employment], error) {
		period, err := in.Body.employment(in.ID, "")
		return a.setEmployment(ctx, actor, period, 0, err)
	}))
}

type employmentChange struct {
	ByID
	Change
	Employment string `path:"employment" doc:"Id of the period"`
	Body       employmentBody
}

// ChangeEmployment changes a period.
func (a *API) ChangeEmployment() Operation {
	return Do(a, "change-employment", "Change a period of employment", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *employmentChange) (*Tagged[Employment], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		period, err := in.Body.employment(in.ID, in.Employment)
		return a.setEmployment(ctx, actor, period, version, err)
	}))
}

func (a *API) setEmployment(ctx context.Context, actor coaching.Actor, period coaching.Employment, version int, wrong error) (*Tagged[Employment], error) {
	if wrong != nil {
		return nil, wrong
	}
	var stored coaching.Employment
	err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
		stored, err = tx.SetEmployment(ctx, actor, period, version, a.Now())
		return err
	})
	return tagged(employmentOf(stored), stored.Version, err)
}
