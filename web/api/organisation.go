package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Account is all that a manager learns of an employee.
type Account struct {
	Employee Person `json:"employee"`
	Location Place  `json:"location"`
	Running  bool   `json:"running" doc:"A trajectory runs"`
	Minutes  int    `json:"minutes" doc:"Of coaching, confirmed this year"`
}

// Place is a location by name.
type Place struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Location is a place with its groups.
type Location struct {
	Place
	LRKNumber string  `json:"lrk_number"`
	Groups    []Place `json:"groups"`
}

// Member is a person with roles.
type Member struct {
	Person
	Email string `json:"email"`
	Roles []Role `json:"roles"`
}

func accountOf(a coaching.Account) Account {
	return Account{
		Employee: personOf(coaching.Person{ID: a.EmployeeID, Name: a.Name}),
		Location: Place{string(a.LocationID), a.LocationName}, Running: a.Running, Minutes: a.Minutes,
	}
}

func locationOf(l coaching.Location) Location {
	return Location{
		Place: Place{string(l.ID), l.Name}, LRKNumber: l.LRK,
		Groups: each(l.Groups, func(g coaching.Group) Place { return Place{string(g.ID), g.Name} }),
	}
}

func memberOf(p coaching.PersonWithRoles) Member {
	return Member{Person: personOf(p.Person), Email: p.Email, Roles: each(p.Roles, roleOf)}
}

// must hides from everybody without one of the roles that there is anything to see.
func must(actor coaching.Actor, roles ...coaching.Role) error {
	for _, role := range roles {
		if actor.Is(role) {
			return nil
		}
	}
	return coaching.ErrNotFound
}

// Accountability is the manager's view.
func (a *API) Accountability() Operation {
	return Do(a, "accountability", "Who is being coached, and minutes of this year", func(ctx context.Context, actor coaching.Actor, _ *Empty) (*Of[List[Account]], error) {
		if err := must(actor, coaching.Manager); err != nil {
			return nil, err
		}
		var found []coaching.Account
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.Accountability(ctx)
			return err
		})
		return of(whole(each(found, accountOf)), err)
	})
}

// People is the administrator's list.
func (a *API) People() Operation {
	return Do(a, "people", "Everybody with an account", func(ctx context.Context, actor coaching.Actor, in *Page) (*Of[List[Member]], error) {
		if err := must(actor, coaching.Administrator, coaching.DataProtectionOfficer); err != nil {
			return nil, err
		}
		var (
			found []coaching.PersonWithRoles
			next  string
		)
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, next, err = tx.People(ctx, in.Cursor, in.Limit)
			return err
		})
		return of(listOf(found, next, memberOf), err)
	})
}

// Locations lists the places of the holder.
func (a *API) Locations() Operation {
	return Do(a, "locations", "The locations with their groups", func(ctx context.Context, actor coaching.Actor, _ *Empty) (*Of[List[Location]], error) {
		if err := must(actor, coaching.Administrator, coaching.DataProtectionOfficer); err != nil {
			return nil, err
		}
		var found []coaching.Location
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.Locations(ctx, actor.HolderID)
			return err
		})
		return of(whole(each(found, locationOf)), err)
	})
}

// Confirmation is whether everybody in view has agreed to recording.
type Confirmation struct {
	Confirmed   bool       `json:"confirmed"`
	ConfirmedAt *time.Time `json:"confirmed_at"`
}

type confirmationInput struct {
	Body struct {
		Confirmed bool `json:"confirmed"`
	}
}

// ConfirmRecording switches recording on or off for the holder.
func (a *API) ConfirmRecording() Operation {
	return Do(a, "confirm-recording", "Confirm that everybody in view has agreed", func(ctx context.Context, actor coaching.Actor, in *confirmationInput) (*Of[Confirmation], error) {
		if err := must(actor, coaching.Administrator, coaching.DataProtectionOfficer); err != nil {
			return nil, err
		}
		var holder coaching.Holder
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			if in.Body.Confirmed {
				holder, err = tx.ConfirmRecording(ctx, actor, a.Now())
			} else {
				holder, err = tx.WithdrawRecordingConfirmation(ctx, actor)
			}
			return err
		})
		at := perhaps(holder.RecordingConfirmedAt)
		return of(Confirmation{Confirmed: at != nil, ConfirmedAt: at}, err)
	})
}
