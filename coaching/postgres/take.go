package postgres

import (
	"context"

	"terugblik/coaching"
)

// Takes lists the takes of a recording by number.
func (tx *Tx) Takes(ctx context.Context, recording coaching.RecordingID) ([]coaching.Take, error) {
	var takes []coaching.Take
	err := tx.many(ctx, "list takes", &takes, `
		SELECT number,
		       node,
		       began_at,
		       ended_at,
		       finalised_at,
		       file,
		       COALESCE(start_ms, 0) AS start_ms,
		       lead_ms,
		       COALESCE(duration_ms, 0) AS duration_ms,
		       source,
		       video,
		       audio
		FROM take
		WHERE recording_id = $1
		ORDER BY number`, recording)
	return takes, err
}

// Gaps lists what the tracks of a recording miss, by position.
func (tx *Tx) Gaps(ctx context.Context, recording coaching.RecordingID) ([]coaching.Gap, error) {
	var gaps []coaching.Gap
	err := tx.many(ctx, "list gaps", &gaps, `
		SELECT take_number AS take,
		       start_ms,
		       end_ms,
		       track,
		       reason
		FROM gap
		WHERE recording_id = $1
		ORDER BY start_ms, end_ms, track`, recording)
	return gaps, err
}
