package postgres

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
)

// CreateIngestToken lets its bearer publish into one recording of the actor until it expires, and do nothing else.
// The cycle must be open and the trajectory running.
func (tx *Tx) CreateIngestToken(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, tokenHash []byte, now, expires time.Time) error {
	recording, err := tx.Recording(ctx, id)
	if err != nil {
		return err
	}
	if err := recording.MayLetIn(actor); err != nil {
		return err
	}
	if err := tx.mayBegin(ctx, actor, recording, false, now); err != nil {
		return err
	}
	if _, err := tx.runningTrajectory(ctx, recording.CycleID); err != nil {
		return err
	}
	if err := tx.noUpload(ctx, id, coaching.FilmUpload); err != nil {
		return err
	}
	_, err = tx.run(ctx, "create ingest token", `
		INSERT INTO ingest_token (id, holder_id, recording_id, token_hash, created_by, created_at, expires_at, tablet_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, NULLIF($8, '')::uuid)`,
		NewID[coaching.IngestTokenID](), recording.HolderID, id, tokenHash, actor.ID, now, expires, actor.Tablet)
	return err
}

// endTokens takes back the tokens to publish into a recording or for one of its further cameras, and the codes that would
// give a device another one.
func (tx *Tx) endTokens(ctx context.Context, id coaching.RecordingID) error {
	if _, err := tx.run(ctx, "remove join codes", `
		DELETE FROM join_code j
		USING recording r
		WHERE r.id = j.angle_id
		  AND (r.id = $1 OR r.angle_of = $1)`, id); err != nil {
		return err
	}
	_, err := tx.run(ctx, "remove ingest tokens", `
		DELETE FROM ingest_token t
		USING recording r
		WHERE r.id = t.recording_id
		  AND (r.id = $1 OR r.angle_of = $1)`, id)
	return err
}

// endTokensOf takes back those of all recordings of a trajectory: it rests, it ended, or one of its cycles closed.
func (tx *Tx) endTokensOf(ctx context.Context, id coaching.TrajectoryID) error {
	if _, err := tx.run(ctx, "remove join codes of a trajectory", `
		DELETE FROM join_code j
		USING recording r, cycle c
		WHERE r.id = j.angle_id
		  AND c.id = r.cycle_id
		  AND c.trajectory_id = $1`, id); err != nil {
		return err
	}
	_, err := tx.run(ctx, "remove ingest tokens of a trajectory", `
		DELETE FROM ingest_token t
		USING recording r, cycle c
		WHERE r.id = t.recording_id
		  AND c.id = r.cycle_id
		  AND c.trajectory_id = $1`, id)
	return err
}

// IngestRecording is the recording of a token that has not expired, with what is known before film comes in; none once
// its owner has left. Whether film may come in now is coaching.MayBegin. Door Ingest.
func (tx *Tx) IngestRecording(ctx context.Context, tokenHash []byte, now time.Time) (coaching.Beginning, error) {
	var recording coaching.Recording
	if err := tx.one(ctx, "find ingest token", &recording, selectRecording+`
		JOIN ingest_token t ON t.recording_id = r.id
		WHERE t.token_hash = $1
		  AND t.expires_at > $2
		  AND r.deleted_at IS NULL
		  AND `+ownerWorks, tokenHash, now); err != nil {
		return coaching.Beginning{}, err
	}
	return tx.Beginning(ctx, recording)
}

// ownerWorks says of recording r whether its owner is an employee of its holder at $2.
const ownerWorks = `EXISTS (
		      SELECT FROM role_assignment a
		      WHERE a.person_id = r.owner_id
		        AND a.holder_id = r.holder_id
		        AND a.role = 'employee'
		        AND a.valid_from <= $2
		        AND (a.valid_until IS NULL OR a.valid_until > $2))`

// MustStop finds those of the recordings into which film may not come any more, although it did: the owner has left, the
// recording was locked or erased, the holder's confirmation was withdrawn, or every token to publish was taken back, as
// the end of a cycle and a pause or the end of a trajectory do. Door Ingest.
func (tx *Tx) MustStop(ctx context.Context, ids []coaching.RecordingID, now time.Time) ([]coaching.RecordingID, error) {
	var stop []coaching.RecordingID
	err := tx.many(ctx, "find recordings that must stop", &stop, `
		SELECT r.id
		FROM recording r
		JOIN holder h ON h.id = r.holder_id
		LEFT JOIN recording main ON main.id = r.angle_of
		WHERE r.id = ANY ($1::uuid[])
		  AND NOT (r.deleted_at IS NULL
		      AND r.locked_at IS NULL
		      AND main.locked_at IS NULL
		      AND (h.demo_version IS NOT NULL OR h.recording_confirmed_at IS NOT NULL)
		      AND EXISTS (SELECT FROM ingest_token t WHERE t.recording_id = r.id)
		      AND `+ownerWorks+`)`, list(ids), now)
	return stop, err
}

// BeginTake adds a take and gives its number; the recording is under way, or stays ready if it can be watched already.
// ErrNotFound for an erased recording. Door Ingest.
func (tx *Tx) BeginTake(ctx context.Context, id coaching.RecordingID, node string, now time.Time) (int, error) {
	recording, err := tx.Recording(ctx, id)
	if err != nil {
		return 0, err
	}
	// What guardians take back at this moment finds this take, or is known here.
	if err := tx.aloneWithConsent(ctx, recording.HolderID); err != nil {
		return 0, err
	}
	if recording, err = tx.lockRecording(ctx, id); err != nil {
		return 0, err
	}
	if recording.DeletedAt != nil {
		return 0, fmt.Errorf("begin take of recording %s: %w", id, coaching.ErrNotFound)
	}
	if err := tx.noUpload(ctx, id, coaching.FilmUpload); err != nil {
		return 0, err
	}
	var number int
	if err := tx.one(ctx, "number take", &number, `
		SELECT COALESCE(max(number), 0) + 1
		FROM take
		WHERE recording_id = $1`, id); err != nil {
		return 0, err
	}
	if _, err := tx.run(ctx, "begin take", `
		INSERT INTO take (recording_id, number, holder_id, node, began_at)
		VALUES ($1, $2, $3, $4, $5)`, id, number, recording.HolderID, node, now); err != nil {
		return 0, err
	}
	if _, err := tx.run(ctx, "set recording under way", `
		UPDATE recording
		SET state = 'recording',
		    reason = ''
		WHERE id = $1
		  AND state <> 'ready'`, id); err != nil {
		return 0, err
	}
	if err := tx.lockInTheWay(ctx, recording, now); err != nil {
		return 0, err
	}
	return number, tx.notifyRecording(ctx, id)
}

// SetZero stores the capture time of position 0, once; later calls change nothing. Doors Ingest and Finalise.
func (tx *Tx) SetZero(ctx context.Context, id coaching.RecordingID, zeroAt time.Time) error {
	_, err := tx.run(ctx, "set zero", `
		UPDATE recording
		SET zero_at = $2
		WHERE id = $1
		  AND zero_at IS NULL`, id, zeroAt)
	return err
}

// EndTake says that nothing more comes in for a take. When no take is under way the recording is processing. Door Ingest.
func (tx *Tx) EndTake(ctx context.Context, id coaching.RecordingID, number int, now time.Time) error {
	if _, err := tx.lockRecording(ctx, id); err != nil {
		return err
	}
	if err := tx.touch(ctx, "end take", `
		UPDATE take
		SET ended_at = COALESCE(ended_at, $3)
		WHERE recording_id = $1
		  AND number = $2`, id, number, now); err != nil {
		return err
	}
	return tx.settleState(ctx, id)
}

// settleState moves a recording from under way, or from a failure that was overcome, to processing once no take is under
// way any more.
func (tx *Tx) settleState(ctx context.Context, id coaching.RecordingID) error {
	if _, err := tx.run(ctx, "set recording processing", `
		UPDATE recording
		SET state = 'processing',
		    reason = ''
		WHERE id = $1
		  AND (state = 'recording' OR (state = 'failed' AND reason = $2))
		  AND NOT EXISTS (SELECT FROM take t WHERE t.recording_id = $1 AND t.ended_at IS NULL)`, id, coaching.ProcessingFailed); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, id)
}
