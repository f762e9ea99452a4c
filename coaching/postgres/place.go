package postgres

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/text/unicode/norm"

	"terugblik/coaching"
)

// AddLocation adds a location to the actor's holder. Invalid with field "name".
func (tx *Tx) AddLocation(ctx context.Context, actor coaching.Actor, name string, now time.Time) (coaching.Location, error) {
	holder, name, err := tidyPlace(actor, name, "")
	if err != nil {
		return coaching.Location{}, err
	}
	place := coaching.Location{ID: NewID[coaching.LocationID](), Name: name, Version: 1}
	if err := tx.CreateLocation(ctx, holder, place, now); err != nil {
		return coaching.Location{}, err
	}
	return place, tx.notePlace(ctx, actor, holder, coaching.ActLocationAdded, name, now)
}

// ChangeLocation renames a location and sets the last day on which it is open, "" for none. ErrStale when version is not the present one.
func (tx *Tx) ChangeLocation(ctx context.Context, actor coaching.Actor, id coaching.LocationID, name string, until coaching.Day, version int, now time.Time) (coaching.Location, error) {
	holder, name, err := tidyPlace(actor, name, until)
	if err != nil {
		return coaching.Location{}, err
	}
	before, err := tx.location(ctx, holder, id)
	if err != nil {
		return coaching.Location{}, err
	}
	rows, err := tx.run(ctx, "change location", `
		UPDATE location
		SET name = $3,
		    until_day = NULLIF($4, '')::date,
		    version = version + 1
		WHERE id = $1
		  AND version = $2`, id, version, name, until)
	if err == nil && rows == 0 {
		err = fmt.Errorf("change location %s: %w", id, coaching.ErrStale)
	}
	if err != nil {
		return coaching.Location{}, err
	}
	if err := tx.notePlace(ctx, actor, holder, coaching.ActLocationChanged, renamed(before.Name, name), now); err != nil {
		return coaching.Location{}, err
	}
	return tx.location(ctx, holder, id)
}

// AddGroup adds a group to a location of the actor's holder. Invalid with fields "name" and "location_id".
func (tx *Tx) AddGroup(ctx context.Context, actor coaching.Actor, at coaching.LocationID, name string, now time.Time) (coaching.Group, error) {
	holder, name, err := tidyPlace(actor, name, "")
	if err != nil {
		return coaching.Group{}, err
	}
	place, err := tx.location(ctx, holder, at)
	if err != nil {
		return coaching.Group{}, err
	}
	today, err := tx.today(ctx, holder, now)
	if err != nil {
		return coaching.Group{}, err
	}
	if err := coaching.CheckOpenLocation("location_id", []coaching.Location{place}, at, today); err != nil {
		return coaching.Group{}, err
	}
	group := coaching.Group{ID: NewID[coaching.GroupID](), Name: name, Version: 1}
	if err := tx.CreateGroup(ctx, holder, place.ID, group, now); err != nil {
		return coaching.Group{}, err
	}
	return group, tx.notePlace(ctx, actor, holder, coaching.ActGroupAdded, place.Name+": "+name, now)
}

// ChangeGroup renames a group, and sets its centre and the last day on which it is open, "" for none. ErrStale when version
// is not the present one.
func (tx *Tx) ChangeGroup(ctx context.Context, actor coaching.Actor, group coaching.Group, version int, now time.Time) (coaching.Group, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Group{}, err
	}
	at, before, err := tx.group(ctx, holder, group.ID)
	if err != nil {
		return coaching.Group{}, err
	}
	group.Name, group.Version = normal(group.Name), version+1
	today, err := tx.today(ctx, holder, now)
	if err != nil {
		return coaching.Group{}, err
	}
	if err := coaching.CheckGroup(group, before.Centre, at, today); err != nil {
		return coaching.Group{}, err
	}
	rows, err := tx.run(ctx, "change group", `
		UPDATE care_group
		SET name = $3,
		    until_day = NULLIF($4, '')::date,
		    centre_id = NULLIF($5, '')::uuid,
		    version = version + 1
		WHERE id = $1
		  AND version = $2`, group.ID, version, group.Name, group.Until, group.Centre)
	if err == nil && rows == 0 {
		err = fmt.Errorf("change group %s: %w", group.ID, coaching.ErrStale)
	}
	if err != nil {
		return coaching.Group{}, err
	}
	return group, tx.notePlace(ctx, actor, holder, coaching.ActGroupChanged, renamed(before.Name, group.Name), now)
}

// group finds one of a holder, with where it is.
func (tx *Tx) group(ctx context.Context, holder coaching.HolderID, id coaching.GroupID) (coaching.Location, coaching.Group, error) {
	places, err := tx.Locations(ctx, holder)
	if err != nil {
		return coaching.Location{}, coaching.Group{}, err
	}
	for _, place := range places {
		for _, group := range place.Groups {
			if group.ID == id {
				return place, group, nil
			}
		}
	}
	return coaching.Location{}, coaching.Group{}, fmt.Errorf("read group %s: %w", id, coaching.ErrNotFound)
}

func tidyPlace(actor coaching.Actor, name string, until coaching.Day) (coaching.HolderID, string, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return "", "", err
	}
	name = normal(name)
	return holder, name, coaching.CheckPlace(name, until)
}

func renamed(before, after string) string {
	if before == after {
		return after
	}
	return before + " → " + after
}

func (tx *Tx) location(ctx context.Context, holder coaching.HolderID, id coaching.LocationID) (coaching.Location, error) {
	places, err := tx.Locations(ctx, holder)
	if err != nil {
		return coaching.Location{}, err
	}
	for _, place := range places {
		if place.ID == id {
			return place, nil
		}
	}
	return coaching.Location{}, fmt.Errorf("read location %s: %w", id, coaching.ErrNotFound)
}

func (tx *Tx) notePlace(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, act coaching.AdministrationAct, detail string, now time.Time) error {
	return tx.note(ctx, coaching.AdministrationLine{HolderID: holder, Actor: string(actor.ID), Act: act, Detail: detail, At: now})
}

// normal is one line of text in normal form C, without double spaces.
func normal(text string) string { return coaching.TidyLine(norm.NFC.String(text)) }
