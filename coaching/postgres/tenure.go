package postgres

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
)

// Appoint gives a person of the actor's holder a role. Who had left comes back without what she had left behind:
// log-ins and tokens. Errors: Invalid, Conflict "role_held" and, unless role.EndsCoaching, "ends_coaching".
func (db *DB) Appoint(ctx context.Context, actor coaching.Actor, id coaching.PersonID, role coaching.Appointment, now time.Time) (member coaching.Member, err error) {
	err = db.AsActor(ctx, actor, func(tx *Tx) (err error) {
		_, member, err = tx.kept(ctx, actor, id)
		return err
	})
	if err == nil && member.Ended(now) {
		err = db.endAccess(ctx, id)
	}
	if err != nil {
		return coaching.Member{}, err
	}
	err = db.AsActor(ctx, actor, func(tx *Tx) (err error) {
		member, err = tx.addRole(ctx, actor, id, role, now)
		return err
	})
	return member, err
}

func (db *DB) endAccess(ctx context.Context, id coaching.PersonID) error {
	return db.AsDoor(ctx, Session, func(tx *Tx) error { return tx.EndAccessOf(ctx, id) })
}

func (tx *Tx) addRole(ctx context.Context, actor coaching.Actor, id coaching.PersonID, role coaching.Appointment, now time.Time) (coaching.Member, error) {
	holder, member, err := tx.kept(ctx, actor, id)
	if err != nil {
		return coaching.Member{}, err
	}
	places, today, err := tx.placesAndDay(ctx, holder, now)
	if err != nil {
		return coaching.Member{}, err
	}
	wrong := coaching.CheckAppointment(role, places, today)
	dated, err := tx.dated(ctx, holder, []coaching.Appointment{role}, now)
	if wrong != nil || err != nil {
		return coaching.Member{}, cmp.Or(wrong, err)
	}
	if err := cmp.Or(member.MayAppoint(dated[0]), tx.mayCost(ctx, holder, id, dated[0])); err != nil {
		return coaching.Member{}, err
	}
	if err := tx.appoint(ctx, string(actor.ID), member.Person, dated[0], now); err != nil {
		return coaching.Member{}, err
	}
	if err := tx.Notify(ctx, TopicPerson, string(id)); err != nil {
		return coaching.Member{}, err
	}
	return tx.Member(ctx, holder, id)
}

// appoint writes a role. What begins at once has begun by the clock of the database too, whichever is ahead.
func (tx *Tx) appoint(ctx context.Context, actor string, person coaching.Person, role coaching.Appointment, now time.Time) error {
	if _, err := tx.run(ctx, "give role", `
		INSERT INTO role_assignment (id, holder_id, person_id, role, location_id, group_id, valid_from)
		VALUES ($1, $2, $3, $4, NULLIF($5, '')::uuid, NULLIF($6, '')::uuid,
		        CASE WHEN $8 THEN LEAST($7::timestamptz, now()) ELSE $7 END)`,
		NewID[coaching.TenureID](), person.HolderID, person.ID, role.Role, role.Location, role.Group, role.From, !role.From.After(now)); err != nil {
		return err
	}
	if err := tx.note(ctx, coaching.AdministrationLine{
		HolderID: person.HolderID, Actor: actor, Act: coaching.ActRoleGiven, PersonID: person.ID, Role: role.Role, At: now,
	}, dayOf(role.From)); err != nil {
		return err
	}
	return tx.PartManagers(ctx, person.ID)
}

// EndTenure ends one role after a last day, "2026-03-05": at once for today or an earlier day. It is not found where
// it has ended already; Conflict "last_administrator" where nobody would be left to keep people.
func (db *DB) EndTenure(ctx context.Context, actor coaching.Actor, id coaching.PersonID, tenure coaching.TenureID, lastDay string, now time.Time) (coaching.Member, error) {
	return db.end(ctx, actor, id, ending{act: coaching.ActRoleEnded, tenure: tenure, lastDay: lastDay}, now)
}

// EndMember ends all roles of a person at the holder after a last day. With the last one end her log-ins, tokens and
// open streams. Errors as for EndTenure.
func (db *DB) EndMember(ctx context.Context, actor coaching.Actor, id coaching.PersonID, lastDay string, now time.Time) (coaching.Member, error) {
	return db.end(ctx, actor, id, ending{act: coaching.ActPersonEnded, lastDay: lastDay}, now)
}

// ending is what is to end.
type ending struct {
	act     coaching.AdministrationAct
	tenure  coaching.TenureID // "" for all of a person
	lastDay string
}

// end works in two steps: once her roles have ended no log-in lets her in any more, so nothing depends on the second.
func (db *DB) end(ctx context.Context, actor coaching.Actor, id coaching.PersonID, e ending, now time.Time) (member coaching.Member, err error) {
	if err = db.AsActor(ctx, actor, func(tx *Tx) (err error) {
		member, err = tx.end(ctx, actor, id, e, now)
		return err
	}); err != nil {
		return coaching.Member{}, err
	}
	if !member.Ended(now) || len(member.Roles) == 0 || member.HolderID != member.Roles[0].HolderID {
		return member, nil // somebody whose account another holder keeps may go on there
	}
	return member, db.endAccess(ctx, id)
}

func (tx *Tx) end(ctx context.Context, actor coaching.Actor, id coaching.PersonID, e ending, now time.Time) (coaching.Member, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Member{}, err
	}
	at, err := tx.endsAt(ctx, holder, e.lastDay, now)
	if err != nil {
		return coaching.Member{}, err
	}
	if err := tx.alone(ctx, string(holder)); err != nil { // two administrators who end each other
		return coaching.Member{}, err
	}
	if err := tx.alone(ctx, string(id)); err != nil {
		return coaching.Member{}, err
	}
	member, err := tx.Member(ctx, holder, id)
	if err != nil {
		return coaching.Member{}, err
	}
	roles := member.Ending(func(t coaching.Tenure) bool { return e.tenure == "" && !t.Over(at) || t.ID == e.tenure }, now)
	if len(roles) == 0 {
		return coaching.Member{}, fmt.Errorf("end roles of person %s: %w", id, coaching.ErrNotFound)
	}
	if err := tx.keepsAnAdministrator(ctx, holder, roles, now); err != nil {
		return coaching.Member{}, err
	}
	if err := tx.endTenures(ctx, roles, at, now); err != nil {
		return coaching.Member{}, err
	}
	line := coaching.AdministrationLine{HolderID: holder, Actor: string(actor.ID), Act: e.act, PersonID: id, At: now}
	if e.tenure != "" {
		line.Role = roles[0].Role
	}
	if err := tx.note(ctx, line, dayOf(at.Add(-time.Millisecond))); err != nil {
		return coaching.Member{}, err
	}
	if err := tx.Notify(ctx, TopicPerson, string(id)); err != nil {
		return coaching.Member{}, err
	}
	return tx.Member(ctx, holder, id)
}

func (tx *Tx) endsAt(ctx context.Context, id coaching.HolderID, lastDay string, now time.Time) (time.Time, error) {
	holder, err := tx.Holder(ctx, id)
	if err != nil {
		return time.Time{}, err
	}
	return coaching.EndOn("last_day", lastDay, now, holder.Zone())
}

func (tx *Tx) keepsAnAdministrator(ctx context.Context, holder coaching.HolderID, ending []coaching.Tenure, now time.Time) error {
	all, err := tx.administrators(ctx, holder)
	if err != nil {
		return err
	}
	gone := make(map[coaching.TenureID]bool)
	for _, t := range ending {
		gone[t.ID] = true
	}
	if coaching.LastAdministrator(all, func(t coaching.Tenure) bool { return gone[t.ID] }, now) {
		return coaching.Conflict("last_administrator")
	}
	return nil
}

// endTenures ends what has not begun before it begins. What ends at once has ended by the clock of the database too.
func (tx *Tx) endTenures(ctx context.Context, ending []coaching.Tenure, at, now time.Time) error {
	ids := make([]coaching.TenureID, len(ending))
	for i, t := range ending {
		ids[i] = t.ID
	}
	rows, err := tx.run(ctx, "end roles", `
		UPDATE role_assignment
		SET valid_until = GREATEST(valid_from, CASE WHEN $3 THEN LEAST($2::timestamptz, now()) ELSE $2 END)
		WHERE id = ANY ($1::uuid[])`, list(ids), at, !at.After(now))
	if err == nil && rows != int64(len(ids)) {
		err = fmt.Errorf("end roles: %w", coaching.ErrNotFound)
	}
	return err
}

// everWas says whether a person has or had a role for a holder, or will have it.
func (tx *Tx) everWas(ctx context.Context, role coaching.Role, person coaching.PersonID, holder coaching.HolderID) (bool, error) {
	var known bool
	err := tx.one(ctx, "ask who had a role", &known, `
		SELECT EXISTS (
		    SELECT FROM role_assignment
		    WHERE person_id = $1
		      AND holder_id = $2
		      AND role = $3)`, person, holder, role)
	return known, err
}
