package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

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

// OwnLog lists what was done to the actor's own recordings, newest first; without what she did herself where only others
// are asked for.
func (tx *Tx) OwnLog(ctx context.Context, others bool, cursor string, limit int) ([]coaching.LogLine, string, error) {
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
		  AND NOT ($5 AND actor = $1::text)
		ORDER BY at DESC, id DESC
		LIMIT $4`, tx.person, from.key, from.id, limit+1, others)
	lines, next := cut(lines, limit, func(l coaching.LogLine) string { return instantCursor(l.At, l.ID) })
	return lines, next, err
}

// RecordingTitles are those of the recordings among ids that the actor sees and that are not erased.
func (tx *Tx) RecordingTitles(ctx context.Context, ids []coaching.RecordingID) (map[coaching.RecordingID]string, error) {
	var rows []struct {
		ID    coaching.RecordingID
		Title string
	}
	if err := tx.many(ctx, "read titles", &rows, `
		SELECT id,
		       title
		FROM recording
		WHERE id = ANY ($1::uuid[])
		  AND deleted_at IS NULL`, pq.Array(ids)); err != nil {
		return nil, err
	}
	titles := make(map[coaching.RecordingID]string, len(rows))
	for _, row := range rows {
		titles[row.ID] = row.Title
	}
	return titles, nil
}

// SharedNow lists the actor's own recordings that somebody else can see now, with who can; the latest share first.
func (tx *Tx) SharedNow(ctx context.Context) ([]coaching.SharedRecording, error) {
	var shared []coaching.SharedRecording
	err := tx.many(ctx, "list what is shared now", &shared, `
		SELECT r.id,
		       r.title,
		       s.shared_at,
		       COALESCE((SELECT string_agg(tc.coach_id::text, ' ' ORDER BY tc.valid_from)
		                 FROM cycle c
		                 JOIN trajectory_coach tc ON tc.trajectory_id = c.trajectory_id
		                  AND tc.valid_from <= now()
		                  AND (tc.valid_until IS NULL OR tc.valid_until > now())
		                 WHERE c.id = r.cycle_id), '') AS coaches
		FROM recording r
		JOIN recording_share s ON s.recording_id = r.id AND s.withdrawn_at IS NULL
		WHERE r.owner_id = $1
		  AND r.deleted_at IS NULL
		  AND r.angle_of IS NULL
		ORDER BY s.shared_at DESC, r.id`, tx.person)
	return shared, err
}
