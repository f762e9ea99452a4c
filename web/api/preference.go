package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Preference is how somebody likes to learn; it is chosen, never tested.
type Preference struct {
	Preference string `json:"preference" enum:",copying,participating,knowing,practising,discovering"`
}

// Preference reads the actor's own.
func (a *API) Preference() Operation {
	return Do(a, "preference", "How you like to learn", func(ctx context.Context, actor coaching.Actor, _ *Empty) (*Of[Preference], error) {
		var chosen coaching.Preference
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			chosen, err = tx.Preference(ctx, actor.At(), actor.ID)
			return err
		})
		return of(Preference{Preference: string(chosen)}, err)
	})
}

type preferenceInput struct{ Body Preference }

// SetPreference chooses, or chooses nothing.
func (a *API) SetPreference() Operation {
	return Do(a, "set-preference", "Choose how you like to learn", func(ctx context.Context, actor coaching.Actor, in *preferenceInput) (*Of[Preference], error) {
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			return tx.SetPreference(ctx, actor, coaching.Preference(in.Body.Preference), a.Now())
		})
		return of(in.Body, err)
	})
}
