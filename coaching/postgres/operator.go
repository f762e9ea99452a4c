package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"terugblik/coaching"
)

// operator is who works beside the server, as lines of logs name her.
const operator = "system:" + string(Invite)

// OperatorInvitation is what an operator asks for beside the server.
type OperatorInvitation struct {
	Holder   string // its name or id; "" where there is one only
	Email    string
	Name     coaching.Name // for somebody new
	Role     coaching.Role
	Location string // its name or id; "" for the whole holder
}

// InviteByOperator makes a one-time link for a person, whom it adds where the address is new and to whom it gives the
// role where she has it not. Errors are sentences for the operator. Door Invite.
func (tx *Tx) InviteByOperator(ctx context.Context, in OperatorInvitation, tokenHash []byte, now time.Time) (coaching.Invitation, coaching.Person, error) {
	holder, err := tx.chosenHolder(ctx, in.Holder)
	if err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	role, places, err := tx.operatorRole(ctx, holder.ID, in, now)
	if err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	person, err := tx.knownOrNew(ctx, holder, in, role, places, now)
	if err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	if err := tx.alone(ctx, string(person.ID)); err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	member, err := tx.Member(ctx, holder.ID, person.ID)
	if err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	if member.MayAppoint(role) == nil {
		if err := tx.appoint(ctx, operator, person, role, now); err != nil {
			return coaching.Invitation{}, coaching.Person{}, err
		}
	}
	made, err := tx.invite(ctx, operator, person, member.Activated, tokenHash, now)
	return made, person, err
}

func (tx *Tx) chosenHolder(ctx context.Context, wanted string) (coaching.Holder, error) {
	holders, err := tx.Holders(ctx)
	if err != nil {
		return coaching.Holder{}, err
	}
	var names []string
	for _, h := range holders {
		if wanted != "" && (string(h.ID) == wanted || strings.EqualFold(h.Name, wanted)) || wanted == "" && len(holders) == 1 {
			return h, nil
		}
		names = append(names, fmt.Sprintf("%q", h.Name))
	}
	switch {
	case len(holders) == 0:
		return coaching.Holder{}, errors.New("there is no holder yet: open the link that serve prints")
	case wanted == "":
		return coaching.Holder{}, fmt.Errorf("there are several holders: say which with --holder, one of %s", strings.Join(names, ", "))
	}
	return coaching.Holder{}, fmt.Errorf("there is no holder %q; there is %s", wanted, strings.Join(names, ", "))
}

func (tx *Tx) operatorRole(ctx context.Context, holder coaching.HolderID, in OperatorInvitation, now time.Time) (coaching.Appointment, []coaching.Location, error) {
	places, today, err := tx.placesAndDay(ctx, holder, now)
	if err != nil {
		return coaching.Appointment{}, nil, err
	}
	places = coaching.OpenPlaces(places, today)
	role := coaching.Appointment{Role: in.Role, From: now}
	var names []string
	for _, l := range places {
		if in.Location != "" && (string(l.ID) == in.Location || strings.EqualFold(l.Name, in.Location)) {
			role.Location = l.ID
		}
		names = append(names, fmt.Sprintf("%q", l.Name))
	}
	if in.Location != "" && role.Location == "" {
		return coaching.Appointment{}, nil, fmt.Errorf("there is no location %q; there is %s", in.Location, strings.Join(names, ", "))
	}
	if role.Location != "" && (in.Role == coaching.Administrator || in.Role == coaching.DataProtectionOfficer) {
		return coaching.Appointment{}, nil, fmt.Errorf("--location does not go with the role %s, which is for the whole holder", in.Role)
	}
	return role, places, nil
}

// knownOrNew is the person of an address. She must be of this holder.
func (tx *Tx) knownOrNew(ctx context.Context, holder coaching.Holder, in OperatorInvitation, role coaching.Appointment, places []coaching.Location, now time.Time) (coaching.Person, error) {
	person := composed(coaching.Person{ID: NewID[coaching.PersonID](), HolderID: holder.ID, Name: in.Name, Email: in.Email})
	var known coaching.Person
	err := tx.one(ctx, "find person", &known, selectPerson+`
		FROM person p
		WHERE p.email = $1`, person.Email)
	switch {
	case err == nil && known.HolderID != holder.ID:
		return coaching.Person{}, fmt.Errorf("%s has an account that another holder keeps", person.Email)
	case err == nil || !errors.Is(err, coaching.ErrNotFound):
		return known, err
	case in.Name == coaching.Name{}:
		return coaching.Person{}, fmt.Errorf("nobody has the address %s yet: say who it is with --name", person.Email)
	}
	if err := coaching.CheckNewcomer(person, []coaching.Appointment{role}, places, coaching.DayOf(now, holder.Zone())); err != nil {
		return coaching.Person{}, err
	}
	return person, tx.addPerson(ctx, operator, person, now)
}
