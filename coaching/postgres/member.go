package postgres

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"terugblik/coaching"
)

// MemberFilter narrows a list of people; the zero value is everybody who has a role now or will have one.
type MemberFilter struct {
	Search   string // part of a name or address
	Role     coaching.Role
	Location coaching.LocationID
	Ended    bool // those without a role now and to come, instead
}

const selectMember = selectPerson + `,
		       p.version`

// Members lists the people of a holder by family name, with their roles and open links. For those who keep people.
func (tx *Tx) Members(ctx context.Context, holder coaching.HolderID, f MemberFilter, now time.Time, cursor string, limit int) ([]coaching.Member, string, error) {
	from, err := readCursor(cursor, func(string) error { return nil })
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var rows []coaching.Member
	if err := tx.many(ctx, "list people", &rows, selectMember+`
		FROM (`+membersWhere("p.holder_id = $3")+`
		      UNION ALL`+membersWhere("p.id = ANY ((SELECT access.guests($3))::uuid[])")+`) AS p
		ORDER BY p.family_name COLLATE "nl-x-icu", p.given_name COLLATE "nl-x-icu", p.id
		LIMIT $2`, from.id, limit+1, holder, f.Role, f.Location, f.Ended, now, pattern(f.Search)); err != nil {
		return nil, "", err
	}
	rows, next := cut(rows, limit, func(m coaching.Member) string { return writeCursor("", string(m.ID)) })
	return rows, next, tx.fillMembers(ctx, holder, rows)
}

// membersWhere is one page of the people whom a condition picks: those whose account a holder keeps are read in the order
// of the index, and the few others beside them.
func membersWhere(condition string) string {
	return `
		      (SELECT p.id,
		              p.holder_id,
		              p.given_name,
		              p.prefix,
		              p.family_name,
		              p.email,
		              p.language,
		              p.version
		       FROM person p
		       WHERE ` + condition + `
		         AND ($1::uuid IS NULL
		          OR (p.family_name COLLATE "nl-x-icu", p.given_name COLLATE "nl-x-icu", p.id) >
		             (SELECT l.family_name, l.given_name, l.id FROM person l WHERE l.id = $1))
		         AND EXISTS (
		             SELECT FROM role_assignment r
		             WHERE r.person_id = p.id
		               AND r.holder_id = $3
		               AND ($4 = '' OR r.role = $4)
		               AND ($5 = '' OR r.location_id IS NULL OR r.location_id::text = $5)
		               AND ($6 OR r.valid_until IS NULL OR r.valid_until > GREATEST(r.valid_from, $7)))
		         AND (NOT $6 OR p.id = ANY (ARRAY(
		             SELECT r.person_id
		             FROM role_assignment r
		             WHERE r.holder_id = $3
		               AND r.valid_until <= GREATEST(r.valid_from, $7)
		             EXCEPT
		             SELECT r.person_id
		             FROM role_assignment r
		             WHERE r.holder_id = $3
		               AND (r.valid_until IS NULL OR r.valid_until > GREATEST(r.valid_from, $7)))))
		         AND ($8 = '' OR concat_ws(' ', p.given_name, NULLIF(p.prefix, ''), p.family_name, p.email) ILIKE $8)
		       ORDER BY p.family_name COLLATE "nl-x-icu", p.given_name COLLATE "nl-x-icu", p.id
		       LIMIT $2)`
}

// pattern finds a text anywhere; "" stays "".
func pattern(text string) string {
	text = norm.NFC.String(coaching.TidyLine(text))
	if text == "" {
		return ""
	}
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}

// Member reads one of a holder's people. For those who keep people.
func (tx *Tx) Member(ctx context.Context, holder coaching.HolderID, id coaching.PersonID) (coaching.Member, error) {
	var rows []coaching.Member
	if err := tx.many(ctx, "read person", &rows, selectMember+`
		FROM person p
		WHERE p.id = $1
		  AND (p.holder_id = $2
		   OR EXISTS (SELECT FROM role_assignment r WHERE r.person_id = p.id AND r.holder_id = $2))`, id, holder); err != nil {
		return coaching.Member{}, err
	}
	return first("read person", rows, tx.fillMembers(ctx, holder, rows))
}

// administrators are the people of a holder who hold, held or will hold that role.
func (tx *Tx) administrators(ctx context.Context, holder coaching.HolderID) ([]coaching.Member, error) {
	var rows []coaching.Member
	if err := tx.many(ctx, "list administrators", &rows, selectMember+`
		FROM person p
		WHERE EXISTS (
		      SELECT FROM role_assignment r
		      WHERE r.person_id = p.id
		        AND r.holder_id = $1
		        AND r.role = 'administrator')`, holder); err != nil {
		return nil, err
	}
	return rows, tx.fillMembers(ctx, holder, rows)
}

// fillMembers adds roles, open links and whether there is a password.
func (tx *Tx) fillMembers(ctx context.Context, holder coaching.HolderID, members []coaching.Member) error {
	at, ids := make(map[coaching.PersonID]*coaching.Member, len(members)), make([]coaching.PersonID, len(members))
	for i := range members {
		ids[i], at[members[i].ID] = members[i].ID, &members[i]
	}
	var roles []struct {
		PersonID coaching.PersonID
		coaching.Tenure
	}
	if err := tx.many(ctx, "list roles", &roles, `
		SELECT person_id,
		       id,
		       holder_id,
		       role,
		       COALESCE(location_id::text, '') AS location,
		       COALESCE(group_id::text, '') AS group,
		       valid_from AS from,
		       valid_until AS until
		FROM role_assignment
		WHERE person_id = ANY ($1::uuid[])
		  AND holder_id = $2
		ORDER BY valid_from, id`, list(ids), holder); err != nil {
		return err
	}
	for _, row := range roles {
		at[row.PersonID].Roles = append(at[row.PersonID].Roles, row.Tenure)
	}
	var begun []coaching.PersonID
	if err := tx.many(ctx, "see who has a password", &begun, `
		SELECT unnest(access.have_password($1::uuid[]))`, list(ids)); err != nil {
		return err
	}
	for _, id := range begun {
		at[id].Activated = true
	}
	var links []coaching.Invitation
	err := tx.many(ctx, "list open links", &links, selectInvitation+`
		FROM invitation i
		WHERE i.person_id = ANY ($1::uuid[])
		  AND i.used_at IS NULL
		  AND i.replaced_at IS NULL`, list(ids))
	for i, link := range links {
		at[link.PersonID].Link = &links[i]
	}
	return err
}

// AddMember makes an account without a password, with its first roles. The person is kept Tidy; Conflict
// "email_taken" when the address belongs to anybody on this server.
func (tx *Tx) AddMember(ctx context.Context, actor coaching.Actor, person coaching.Person, roles []coaching.Appointment, now time.Time) (coaching.Member, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Member{}, err
	}
	person = composed(person)
	person.ID, person.HolderID = NewID[coaching.PersonID](), holder
	places, today, err := tx.placesAndDay(ctx, holder, now)
	if err != nil {
		return coaching.Member{}, err
	}
	wrong := coaching.CheckNewcomer(person, roles, places, today)
	if roles, err = tx.dated(ctx, holder, roles, now); wrong != nil || err != nil {
		return coaching.Member{}, cmp.Or(wrong, err)
	}
	if err := tx.addPerson(ctx, string(actor.ID), person, now); err != nil {
		return coaching.Member{}, err
	}
	for _, role := range roles {
		if err := tx.appoint(ctx, string(actor.ID), person, role, now); err != nil {
			return coaching.Member{}, err
		}
	}
	return tx.Member(ctx, holder, person.ID)
}

// dated says when roles begin, in the zone of the holder.
func (tx *Tx) dated(ctx context.Context, id coaching.HolderID, roles []coaching.Appointment, now time.Time) ([]coaching.Appointment, error) {
	holder, err := tx.Holder(ctx, id)
	if err != nil {
		return nil, err
	}
	dated := make([]coaching.Appointment, len(roles))
	for i, role := range roles {
		if dated[i], err = role.Dated(now, holder.Zone()); err != nil {
			return nil, err
		}
	}
	return dated, nil
}

// composed is a person with her name in normal form C (UAX #15), so that equal names are equal bytes.
func composed(person coaching.Person) coaching.Person {
	person.Name.Given = norm.NFC.String(person.Name.Given)
	person.Name.Prefix = norm.NFC.String(person.Name.Prefix)
	person.Name.Family = norm.NFC.String(person.Name.Family)
	return person.Tidy()
}

func (tx *Tx) addPerson(ctx context.Context, actor string, person coaching.Person, now time.Time) error {
	if _, err := tx.run(ctx, "add person", `
		INSERT INTO person (id, holder_id, given_name, prefix, family_name, email, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, person.ID, person.HolderID,
		person.Name.Given, person.Name.Prefix, person.Name.Family, person.Email, now); err != nil {
		return err
	}
	return tx.note(ctx, coaching.AdministrationLine{
		HolderID: person.HolderID, Actor: actor, Act: coaching.ActPersonAdded, PersonID: person.ID, At: now,
		Detail: person.Email,
	})
}

// ChangeMember sets name and address of a person whose account the actor's holder keeps. ErrStale when version is not
// the present one.
func (tx *Tx) ChangeMember(ctx context.Context, actor coaching.Actor, id coaching.PersonID, name coaching.Name, email string, version int, now time.Time) (coaching.Member, error) {
	holder, before, err := tx.kept(ctx, actor, id)
	if err != nil {
		return coaching.Member{}, err
	}
	after := before.Person
	after.Name, after.Email = name, email
	after = composed(after)
	if err := coaching.CheckPerson(after); err != nil {
		return coaching.Member{}, err
	}
	if before.Version != version {
		return coaching.Member{}, fmt.Errorf("change person %s: %w", id, coaching.ErrStale)
	}
	if after == before.Person {
		return before, nil
	}
	rows, err := tx.run(ctx, "change person", `
		UPDATE person
		SET given_name = $3,
		    prefix = $4,
		    family_name = $5,
		    email = $6,
		    version = version + 1
		WHERE id = $1
		  AND version = $2`, id, version, after.Name.Given, after.Name.Prefix, after.Name.Family, after.Email)
	if err == nil && rows == 0 {
		err = fmt.Errorf("change person %s: %w", id, coaching.ErrStale)
	}
	if err != nil {
		return coaching.Member{}, err
	}
	if err := tx.note(ctx, coaching.AdministrationLine{
		HolderID: holder, Actor: string(actor.ID), Act: coaching.ActPersonChanged, PersonID: id, At: now,
		Detail: differences(before.Person, after),
	}); err != nil {
		return coaching.Member{}, err
	}
	return tx.Member(ctx, holder, id)
}

func differences(before, after coaching.Person) string {
	var parts []string
	if before.Name != after.Name {
		parts = append(parts, before.Name.Full()+" → "+after.Name.Full())
	}
	if before.Email != after.Email {
		parts = append(parts, before.Email+" → "+after.Email)
	}
	return strings.Join(parts, "; ")
}

// kept is a person whose account the actor, an administrator, keeps. Nobody else acts on her meanwhile.
func (tx *Tx) kept(ctx context.Context, actor coaching.Actor, id coaching.PersonID) (coaching.HolderID, coaching.Member, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return "", coaching.Member{}, err
	}
	if err := tx.alone(ctx, string(id)); err != nil {
		return "", coaching.Member{}, err
	}
	member, err := tx.Member(ctx, holder, id)
	if err == nil && member.HolderID != holder {
		err = coaching.Forbidden("kept_elsewhere")
	}
	return holder, member, err
}
