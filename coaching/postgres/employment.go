package postgres

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
)

// Employments lists the periods of a person for a holder, the oldest first. For those who keep people, and herself.
func (tx *Tx) Employments(ctx context.Context, holder coaching.HolderID, person coaching.PersonID) ([]coaching.Employment, error) {
	var rows []coaching.Employment
	err := tx.many(ctx, "list employments", &rows, `
		SELECT id,
		       person_id,
		       kind,
		       (fte * 100)::integer AS fte,
		       standing,
		       COALESCE(location_id::text, '') AS location,
		       from_day::text AS from,
		       COALESCE(until_day::text, '') AS until,
		       version
		FROM employment
		WHERE holder_id = $1
		  AND person_id = $2
		ORDER BY from_day, id`, holder, person)
	return rows, err
}

func (tx *Tx) insertEmployment(ctx context.Context, holder coaching.HolderID, e coaching.Employment, now time.Time) error {
	_, err := tx.run(ctx, "add employment", `
		INSERT INTO employment (id, holder_id, person_id, kind, fte, standing, location_id, from_day, until_day, created_at)
		VALUES ($1, $2, $3, $4, $5::numeric / 100, $6, NULLIF($7, '')::uuid, $8, NULLIF($9, '')::date, $10)`,
		e.ID, holder, e.PersonID, e.Kind, e.FTE, e.Standing, e.Location, e.From, e.Until, now)
	return err
}

// SetEmployment adds a period, or changes the one of e.ID. Errors: as CheckEmployment, ErrStale when version is not the
// present one, ErrNotFound for a person of another holder.
func (tx *Tx) SetEmployment(ctx context.Context, actor coaching.Actor, e coaching.Employment, version int, now time.Time) (coaching.Employment, error) {
	holder, others, err := tx.employed(ctx, actor, e)
	if err != nil {
		return coaching.Employment{}, err
	}
	act := coaching.ActEmploymentAdded
	if e.ID == "" {
		e.ID = NewID[coaching.EmploymentID]()
		err = tx.insertEmployment(ctx, holder, e, now)
	} else {
		act, err = coaching.ActEmploymentChanged, tx.changeEmployment(ctx, e, others, version)
	}
	if err != nil {
		return coaching.Employment{}, err
	}
	if err := tx.note(ctx, coaching.AdministrationLine{HolderID: holder, Actor: string(actor.ID), Act: act, PersonID: e.PersonID, At: now}); err != nil {
		return coaching.Employment{}, err
	}
	all, err := tx.Employments(ctx, holder, e.PersonID)
	for _, stored := range all {
		if stored.ID == e.ID {
			return stored, nil
		}
	}
	return coaching.Employment{}, err
}

// employed keeps others from changing the periods of a person meanwhile, and checks one.
func (tx *Tx) employed(ctx context.Context, actor coaching.Actor, e coaching.Employment) (coaching.HolderID, []coaching.Employment, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return "", nil, err
	}
	if err := tx.alone(ctx, string(e.PersonID)); err != nil {
		return "", nil, err
	}
	if _, err := tx.Member(ctx, holder, e.PersonID); err != nil {
		return "", nil, err
	}
	places, err := tx.Locations(ctx, holder)
	if err != nil {
		return "", nil, err
	}
	others, err := tx.Employments(ctx, holder, e.PersonID)
	if err != nil {
		return "", nil, err
	}
	return holder, others, coaching.CheckEmployment(e, others, places)
}

func (tx *Tx) changeEmployment(ctx context.Context, e coaching.Employment, there []coaching.Employment, version int) error {
	known := false
	for _, other := range there {
		known = known || other.ID == e.ID
	}
	if !known {
		return fmt.Errorf("change employment %s: %w", e.ID, coaching.ErrNotFound)
	}
	rows, err := tx.run(ctx, "change employment", `
		UPDATE employment
		SET kind = $3,
		    fte = $4::numeric / 100,
		    standing = $5,
		    location_id = NULLIF($6, '')::uuid,
		    from_day = $7,
		    until_day = NULLIF($8, '')::date,
		    version = version + 1
		WHERE id = $1
		  AND version = $2`, e.ID, version, e.Kind, e.FTE, e.Standing, e.Location, e.From, e.Until)
	if err == nil && rows == 0 {
		err = fmt.Errorf("change employment %s: %w", e.ID, coaching.ErrStale)
	}
	return err
}
