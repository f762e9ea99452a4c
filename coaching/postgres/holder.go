package postgres

import (
	"context"
	"errors"
	"strings"
	"time"

	"terugblik/coaching"
)

// AddHolder makes a further holder with its administrator, and the one-time link with which she begins. Errors are
// sentences for the operator. Door Invite.
func (tx *Tx) AddHolder(ctx context.Context, name string, person coaching.Person, tokenHash []byte, now time.Time) (coaching.Invitation, coaching.Person, error) {
	if err := tx.alone(ctx, "holders"); err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	holders, err := tx.Holders(ctx)
	if err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	name = normal(name)
	for _, h := range holders {
		if strings.EqualFold(h.Name, name) {
			return coaching.Invitation{}, coaching.Person{}, errors.New("there is a holder of that name already")
		}
	}
	holder := coaching.Holder{ID: NewID[coaching.HolderID](), Name: name, TimeZone: coaching.UsualZone}
	person = composed(person)
	person.ID, person.HolderID = NewID[coaching.PersonID](), holder.ID
	if err := coaching.CheckFounding(coaching.Founding{Holder: name, Location: name, Person: person}); err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	var taken bool
	if err := tx.one(ctx, "look for the address", &taken, `
		SELECT EXISTS (SELECT FROM person WHERE email = $1)`, person.Email); err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	if taken {
		return coaching.Invitation{}, coaching.Person{}, errors.New("that address has an account that another holder keeps; take another one for this administrator")
	}
	if err := tx.CreateHolder(ctx, holder, now); err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	if err := tx.BeginBasis(ctx, holder.ID, now); err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	if err := tx.note(ctx, coaching.AdministrationLine{
		HolderID: holder.ID, Actor: operator, Act: coaching.ActHolderAdded, Detail: name, At: now,
	}); err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	if err := tx.addPerson(ctx, operator, person, now); err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	if err := tx.appoint(ctx, operator, person, coaching.Appointment{Role: coaching.Administrator, From: now}, now); err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	made, err := tx.invite(ctx, operator, person, false, tokenHash, now)
	return made, person, err
}
