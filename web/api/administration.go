package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// AdministrationLine says who did what to people and places.
type AdministrationLine struct {
	ID       string    `json:"id"`
	At       time.Time `json:"at"`
	Actor    string    `json:"actor" doc:"Id of a person, or system:invite for the operator"`
	Act      string    `json:"act"`
	PersonID *string   `json:"person_id" doc:"About whom"`
	Role     *string   `json:"role"`
	Day      *string   `json:"day" doc:"The first or last day"`
	Detail   string    `json:"detail"`
}

func lineOf(l coaching.AdministrationLine) AdministrationLine {
	return AdministrationLine{
		ID: l.ID, At: instant(l.At), Actor: l.Actor, Act: string(l.Act), PersonID: maybe(string(l.PersonID)),
		Role: maybe(string(l.Role)), Day: maybe(l.Day), Detail: l.Detail,
	}
}

type administrationInput struct {
	Page
	PersonID string `query:"person_id" maxLength:"36"`
}

// AdministrationLog lists who added, changed and ended whom.
func (a *API) AdministrationLog() Operation {
	return Do(a, "administration-log", "Who added, changed and ended whom", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, in *administrationInput) (*Of[List[AdministrationLine]], error) {
		var (
			found []coaching.AdministrationLine
			next  string
		)
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, next, err = tx.AdministrationLog(ctx, holder, coaching.PersonID(in.PersonID), in.Cursor, in.Limit)
			return err
		})
		return of(listOf(found, next, lineOf), err)
	}))
}
