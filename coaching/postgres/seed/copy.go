package seed

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// table is what is written into one table: a row per call of put, with a value per column.
type table struct {
	name    string
	columns string
	rows    func(put func(values ...any))
}

// write sends the rows of a table as one COPY, and has indexes that guard nothing built afterwards, which is faster. What triggers would write of each row is written as a table of its own.
// which are the triggers that rest meanwhile: USER for ours, ALL for those too that guard what rows refer to.
func (t table) write(ctx context.Context, tx *sql.Tx, which string) (int, error) {
	if err := t.triggers(ctx, tx, "DISABLE", which); err != nil {
		return 0, err
	}
	build, err := t.withoutIndexes(ctx, tx)
	if err != nil {
		return 0, err
	}
	count, err := t.copy(ctx, tx)
	if err != nil {
		return 0, err
	}
	if err := build(); err != nil {
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, `SET CONSTRAINTS ALL IMMEDIATE`); err != nil {
		return 0, fmt.Errorf("check %s: %w", t.name, err)
	}
	return count, t.triggers(ctx, tx, "ENABLE", which)
}

func (t table) triggers(ctx context.Context, tx *sql.Tx, how, which string) error {
	if _, err := tx.ExecContext(ctx, fmt.Sprintf(`ALTER TABLE %s %s TRIGGER %s`, t.name, how, which)); err != nil {
		return fmt.Errorf("%s the triggers of %s: %w", strings.ToLower(how), t.name, err)
	}
	return nil
}

// withoutIndexes drops them; build makes them again.
func (t table) withoutIndexes(ctx context.Context, tx *sql.Tx) (build func() error, err error) {
	var drop, create sql.NullString
	if err := tx.QueryRowContext(ctx, `
		SELECT string_agg('DROP INDEX ' || indexrelid::regclass, ';'),
		       string_agg(pg_get_indexdef(indexrelid), ';')
		FROM pg_index
		WHERE indrelid = $1::regclass
		  AND NOT indisunique`, t.name).Scan(&drop, &create); err != nil {
		return nil, fmt.Errorf("look for the indexes of %s: %w", t.name, err)
	}
	if _, err := tx.ExecContext(ctx, drop.String); err != nil {
		return nil, fmt.Errorf("drop the indexes of %s: %w", t.name, err)
	}
	return func() error {
		if _, err := tx.ExecContext(ctx, create.String); err != nil {
			return fmt.Errorf("build the indexes of %s: %w", t.name, err)
		}
		return nil
	}, nil
}

func (t table) copy(ctx context.Context, tx *sql.Tx) (count int, err error) {
	statement, err := tx.PrepareContext(ctx, fmt.Sprintf("COPY %s (%s) FROM STDIN", t.name, t.columns))
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", t.name, err)
	}
	defer statement.Close()
	columns := strings.Count(t.columns, ",") + 1
	t.rows(func(values ...any) {
		if err != nil {
			return
		}
		if len(values) != columns {
			err = fmt.Errorf("%d values for %d columns", len(values), columns)
			return
		}
		_, err = statement.ExecContext(ctx, values...)
		count++
	})
	if err == nil {
		_, err = statement.ExecContext(ctx)
	}
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", t.name, err)
	}
	return count, nil
}
