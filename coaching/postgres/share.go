package postgres

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
)

// Share shows the recording to the coach of its trajectory until it is withdrawn; a second time changes nothing. Tokens to
// publish into it end: what they would bring was never shared.
func (tx *Tx) Share(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, now time.Time) (coaching.Recording, error) {
	return tx.changeRecording(ctx, id, func(r coaching.Recording) error {
		if err := r.MayShare(actor); err != nil || r.SharedAt != nil {
			return err
		}
		if err := tx.mayShowTo(ctx, r, coaching.OwnQuestion); err != nil {
			return err
		}
		if _, err := tx.run(ctx, "share recording", `
			INSERT INTO recording_share (recording_id, holder_id, shared_at)
			VALUES ($1, $2, $3)`, id, r.HolderID, now); err != nil {
			return err
		}
		if err := tx.answerRestored(ctx, id, now); err != nil {
			return err
		}
		if err := tx.endTokens(ctx, id); err != nil {
			return err
		}
		if err := tx.notifyAngles(ctx, id); err != nil {
			return err
		}
		return tx.logAct(ctx, actor, "share", r, now)
	})
}

// Withdraw ends a share at once; without a share it changes nothing.
func (tx *Tx) Withdraw(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, now time.Time) (coaching.Recording, error) {
	if err := tx.holdCycle(ctx, id); err != nil {
		return coaching.Recording{}, err
	}
	if err := tx.holdTalk(ctx, id); err != nil {
		return coaching.Recording{}, err
	}
	return tx.changeRecording(ctx, id, func(r coaching.Recording) error {
		if err := r.MayWithdraw(actor); err != nil || r.SharedAt == nil {
			return err
		}
		if err := tx.endShare(ctx, id, now); err != nil {
			return err
		}
		if err := tx.takeFromTalk(ctx, id); err != nil {
			return err
		}
		if err := tx.notifyAngles(ctx, id); err != nil {
			return err
		}
		return tx.logAct(ctx, actor, "withdraw", r, now)
	})
}

// mayShowTo says whether the children in view may be seen for a purpose.
func (tx *Tx) mayShowTo(ctx context.Context, r coaching.Recording, purpose coaching.Purpose) error {
	roster, err := tx.Roster(ctx, r.Main())
	if errors.Is(err, coaching.ErrNotFound) {
		basis, err := tx.Basis(ctx, r.HolderID)
		if err == nil && basis.NeedsRoster(r) {
			err = coaching.Conflict("roster_needed")
		}
		return err
	}
	if err != nil {
		return err
	}
	return coaching.AudienceAllowed(roster, purpose)
}

func (tx *Tx) endShare(ctx context.Context, id coaching.RecordingID, now time.Time) error {
	_, err := tx.run(ctx, "end share", `
		UPDATE recording_share
		SET withdrawn_at = GREATEST(shared_at, $2)
		WHERE recording_id = $1
		  AND withdrawn_at IS NULL`, id, now)
	return err
}
