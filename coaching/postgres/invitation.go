package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"terugblik/coaching"
)

const selectInvitation = `
		SELECT i.id,
		       i.holder_id,
		       i.person_id,
		       i.kind,
		       i.made_by,
		       i.made_at,
		       i.expires_at,
		       i.used_at,
		       i.replaced_at`

// MakeInvitation makes a one-time link for a person of the actor's holder; an open one dies with it. Whether it
// is for her first password or for a new one follows from her account. Conflict "person_ended" after her last day, and
// "works_elsewhere" where her account opens what another holder has: then the operator makes it.
func (tx *Tx) MakeInvitation(ctx context.Context, actor coaching.Actor, id coaching.PersonID, tokenHash []byte, now time.Time) (coaching.Invitation, error) {
	_, member, err := tx.kept(ctx, actor, id)
	if err != nil {
		return coaching.Invitation{}, err
	}
	if member.Ended(now) {
		return coaching.Invitation{}, coaching.Conflict("person_ended")
	}
	if elsewhere, err := tx.worksElsewhere(ctx, member.ID, member.HolderID); err != nil || elsewhere {
		return coaching.Invitation{}, cmp.Or(err, error(coaching.Conflict("works_elsewhere")))
	}
	return tx.invite(ctx, string(actor.ID), member.Person, member.Activated, tokenHash, now)
}

// worksElsewhere says whether an account opens what another holder has than the one that keeps it.
func (tx *Tx) worksElsewhere(ctx context.Context, id coaching.PersonID, keeper coaching.HolderID) (bool, error) {
	var elsewhere bool
	err := tx.one(ctx, "ask whether she works elsewhere", &elsewhere, `
		SELECT access.works_elsewhere($1, $2)`, id, keeper)
	return elsewhere, err
}

func (tx *Tx) invite(ctx context.Context, by string, person coaching.Person, activated bool, tokenHash []byte, now time.Time) (coaching.Invitation, error) {
	made := coaching.Invitation{
		ID: NewID[coaching.InvitationID](), HolderID: person.HolderID, PersonID: person.ID, Kind: coaching.ToBegin, MadeBy: by, MadeAt: now,
	}
	if activated {
		made.Kind = coaching.ToResetPassword
	}
	made.ExpiresAt = now.Add(made.Kind.Lasts())
	if _, err := tx.run(ctx, "replace link", `
		UPDATE invitation
		SET replaced_at = $2
		WHERE person_id = $1
		  AND used_at IS NULL
		  AND replaced_at IS NULL`, person.ID, now); err != nil {
		return coaching.Invitation{}, err
	}
	if _, err := tx.run(ctx, "make link", `
		INSERT INTO invitation (id, holder_id, person_id, kind, token_hash, made_by, made_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		made.ID, made.HolderID, made.PersonID, made.Kind, tokenHash, by, now, made.ExpiresAt); err != nil {
		return coaching.Invitation{}, err
	}
	return made, tx.note(ctx, coaching.AdministrationLine{
		HolderID: person.HolderID, Actor: by, Act: coaching.ActLinkMade, PersonID: person.ID, Detail: string(made.Kind), At: now,
	})
}

// TakeBackInvitation ends an open link to the actor's own account.
func (tx *Tx) TakeBackInvitation(ctx context.Context, actor coaching.Actor, id coaching.InvitationID, now time.Time) error {
	if err := tx.alone(ctx, string(actor.ID)); err != nil {
		return err
	}
	if err := tx.touch(ctx, "take back link", `
		UPDATE invitation
		SET replaced_at = $3
		WHERE id = $1
		  AND person_id = $2
		  AND used_at IS NULL
		  AND replaced_at IS NULL`, id, actor.ID, now); err != nil {
		return err
	}
	return tx.note(ctx, coaching.AdministrationLine{
		HolderID: actor.HolderID, Actor: string(actor.ID), Act: coaching.ActLinkTakenBack, PersonID: actor.ID, At: now,
	})
}

// Invitations lists the links of a holder, newest first; those for one person where id is not "". For those who keep
// people, and for the person herself.
func (tx *Tx) Invitations(ctx context.Context, holder coaching.HolderID, id coaching.PersonID, cursor string, limit int) ([]coaching.Invitation, string, error) {
	from, err := readCursor(cursor, instantKey)
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var rows []coaching.Invitation
	if err := tx.many(ctx, "list links", &rows, selectInvitation+`
		FROM invitation i
		WHERE i.holder_id = $1
		  AND ($2 = '' OR i.person_id::text = $2)
		  AND ($3::timestamptz IS NULL OR (i.made_at, i.id) < ($3, $4::uuid))
		ORDER BY i.made_at DESC, i.id DESC
		LIMIT $5`, holder, id, from.key, from.id, limit+1); err != nil {
		return nil, "", err
	}
	rows, next := cut(rows, limit, func(i coaching.Invitation) string { return instantCursor(i.MadeAt, string(i.ID)) })
	return rows, next, nil
}

// InvitationOf finds a link by its hash, whatever has become of it, with the account while it is open. Door Link.
func (tx *Tx) InvitationOf(ctx context.Context, tokenHash []byte) (coaching.Invitation, coaching.Person, error) {
	return tx.invitation(ctx, tokenHash, "")
}

func (tx *Tx) invitation(ctx context.Context, tokenHash []byte, lock string) (coaching.Invitation, coaching.Person, error) {
	var found coaching.Invitation
	if err := tx.one(ctx, "find link", &found, selectInvitation+`
		FROM invitation i
		WHERE i.token_hash = $1`+lock, tokenHash); err != nil {
		return coaching.Invitation{}, coaching.Person{}, err
	}
	var person coaching.Person
	err := tx.one(ctx, "find the person of a link", &person, selectPerson+`
		FROM person p
		WHERE p.id = $1`, found.PersonID)
	if errors.Is(err, coaching.ErrNotFound) { // used or replaced: this door does not see her any more
		err = nil
	}
	return found, person, err
}

// InvitationAlive is nil while a link can be used: it is open, and its person has a role now or to come. Else Conflict
// "link_used", "link_replaced", "link_expired" or "link_person_ended", and "link_works_elsewhere" for one by an administrator
// to an account that has come to open what another holder has. Door Link.
func (tx *Tx) InvitationAlive(ctx context.Context, i coaching.Invitation, now time.Time) error {
	if state := i.State(now); state != coaching.InvitationOpen {
		return coaching.Conflict("link_" + string(state))
	}
	var works bool
	if err := tx.one(ctx, "find roles to come", &works, `
		SELECT EXISTS (
		    SELECT FROM role_assignment
		    WHERE person_id = $1
		      AND (valid_until IS NULL OR valid_until > GREATEST(valid_from, $2)))`, i.PersonID, now); err != nil {
		return err
	}
	if !works {
		return coaching.Conflict("link_person_ended")
	}
	if i.MadeBy == operator {
		return nil
	}
	elsewhere, err := tx.worksElsewhere(ctx, i.PersonID, i.HolderID)
	if err == nil && elsewhere {
		err = coaching.Conflict("link_works_elsewhere")
	}
	return err
}

// UseInvitation sets the password of a link's person, once, and ends every log-in and token of hers. Errors as for
// InvitationAlive, and ErrNotFound for a link that nobody made. Door Link.
func (tx *Tx) UseInvitation(ctx context.Context, tokenHash []byte, passwordHash string, now time.Time) (coaching.Person, error) {
	i, person, err := tx.invitation(ctx, tokenHash, ` FOR UPDATE OF i`)
	if err != nil {
		return coaching.Person{}, err
	}
	if err := tx.InvitationAlive(ctx, i, now); err != nil {
		return coaching.Person{}, err
	}
	if err := tx.alone(ctx, string(i.PersonID)); err != nil {
		return coaching.Person{}, err
	}
	if _, err := tx.run(ctx, "set password by link", `
		INSERT INTO credential (person_id, holder_id, password_hash, changed_at)
		VALUES ($1, $2, $3, $4)
		ON CONFLICT (person_id) DO UPDATE
		SET password_hash = EXCLUDED.password_hash,
		    changed_at = EXCLUDED.changed_at`, i.PersonID, person.HolderID, passwordHash, now); err != nil {
		return coaching.Person{}, err
	}
	if err := tx.EndAccessOf(ctx, i.PersonID); err != nil {
		return coaching.Person{}, err
	}
	if err := tx.note(ctx, coaching.AdministrationLine{
		HolderID: i.HolderID, Actor: string(i.PersonID), Act: coaching.ActLinkUsed, PersonID: i.PersonID, Detail: string(i.Kind), At: now,
	}); err != nil {
		return coaching.Person{}, err
	}
	err = tx.touch(ctx, "use link", `
		UPDATE invitation
		SET used_at = $2
		WHERE id = $1`, i.ID, now)
	if err != nil {
		return coaching.Person{}, fmt.Errorf("use link %s: %w", i.ID, err)
	}
	return person, nil
}
