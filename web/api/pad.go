package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Pad is the chosen set of codes on the number keys, in order.
type Pad struct {
	Codes []string `json:"codes" doc:"One to nine, each scheme:item"`
}

// Pad reads the actor's pad.
func (a *API) Pad() Operation {
	return Do(a, "pad", "Your codes on the number keys", func(ctx context.Context, actor coaching.Actor, _ *Empty) (*Of[Pad], error) {
		var pad Pad
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			pad.Codes, err = tx.Pad(ctx, actor)
			return err
		})
		return of(pad, err)
	})
}

type padInput struct{ Body Pad }

// SetPad chooses the actor's pad.
func (a *API) SetPad() Operation {
	return Do(a, "set-pad", "Choose your codes", func(ctx context.Context, actor coaching.Actor, in *padInput) (*Of[Pad], error) {
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			return tx.SetPad(ctx, actor, in.Body.Codes)
		})
		return of(in.Body, err)
	})
}
