// Package postgres keeps the things of coaching in PostgreSQL: every SQL statement, in files named as in coaching.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"
	"github.com/jmoiron/sqlx/reflectx"

	"terugblik/coaching"
)

// DB is the pool of the serving role. Nothing is visible in it outside AsActor and AsDoor.
type DB struct {
	*sqlx.DB
	codes coaching.Codes
}

// New takes a pool that logs in as terugblik_app.
func New(pool *sqlx.DB) *DB {
	own := sqlx.NewDb(pool.DB, pool.DriverName())
	own.Mapper = reflectx.NewMapperFunc("db", columnName)
	return &DB{DB: own, codes: coaching.NewCodes(coaching.Schemes())}
}

// NewID makes an id that sorts by the time of its making (UUIDv7).
func NewID[T ~string]() T {
	return T(uuid.Must(uuid.NewV7()).String()) // fails only without randomness, and then crypto/rand has ended the process
}

// Tx is one transaction for one actor or door. A row that she may not see is coaching.ErrNotFound.
type Tx struct {
	*sqlx.Tx
	person coaching.PersonID // "" behind a door
	name   string            // the person's id, or "system:" and the door
	codes  coaching.Codes
}

// AsActor is the only way to the tables for a person: fn works in one transaction that sees and
// touches what the policies give her, and is kept when fn returns nil. When the database is away
// the error is coaching.ErrUnavailable.
func (db *DB) AsActor(ctx context.Context, actor coaching.Actor, fn func(*Tx) error) error {
	if uuid.Validate(string(actor.ID)) != nil { // a door's name must never come in as a person
		return fmt.Errorf("work as actor %q: %w", actor.ID, coaching.ErrNotFound)
	}
	if actor.Working != "" && uuid.Validate(string(actor.Working)) != nil { // what is no holder must not become all of them
		return fmt.Errorf("work for holder %q: %w", actor.Working, coaching.ErrNotFound)
	}
	as := setting{actor: string(actor.ID), holder: actor.Working}
	if actor.Tablet != "" {
		as.role = coaching.Employee
	}
	return db.as(ctx, as, actor.ID, fn)
}

// AsDoor is AsActor for one of the few doors without a person.
func (db *DB) AsDoor(ctx context.Context, door Door, fn func(*Tx) error) error {
	return db.as(ctx, setting{actor: "system:" + string(door)}, "", fn)
}

// setting is for whom a transaction works: the actor or door, and the holder and the role that narrow what she sees, ""
// for none.
type setting struct {
	actor  string
	holder coaching.HolderID
	role   coaching.Role
}

func (db *DB) as(ctx context.Context, as setting, person coaching.PersonID, fn func(*Tx) error) error {
	tx, err := db.BeginTxx(ctx, nil)
	if err != nil {
		return translate(fmt.Errorf("begin: %w", err))
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	if _, err := tx.ExecContext(ctx, `
		SELECT set_config('app.actor', $1, true),
		       set_config('app.holder', $2, true),
		       set_config('app.role', $3, true),
		       set_config('TimeZone', 'UTC', true)`, as.actor, as.holder, as.role); err != nil {
		return translate(fmt.Errorf("say for whom: %w", err))
	}
	if err := fn(&Tx{Tx: tx, person: person, name: as.actor, codes: db.codes}); err != nil {
		return translate(err)
	}
	if err := tx.Commit(); err != nil {
		return translate(fmt.Errorf("commit: %w", err))
	}
	return nil
}

// one reads one row; none is ErrNotFound.
func (tx *Tx) one(ctx context.Context, what string, into any, query string, args ...any) error {
	err := tx.GetContext(ctx, into, query, args...)
	if errors.Is(err, sql.ErrNoRows) {
		err = coaching.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

func (tx *Tx) many(ctx context.Context, what string, into any, query string, args ...any) error {
	if err := tx.SelectContext(ctx, into, query, args...); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// run executes a statement and says how many rows it touched.
func (tx *Tx) run(ctx context.Context, what string, query string, args ...any) (int64, error) {
	result, err := tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", what, err)
	}
	return result.RowsAffected()
}

// touch executes a statement that must touch a row; none is ErrNotFound.
func (tx *Tx) touch(ctx context.Context, what string, query string, args ...any) error {
	rows, err := tx.run(ctx, what, query, args...)
	if err == nil && rows == 0 {
		return fmt.Errorf("%s: %w", what, coaching.ErrNotFound)
	}
	return err
}

// alone makes transactions about the same thing wait for one another, also where a policy lets the actor lock no row.
// What she may see is asked anew after it: a transaction with a number of its own keeps no answers (access.answered).
func (tx *Tx) alone(ctx context.Context, id string) error {
	_, err := tx.run(ctx, "wait for others", `
		SELECT pg_advisory_xact_lock(hashtextextended($1, 0)),
		       pg_current_xact_id()`, id)
	return err
}

// orNow leaves the choice of the moment to the database when the caller made none.
func orNow(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// first is the one row of a list that can hold one; none is ErrNotFound.
func first[T any](what string, rows []T, err error) (T, error) {
	var none T
	if err == nil && len(rows) == 0 {
		err = fmt.Errorf("%s: %w", what, coaching.ErrNotFound)
	}
	if err != nil {
		return none, err
	}
	return rows[0], nil
}
