package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// KeepNewcomers keeps a list that the actor brought until she takes it over.
func (tx *Tx) KeepNewcomers(ctx context.Context, actor coaching.Actor, name string, rows []coaching.Newcomer, now time.Time) (coaching.NewcomersID, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return "", err
	}
	kept, err := json.Marshal(rows)
	if err != nil {
		return "", err
	}
	id := NewID[coaching.NewcomersID]()
	_, err = tx.run(ctx, "keep list of people", `
		INSERT INTO newcomer_list (id, holder_id, made_by, name, rows, made_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, id, holder, actor.ID, name, kept, now)
	return id, err
}

// DropLeftNewcomers removes lists that nobody took over in time. Door Retain.
func (tx *Tx) DropLeftNewcomers(ctx context.Context, now time.Time) (int64, error) {
	return tx.run(ctx, "drop lists of people that were left", `
		DELETE FROM newcomer_list
		WHERE applied_at IS NULL
		  AND made_at < $1`, now.Add(-coaching.NewcomersKept))
}

// Newcomers reads a list that the actor brought.
func (tx *Tx) Newcomers(ctx context.Context, id coaching.NewcomersID) (coaching.NewcomersFile, error) {
	return tx.newcomers(ctx, id, "")
}

func (tx *Tx) newcomers(ctx context.Context, id coaching.NewcomersID, lock string) (coaching.NewcomersFile, error) {
	var row struct {
		coaching.NewcomersFile
		Kept []byte
	}
	if err := tx.one(ctx, "read list of people", &row, `
		SELECT id,
		       holder_id,
		       made_by,
		       name,
		       rows AS kept,
		       made_at,
		       applied_at,
		       added
		FROM newcomer_list
		WHERE id = $1`+lock, id); err != nil {
		return coaching.NewcomersFile{}, err
	}
	return row.NewcomersFile, json.Unmarshal(row.Kept, &row.Rows)
}

// Known finds those of a list who have an account that the actor sees, by address.
func (tx *Tx) Known(ctx context.Context, rows []coaching.Newcomer) (map[string]coaching.Person, error) {
	emails := make([]string, len(rows))
	for i, row := range rows {
		emails[i] = row.Email
	}
	var people []coaching.Person
	err := tx.many(ctx, "find people by address", &people, selectPerson+`
		FROM person p
		WHERE p.email = ANY ($1::text[])`, pq.Array(emails))
	known := make(map[string]coaching.Person, len(people))
	for _, person := range people {
		known[person.Email] = person
	}
	return known, err
}

// ApplyNewcomers takes a list over, whole or not at all: accounts for who has none, roles and employment that are not there
// yet; nothing that is there is changed. It gives those who were added. The error is RowErrors where lines stand in the way.
func (tx *Tx) ApplyNewcomers(ctx context.Context, actor coaching.Actor, id coaching.NewcomersID, now time.Time) ([]coaching.Person, error) {
	file, err := tx.newcomers(ctx, id, ` FOR UPDATE`)
	if err != nil {
		return nil, err
	}
	if err := file.MayApply(now); err != nil {
		return nil, err
	}
	t, err := tx.takeOver(ctx, actor, file, now)
	if err != nil {
		return nil, err
	}
	var wrong coaching.RowErrors
	for _, row := range file.Rows {
		if code, err := t.row(ctx, row); err != nil {
			return nil, err
		} else if code != "" {
			wrong = append(wrong, coaching.RowError{Line: row.Line, Code: code, Value: row.Email})
		}
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return t.added, tx.touch(ctx, "note that a list was taken over", `
		UPDATE newcomer_list
		SET rows = '[]',
		    applied_at = $2,
		    added = $3
		WHERE id = $1`, id, now, len(t.added))
}

// takeOver brings in one row after the other.
type takeOver struct {
	*Tx
	actor  coaching.Actor
	holder coaching.Holder
	places []coaching.Location
	today  coaching.Day
	known  map[string]coaching.Person
	added  []coaching.Person
	now    time.Time
}

func (tx *Tx) takeOver(ctx context.Context, actor coaching.Actor, file coaching.NewcomersFile, now time.Time) (*takeOver, error) {
	t := &takeOver{Tx: tx, actor: actor, now: now}
	var err error
	if t.holder, err = tx.Holder(ctx, file.HolderID); err != nil {
		return nil, err
	}
	if t.places, t.today, err = tx.placesAndDay(ctx, file.HolderID, now); err != nil {
		return nil, err
	}
	t.known, err = tx.Known(ctx, file.Rows)
	return t, err
}

// row takes one over. What is in its way is told as a code, and leaves nothing behind.
func (t *takeOver) row(ctx context.Context, row coaching.Newcomer) (code string, err error) {
	if _, err := t.run(ctx, "begin a line", `SAVEPOINT newcomer`); err != nil {
		return "", err
	}
	person, err := t.bring(ctx, row)
	var invalid coaching.Invalid
	var conflict coaching.Conflict
	switch err = translate(err); {
	case err == nil:
		if _, known := t.known[row.Email]; !known {
			t.known[row.Email], t.added = person, append(t.added, person)
		}
		_, err = t.run(ctx, "end a line", `RELEASE SAVEPOINT newcomer`)
		return "", err
	case errors.As(err, &invalid):
		code = invalid[0].Code
	case errors.As(err, &conflict):
		code = string(conflict)
	default:
		return "", err
	}
	_, err = t.run(ctx, "take a line back", `ROLLBACK TO SAVEPOINT newcomer`)
	return code, err
}

// bring gives the person, who may be new, and has the role now.
func (t *takeOver) bring(ctx context.Context, row coaching.Newcomer) (coaching.Person, error) {
	person, known := t.known[row.Email]
	role, err := row.Appointment().Dated(t.now, t.holder.Zone())
	if err == nil {
		err = coaching.CheckAppointment(role, t.places, t.today)
	}
	if err == nil && !known {
		person = composed(coaching.Person{ID: NewID[coaching.PersonID](), HolderID: t.holder.ID, Name: row.Name, Email: row.Email})
		if err = coaching.CheckPerson(person); err == nil {
			err = t.addPerson(ctx, string(t.actor.ID), person, t.now)
		}
	}
	if err != nil {
		return person, err
	}
	if err := t.role(ctx, person, role); err != nil {
		return person, err
	}
	return person, t.employ(ctx, person, row)
}

// employ notes her employment where there is none of its kind at that place on its first day.
func (t *takeOver) employ(ctx context.Context, person coaching.Person, row coaching.Newcomer) error {
	e, said := row.Employment(t.today)
	if !said {
		return nil
	}
	e.PersonID = person.ID
	_, err := t.SetEmployment(ctx, t.actor, e, 0, t.now)
	if errors.Is(err, coaching.Conflict("employment_overlaps")) {
		return nil
	}
	return err
}

// role gives a role that she has not, for this holder.
func (t *takeOver) role(ctx context.Context, person coaching.Person, role coaching.Appointment) error {
	members := []coaching.Member{{Person: person}}
	if err := t.fillMembers(ctx, t.holder.ID, members); err != nil {
		return err
	}
	if errors.Is(members[0].MayAppoint(role), coaching.ErrConflict) {
		return nil
	}
	if err := t.mayCost(ctx, t.holder.ID, person.ID, role); err != nil {
		return err
	}
	person.HolderID = t.holder.ID
	return t.appoint(ctx, string(t.actor.ID), person, role, t.now)
}
