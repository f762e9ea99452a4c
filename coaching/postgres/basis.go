package postgres

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
)

// Basis is how a holder deals with children on film now; NoBasis where it never chose.
func (tx *Tx) Basis(ctx context.Context, holder coaching.HolderID) (coaching.Basis, error) {
	var basis coaching.Basis
	err := tx.one(ctx, "read basis", &basis, `
		SELECT id,
		       holder_id,
		       version,
		       basis,
		       balancing,
		       both_guardians,
		       register_in_use,
		       task_days,
		       COALESCE(set_by::text, '') AS set_by,
		       set_at
		FROM consent_basis
		WHERE holder_id = $1
		ORDER BY version DESC
		LIMIT 1`, holder)
	if errors.Is(err, coaching.ErrNotFound) {
		basis = coaching.NoBasis()
		basis.HolderID = holder
		return basis, nil
	}
	return basis, err
}

// SetBasis chooses how the actor's holder deals with children, after the version that she saw; ErrStale when it is not the
// newest. What follows for each child is settled at once; recordings that are there are not locked by it.
func (tx *Tx) SetBasis(ctx context.Context, actor coaching.Actor, next coaching.Basis, ifVersion int, now time.Time) (coaching.Basis, error) {
	holder, err := coaching.MaySetBasis(actor)
	if err != nil {
		return coaching.Basis{}, err
	}
	if err := next.Check(); err != nil {
		return coaching.Basis{}, err
	}
	if err := tx.aloneWithConsent(ctx, holder); err != nil {
		return coaching.Basis{}, err
	}
	before, err := tx.Basis(ctx, holder)
	if err != nil {
		return coaching.Basis{}, err
	}
	if before.Version != ifVersion {
		return coaching.Basis{}, coaching.ErrStale
	}
	next.HolderID, next.Version, next.SetBy = holder, before.Version+1, actor.ID
	if err := tx.writeBasis(ctx, next, now); err != nil {
		return coaching.Basis{}, err
	}
	if err := tx.note(ctx, coaching.AdministrationLine{
		HolderID: holder, Actor: string(actor.ID), Act: coaching.ActBasisSet, Detail: string(next.Basis), At: now,
	}); err != nil {
		return coaching.Basis{}, err
	}
	children, err := tx.children(ctx, `
		WHERE c.holder_id = $1`, holder)
	if err != nil {
		return coaching.Basis{}, err
	}
	if _, err := tx.follow(ctx, next, children, now); err != nil {
		return coaching.Basis{}, err
	}
	if err := tx.Notify(ctx, TopicHolder, string(holder)); err != nil {
		return coaching.Basis{}, err
	}
	return tx.Basis(ctx, holder)
}

// BeginBasis is the default of a new holder. Doors First and Invite.
func (tx *Tx) BeginBasis(ctx context.Context, holder coaching.HolderID, now time.Time) error {
	basis := coaching.DefaultBasis()
	basis.HolderID, basis.Version = holder, 1
	return tx.writeBasis(ctx, basis, now)
}

func (tx *Tx) writeBasis(ctx context.Context, b coaching.Basis, now time.Time) error {
	_, err := tx.run(ctx, "write basis", `
		INSERT INTO consent_basis (id, holder_id, version, basis, balancing, both_guardians, register_in_use, task_days, set_by, set_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULLIF($9, '')::uuid, $10)`,
		NewID[coaching.BasisID](), b.HolderID, b.Version, b.Basis, b.Balancing, b.BothGuardians, b.RegisterInUse, b.TaskDays, b.SetBy, now)
	return err
}

// aloneWithConsent makes all that changes what is allowed at a holder wait for one another: each follows from all lines.
func (tx *Tx) aloneWithConsent(ctx context.Context, holder coaching.HolderID) error {
	return tx.alone(ctx, "consent at "+string(holder))
}
