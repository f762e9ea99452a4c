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

func accountOf(a coaching.Account) Account {
	return Account{
		Employee: personOf(coaching.Person{ID: a.EmployeeID, Name: a.Name}),
		Location: Place{string(a.LocationID), a.LocationName}, Running: a.Running, Minutes: a.Minutes,
	}
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

type accountabilityInput struct {
	Page
	LocationID string `query:"location_id" doc:"Only of this location"`
}

// Accountability is the manager's view.
func (a *API) Accountability() Operation {
	return Do(a, "accountability", "Who is being coached, and minutes of this year, by location and name", func(ctx context.Context, actor coaching.Actor, in *accountabilityInput) (*Of[List[Account]], error) {
		if err := must(actor, coaching.Manager); err != nil {
			return nil, err
		}
		if err := checkID("location_id", in.LocationID); err != nil {
			return nil, err
		}
		var (
			found []coaching.Account
			next  string
		)
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, next, err = tx.Accountability(ctx, coaching.LocationID(in.LocationID), in.Cursor, in.Limit)
			return err
		})
		return of(listOf(found, next, accountOf), err)
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
