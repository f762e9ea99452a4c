package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// Found makes the first holder with its first location and its administrator, who has a password from the start.
// Conflict "begun_already" when there is a holder. Door First.
func (tx *Tx) Found(ctx context.Context, f coaching.Founding, passwordHash string, now time.Time) (coaching.Person, error) {
	if err := tx.alone(ctx, "first holder"); err != nil { // two visitors at once
		return coaching.Person{}, err
	}
	var untouched bool
	if err := tx.one(ctx, "look for holders", &untouched, `SELECT access.untouched()`); err != nil {
		return coaching.Person{}, err
	}
	if !untouched {
		return coaching.Person{}, coaching.Conflict("begun_already")
	}
	holder := coaching.Holder{ID: NewID[coaching.HolderID](), Name: normal(f.Holder), TimeZone: coaching.UsualZone}
	f.Person = composed(f.Person)
	f.Person.ID, f.Person.HolderID = NewID[coaching.PersonID](), holder.ID
	f.Holder, f.Location = holder.Name, normal(f.Location)
	if err := coaching.CheckFounding(f); err != nil {
		return coaching.Person{}, err
	}
	if err := tx.CreateHolder(ctx, holder, now); err != nil {
		return coaching.Person{}, err
	}
	if err := tx.BeginBasis(ctx, holder.ID, now); err != nil {
		return coaching.Person{}, err
	}
	place := coaching.Location{ID: NewID[coaching.LocationID](), Name: f.Location}
	if err := tx.CreateLocation(ctx, holder.ID, place, now); err != nil {
		return coaching.Person{}, err
	}
	if err := tx.CreatePerson(ctx, f.Person, passwordHash, now); err != nil {
		return coaching.Person{}, err
	}
	if err := tx.note(ctx, coaching.AdministrationLine{
		HolderID: holder.ID, Actor: string(f.Person.ID), Act: coaching.ActBegun, PersonID: f.Person.ID, Detail: holder.Name, At: now,
	}); err != nil {
		return coaching.Person{}, err
	}
	return f.Person, tx.Assign(ctx, f.Person.ID, coaching.Assignment{HolderID: holder.ID, Role: coaching.Administrator}, now, nil)
}
