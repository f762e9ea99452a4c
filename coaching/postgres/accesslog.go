package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// Log adds a line on a recording to "who has looked" of its owner. actor is a person's id for a person, "system:<door>" for a door.
func (tx *Tx) Log(ctx context.Context, actor, action string, recording coaching.RecordingID, owner coaching.PersonID, detail string, now time.Time) error {
	return tx.touch(ctx, "log "+action, `
		INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id, detail)
		SELECT $1, r.holder_id, $2, $3, $4, r.id, r.owner_id, $5
		FROM recording r
		WHERE r.id = $6
		  AND r.owner_id = $7`, NewID[string](), now, actor, action, detail, recording, owner)
}

func (tx *Tx) logAct(ctx context.Context, actor coaching.Actor, action string, r coaching.Recording, now time.Time) error {
	return tx.Log(ctx, string(actor.ID), action, r.ID, r.OwnerID, "", now)
}

// OwnLog lists what was done to the actor's own recordings, newest first.
func (tx *Tx) OwnLog(ctx context.Context, cursor string, limit int) ([]coaching.LogLine, string, error) {
	from, err := readCursor(cursor, instantKey)
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var lines []coaching.LogLine
	err = tx.many(ctx, "read log", &lines, `
		SELECT id,
		       at,
		       actor,
		       action,
		       COALESCE(recording_id::text, '') AS recording_id,
		       detail
		FROM access_log
		WHERE owner_id = $1
		  AND ($2::timestamptz IS NULL OR (at, id) < ($2::timestamptz, $3::uuid))
		ORDER BY at DESC, id DESC
		LIMIT $4`, tx.person, from.key, from.id, limit+1)
	lines, next := cut(lines, limit, func(l coaching.LogLine) string { return instantCursor(l.At, l.ID) })
	return lines, next, err
}
