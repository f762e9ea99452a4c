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

// write sends the rows of a table as one COPY.
func (t table) write(ctx context.Context, tx *sql.Tx) (count int, err error) {
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
