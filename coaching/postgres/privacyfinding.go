package postgres

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
)

// found is what the register says of a recording that a request is about.
type found struct {
	ID         coaching.RecordingID
	OwnerID    coaching.PersonID
	RecordedAt *time.Time
	DurationMS int64
	Marks      int
}

// searchRequest asks for the recordings of the child, or of the employee.
func (tx *Tx) searchRequest(ctx context.Context, r coaching.PrivacyRequest) ([]found, error) {
	var list []found
	if r.ChildID != "" {
		err := tx.many(ctx, "find recordings of a child", &list, `
			SELECT id, owner_id, recorded_at, duration_ms, marks
			FROM access.recordings_of_child($1)`, r.ChildID)
		return list, err
	}
	err := tx.many(ctx, "find recordings of an employee", &list, `
		SELECT id, owner_id, recorded_at, duration_ms, marks
		FROM access.recordings_of_person($1)`, r.PersonID)
	return list, err
}

// LockFindings finds every recording that a request is about, writes them down and locks them: all of it or nothing.
// How many are new.
func (tx *Tx) LockFindings(ctx context.Context, actor coaching.Actor, id coaching.PrivacyRequestID, now time.Time) (int, error) {
	news := 0
	err := tx.handleRequest(ctx, id, 0, func(r coaching.PrivacyRequest) error {
		if err := r.MayHandle(actor); err != nil {
			return err
		}
		list, err := tx.searchRequest(ctx, r)
		if err != nil {
			return err
		}
		for _, f := range list {
			rows, err := tx.run(ctx, "write down a finding", `
				INSERT INTO privacy_finding (id, holder_id, request_id, recording_id, owner_id, recorded_at, duration_ms, marks, found_at)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
				ON CONFLICT (request_id, recording_id) DO NOTHING`,
				NewID[coaching.PrivacyFindingID](), r.HolderID, id, f.ID, f.OwnerID, f.RecordedAt, f.DurationMS, f.Marks, now)
			if err != nil {
				return err
			}
			news += int(rows)
			if err := tx.LockRecording(ctx, f.ID, coaching.LockRequest, string(id), now); err != nil {
				return err
			}
		}
		return tx.noteOffice(ctx, actor, r.HolderID, coaching.ActRequestLocked, "", now)
	})
	return news, err
}

// liftRequest lifts every lock that was made for a request.
func (tx *Tx) liftRequest(ctx context.Context, id coaching.PrivacyRequestID, now time.Time) error {
	var locked []coaching.RecordingID
	if err := tx.many(ctx, "list what a request locks", &locked, `
		SELECT recording_id
		FROM recording_lock
		WHERE cause_id = $1
		  AND reason = 'access_request'
		  AND lifted_at IS NULL
		ORDER BY recording_id`, id); err != nil {
		return err
	}
	for _, recording := range locked {
		if err := tx.LiftLock(ctx, recording, coaching.LockRequest, string(id), now); err != nil {
			return err
		}
	}
	return nil
}

// PrivacyFindings lists what a request is about, the oldest film first.
func (tx *Tx) PrivacyFindings(ctx context.Context, id coaching.PrivacyRequestID) ([]coaching.PrivacyFinding, error) {
	var list []coaching.PrivacyFinding
	err := tx.many(ctx, "list findings", &list, `
		SELECT f.id,
		       f.request_id,
		       f.recording_id,
		       f.owner_id,
		       f.recorded_at,
		       f.duration_ms,
		       f.marks,
		       f.found_at,
		       f.decision,
		       f.reason,
		       COALESCE(f.decided_by::text, '') AS decided_by,
		       f.decided_at,
		       EXISTS (SELECT FROM recording_lock l
		               WHERE l.recording_id = f.recording_id AND l.lifted_at IS NULL) AS locked,
		       EXISTS (SELECT FROM recording_lock l
		               WHERE l.recording_id = f.recording_id AND l.lifted_at IS NULL AND l.reason = 'safety_signal') AS frozen,
		       NOT EXISTS (SELECT FROM access.recordings_of_person(f.owner_id) r WHERE r.id = f.recording_id) AS gone
		FROM privacy_finding f
		WHERE f.request_id = $1
		ORDER BY f.recorded_at NULLS LAST, f.id`, id)
	return list, err
}

// Decide says what becomes of a recording that a request is about. To erase it is done by EraseDecided, behind its door.
// Errors: Conflict "recording_frozen" while a safety signal holds it.
func (tx *Tx) Decide(ctx context.Context, actor coaching.Actor, id coaching.PrivacyRequestID, finding coaching.PrivacyFindingID, decision coaching.FindingDecision, reason string, now time.Time) error {
	return tx.handleRequest(ctx, id, 0, func(r coaching.PrivacyRequest) error {
		if err := r.MayHandle(actor); err != nil {
			return err
		}
		if err := coaching.CheckDecision(decision, reason); err != nil {
			return err
		}
		list, err := tx.PrivacyFindings(ctx, id)
		if err != nil {
			return err
		}
		for _, f := range list {
			if f.ID == finding {
				return tx.decide(ctx, actor, r, f, decision, reason, now)
			}
		}
		return coaching.ErrNotFound
	})
}

func (tx *Tx) decide(ctx context.Context, actor coaching.Actor, r coaching.PrivacyRequest, f coaching.PrivacyFinding, decision coaching.FindingDecision, reason string, now time.Time) error {
	switch {
	case f.Gone:
		return coaching.Conflict("recording_gone")
	case f.Frozen && decision != coaching.FindingKeep:
		return coaching.Conflict("recording_frozen")
	}
	if err := tx.touch(ctx, "decide about a finding", `
		UPDATE privacy_finding
		SET decision = $2,
		    reason = $3,
		    decided_by = $4,
		    decided_at = $5
		WHERE id = $1`, f.ID, decision, reason, actor.ID, now); err != nil {
		return err
	}
	if decision == coaching.FindingAskOwner {
		if err := tx.tellOwner(ctx, "erase_asked", f.RecordingID, "", now); err != nil {
			return err
		}
	}
	return tx.noteOffice(ctx, actor, r.HolderID, coaching.ActFindingDecided, string(decision), now)
}

// DecidedToErase lists what officers decided to erase and is still there. Door Retain.
func (tx *Tx) DecidedToErase(ctx context.Context) ([]coaching.RecordingID, error) {
	var ids []coaching.RecordingID
	err := tx.many(ctx, "list what is decided to be erased", &ids, `
		SELECT DISTINCT f.recording_id
		FROM privacy_finding f
		JOIN recording r ON r.id = f.recording_id AND r.holder_id = f.holder_id AND r.deleted_at IS NULL
		WHERE f.decision = 'erase'
		  AND r.frozen_at IS NULL
		ORDER BY f.recording_id`)
	return ids, err
}

// EraseDecided takes away a recording as an officer decided, with a receipt; false when it is gone already or a safety
// signal holds it. Its words go along. Door Retain.
func (tx *Tx) EraseDecided(ctx context.Context, id coaching.RecordingID, now time.Time) (bool, error) {
	recording, err := tx.lockRecording(ctx, id)
	if errors.Is(err, coaching.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if recording.DeletedAt != nil || recording.FrozenAt != nil {
		return false, nil
	}
	var officer coaching.PersonID
	if err := tx.one(ctx, "read who decided to erase", &officer, `
		SELECT decided_by
		FROM privacy_finding
		WHERE recording_id = $1
		  AND decision = 'erase'
		ORDER BY decided_at DESC
		LIMIT 1`, id); err != nil {
		return false, err
	}
	if err := tx.Log(ctx, "system:"+string(Retain), "erase_decided", recording.ID, recording.OwnerID, "", now); err != nil {
		return false, err
	}
	if _, err := tx.run(ctx, "write receipt", `
		INSERT INTO erasure_receipt (recording_id, holder_id, cycle_id, owner_id, was_shared, reason, requested_by, requested_at)
		SELECT r.id, r.holder_id, r.cycle_id, r.owner_id,
		       EXISTS (SELECT FROM recording_share s WHERE s.recording_id = r.id),
		       'erasure_request', $2, $3
		FROM recording r
		WHERE r.id = $1`, id, officer, now); err != nil {
		return false, err
	}
	return true, tx.closeRecording(ctx, recording, now)
}
