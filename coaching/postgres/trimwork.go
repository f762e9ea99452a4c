package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// OpenTrims lists the cuts of recordings that are to be made or finished and of which nothing else is under way, oldest
// first. Door Trim.
func (tx *Tx) OpenTrims(ctx context.Context) ([]coaching.Trim, error) {
	var trims []coaching.Trim
	err := tx.many(ctx, "list open cuts", &trims, selectTrim+`
		JOIN recording r ON r.id = c.recording_id
		WHERE c.done_at IS NULL
		  AND c.failed_at IS NULL
		  AND r.deleted_at IS NULL
		  AND r.state IN ('ready', 'processing')
		  AND NOT EXISTS (SELECT FROM take t WHERE t.recording_id = r.id AND t.finalised_at IS NULL)
		ORDER BY c.asked_at, c.id`)
	return trims, err
}

// TrimForJob reads one of a recording that is not erased. Door Trim.
func (tx *Tx) TrimForJob(ctx context.Context, id coaching.TrimID) (trim coaching.Trim, err error) {
	if err := tx.one(ctx, "read cut", &trim, selectTrim+`
		WHERE c.id = $1`, id); err != nil {
		return trim, err
	}
	_, err = tx.living(tx.Recording(ctx, trim.RecordingID))
	return trim, err
}

// Recut is a recording without a stretch, all of it on the disk under a new key.
type Recut struct {
	Before     int             // the generation that it was made of
	Held       []coaching.Take // as they were
	Takes      []coaching.Take // as they are, with their new files; none where nothing of one is left
	FromMS     int64           // what went
	ToMS       int64
	Watchable  Watchable
	SwitchedAt time.Time
}

// SwitchTrim lets a recording be what is left of it, and destroys the key of the files before, all at once. Conflict where
// something came between. Door Trim.
func (tx *Tx) SwitchTrim(ctx context.Context, id coaching.TrimID, cut Recut) error {
	trim, err := tx.TrimForJob(ctx, id)
	if err != nil {
		return err
	}
	recording, err := tx.lockLiving(ctx, trim.RecordingID)
	if err != nil {
		return err
	}
	// A safety signal keeps everything as it is, also what was asked before. What a restore brought back was gone already.
	if recording.FrozenAt != nil && trim.Reason != coaching.TrimRestored {
		return coaching.Conflict("recording_frozen")
	}
	takes, err := tx.Takes(ctx, recording.ID)
	if err != nil {
		return err
	}
	if recording.Generation != cut.Before || !sameTakes(takes, cut.Held) {
		return coaching.Conflict("changed_meanwhile")
	}
	if err := tx.touch(ctx, "note what was cut", `
		UPDATE trim
		SET from_ms = $2,
		    to_ms = $3,
		    switched_at = $4
		WHERE id = $1
		  AND switched_at IS NULL
		  AND failed_at IS NULL`, id, cut.FromMS, cut.ToMS, cut.SwitchedAt); err != nil {
		return err
	}
	for _, take := range cut.Takes {
		if err := tx.touch(ctx, "give a take its new file", `
			UPDATE take
			SET file = $3,
			    timing = $4
			WHERE recording_id = $1
			  AND number = $2`, recording.ID, take.Number, take.File, take.Timing); err != nil {
			return err
		}
	}
	if err := tx.touch(ctx, "destroy the key of what was", `
		UPDATE recording_key
		SET wrapped = next_wrapped,
		    next_wrapped = NULL
		WHERE recording_id = $1
		  AND next_wrapped IS NOT NULL`, recording.ID); err != nil {
		return err
	}
	if err := tx.shortenMarks(ctx, recording.ID, cut.FromMS, cut.ToMS); err != nil {
		return err
	}
	return tx.publishRecut(ctx, recording, cut.Watchable)
}

func sameTakes(a, b []coaching.Take) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Number != b[i].Number || a[i].File != b[i].File {
			return false
		}
	}
	return true
}

// shortenMarks ends what runs into the stretch where it begins. A mark that begins in it keeps its words and its place.
func (tx *Tx) shortenMarks(ctx context.Context, id coaching.RecordingID, from, to int64) error {
	for _, shorten := range []string{`
		UPDATE annotation
		SET end_ms = $2
		WHERE recording_id = $1
		  AND start_ms < $2
		  AND end_ms > $2
		  AND $3::bigint >= $2`, `
		UPDATE feedback_moment
		SET end_ms = $2
		WHERE recording_id = $1
		  AND start_ms < $2
		  AND end_ms > $2
		  AND $3::bigint >= $2`} {
		if _, err := tx.run(ctx, "shorten marks", shorten, id, from, to); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) publishRecut(ctx context.Context, r coaching.Recording, w Watchable) error {
	if err := tx.touch(ctx, "publish what is left", `
		UPDATE recording
		SET state = CASE WHEN more.cuts THEN 'processing' ELSE 'ready' END,
		    reason = '',
		    generation = CASE WHEN more.cuts THEN 0 ELSE $2 END,
		    watchable_takes = $3,
		    duration_ms = $4,
		    frame_rate_num = $5,
		    frame_rate_den = $6,
		    progress_ms = $4
		FROM (SELECT EXISTS (SELECT FROM trim c
		                     WHERE c.recording_id = $1 AND c.reason = 'restored' AND c.switched_at IS NULL AND c.failed_at IS NULL) AS cuts) more
		WHERE id = $1`, r.ID, w.Generation, w.Takes, w.DurationMS, w.Num, w.Den); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, r.ID)
}

// FinishTrim says that the old files are gone. Twice is once. Door Trim.
func (tx *Tx) FinishTrim(ctx context.Context, id coaching.TrimID, files int, bytes int64, now time.Time) error {
	trim, err := tx.TrimForJob(ctx, id)
	if err != nil {
		return err
	}
	if _, err := tx.run(ctx, "finish cut", `
		UPDATE trim
		SET done_at = $2,
		    files = files + $3,
		    bytes = bytes + $4
		WHERE id = $1
		  AND done_at IS NULL
		  AND switched_at IS NOT NULL`, id, now, files, bytes); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, trim.RecordingID)
}

// FailTrim says why a cut cannot be made; the recording is as it was. Door Trim.
func (tx *Tx) FailTrim(ctx context.Context, id coaching.TrimID, failure string, now time.Time) error {
	trim, err := tx.TrimForJob(ctx, id)
	if err != nil {
		return err
	}
	if _, err := tx.run(ctx, "fail cut", `
		UPDATE trim
		SET failed_at = $2,
		    failure = $3
		WHERE id = $1
		  AND switched_at IS NULL
		  AND failed_at IS NULL`, id, now, failure); err != nil {
		return err
	}
	if trim.Reason == coaching.TrimRestored { // better nothing to see than what had been cut out
		if _, err := tx.run(ctx, "keep what was cut out away", `
			UPDATE recording
			SET state = 'failed',
			    reason = $2
			WHERE id = $1`, trim.RecordingID, coaching.ProcessingFailed); err != nil {
			return err
		}
	}
	return tx.notifyRecording(ctx, trim.RecordingID)
}
