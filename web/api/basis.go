package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Basis is how a holder deals with children on film.
type Basis struct {
	Basis         string `json:"basis" enum:"opt_in,legitimate_interest"`
	Balancing     string `json:"balancing" doc:"With legitimate_interest: why it weighs more"`
	BothGuardians bool   `json:"both_guardians"`
	RegisterInUse bool   `json:"register_in_use" doc:"Nothing is filmed without a roster"`
	TaskDays      int    `json:"task_days" doc:"How long there is to delete or cut after a yes was taken back"`
	Version       int    `json:"version" doc:"0 where nobody chose"`
}

func basisOf(b coaching.Basis) Basis {
	return Basis{
		Basis: string(b.Basis), Balancing: b.Balancing, BothGuardians: b.BothGuardians, RegisterInUse: b.RegisterInUse, TaskDays: b.TaskDays, Version: b.Version,
	}
}

// Basis shows it to everybody who works there.
func (a *API) Basis() Operation {
	return Do(a, "consent-basis", "How your organisation deals with children on film", func(ctx context.Context, actor coaching.Actor, _ *Empty) (*Tagged[Basis], error) {
		var found coaching.Basis
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.Basis(ctx, actor.At())
			return err
		})
		return tagged(basisOf(found), found.Version, err)
	})
}

type basisInput struct {
	Beginning
	Body struct {
		Basis         string `json:"basis"`
		Balancing     string `json:"balancing,omitempty"`
		BothGuardians bool   `json:"both_guardians,omitempty"`
		RegisterInUse bool   `json:"register_in_use"`
		TaskDays      int    `json:"task_days"`
	}
}

// SetBasis chooses it.
func (a *API) SetBasis() Operation {
	return Do(a, "set-consent-basis", "Choose how your organisation deals with children on film", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *basisInput) (*Tagged[Basis], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		var made coaching.Basis
		err = a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			made, err = tx.SetBasis(ctx, actor, coaching.Basis{
				Basis: coaching.LegalBasis(in.Body.Basis), Balancing: in.Body.Balancing, BothGuardians: in.Body.BothGuardians,
				RegisterInUse: in.Body.RegisterInUse, TaskDays: in.Body.TaskDays,
			}, version, a.Now())
			return err
		})
		return tagged(basisOf(made), made.Version, err)
	}))
}
