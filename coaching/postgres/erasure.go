package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

const selectReceipt = `
		SELECT recording_id,
		       owner_id,
		       cycle_id,
		       reason,
		       why,
		       requested_at,
		       key_destroyed_at,
		       completed_at,
		       files,
		       bytes
		FROM erasure_receipt`

// RequestErasure takes a recording away from everybody at once and leaves a receipt; the job that the door Erase
// serves destroys key, files and marks.
func (tx *Tx) RequestErasure(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, now time.Time) (coaching.Receipt, error) {
	if err := tx.holdCycle(ctx, id); err != nil {
		return coaching.Receipt{}, err
	}
	if err := tx.holdTalk(ctx, id); err != nil {
		return coaching.Receipt{}, err
	}
	recording, err := tx.lockRecording(ctx, id)
	if err != nil {
		return coaching.Receipt{}, err
	}
	if err := recording.MayErase(actor); err != nil {
		return coaching.Receipt{}, err
	}
	if err := tx.logAct(ctx, actor, "erase", recording, now); err != nil {
		return coaching.Receipt{}, err
	}
	if _, err := tx.run(ctx, "write receipt", `
		INSERT INTO erasure_receipt (recording_id, holder_id, cycle_id, owner_id, was_shared, reason, requested_by, requested_at, angle_of)
		SELECT r.id, r.holder_id, r.cycle_id, r.owner_id,
		       EXISTS (SELECT FROM recording_share s WHERE s.recording_id = CASE WHEN r.angle_of IS NULL THEN r.id ELSE r.angle_of END),
		       'owner', $2, $3, r.angle_of
		FROM recording r
		WHERE r.id = $1`, id, actor.ID, now); err != nil {
		return coaching.Receipt{}, err
	}
	if err := tx.closeRecording(ctx, recording, now); err != nil {
		return coaching.Receipt{}, err
	}
	return tx.Receipt(ctx, id)
}

// closeRecording ends shares and tokens and hides the recording with its further cameras. The order matters: it is hers
// only until the last step.
func (tx *Tx) closeRecording(ctx context.Context, r coaching.Recording, now time.Time) error {
	if err := tx.closeAngles(ctx, r, now); err != nil {
		return err
	}
	if err := tx.endShare(ctx, r.ID, now); err != nil {
		return err
	}
	if err := tx.endTokens(ctx, r.ID); err != nil {
		return err
	}
	if _, err := tx.endLive(ctx, r.ID, now); err != nil {
		return err
	}
	if err := tx.takeFromTalk(ctx, r.ID); err != nil {
		return err
	}
	if err := tx.endTasks(ctx, r.ID, now); err != nil {
		return err
	}
	if err := tx.touch(ctx, "hide recording", `
		UPDATE recording
		SET deleted_at = $2,
		    title = '',
		    version = version + 1
		WHERE id = $1
		  AND deleted_at IS NULL`, r.ID, now); err != nil {
		return err
	}
	if err := tx.Notify(ctx, TopicCycle, string(r.CycleID)); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, r.ID)
}

// Receipt is what remains of an erased recording, for its owner, and for her coach if she had shared it.
func (tx *Tx) Receipt(ctx context.Context, id coaching.RecordingID) (coaching.Receipt, error) {
	var receipt coaching.Receipt
	err := tx.one(ctx, "read receipt", &receipt, selectReceipt+`
		WHERE recording_id = $1`, id)
	return receipt, err
}

// Receipts lists those of a cycle, oldest first.
func (tx *Tx) Receipts(ctx context.Context, cycle coaching.CycleID) ([]coaching.Receipt, error) {
	var receipts []coaching.Receipt
	err := tx.many(ctx, "list receipts", &receipts, selectReceipt+`
		WHERE cycle_id = $1
		  AND angle_of IS NULL
		ORDER BY requested_at, recording_id`, cycle)
	return receipts, err
}

// Unerased lists the recordings whose erasure was asked for and is not complete. Door Erase.
func (tx *Tx) Unerased(ctx context.Context) ([]coaching.RecordingID, error) {
	var ids []coaching.RecordingID
	err := tx.many(ctx, "list what is to be erased", &ids, `
		SELECT recording_id
		FROM erasure_receipt
		WHERE completed_at IS NULL
		ORDER BY requested_at, recording_id`)
	return ids, err
}

// KeyDestroyed notes when the key went, the first time. Door Erase.
func (tx *Tx) KeyDestroyed(ctx context.Context, id coaching.RecordingID, now time.Time) error {
	if err := tx.touch(ctx, "note that the key is gone", `
		UPDATE erasure_receipt
		SET key_destroyed_at = COALESCE(key_destroyed_at, $2)
		WHERE recording_id = $1`, id, now); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, id)
}

// CompleteErasure removes all that hung under the recording and completes the receipt, adding to its counts.
// The key must have gone before. Door Erase.
func (tx *Tx) CompleteErasure(ctx context.Context, id coaching.RecordingID, files int, bytes int64, now time.Time) error {
	for _, remove := range []string{
		`DELETE FROM annotation WHERE recording_id = $1`, // with replies, choices, moments and looks
		`DELETE FROM take WHERE recording_id = $1`,       // with gaps
		`DELETE FROM recording_share WHERE recording_id = $1`,
		`DELETE FROM ingest_token WHERE recording_id = $1`,
		`DELETE FROM live_invitation WHERE recording_id = $1`,
		`DELETE FROM watch_token WHERE recording_id = $1`,
		`DELETE FROM recording_extension WHERE recording_id = $1`,
		`DELETE FROM upload WHERE recording_id = $1`,
		`DELETE FROM angle WHERE id = $1`, // with its code
		`DELETE FROM trim WHERE recording_id = $1`,
		`DELETE FROM recording_consent WHERE recording_id = $1`,
		`DELETE FROM recording_lock WHERE recording_id = $1`,
		`DELETE FROM roster WHERE recording_id = $1`, // with its children
	} {
		if _, err := tx.run(ctx, "erase rows", remove, id); err != nil {
			return err
		}
	}
	if err := tx.touch(ctx, "complete receipt", `
		UPDATE erasure_receipt
		SET completed_at = COALESCE(completed_at, $2),
		    files = files + $3,
		    bytes = bytes + $4
		WHERE recording_id = $1
		  AND key_destroyed_at IS NOT NULL`, id, now, files, bytes); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, id)
}
