package postgres

import (
	"context"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// Workers lists who worked with the children at any time in a year, by family name; only those who were not coached in it
// where missing is true, and only those whose name holds the search where it is not "". All for the administrator, those of her locations for a manager.
func (tx *Tx) Workers(ctx context.Context, holder coaching.HolderID, year int, missing bool, search, cursor string, limit int) ([]coaching.Worker, string, error) {
	from, err := readCursor(cursor, func(string) error { return nil })
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	workers, err := tx.workers(ctx, holder, year, missing, search, from.id, limit+1)
	if err != nil {
		return nil, "", err
	}
	workers, next := cut(workers, limit, func(w coaching.Worker) string { return writeCursor("", string(w.PersonID)) })
	return workers, next, nil
}

// AllWorkers are all of them at once, for a file.
func (tx *Tx) AllWorkers(ctx context.Context, holder coaching.HolderID, year int) ([]coaching.Worker, error) {
	return tx.workers(ctx, holder, year, false, "", nil, nil)
}

// workers are so many after a person; nil for both: all.
func (tx *Tx) workers(ctx context.Context, holder coaching.HolderID, year int, missing bool, search string, after, most any) ([]coaching.Worker, error) {
	var rows []struct {
		coaching.Worker
		PlaceList pq.StringArray
		WorkList  pq.StringArray
	}
	if err := tx.many(ctx, "list who was coached", &rows, `
		SELECT person_id,
		       given_name AS "name.given",
		       prefix AS "name.prefix",
		       family_name AS "name.family",
		       places AS place_list,
		       work AS work_list,
		       coached
		FROM access.hours_people($1, $2, $3, $4, $5, $6)`, holder, year, missing, pattern(search), after, most); err != nil {
		return nil, err
	}
	workers := make([]coaching.Worker, len(rows))
	for i, row := range rows {
		workers[i] = row.Worker
		workers[i].Places = row.PlaceList
		for _, kind := range row.WorkList {
			workers[i].Work = append(workers[i].Work, coaching.WorkKind(kind))
		}
	}
	return workers, nil
}

// CountWorkers says how many there are and how many of them were coached.
func (tx *Tx) CountWorkers(ctx context.Context, holder coaching.HolderID, year int) (all, coached int, err error) {
	var row struct{ Number, Coached int }
	err = tx.one(ctx, "count who was coached", &row, `
		SELECT number,
		       coached
		FROM access.hours_cover($1, $2)`, holder, year)
	return row.Number, row.Coached, err
}
