package postgres

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
)

// LastRestore is the restore of a holder that waits for somebody to look, with the oldest moment that is in question, else
// the last one; zero where it was never put back. Doors Ingest and Retain know of them too.
func (tx *Tx) LastRestore(ctx context.Context, holder coaching.HolderID) (coaching.Restore, error) {
	var restore coaching.Restore
	err := tx.one(ctx, "read restore", &restore, `
		SELECT id,
		       holder_id,
		       COALESCE(min(backup_at) FILTER (WHERE confirmed_at IS NULL) OVER (), backup_at) AS backup_at,
		       restored_at,
		       confirmed_at,
		       COALESCE(confirmed_by::text, '') AS confirmed_by,
		       thawed_at
		FROM restore
		WHERE holder_id = $1
		ORDER BY (confirmed_at IS NULL) DESC, restored_at DESC, id DESC
		LIMIT 1`, holder)
	if errors.Is(err, coaching.ErrNotFound) {
		return coaching.Restore{}, nil
	}
	return restore, err
}

// KnownAfterRestore counts what the actor, who keeps the holder, is to look over.
func (tx *Tx) KnownAfterRestore(ctx context.Context, holder coaching.HolderID) (coaching.Known, error) {
	var known coaching.Known
	err := tx.one(ctx, "count what is known after a restore", &known, `
		SELECT (SELECT count(*) FROM child WHERE holder_id = $1 AND left_on IS NULL) AS children,
		       (SELECT max(created_at) FROM administration_log WHERE holder_id = $1 AND act = 'consent_noted') AS consent_at,
		       (SELECT count(DISTINCT person_id) FROM role_assignment
		        WHERE holder_id = $1 AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())) AS people,
		       (SELECT count(DISTINCT engagement_id) FROM role_assignment
		        WHERE holder_id = $1 AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())) AS engaged,
		       (SELECT count(*) FROM privacy_request WHERE holder_id = $1 AND closed_at IS NULL) AS requests,
		       (SELECT count(*) FROM safety_signal WHERE holder_id = $1 AND closed_at IS NULL) AS signals,
		       (SELECT count(*) FROM transparency_page WHERE holder_id = $1 AND shown) AS parents_pages`, holder)
	return known, err
}

// ConfirmRestore answers for what is known now: film opens again, what has had its time goes, pages for parents are there.
// ErrStale when somebody else was first.
func (tx *Tx) ConfirmRestore(ctx context.Context, actor coaching.Actor, ticked []string, now time.Time) error {
	holder, err := actor.Keeper()
	if err != nil {
		return err
	}
	if err := coaching.CheckRestoreConfirmed(ticked); err != nil {
		return err
	}
	rows, err := tx.run(ctx, "confirm restore", `
		UPDATE restore
		SET confirmed_at = GREATEST($2, restored_at),
		    confirmed_by = $3
		WHERE holder_id = $1
		  AND confirmed_at IS NULL`, holder, now, actor.ID)
	if err != nil {
		return err
	}
	if rows == 0 {
		return coaching.ErrStale
	}
	return tx.note(ctx, coaching.AdministrationLine{HolderID: holder, Actor: string(actor.ID), Act: coaching.ActRestoreConfirmed, At: now})
}

// ThawRestored lets what has had its time go where nobody confirmed in RestoreHolds days. It stays locked. It returns for
// how many restores. Door Retain.
func (tx *Tx) ThawRestored(ctx context.Context, now time.Time) (int64, error) {
	return tx.run(ctx, "let go what a restore holds", `
		UPDATE restore
		SET thawed_at = $1
		WHERE confirmed_at IS NULL
		  AND thawed_at IS NULL
		  AND restored_at <= $2`, now, now.AddDate(0, 0, -coaching.RestoreHolds))
}

// RestoredShares are recordings of the actor that a restore took from her coach, and of which she has not said since
// whether that was right, newest first.
func (tx *Tx) RestoredShares(ctx context.Context) ([]coaching.RestoredShare, error) {
	var shares []coaching.RestoredShare
	err := tx.many(ctx, "list shares that a restore ended", &shares, `
		SELECT r.id AS recording_id,
		       r.cycle_id,
		       r.title,
		       max(s.shared_at) AS shared_at
		FROM recording r
		JOIN recording_share s ON s.recording_id = r.id
		WHERE r.owner_id = $1
		  AND r.deleted_at IS NULL
		  AND s.restore_id IS NOT NULL
		  AND s.answered_at IS NULL
		GROUP BY r.id
		ORDER BY shared_at DESC, r.id`, tx.person)
	return shares, err
}

// AnswerRestored is her word on a share that a restore ended: shared again with whoever coaches her now, or not any more.
// ErrNotFound where nothing is asked, also when she has answered already.
func (tx *Tx) AnswerRestored(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, share bool, now time.Time) error {
	recording, err := tx.lockRecording(ctx, id)
	if err != nil {
		return err
	}
	if err := recording.MayWithdraw(actor); err != nil {
		return err
	}
	if share {
		_, err := tx.Share(ctx, actor, id, now)
		return err
	}
	if err := tx.answerRestored(ctx, id, now); err != nil {
		return err
	}
	return tx.logAct(ctx, actor, "withdraw", recording, now)
}

// answerRestored notes that nothing is asked of a recording any more.
func (tx *Tx) answerRestored(ctx context.Context, id coaching.RecordingID, now time.Time) error {
	_, err := tx.run(ctx, "answer for a share that a restore ended", `
		UPDATE recording_share
		SET answered_at = $2
		WHERE recording_id = $1
		  AND restore_id IS NOT NULL
		  AND answered_at IS NULL`, id, now)
	return err
}
