package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// dayOf is the day of an instant for a line of the log.
type dayOf time.Time

// note writes a line of the log of administration. A day is written as it is called in the zone of the holder.
func (tx *Tx) note(ctx context.Context, line coaching.AdministrationLine, day ...dayOf) error {
	var at *time.Time
	if len(day) > 0 {
		at = orNow(time.Time(day[0]))
	}
	_, err := tx.run(ctx, "log administration", `
		INSERT INTO administration_log (id, holder_id, actor, act, person_id, role, day, detail, created_at)
		VALUES ($1, $2, $3, $4, NULLIF($5, '')::uuid, $6,
		        ($7::timestamptz AT TIME ZONE (SELECT h.time_zone FROM holder h WHERE h.id = $2))::date, $8, $9)`,
		NewID[string](), line.HolderID, line.Actor, line.Act, line.PersonID, line.Role, at, line.Detail, line.At)
	return err
}

// AdministrationLog lists what was done to people and places of a holder, newest first; only what is about one person
// where id is not "". For those who keep people.
func (tx *Tx) AdministrationLog(ctx context.Context, holder coaching.HolderID, id coaching.PersonID, cursor string, limit int) ([]coaching.AdministrationLine, string, error) {
	from, err := readCursor(cursor, instantKey)
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var rows []coaching.AdministrationLine
	if err := tx.many(ctx, "read log of administration", &rows, `
		SELECT id,
		       holder_id,
		       actor,
		       act,
		       COALESCE(person_id::text, '') AS person_id,
		       role,
		       COALESCE(day::text, '') AS day,
		       detail,
		       created_at AS at
		FROM administration_log
		WHERE holder_id = $1
		  AND ($2 = '' OR person_id::text = $2)
		  AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
		ORDER BY created_at DESC, id DESC
		LIMIT $5`, holder, id, from.key, from.id, limit+1); err != nil {
		return nil, "", err
	}
	rows, next := cut(rows, limit, func(l coaching.AdministrationLine) string { return instantCursor(l.At, l.ID) })
	return rows, next, nil
}
