package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

const selectTrim = `
		SELECT c.id,
		       c.holder_id,
		       c.recording_id,
		       COALESCE(c.with_id::text, '') AS with_id,
		       c.asked_by,
		       c.asked_at,
		       c.reason,
		       c.start_ms,
		       c.end_ms,
		       c.from_ms,
		       c.to_ms,
		       c.switched_at,
		       c.done_at,
		       c.failed_at,
		       c.failure,
		       c.files,
		       c.bytes
		FROM trim c`

// AskTrim has a stretch cut out of a recording of the actor and out of what its further cameras saw then. What a device
// still sends of it is not taken in any more: it would bring the stretch back.
func (tx *Tx) AskTrim(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, start, end int64, reason coaching.TrimReason, now time.Time) (coaching.Trim, error) {
	if err := tx.holdTalk(ctx, id); err != nil {
		return coaching.Trim{}, err
	}
	recording, err := tx.lockRecording(ctx, id)
	if err != nil {
		return coaching.Trim{}, err
	}
	angles, err := tx.Angles(ctx, id)
	if err != nil {
		return coaching.Trim{}, err
	}
	if err := recording.MayTrim(actor, angles); err != nil {
		return coaching.Trim{}, err
	}
	if err := tx.onlyForConsent(ctx, recording); err != nil {
		return coaching.Trim{}, err
	}
	if err := recording.CheckTrim(start, end, reason); err != nil {
		return coaching.Trim{}, err
	}
	asked := coaching.Trim{
		ID: NewID[coaching.TrimID](), HolderID: recording.HolderID, RecordingID: id, AskedBy: actor.ID, AskedAt: now,
		Reason: reason, StartMS: start, EndMS: min(end, recording.DurationMS),
	}
	if err := tx.insertTrim(ctx, asked); err != nil {
		return coaching.Trim{}, err
	}
	for _, a := range angles {
		if err := tx.trimAngle(ctx, asked, a); err != nil {
			return coaching.Trim{}, err
		}
	}
	if err := tx.logAct(ctx, actor, "trim", recording, now); err != nil {
		return coaching.Trim{}, err
	}
	return asked, tx.notifyRecording(ctx, id)
}

// onlyForConsent refuses where the recording is locked for another reason than the consent of a child.
func (tx *Tx) onlyForConsent(ctx context.Context, r coaching.Recording) error {
	locks, err := tx.Locks(ctx, r.ID)
	if err != nil {
		return err
	}
	return r.MayTrimLocked(locks)
}

func (tx *Tx) trimAngle(ctx context.Context, with coaching.Trim, a coaching.Angle) error {
	from, to, any := a.TrimOf(with.StartMS, with.EndMS)
	if !any { // what its device kept may hold more than what came of it
		return tx.endSending(ctx, a.ID, with.AskedAt)
	}
	t := with
	t.ID, t.WithID, t.RecordingID, t.StartMS, t.EndMS = NewID[coaching.TrimID](), with.ID, a.ID, from, to
	return tx.insertTrim(ctx, t)
}

func (tx *Tx) insertTrim(ctx context.Context, t coaching.Trim) error {
	var with *coaching.TrimID
	if t.WithID != "" {
		with = &t.WithID
	}
	if _, err := tx.run(ctx, "ask for a cut", `
		INSERT INTO trim (id, holder_id, recording_id, with_id, asked_by, asked_at, reason, start_ms, end_ms)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		t.ID, t.HolderID, t.RecordingID, with, t.AskedBy, t.AskedAt, t.Reason, t.StartMS, t.EndMS); err != nil {
		return err
	}
	return tx.endSending(ctx, t.RecordingID, t.AskedAt)
}

// endSending takes in no more of what a device has of a recording.
func (tx *Tx) endSending(ctx context.Context, id coaching.RecordingID, now time.Time) error {
	if err := tx.endTokens(ctx, id); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "end what a device sends", `
		UPDATE upload
		SET ended_at = $2
		WHERE recording_id = $1
		  AND kept_at IS NULL
		  AND ended_at IS NULL
		  AND (purpose <> 'film'
		       OR EXISTS (SELECT FROM recording r WHERE r.id = $1 AND r.state <> 'ready'))`, id, now); err != nil {
		return err
	}
	return tx.setPendingDevice(ctx, id, false)
}

// Trims lists what was cut out of a recording, and what is to be, oldest first.
func (tx *Tx) Trims(ctx context.Context, recording coaching.RecordingID) ([]coaching.Trim, error) {
	var trims []coaching.Trim
	err := tx.many(ctx, "list cuts", &trims, selectTrim+`
		WHERE c.recording_id = $1
		ORDER BY c.asked_at, c.id`, recording)
	return trims, err
}

// uncut refuses more film where something was cut out of a recording, or is to be; for a further camera also where out of
// the one that it belongs to. What another device kept holds the stretch.
func (tx *Tx) uncut(ctx context.Context, r coaching.Recording) error {
	var was bool
	err := tx.one(ctx, "look for a cut", &was, `
		SELECT EXISTS (SELECT FROM trim WHERE recording_id IN ($1, $2) AND failed_at IS NULL)`, r.ID, r.Main())
	if err == nil && was {
		err = coaching.Conflict("recording_trimmed")
	}
	return err
}
