package postgres

import (
	"context"
	"slices"
	"time"

	"terugblik/coaching"
)

const selectSaid = `
		SELECT id,
		       holder_id,
		       child_id,
		       guardian_id,
		       purpose,
		       act,
		       at,
		       how,
		       text_version,
		       noted_by,
		       noted_at
		FROM child_consent
		WHERE child_id = ANY ($1::uuid[])`

const inOrderSaid = `
		ORDER BY at, noted_at, id`

// Said is all that guardians of children said, the first first; for who keeps their register.
func (tx *Tx) Said(ctx context.Context, children ...coaching.ChildID) ([]coaching.ChildConsent, error) {
	var said []coaching.ChildConsent
	err := tx.many(ctx, "read what guardians said", &said, selectSaid+inOrderSaid, list(children))
	return said, err
}

// SaidAbout is what they said about one purpose, by child.
func (tx *Tx) SaidAbout(ctx context.Context, purpose coaching.Purpose, children ...coaching.ChildID) (map[coaching.ChildID][]coaching.ChildConsent, error) {
	var said []coaching.ChildConsent
	err := tx.many(ctx, "read what guardians said about a purpose", &said, selectSaid+`
		  AND purpose = $2`+inOrderSaid, list(children), purpose)
	return byChild(said), err
}

func byChild(said []coaching.ChildConsent) map[coaching.ChildID][]coaching.ChildConsent {
	lines := map[coaching.ChildID][]coaching.ChildConsent{}
	for _, line := range said {
		lines[line.ChildID] = append(lines[line.ChildID], line)
	}
	return lines
}

// NoteConsent writes down what one guardian said, about one purpose or more. Where a child may not be in view any more,
// every recording in which it is, or is not surely out of view, is locked in the same transaction, with a task. It is for
// who keeps the register, and for the officer, who writes down what takes back only.
func (tx *Tx) NoteConsent(ctx context.Context, actor coaching.Actor, lines []coaching.ChildConsent, now time.Time) (coaching.Child, error) {
	if len(lines) == 0 {
		return coaching.Child{}, coaching.Invalid{{Field: "purpose", Code: "required"}}
	}
	child, err := tx.Child(ctx, lines[0].ChildID)
	if err != nil {
		return child, err
	}
	if err := tx.aloneWithConsent(ctx, child.HolderID); err != nil {
		return child, err
	}
	for _, line := range lines {
		if line.At.IsZero() {
			line.At = now
		}
		if err := line.Check(now); err != nil {
			return child, err
		}
		if _, err := tx.run(ctx, "note consent", `
			INSERT INTO child_consent (id, holder_id, child_id, guardian_id, purpose, act, at, how, text_version, noted_by, noted_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			NewID[string](), child.HolderID, child.ID, line.GuardianID, line.Purpose, line.Act, line.At, line.How, line.TextVersion, actor.ID, now); err != nil {
			return child, err
		}
		if err := tx.noteChild(ctx, actor, coaching.ActConsentNoted, child.Name+": "+string(line.Purpose)+" "+string(line.Act), now); err != nil {
			return child, err
		}
	}
	child, err = tx.Child(ctx, child.ID)
	if err != nil {
		return child, err
	}
	return child, tx.followNow(ctx, child.HolderID, []coaching.Child{child}, now)
}

// followNow settles what follows for children, and locks where one may not be in view any more.
func (tx *Tx) followNow(ctx context.Context, holder coaching.HolderID, children []coaching.Child, now time.Time) error {
	basis, err := tx.Basis(ctx, holder)
	if err != nil {
		return err
	}
	fallen, err := tx.follow(ctx, basis, children, now)
	if err != nil {
		return err
	}
	for _, child := range fallen {
		if err := tx.lockFilmed(ctx, child, basis, now); err != nil {
			return err
		}
	}
	return nil
}

// follow writes what is allowed, and returns who might be in view of a recording and may not be now.
func (tx *Tx) follow(ctx context.Context, basis coaching.Basis, children []coaching.Child, now time.Time) (fallen []coaching.ChildID, err error) {
	ids := make([]coaching.ChildID, len(children))
	for i, child := range children {
		ids[i] = child.ID
	}
	all, err := tx.Said(ctx, ids...)
	if err != nil {
		return nil, err
	}
	said := byChild(all)
	for _, child := range children {
		for _, purpose := range coaching.Purposes() {
			is := coaching.EffectiveConsent(basis, purpose, child.Guardians, said[child.ID])
			if purpose == coaching.OwnQuestion && !is.Allowed {
				fallen = append(fallen, child.ID)
			}
			if _, err := tx.run(ctx, "settle what is allowed", `
				INSERT INTO effective_consent (id, holder_id, child_id, purpose, allowed, since)
				VALUES ($1, $2, $3, $4, $5, $6)
				ON CONFLICT ON CONSTRAINT effective_consent_once
				DO UPDATE SET allowed = EXCLUDED.allowed, since = EXCLUDED.since
				WHERE effective_consent.allowed <> EXCLUDED.allowed`,
				NewID[string](), child.HolderID, child.ID, purpose, is.Allowed, now); err != nil {
				return nil, err
			}
		}
	}
	return fallen, nil
}

// lockFilmed locks all recordings in which a child is, or is not surely out of view, each with a task. What is locked for
// it already stays so. Who locks sees none of them, and is not told how many there are.
func (tx *Tx) lockFilmed(ctx context.Context, child coaching.ChildID, basis coaching.Basis, now time.Time) error {
	_, err := tx.run(ctx, "lock recordings of a child", `
		SELECT access.lock_filmed($1, $2, $3)`, child, basis.TaskDays, now)
	return err
}

func (tx *Tx) lockForChild(ctx context.Context, id coaching.RecordingID, holder coaching.HolderID, owner coaching.PersonID, child coaching.ChildID, basis coaching.Basis, now time.Time) error {
	if err := tx.LockRecording(ctx, id, coaching.LockConsent, string(child), now); err != nil {
		return err
	}
	// Who may not see the task that is there must not make a second one either.
	_, err := tx.run(ctx, "make consent task", `
		INSERT INTO consent_task (id, holder_id, recording_id, owner_id, child_id, made_at, due_on)
		SELECT $1, h.id, $3, $4, $5, $6, ($6::timestamptz AT TIME ZONE h.time_zone)::date + $7::integer
		FROM holder h
		WHERE h.id = $2
		ON CONFLICT DO NOTHING`, NewID[coaching.TaskID](), holder, id, owner, child, now, basis.TaskDays)
	return err
}

// AllowedFor lists what is allowed for children that the actor sees.
func (tx *Tx) AllowedFor(ctx context.Context, children ...coaching.ChildID) (map[coaching.ChildID][]coaching.Purpose, error) {
	var rows []struct {
		ChildID coaching.ChildID
		Purpose coaching.Purpose
	}
	err := tx.many(ctx, "read what is allowed", &rows, `
		SELECT child_id,
		       purpose
		FROM effective_consent
		WHERE child_id = ANY ($1::uuid[])
		  AND allowed`, list(children))
	allowed := map[coaching.ChildID][]coaching.Purpose{}
	for _, row := range rows {
		allowed[row.ChildID] = append(allowed[row.ChildID], row.Purpose)
	}
	for _, purposes := range allowed {
		slices.SortFunc(purposes, func(a, b coaching.Purpose) int {
			return slices.Index(coaching.Purposes(), a) - slices.Index(coaching.Purposes(), b)
		})
	}
	return allowed, err
}
