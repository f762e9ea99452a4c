package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// OpenCode lets one device film for a live angle of the actor: whoever brings the code until it expires. It takes the
// place of an earlier code. welcome is whose recording it is. The error for a code that another angle has just now is
// Conflict "code_taken".
func (tx *Tx) OpenCode(ctx context.Context, actor coaching.Actor, of coaching.RecordingID, number int, hash []byte, welcome string, now time.Time) (coaching.Angle, error) {
	recording, angle, err := tx.ownAngle(ctx, actor, of, number)
	if err != nil {
		return angle, err
	}
	if err := recording.MayOpenCode(actor, angle); err != nil {
		return angle, err
	}
	if err := tx.mayBegin(ctx, actor, recording, false, now); err != nil {
		return angle, err
	}
	if err := tx.endCode(ctx, angle.ID); err != nil {
		return angle, err
	}
	_, err = tx.run(ctx, "open code", `
		INSERT INTO join_code (id, holder_id, angle_id, code_hash, created_by, welcome, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		NewID[coaching.JoinCodeID](), angle.HolderID, angle.ID, hash, actor.ID, welcome, now, now.Add(coaching.JoinCodeLength))
	return angle, err
}

func (tx *Tx) endCode(ctx context.Context, angle coaching.RecordingID) error {
	_, err := tx.run(ctx, "end code", `
		DELETE FROM join_code
		WHERE angle_id = $1`, angle)
	return err
}

// PutOut takes back what a device films for an angle with, and its code.
func (tx *Tx) PutOut(ctx context.Context, actor coaching.Actor, of coaching.RecordingID, number int) (coaching.Angle, error) {
	_, angle, err := tx.ownAngle(ctx, actor, of, number)
	if err != nil {
		return angle, err
	}
	if err := tx.endTokens(ctx, angle.ID); err != nil {
		return angle, err
	}
	return angle, tx.notifyRecording(ctx, of)
}

// AnglesOf are those whose film belongs to a recording. Door Ingest.
func (tx *Tx) AnglesOf(ctx context.Context, of coaching.RecordingID) ([]coaching.RecordingID, error) {
	var ids []coaching.RecordingID
	err := tx.many(ctx, "list angles of a recording", &ids, `
		SELECT id
		FROM recording
		WHERE angle_of = $1
		  AND deleted_at IS NULL
		ORDER BY id`, of)
	return ids, err
}

// Joined is what a device gets for its code.
type Joined struct {
	AngleID   coaching.RecordingID
	HolderID  coaching.HolderID
	CreatedBy coaching.PersonID
	Welcome   string
}

// Join takes a code that has not expired, once, and lets its bearer publish into its angle with a token until it
// expires. ErrNotFound for any other code. Door Join.
func (tx *Tx) Join(ctx context.Context, codeHash, tokenHash []byte, now time.Time) (Joined, error) {
	var joined Joined
	if err := tx.one(ctx, "find code", &joined, `
		SELECT angle_id,
		       holder_id,
		       created_by,
		       welcome
		FROM join_code
		WHERE code_hash = $1
		  AND expires_at > $2`, codeHash, now); err != nil {
		return joined, err
	}
	if _, err := tx.run(ctx, "let a device in", `
		INSERT INTO ingest_token (id, holder_id, recording_id, token_hash, created_by, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		NewID[coaching.IngestTokenID](), joined.HolderID, joined.AngleID, tokenHash, joined.CreatedBy, now, now.Add(coaching.JoinedLength)); err != nil {
		return joined, err
	}
	// Of two that bring it at once one finds that it is gone.
	if err := tx.touch(ctx, "use code", `
		DELETE FROM join_code
		WHERE code_hash = $1`, codeHash); err != nil {
		return joined, err
	}
	return joined, tx.notifyRecording(ctx, joined.AngleID)
}
