package postgres

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
)

// Centres lists the registered centres of a holder by name.
func (tx *Tx) Centres(ctx context.Context, holder coaching.HolderID) ([]coaching.Centre, error) {
	var rows []coaching.Centre
	err := tx.many(ctx, "list centres", &rows, `
		SELECT id,
		       location_id AS location,
		       name,
		       kind,
		       COALESCE(lrk_number, '') AS lrk,
		       registered_from::text AS from,
		       COALESCE(registered_until::text, '') AS until,
		       version
		FROM centre
		WHERE holder_id = $1
		ORDER BY name COLLATE "nl-x-icu", id`, holder)
	return rows, err
}

func (tx *Tx) insertCentre(ctx context.Context, holder coaching.HolderID, c coaching.Centre, now time.Time) error {
	_, err := tx.run(ctx, "create centre", `
		INSERT INTO centre (id, holder_id, location_id, name, kind, lrk_number, registered_from, registered_until, created_at)
		VALUES ($1, $2, $3, $4, $5, NULLIF($6, ''), $7, NULLIF($8, '')::date, $9)`,
		c.ID, holder, c.Location, c.Name, c.Kind, c.LRK, c.From, c.Until, now)
	return err
}

// AddCentre adds a centre to a location of the actor's holder, which is open on its first day in the register. Invalid as
// CheckCentre, and with the field "location_id"; Conflict "lrk_taken".
func (tx *Tx) AddCentre(ctx context.Context, actor coaching.Actor, c coaching.Centre, now time.Time) (coaching.Centre, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Centre{}, err
	}
	c.ID, c.Name, c.Version = NewID[coaching.CentreID](), normal(c.Name), 1
	if err := coaching.CheckCentre(c); err != nil {
		return coaching.Centre{}, err
	}
	place, err := tx.location(ctx, holder, c.Location)
	if err != nil {
		return coaching.Centre{}, err
	}
	if err := coaching.CheckOpenLocation("location_id", []coaching.Location{place}, c.Location, c.From); err != nil {
		return coaching.Centre{}, err
	}
	if err := tx.insertCentre(ctx, holder, c, now); err != nil {
		return coaching.Centre{}, err
	}
	return c, tx.notePlace(ctx, actor, holder, coaching.ActCentreAdded, c.Name+" "+c.LRK, now)
}

// ChangeCentre changes all but the location of a centre. ErrStale when version is not the present one.
func (tx *Tx) ChangeCentre(ctx context.Context, actor coaching.Actor, c coaching.Centre, version int, now time.Time) (coaching.Centre, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Centre{}, err
	}
	c.Name = normal(c.Name)
	if err := coaching.CheckCentre(c); err != nil {
		return coaching.Centre{}, err
	}
	if _, err := tx.centre(ctx, holder, c.ID); err != nil {
		return coaching.Centre{}, err
	}
	rows, err := tx.run(ctx, "change centre", `
		UPDATE centre
		SET name = $3,
		    kind = $4,
		    lrk_number = NULLIF($5, ''),
		    registered_from = $6,
		    registered_until = NULLIF($7, '')::date,
		    version = version + 1
		WHERE id = $1
		  AND version = $2`, c.ID, version, c.Name, c.Kind, c.LRK, c.From, c.Until)
	if err == nil && rows == 0 {
		err = fmt.Errorf("change centre %s: %w", c.ID, coaching.ErrStale)
	}
	if err != nil {
		return coaching.Centre{}, err
	}
	if err := tx.notePlace(ctx, actor, holder, coaching.ActCentreChanged, c.Name+" "+c.LRK, now); err != nil {
		return coaching.Centre{}, err
	}
	return tx.centre(ctx, holder, c.ID)
}

func (tx *Tx) centre(ctx context.Context, holder coaching.HolderID, id coaching.CentreID) (coaching.Centre, error) {
	all, err := tx.Centres(ctx, holder)
	for _, c := range all {
		if c.ID == id {
			return c, nil
		}
	}
	if err == nil {
		err = fmt.Errorf("read centre %s: %w", id, coaching.ErrNotFound)
	}
	return coaching.Centre{}, err
}
