package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

type viewingRow struct {
	coaching.Viewing
	Films pq.StringArray
}

func (tx *Tx) viewings(ctx context.Context, where string, args ...any) ([]coaching.Viewing, error) {
	var rows []viewingRow
	err := tx.many(ctx, "list viewings", &rows, `
		SELECT v.id,
		       v.holder_id,
		       v.request_id,
		       v.officer_id,
		       v.present,
		       v.recordings::text[] AS films,
		       v.opens_at,
		       v.closes_at,
		       v.planned_at,
		       v.ended_at,
		       COALESCE(v.ended_by::text, '') AS ended_by
		FROM viewing v`+where, args...)
	list := make([]coaching.Viewing, len(rows))
	for i, row := range rows {
		for _, id := range row.Films {
			row.Recordings = append(row.Recordings, coaching.RecordingID(id))
		}
		list[i] = row.Viewing
	}
	return list, err
}

// Viewings lists those of a request, the first planned first.
func (tx *Tx) Viewings(ctx context.Context, request coaching.PrivacyRequestID) ([]coaching.Viewing, error) {
	return tx.viewings(ctx, `
		WHERE v.request_id = $1
		ORDER BY v.opens_at, v.id`, request)
}

// Viewing reads one.
func (tx *Tx) Viewing(ctx context.Context, id coaching.ViewingID) (coaching.Viewing, error) {
	list, err := tx.viewings(ctx, `
		WHERE v.id = $1`, id)
	return first("read viewing", list, err)
}

// PlanViewing opens recordings of a request to the officer for a while; a trigger tells their owners.
func (tx *Tx) PlanViewing(ctx context.Context, actor coaching.Actor, v coaching.Viewing, now time.Time) (coaching.Viewing, error) {
	err := tx.handleRequest(ctx, v.RequestID, 0, func(r coaching.PrivacyRequest) error {
		if err := r.MayHandle(actor); err != nil {
			return err
		}
		if err := coaching.MayPlanViewing(actor, r.HolderID); err != nil {
			return err
		}
		if err := coaching.CheckViewing(v, now); err != nil {
			return err
		}
		var settled bool
		if err := tx.one(ctx, "ask whether she is new", &settled, `
			SELECT access.settled($1)`, r.HolderID); err != nil {
			return err
		}
		if !settled {
			return coaching.Forbidden("new_in_the_office")
		}
		v.ID, v.HolderID, v.OfficerID, v.PlannedAt = NewID[coaching.ViewingID](), r.HolderID, actor.ID, now
		if _, err := tx.run(ctx, "plan viewing", `
			INSERT INTO viewing (id, holder_id, request_id, officer_id, present, recordings, opens_at, closes_at, planned_at)
			VALUES ($1, $2, $3, $4, $5, $6::uuid[], $7, $8, $9)`,
			v.ID, v.HolderID, v.RequestID, actor.ID, coaching.TidyLine(v.Present), list(v.Recordings), v.OpensAt, v.ClosesAt, now); err != nil {
			return err
		}
		return tx.noteOffice(ctx, actor, r.HolderID, coaching.ActViewingPlanned, "", now)
	})
	return v, err
}

// EndViewing closes it before its time; a trigger tells the owners.
func (tx *Tx) EndViewing(ctx context.Context, actor coaching.Actor, id coaching.ViewingID, now time.Time) error {
	if err := tx.alone(ctx, string(id)); err != nil {
		return err
	}
	v, err := tx.Viewing(ctx, id)
	if err != nil {
		return err
	}
	if v.Over(now) {
		return coaching.Conflict("changed_meanwhile")
	}
	return tx.endViewing(ctx, actor, v, now)
}

func (tx *Tx) endViewing(ctx context.Context, actor coaching.Actor, v coaching.Viewing, now time.Time) error {
	if err := tx.touch(ctx, "end viewing", `
		UPDATE viewing
		SET ended_at = $2,
		    ended_by = $3
		WHERE id = $1
		  AND ended_at IS NULL`, v.ID, now, actor.ID); err != nil {
		return err
	}
	return tx.Notify(ctx, TopicPerson, string(v.OfficerID))
}

// endViewings closes those of a request that are not over.
func (tx *Tx) endViewings(ctx context.Context, actor coaching.Actor, request coaching.PrivacyRequestID, now time.Time) error {
	list, err := tx.Viewings(ctx, request)
	if err != nil {
		return err
	}
	for _, v := range list {
		if v.Over(now) {
			continue
		}
		if err := tx.endViewing(ctx, actor, v, now); err != nil {
			return err
		}
	}
	return nil
}

// tellOwner adds to "who has looked" of a recording's owner what the office does; the actor need not see the recording.
func (tx *Tx) tellOwner(ctx context.Context, act string, id coaching.RecordingID, detail string, now time.Time) error {
	var told int
	if err := tx.one(ctx, "tell its owner "+act, &told, `
		SELECT access.tell_owner($1, $2, $3, $4, $5)`, NewID[string](), act, id, detail, now); err != nil {
		return err
	}
	if told == 0 {
		return fmt.Errorf("tell the owner of recording %s %s: %w", id, act, coaching.ErrNotFound)
	}
	return nil
}
