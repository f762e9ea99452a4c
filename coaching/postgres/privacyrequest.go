package postgres

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
)

const selectPrivacyRequest = `
		SELECT q.id,
		       q.holder_id,
		       q.kind,
		       COALESCE(q.child_id::text, '') AS child_id,
		       COALESCE(q.person_id::text, '') AS person_id,
		       q.asked_by,
		       to_char(q.received_on, 'YYYY-MM-DD') AS received_on,
		       q.extended_at,
		       q.extension_reason,
		       q.registered_by,
		       q.registered_at,
		       q.closed_at,
		       COALESCE(q.closed_by::text, '') AS closed_by,
		       q.outcome,
		       q.answer,
		       q.version
		FROM privacy_request q`

// PrivacyRequests lists those of a holder: the open ones by the day they came in, or the last hundred that were closed.
func (tx *Tx) PrivacyRequests(ctx context.Context, holder coaching.HolderID, closed bool) ([]coaching.PrivacyRequest, error) {
	var list []coaching.PrivacyRequest
	err := tx.many(ctx, "list privacy requests", &list, selectPrivacyRequest+`
		WHERE q.holder_id = $1
		  AND (q.closed_at IS NOT NULL) = $2
		ORDER BY CASE WHEN $2 THEN q.closed_at END DESC,
		         q.received_on,
		         q.id
		LIMIT 100`, holder, closed)
	return list, err
}

// PrivacyRequest reads one.
func (tx *Tx) PrivacyRequest(ctx context.Context, id coaching.PrivacyRequestID) (coaching.PrivacyRequest, error) {
	var r coaching.PrivacyRequest
	err := tx.one(ctx, "read privacy request", &r, selectPrivacyRequest+`
		WHERE q.id = $1`, id)
	return r, err
}

// RegisterRequest writes down what somebody asked. today is the day in the zone of the holder.
func (tx *Tx) RegisterRequest(ctx context.Context, actor coaching.Actor, r coaching.PrivacyRequest, today coaching.Day, now time.Time) (coaching.PrivacyRequest, error) {
	if err := coaching.CheckPrivacyRequest(r, today); err != nil {
		return r, err
	}
	r.ID, r.RegisteredBy, r.RegisteredAt, r.Version = NewID[coaching.PrivacyRequestID](), actor.ID, now, 1
	if _, err := tx.run(ctx, "register privacy request", `
		INSERT INTO privacy_request (id, holder_id, kind, child_id, person_id, asked_by, received_on, registered_by, registered_at)
		VALUES ($1, $2, $3, NULLIF($4, '')::uuid, NULLIF($5, '')::uuid, $6, $7, $8, $9)`,
		r.ID, r.HolderID, r.Kind, r.ChildID, r.PersonID, coaching.TidyLine(r.AskedBy), r.ReceivedOn, actor.ID, now); err != nil {
		return r, err
	}
	return r, tx.noteOffice(ctx, actor, r.HolderID, coaching.ActRequestRegistered, string(r.Kind), now)
}

// ExtendRequest gives it two months more, once, with the reason that its asker was told.
func (tx *Tx) ExtendRequest(ctx context.Context, actor coaching.Actor, id coaching.PrivacyRequestID, reason string, version int, zone *time.Location, now time.Time) error {
	return tx.handleRequest(ctx, id, version, func(r coaching.PrivacyRequest) error {
		if err := r.MayExtend(actor, now, zone); err != nil {
			return err
		}
		if err := coaching.CheckDecision(coaching.FindingKeep, reason); err != nil {
			return err
		}
		if _, err := tx.run(ctx, "extend privacy request", `
			UPDATE privacy_request
			SET extended_at = $2,
			    extension_reason = $3,
			    version = version + 1
			WHERE id = $1`, id, now, reason); err != nil {
			return err
		}
		return tx.noteOffice(ctx, actor, r.HolderID, coaching.ActRequestExtended, string(r.Kind), now)
	})
}

// CloseRequest ends it with an outcome and lifts the locks that were made for it.
func (tx *Tx) CloseRequest(ctx context.Context, actor coaching.Actor, id coaching.PrivacyRequestID, outcome coaching.RequestOutcome, answer string, version int, now time.Time) error {
	return tx.handleRequest(ctx, id, version, func(r coaching.PrivacyRequest) error {
		if err := r.MayHandle(actor); err != nil {
			return err
		}
		if err := coaching.CheckRequestEnd(outcome, answer); err != nil {
			return err
		}
		if _, err := tx.run(ctx, "close privacy request", `
			UPDATE privacy_request
			SET closed_at = $2,
			    closed_by = $3,
			    outcome = $4,
			    answer = $5,
			    version = version + 1
			WHERE id = $1`, id, now, actor.ID, outcome, answer); err != nil {
			return err
		}
		if err := tx.endViewings(ctx, actor, id, now); err != nil {
			return err
		}
		if err := tx.liftRequest(ctx, id, now); err != nil {
			return err
		}
		return tx.noteOffice(ctx, actor, r.HolderID, coaching.ActRequestClosed, string(outcome), now)
	})
}

// handleRequest reads a request alone and demands that nobody changed it since version; 0 does not ask.
func (tx *Tx) handleRequest(ctx context.Context, id coaching.PrivacyRequestID, version int, do func(coaching.PrivacyRequest) error) error {
	if err := tx.alone(ctx, string(id)); err != nil {
		return err
	}
	r, err := tx.PrivacyRequest(ctx, id)
	if err != nil {
		return err
	}
	if version != 0 && r.Version != version {
		return fmt.Errorf("change privacy request %s: %w", id, coaching.ErrStale)
	}
	return do(r)
}

// noteOffice writes a line of the log of administration about the office.
func (tx *Tx) noteOffice(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, act coaching.AdministrationAct, detail string, now time.Time) error {
	return tx.note(ctx, coaching.AdministrationLine{HolderID: holder, Actor: string(actor.ID), Act: act, Detail: detail, At: now})
}
