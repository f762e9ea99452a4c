package postgres

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
)

const selectEmergency = `
		SELECT e.id,
		       e.holder_id,
		       e.owner_id,
		       to_char(e.on_day, 'YYYY-MM-DD') AS on_day,
		       e.reason,
		       e.asked_by,
		       e.asked_at,
		       COALESCE(g.granted_by::text, '') AS granted_by,
		       g.granted_at,
		       g.closes_at,
		       e.ended_at,
		       COALESCE(e.ended_by::text, '') AS ended_by
		FROM emergency_access e
		LEFT JOIN emergency_grant g ON g.emergency_id = e.id`

// Emergencies lists the last hundred of a holder, newest first.
func (tx *Tx) Emergencies(ctx context.Context, holder coaching.HolderID) ([]coaching.Emergency, error) {
	var list []coaching.Emergency
	err := tx.many(ctx, "list emergencies", &list, selectEmergency+`
		WHERE e.holder_id = $1
		ORDER BY e.asked_at DESC, e.id DESC
		LIMIT 100`, holder)
	return list, err
}

// Emergency reads one.
func (tx *Tx) Emergency(ctx context.Context, id coaching.EmergencyID) (coaching.Emergency, error) {
	var e coaching.Emergency
	err := tx.one(ctx, "read emergency", &e, selectEmergency+`
		WHERE e.id = $1`, id)
	return e, err
}

// AskEmergency asks for film of one employee on one day. today is the day in the zone of the holder.
func (tx *Tx) AskEmergency(ctx context.Context, actor coaching.Actor, e coaching.Emergency, today coaching.Day, now time.Time) (coaching.Emergency, error) {
	if err := coaching.MayAskEmergency(actor, e.HolderID); err != nil {
		return e, err
	}
	if err := coaching.CheckEmergency(e, today); err != nil {
		return e, err
	}
	known, err := tx.everWas(ctx, coaching.Employee, e.OwnerID, e.HolderID)
	if err != nil {
		return e, err
	}
	if !known {
		return e, fmt.Errorf("ask for film of %s: %w", e.OwnerID, coaching.ErrNotFound)
	}
	e.ID, e.AskedBy, e.AskedAt = NewID[coaching.EmergencyID](), actor.ID, now
	if _, err := tx.run(ctx, "ask in an emergency", `
		INSERT INTO emergency_access (id, holder_id, owner_id, on_day, reason, asked_by, asked_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, e.ID, e.HolderID, e.OwnerID, e.OnDay, e.Reason, actor.ID, now); err != nil {
		return e, err
	}
	return e, tx.noteEmergency(ctx, actor, e, coaching.ActEmergencyAsked, now)
}

// GrantEmergency opens the film to who asked, for at most coaching.MostEmergency, and tells its owner at once. Of two who
// grant at the same moment the second is told Conflict "changed_meanwhile".
func (tx *Tx) GrantEmergency(ctx context.Context, actor coaching.Actor, id coaching.EmergencyID, length time.Duration, now time.Time) error {
	if err := tx.alone(ctx, string(id)); err != nil {
		return err
	}
	e, err := tx.Emergency(ctx, id)
	if err != nil {
		return err
	}
	if err := e.MayGrant(actor, now); err != nil {
		return err
	}
	if err := coaching.CheckEmergencyLength(length); err != nil {
		return err
	}
	var two bool
	if err := tx.one(ctx, "ask whether there are two", &two, `
		SELECT access.second_person($1)`, id); err != nil {
		return err
	}
	if !two {
		return coaching.Forbidden("needs_two_people")
	}
	if _, err := tx.run(ctx, "grant in an emergency", `
		INSERT INTO emergency_grant (emergency_id, holder_id, asked_by, granted_by, granted_at, closes_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, id, e.HolderID, e.AskedBy, actor.ID, now, now.Add(length)); err != nil {
		return err
	}
	return tx.noteEmergency(ctx, actor, e, coaching.ActEmergencyGranted, now) // its owner is told by a trigger
}

// EndEmergency closes it before its time, or refuses what was not granted.
func (tx *Tx) EndEmergency(ctx context.Context, actor coaching.Actor, id coaching.EmergencyID, now time.Time) error {
	if err := tx.alone(ctx, string(id)); err != nil {
		return err
	}
	e, err := tx.Emergency(ctx, id)
	if err != nil {
		return err
	}
	if err := e.MayEnd(actor, now); err != nil {
		return err
	}
	if err := tx.touch(ctx, "end an emergency", `
		UPDATE emergency_access
		SET ended_at = $2,
		    ended_by = $3
		WHERE id = $1`, id, now, actor.ID); err != nil {
		return err
	}
	if e.GrantedAt != nil {
		if err := tx.tellEmergency(ctx, e, "emergency_over", now); err != nil {
			return err
		}
	}
	if err := tx.Notify(ctx, TopicPerson, string(e.AskedBy)); err != nil {
		return err
	}
	return tx.noteEmergency(ctx, actor, e, coaching.ActEmergencyEnded, now)
}

// tellEmergency writes into the owner's log, by every recording of that day.
func (tx *Tx) tellEmergency(ctx context.Context, e coaching.Emergency, act string, now time.Time) error {
	_, err := tx.run(ctx, "tell the owner of an emergency", `
		SELECT access.tell_emergency($1, $2, $3)`, e.ID, act, now)
	return err
}

func (tx *Tx) noteEmergency(ctx context.Context, actor coaching.Actor, e coaching.Emergency, act coaching.AdministrationAct, now time.Time) error {
	return tx.note(ctx, coaching.AdministrationLine{HolderID: e.HolderID, Actor: string(actor.ID), Act: act, PersonID: e.OwnerID, Detail: string(e.OnDay), At: now})
}
