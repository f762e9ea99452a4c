package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

const selectSignal = `
		SELECT s.id,
		       s.holder_id,
		       s.raised_by,
		       s.raised_at,
		       COALESCE(s.recording_id::text, '') AS recording_id,
		       COALESCE(s.group_id::text, '') AS group_id,
		       COALESCE(g.name, '') AS group,
		       COALESCE(l.name, '') AS place,
		       COALESCE(to_char(s.on_day, 'YYYY-MM-DD'), '') AS on_day,
		       (SELECT count(*) FROM safety_officer o WHERE o.signal_id = s.id AND o.ended_at IS NULL) AS named,
		       s.closed_at,
		       COALESCE(s.closed_by::text, '') AS closed_by
		FROM safety_signal s
		LEFT JOIN care_group g ON g.id = s.group_id
		LEFT JOIN location l ON l.id = g.location_id`

// Signals lists the last hundred that the actor may know of, newest first.
func (tx *Tx) Signals(ctx context.Context) ([]coaching.Signal, error) {
	var list []coaching.Signal
	err := tx.many(ctx, "list signals", &list, selectSignal+`
		ORDER BY s.raised_at DESC, s.id DESC
		LIMIT 100`)
	return list, err
}

// Signal reads one.
func (tx *Tx) Signal(ctx context.Context, id coaching.SignalID) (coaching.Signal, error) {
	var s coaching.Signal
	err := tx.one(ctx, "read signal", &s, selectSignal+`
		WHERE s.id = $1`, id)
	return s, err
}

// RaiseSignal writes down a suspicion and freezes at once what was filmed: who raises it need not see that, and is not
// told how much there is. today is the day in the zone of the holder.
func (tx *Tx) RaiseSignal(ctx context.Context, actor coaching.Actor, s coaching.Signal, words string, today coaching.Day, now time.Time) (coaching.Signal, error) {
	if err := coaching.MayRaise(actor); err != nil {
		return s, err
	}
	places, err := tx.Locations(ctx, s.HolderID)
	if err != nil {
		return s, err
	}
	if err := coaching.CheckSignal(s, words, places, today); err != nil {
		return s, err
	}
	s.ID, s.RaisedBy, s.RaisedAt = NewID[coaching.SignalID](), actor.ID, now
	if _, err := tx.run(ctx, "raise signal", `
		INSERT INTO safety_signal (id, holder_id, raised_by, raised_at, recording_id, group_id, on_day)
		VALUES ($1, $2, $3, $4, NULLIF($5, '')::uuid, NULLIF($6, '')::uuid, NULLIF($7, '')::date)`,
		s.ID, s.HolderID, actor.ID, now, s.RecordingID, s.GroupID, s.OnDay); err != nil {
		return s, err
	}
	if err := tx.writeSafetyNote(ctx, actor, s, "raised", words, now); err != nil {
		return s, err
	}
	if err := tx.freezeFor(ctx, s.ID, now); err != nil {
		return s, err
	}
	return s, tx.noteOffice(ctx, actor, s.HolderID, coaching.ActSignalRaised, "", now)
}

func (tx *Tx) freezeFor(ctx context.Context, id coaching.SignalID, now time.Time) error {
	_, err := tx.run(ctx, "freeze what a signal is about", `
		SELECT access.freeze($1, $2)`, id, now)
	return err
}

// FreezeAgain also holds what was filmed and came in after the signal. For who is named in it.
func (tx *Tx) FreezeAgain(ctx context.Context, id coaching.SignalID, now time.Time) error {
	return tx.freezeFor(ctx, id, now)
}

func (tx *Tx) writeSafetyNote(ctx context.Context, actor coaching.Actor, s coaching.Signal, kind, text string, now time.Time) error {
	_, err := tx.run(ctx, "write in a signal", `
		INSERT INTO safety_note (id, holder_id, signal_id, author_id, kind, text, written_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, NewID[coaching.SafetyNoteID](), s.HolderID, s.ID, actor.ID, kind, text, now)
	return err
}

// SafetyNotes lists what is written in a signal, as far as the actor may read it.
func (tx *Tx) SafetyNotes(ctx context.Context, id coaching.SignalID) ([]coaching.SafetyNote, error) {
	var notes []coaching.SafetyNote
	err := tx.many(ctx, "list notes of a signal", &notes, `
		SELECT id,
		       author_id,
		       kind,
		       text,
		       written_at
		FROM safety_note
		WHERE signal_id = $1
		ORDER BY written_at, id`, id)
	return notes, err
}

// WriteSafetyNote adds a note to a signal that stands.
func (tx *Tx) WriteSafetyNote(ctx context.Context, actor coaching.Actor, id coaching.SignalID, text string, now time.Time) error {
	s, err := tx.Signal(ctx, id)
	if err != nil {
		return err
	}
	if s.ClosedAt != nil {
		return coaching.Conflict("changed_meanwhile")
	}
	if err := coaching.CheckSafetyNote(text); err != nil {
		return err
	}
	return tx.writeSafetyNote(ctx, actor, s, "note", text, now)
}

// SafetyOfficers lists who is named in a signal now.
func (tx *Tx) SafetyOfficers(ctx context.Context, id coaching.SignalID) ([]coaching.SafetyOfficer, error) {
	var officers []coaching.SafetyOfficer
	err := tx.many(ctx, "list who is named in a signal", &officers, `
		SELECT slot,
		       person_id,
		       named_by,
		       named_at
		FROM safety_officer
		WHERE signal_id = $1
		  AND ended_at IS NULL
		ORDER BY slot`, id)
	return officers, err
}

// NameSafetyOfficer lets somebody look while a signal stands, as the first or the second, in the place of who was. Errors:
// Conflict "cannot_be_named" for who is in view, coaches who is, manages people, or does not work there.
func (tx *Tx) NameSafetyOfficer(ctx context.Context, actor coaching.Actor, id coaching.SignalID, slot int, person coaching.PersonID, now time.Time) error {
	if err := tx.alone(ctx, string(id)); err != nil {
		return err
	}
	s, err := tx.Signal(ctx, id)
	if err != nil {
		return err
	}
	if s.ClosedAt != nil {
		return coaching.Conflict("changed_meanwhile")
	}
	if !actor.IsFor(s.HolderID, coaching.Administrator, coaching.DataProtectionOfficer) {
		return coaching.ErrNotFound
	}
	if person == "" {
		return coaching.Invalid{{Field: "person", Code: "required"}}
	}
	var may bool
	if err := tx.one(ctx, "ask who may be named", &may, `
		SELECT access.may_be_named($1, $2)`, id, person); err != nil {
		return err
	}
	if !may {
		return coaching.Conflict("cannot_be_named")
	}
	if err := tx.endSafetyOfficer(ctx, id, slot, now); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "name who may look", `
		INSERT INTO safety_officer (id, holder_id, signal_id, slot, person_id, named_by, named_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, NewID[string](), s.HolderID, id, slot, person, actor.ID, now); err != nil {
		return err
	}
	return tx.note(ctx, coaching.AdministrationLine{HolderID: s.HolderID, Actor: string(actor.ID), Act: coaching.ActSignalNamed, PersonID: person, At: now})
}

func (tx *Tx) endSafetyOfficer(ctx context.Context, id coaching.SignalID, slot int, now time.Time) error {
	var was []coaching.PersonID
	if err := tx.many(ctx, "end who was named", &was, `
		UPDATE safety_officer
		SET ended_at = $3
		WHERE signal_id = $1
		  AND slot = $2
		  AND ended_at IS NULL
		RETURNING person_id`, id, slot, now); err != nil {
		return err
	}
	for _, person := range was {
		if err := tx.Notify(ctx, TopicPerson, string(person)); err != nil {
			return err
		}
	}
	return nil
}

// CloseSignal lets go what it held, with the reason.
func (tx *Tx) CloseSignal(ctx context.Context, actor coaching.Actor, id coaching.SignalID, words string, now time.Time) error {
	if err := tx.alone(ctx, string(id)); err != nil {
		return err
	}
	s, err := tx.Signal(ctx, id)
	if err != nil {
		return err
	}
	officers, err := tx.SafetyOfficers(ctx, id)
	if err != nil {
		return err
	}
	if err := s.MayClose(actor, officers); err != nil {
		return err
	}
	if err := coaching.CheckSafetyNote(words); err != nil {
		return err
	}
	if err := tx.writeSafetyNote(ctx, actor, s, "closed", words, now); err != nil {
		return err
	}
	if err := tx.touch(ctx, "close signal", `
		UPDATE safety_signal
		SET closed_at = $2,
		    closed_by = $3
		WHERE id = $1`, id, now, actor.ID); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "let go what a signal held", `
		SELECT access.unfreeze($1, $2)`, id, now); err != nil {
		return err
	}
	for _, officer := range officers {
		if err := tx.Notify(ctx, TopicPerson, string(officer.PersonID)); err != nil {
			return err
		}
	}
	return tx.noteOffice(ctx, actor, s.HolderID, coaching.ActSignalClosed, "", now)
}
