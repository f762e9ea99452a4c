package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// Roster is who is there when a recording, or one whose further camera it is, is filmed. ErrNotFound while nobody said.
func (tx *Tx) Roster(ctx context.Context, id coaching.RecordingID) (coaching.Roster, error) {
	var roster coaching.Roster
	if err := tx.one(ctx, "read roster", &roster, `
		SELECT id,
		       holder_id,
		       recording_id,
		       group_id,
		       adults,
		       adults_told,
		       made_by,
		       COALESCE(confirmed_by::text, '') AS confirmed_by,
		       confirmed_at,
		       version,
		       updated_at
		FROM roster
		WHERE recording_id = $1`, id); err != nil {
		return coaching.Roster{}, err
	}
	var rows []struct {
		coaching.RosterChild
		Purposes pq.StringArray
	}
	err := tx.many(ctx, "read children of roster", &rows, `
		SELECT r.child_id,
		       COALESCE(c.name, '') AS name,
		       r.seen,
		       ARRAY(SELECT e.purpose FROM effective_consent e WHERE e.child_id = r.child_id AND e.allowed) AS purposes
		FROM roster_child r
		LEFT JOIN child c ON c.id = r.child_id
		WHERE r.roster_id = $1
		ORDER BY c.name COLLATE "nl-x-icu", r.child_id`, roster.ID)
	for _, row := range rows {
		for _, purpose := range row.Purposes {
			row.Allowed = append(row.Allowed, coaching.Purpose(purpose))
		}
		roster.Children = append(roster.Children, row.RosterChild)
	}
	return roster, err
}

// Attendance lists the children of a group that are there on a day, and those that are on a roster already, as if all of
// them were present; whom guardians do not allow is kept out.
func (tx *Tx) Attendance(ctx context.Context, group coaching.GroupID, on coaching.Day) ([]coaching.RosterChild, error) {
	var rows []struct {
		coaching.RosterChild
		Purposes pq.StringArray
	}
	err := tx.many(ctx, "list children who may be there", &rows, `
		SELECT c.id AS child_id,
		       c.name,
		       ARRAY(SELECT e.purpose FROM effective_consent e WHERE e.child_id = c.id AND e.allowed) AS purposes
		FROM child c
		WHERE c.group_id = $1
		  AND (c.left_on IS NULL OR c.left_on > $2::date)
		ORDER BY c.name COLLATE "nl-x-icu", c.id`, group, on)
	children := make([]coaching.RosterChild, 0, len(rows))
	for _, row := range rows {
		row.Seen = coaching.ViewKeptOut
		for _, purpose := range row.Purposes {
			row.Allowed = append(row.Allowed, coaching.Purpose(purpose))
			if coaching.Purpose(purpose) == coaching.OwnQuestion {
				row.Seen = coaching.ViewPresent
			}
		}
		children = append(children, row.RosterChild)
	}
	return children, err
}

// AttendanceCounts says of how many children in each group the actor would be told by Attendance; no group without any.
func (tx *Tx) AttendanceCounts(ctx context.Context, holder coaching.HolderID, on coaching.Day) (map[coaching.GroupID]int, error) {
	var rows []struct {
		GroupID coaching.GroupID
		Count   int
	}
	err := tx.many(ctx, "count children who may be there", &rows, `
		SELECT group_id,
		       count(*)
		FROM child
		WHERE holder_id = $1
		  AND (left_on IS NULL OR left_on > $2::date)
		GROUP BY group_id`, holder, on)
	counts := make(map[coaching.GroupID]int, len(rows))
	for _, row := range rows {
		counts[row.GroupID] = row.Count
	}
	return counts, err
}

// SetRoster says who is there, after the version that the actor saw (0 for none); ErrStale when it is not the newest.
// With confirm she answers for it that whom it keeps out stays out of view. Once there is film, who was in view stays on
// it, and a child that may not be in view locks the recording.
func (tx *Tx) SetRoster(ctx context.Context, actor coaching.Actor, next coaching.Roster, confirm bool, ifVersion int, now time.Time) (coaching.Roster, error) {
	recording, err := tx.Recording(ctx, next.RecordingID)
	if err != nil {
		return coaching.Roster{}, err
	}
	if err := recording.MayRoster(actor); err != nil {
		return coaching.Roster{}, err
	}
	// A withdrawal either finds this roster, or is known here.
	if err := tx.aloneWithConsent(ctx, recording.HolderID); err != nil {
		return coaching.Roster{}, err
	}
	before, err := tx.Roster(ctx, recording.ID)
	if err != nil && !errors.Is(err, coaching.ErrNotFound) {
		return coaching.Roster{}, err
	}
	places, day, err := tx.placesAndDay(ctx, recording.HolderID, recording.FilmedAt(now))
	if err != nil {
		return coaching.Roster{}, err
	}
	if err := next.Check(before.GroupID, places, day); err != nil {
		return coaching.Roster{}, err
	}
	if before.Version != ifVersion {
		return coaching.Roster{}, fmt.Errorf("set roster of recording %s: %w", recording.ID, coaching.ErrStale)
	}
	filmed, err := tx.hasFilm(ctx, recording.ID)
	if err != nil {
		return coaching.Roster{}, err
	}
	if filmed {
		if err := next.Follows(before); err != nil {
			return coaching.Roster{}, err
		}
	}
	next.HolderID, next.ConfirmedAt = recording.HolderID, nil
	if confirm {
		next.ConfirmedAt, next.ConfirmedBy = &now, actor.ID
	}
	if err := tx.writeRoster(ctx, actor, before, next, now); err != nil {
		return coaching.Roster{}, err
	}
	roster, err := tx.Roster(ctx, recording.ID)
	if err != nil {
		return coaching.Roster{}, err
	}
	if filmed {
		err = tx.lockInTheWay(ctx, recording, now)
	} else if confirm && len(roster.InTheWay(coaching.OwnQuestion)) > 0 {
		err = coaching.Conflict("child_not_to_be_filmed")
	}
	if err != nil {
		return coaching.Roster{}, err
	}
	return roster, tx.notifyRecording(ctx, recording.ID)
}

func (tx *Tx) writeRoster(ctx context.Context, actor coaching.Actor, before, next coaching.Roster, now time.Time) error {
	next.ID = before.ID
	if next.ID == "" {
		next.ID = NewID[coaching.RosterID]()
		if _, err := tx.run(ctx, "make roster", `
			INSERT INTO roster (id, holder_id, recording_id, group_id, adults, adults_told, made_by, confirmed_by, confirmed_at, updated_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, NULLIF($8, '')::uuid, $9, $10)`,
			next.ID, next.HolderID, next.RecordingID, next.GroupID, next.Adults, next.AdultsTold, actor.ID, next.ConfirmedBy, next.ConfirmedAt, now); err != nil {
			return err
		}
	} else if err := tx.touch(ctx, "change roster", `
		UPDATE roster
		SET group_id = $2,
		    adults = $3,
		    adults_told = $4,
		    confirmed_by = NULLIF($5, '')::uuid,
		    confirmed_at = $6,
		    version = version + 1,
		    updated_at = $7
		WHERE id = $1`, next.ID, next.GroupID, next.Adults, next.AdultsTold, next.ConfirmedBy, next.ConfirmedAt, now); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "empty roster", `
		DELETE FROM roster_child
		WHERE roster_id = $1`, next.ID); err != nil {
		return err
	}
	kept := make([]coaching.ChildID, 0, len(before.Children))
	for _, child := range before.Children {
		kept = append(kept, child.ChildID)
	}
	for _, child := range next.Children {
		// Of its group, or there before: nobody puts a child of elsewhere on it.
		if err := tx.touch(ctx, "put child on roster", `
			INSERT INTO roster_child (id, holder_id, roster_id, child_id, seen)
			SELECT $1, c.holder_id, $2, c.id, $3
			FROM child c
			WHERE c.id = $4
			  AND c.holder_id = $5
			  AND (c.group_id = $6 OR $7)`,
			NewID[string](), next.ID, child.Seen, child.ChildID, next.HolderID, next.GroupID, slices.Contains(kept, child.ChildID)); err != nil {
			return err
		}
	}
	return nil
}

// hasFilm says whether film came in, or is coming as a file, for a recording or one of its further cameras.
func (tx *Tx) hasFilm(ctx context.Context, id coaching.RecordingID) (bool, error) {
	var has bool
	err := tx.one(ctx, "ask whether there is film", &has, `
		SELECT access.has_film($1)`, id)
	return has, err
}

// lockInTheWay locks a recording with film for each child that is in view, or not surely out of it, and may not be.
func (tx *Tx) lockInTheWay(ctx context.Context, recording coaching.Recording, now time.Time) error {
	roster, err := tx.Roster(ctx, recording.Main())
	if errors.Is(err, coaching.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	basis, err := tx.Basis(ctx, recording.HolderID)
	if err != nil {
		return err
	}
	for _, child := range roster.InTheWay(coaching.OwnQuestion) {
		if err := tx.lockForChild(ctx, recording.Main(), recording.HolderID, recording.OwnerID, child.ChildID, basis, now); err != nil {
			return err
		}
	}
	return nil
}
