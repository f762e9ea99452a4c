// Package seed fills an empty database with as many made-up people, cycles and marks as asked, to measure on.
package seed

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErrNotEmpty is returned where somebody's data are already.
var ErrNotEmpty = errors.New("this database is not empty: made-up people want one of their own")

// Inputs are what is made, and of whom it is known afterwards.
type Inputs struct {
	Size
	PasswordHash string                       // everybody's
	Now          time.Time                    // the history of six years ends here
	Told         func(table string, rows int) // called after each table; may be nil
	Checked      bool                         // also look whether what rows refer to is there: as long again as writing them
}

// Fill writes everything in one transaction or nothing, and has the planner count it afterwards. owner is a pool of the
// owner of the tables. The same inputs make the same rows.
func Fill(ctx context.Context, owner *sql.DB, in Inputs) (Cast, error) {
	if err := in.Check(); err != nil {
		return Cast{}, err
	}
	w := imagine(in)
	tx, err := owner.BeginTx(ctx, nil)
	if err != nil {
		return Cast{}, fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	if err := mustBeEmpty(ctx, tx); err != nil {
		return Cast{}, err
	}
	if _, err := tx.ExecContext(ctx, `SET LOCAL maintenance_work_mem = '512MB'`); err != nil {
		return Cast{}, fmt.Errorf("room for indexes: %w", err)
	}
	which, err := resting(ctx, tx, in.Checked)
	if err != nil {
		return Cast{}, err
	}
	for _, t := range w.tables() {
		rows, err := t.write(ctx, tx, which)
		if err != nil {
			return Cast{}, err
		}
		if in.Told != nil {
			in.Told(t.name, rows)
		}
	}
	if err := addUp(ctx, tx); err != nil {
		return Cast{}, err
	}
	if err := tx.Commit(); err != nil {
		return Cast{}, fmt.Errorf("commit: %w", err)
	}
	if _, err := owner.ExecContext(ctx, `VACUUM (ANALYZE)`); err != nil {
		return Cast{}, fmt.Errorf("count what was written: %w", err)
	}
	return w.cast(), nil
}

// addUp writes the sums that the triggers on minutes keep.
func addUp(ctx context.Context, tx *sql.Tx) error {
	for _, statement := range []string{`
		INSERT INTO hours_sum (holder_id, year, centre_id, kind, in_ratio, minutes)
		SELECT holder_id, year, centre_id, kind, in_ratio, minutes
		FROM access.hours_counted`, `
		INSERT INTO hours_reached (holder_id, year, person_id, minutes, lines)
		SELECT holder_id, year, person_id, minutes, lines
		FROM access.hours_coached`} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("add minutes up: %w", err)
		}
	}
	return nil
}

// mustBeEmpty keeps others out until the commit.
func mustBeEmpty(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `
		LOCK TABLE holder, person IN EXCLUSIVE MODE`); err != nil {
		return fmt.Errorf("look whether the database is empty: %w", err)
	}
	var taken bool
	if err := tx.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT FROM holder) OR EXISTS (SELECT FROM person)`).Scan(&taken); err != nil {
		return fmt.Errorf("look whether the database is empty: %w", err)
	}
	if taken {
		return ErrNotEmpty
	}
	return nil
}

// resting are the triggers that rest. Only a superuser may let those rest that guard what rows refer to.
func resting(ctx context.Context, tx *sql.Tx, checked bool) (which string, err error) {
	if err = tx.QueryRowContext(ctx, `
		SELECT CASE WHEN rolsuper AND NOT $1 THEN 'ALL' ELSE 'USER' END
		FROM pg_roles
		WHERE rolname = current_user`, checked).Scan(&which); err != nil {
		err = fmt.Errorf("look who writes: %w", err)
	}
	return which, err
}

// tables are in the order of what refers to what.
func (w *world) tables() []table {
	return slices.Concat(w.peopleTables(), w.organisationTables(), w.learningTables(), w.filmTables(), w.feedbackTables(), w.talkTables(), w.practiceTables(),
		w.hoursTables(), w.childrenTables(), w.officeTables(), w.logTables())
}
