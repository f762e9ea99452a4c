package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// UnfinishedTake is a take of a node that has not been finalised.
type UnfinishedTake struct {
	RecordingID coaching.RecordingID
	Number      int
	BeganAt     time.Time
	EndedAt     *time.Time
}

// UnfinishedTakes lists those whose journal a node holds, oldest first. Door Finalise.
func (tx *Tx) UnfinishedTakes(ctx context.Context, node string) ([]UnfinishedTake, error) {
	var takes []UnfinishedTake
	err := tx.many(ctx, "list unfinished takes", &takes, `
		SELECT t.recording_id,
		       t.number,
		       t.began_at,
		       t.ended_at
		FROM take t
		JOIN recording r ON r.id = t.recording_id
		WHERE t.node = $1
		  AND t.finalised_at IS NULL
		  AND r.deleted_at IS NULL
		ORDER BY t.began_at, t.recording_id, t.number`, node)
	return takes, err
}

// FinaliseTake stores a take as it became, with its gaps in place of earlier ones; a nil FinalisedAt is now.
// zero is kept when the recording has none yet. A take without a file held nothing. Door Finalise.
func (tx *Tx) FinaliseTake(ctx context.Context, id coaching.RecordingID, take coaching.Take, gaps []coaching.Gap, zero *time.Time) error {
	recording, err := tx.lockLiving(ctx, id)
	if err != nil {
		return err
	}
	if err := tx.touch(ctx, "finalise take", `
		UPDATE take
		SET finalised_at = COALESCE($3, now()),
		    ended_at = COALESCE(ended_at, $4, $3, now()),
		    file = $5,
		    start_ms = $6,
		    duration_ms = $7,
		    video = $8,
		    audio = $9
		WHERE recording_id = $1
		  AND number = $2`,
		id, take.Number, take.FinalisedAt, take.EndedAt, take.File, take.StartMS, take.DurationMS, orNull(take.Video), orNull(take.Audio)); err != nil {
		return err
	}
	if zero != nil {
		if err := tx.SetZero(ctx, id, *zero); err != nil {
			return err
		}
	}
	if err := tx.replaceGaps(ctx, recording, take.Number, gaps); err != nil {
		return err
	}
	if err := tx.lengthen(ctx, id); err != nil {
		return err
	}
	at := time.Now()
	if take.FinalisedAt != nil {
		at = *take.FinalisedAt
	}
	if err := tx.lockInTheWay(ctx, recording, at); err != nil {
		return err
	}
	return tx.settleState(ctx, id)
}

// lengthen keeps how long the recording is by its takes until a watchable version says so exactly: progress is shown
// as a part of it.
func (tx *Tx) lengthen(ctx context.Context, id coaching.RecordingID) error {
	_, err := tx.run(ctx, "set length of recording", `
		UPDATE recording
		SET duration_ms = (
			SELECT max(t.start_ms + t.duration_ms)
			FROM take t
			WHERE t.recording_id = $1
			  AND t.file <> ''
		)
		WHERE id = $1
		  AND generation = 0`, id)
	return err
}

func (tx *Tx) replaceGaps(ctx context.Context, r coaching.Recording, take int, gaps []coaching.Gap) error {
	if _, err := tx.run(ctx, "remove gaps", `
		DELETE FROM gap
		WHERE recording_id = $1
		  AND take_number = $2`, r.ID, take); err != nil {
		return err
	}
	var starts, ends []int64
	var tracks, reasons []string
	for _, gap := range gaps {
		starts, ends = append(starts, gap.StartMS), append(ends, gap.EndMS)
		tracks, reasons = append(tracks, gap.Track), append(reasons, gap.Reason)
	}
	_, err := tx.run(ctx, "add gaps", `
		INSERT INTO gap (recording_id, take_number, holder_id, start_ms, end_ms, track, reason)
		SELECT $1, $2, $3, g.*
		FROM unnest($4::bigint[], $5::bigint[], $6::text[], $7::text[]) AS g`,
		r.ID, take, r.HolderID, pq.Array(starts), pq.Array(ends), pq.Array(tracks), pq.Array(reasons))
	return err
}

// FailRecording says why there is nothing to watch; reason is a stable code. One that is ready stays ready.
// Doors Finalise and Transcode.
func (tx *Tx) FailRecording(ctx context.Context, id coaching.RecordingID, reason string) error {
	if err := tx.touch(ctx, "fail recording", `
		UPDATE recording
		SET state = CASE WHEN state = 'ready' THEN state ELSE 'failed' END,
		    reason = CASE WHEN state = 'ready' THEN reason ELSE $2 END
		WHERE id = $1
		  AND deleted_at IS NULL`, id, reason); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, id)
}

// SetProgress says how far the watchable version is, in milliseconds of the recording. Door Transcode.
func (tx *Tx) SetProgress(ctx context.Context, id coaching.RecordingID, ms int64) error {
	if err := tx.touch(ctx, "set progress", `
		UPDATE recording
		SET progress_ms = $2
		WHERE id = $1
		  AND deleted_at IS NULL`, id, ms); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, id)
}

// Watchable is a version that can be played: its generation, the number of takes it holds, its duration and its
// constant frame rate (Num frames in Den seconds).
type Watchable struct {
	Generation int
	Takes      int
	DurationMS int64
	Num, Den   int64
}

// Publish switches to a watchable version. A newer one that is there stays. ErrNotFound when the recording was
// erased. Door Transcode.
func (tx *Tx) Publish(ctx context.Context, id coaching.RecordingID, w Watchable) error {
	if _, err := tx.lockLiving(ctx, id); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "publish recording", `
		UPDATE recording
		SET state = 'ready',
		    reason = '',
		    generation = $2,
		    watchable_takes = $3,
		    duration_ms = $4,
		    frame_rate_num = $5,
		    frame_rate_den = $6,
		    progress_ms = $4
		WHERE id = $1
		  AND generation < $2`, id, w.Generation, w.Takes, w.DurationMS, w.Num, w.Den); err != nil {
		return err
	}
	if err := tx.forgetUpload(ctx, id); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, id)
}

// Unwatchable is a recording whose takes are all whole and not all in a watchable version.
type Unwatchable struct {
	RecordingID coaching.RecordingID
	Generation  int // of the version that is shown now; 0 for none
	Takes       int // that hold something; 0 when nothing ever came
}

// Unwatchables lists them, oldest first; failed ones are left alone. Door Transcode.
func (tx *Tx) Unwatchables(ctx context.Context) ([]Unwatchable, error) {
	var found []Unwatchable
	err := tx.many(ctx, "list what cannot be watched yet", &found, `
		SELECT r.id AS recording_id,
		       r.generation,
		       count(*) FILTER (WHERE t.file <> '') AS takes
		FROM recording r
		JOIN take t ON t.recording_id = r.id
		WHERE r.deleted_at IS NULL
		  AND r.state IN ('processing', 'ready')
		  AND NOT EXISTS (SELECT FROM trim c WHERE c.recording_id = r.id AND c.done_at IS NULL AND c.failed_at IS NULL)
		GROUP BY r.id
		HAVING bool_and(t.finalised_at IS NOT NULL)
		   AND (count(*) FILTER (WHERE t.file <> '') > r.watchable_takes OR r.state = 'processing')
		ORDER BY r.created_at, r.id`)
	return found, err
}

// RecordingForJob reads a recording that is not erased with its takes, and what each of them misses. Doors Finalise, Transcode and Export.
func (tx *Tx) RecordingForJob(ctx context.Context, id coaching.RecordingID) (coaching.Recording, []coaching.Take, []coaching.Gap, error) {
	recording, err := tx.living(tx.Recording(ctx, id))
	if err != nil {
		return coaching.Recording{}, nil, nil, err
	}
	takes, err := tx.Takes(ctx, id)
	if err != nil {
		return coaching.Recording{}, nil, nil, err
	}
	gaps, err := tx.gapsOfTakes(ctx, id)
	return recording, takes, gaps, err
}

func (tx *Tx) lockLiving(ctx context.Context, id coaching.RecordingID) (coaching.Recording, error) {
	return tx.living(tx.lockRecording(ctx, id))
}

func (*Tx) living(r coaching.Recording, err error) (coaching.Recording, error) {
	if err == nil && r.DeletedAt != nil {
		err = coaching.ErrNotFound
	}
	return r, err
}

func orNull(json []byte) any {
	if len(json) == 0 {
		return nil
	}
	return string(json)
}

// Whole is a recording of which everything can be watched.
type Whole struct {
	RecordingID coaching.RecordingID
	Generation  int
	Takes       pq.Int64Array // numbers of those that the version holds
}

// Wholes finds those among some recordings; their journals are superfluous. Door Transcode.
func (tx *Tx) Wholes(ctx context.Context, among []coaching.RecordingID) ([]Whole, error) {
	var found []Whole
	err := tx.many(ctx, "list what can be watched whole", &found, `
		SELECT r.id AS recording_id,
		       r.generation,
		       array_agg(t.number) FILTER (WHERE t.file <> '') AS takes
		FROM recording r
		JOIN take t ON t.recording_id = r.id
		WHERE r.id::text = ANY ($1)
		  AND r.deleted_at IS NULL
		  AND r.state = 'ready'
		GROUP BY r.id
		HAVING bool_and(t.finalised_at IS NOT NULL)
		   AND count(*) FILTER (WHERE t.file <> '') <= r.watchable_takes`, pq.Array(among))
	return found, err
}
