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
		       timing,
		       video,
		       audio,
		       boot,
		       since_boot
		FROM take
		WHERE recording_id = $1
		ORDER BY number`, recording)
	return takes, err
}

// SetSteady keeps the steady clock of the machine as it was when a take began. Door Ingest.
func (tx *Tx) SetSteady(ctx context.Context, recording coaching.RecordingID, number int, clock coaching.Steady) error {
	return tx.touch(ctx, "keep the clock of a take", `
		UPDATE take
		SET boot = $3,
		    since_boot = $4
		WHERE recording_id = $1
		  AND number = $2`, recording, number, clock.Boot, int64(clock.SinceBoot))
}

// Gaps lists what the tracks of a recording miss, by position: what none of its takes has, and what was cut out.
func (tx *Tx) Gaps(ctx context.Context, recording coaching.RecordingID) ([]coaching.Gap, error) {
	gaps, err := tx.gapsOfTakes(ctx, recording)
	if err != nil {
		return nil, err
	}
	takes, err := tx.Takes(ctx, recording)
	if err != nil {
		return nil, err
	}
	trims, err := tx.Trims(ctx, recording)
	return coaching.WithTrims(coaching.TrueGaps(takes, gaps), trims), err
}

// gapsOfTakes lists what each take misses, whatever another has there.
func (tx *Tx) gapsOfTakes(ctx context.Context, recording coaching.RecordingID) ([]coaching.Gap, error) {
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
