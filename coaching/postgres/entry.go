package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// Entries lists the confirmed minutes of a cycle by day, without those that were struck through.
func (tx *Tx) Entries(ctx context.Context, cycle coaching.CycleID) ([]coaching.Entry, error) {
	var entries []coaching.Entry
	err := tx.many(ctx, "read minutes", &entries, `
		SELECT id,
		       cycle_id,
		       coach_id,
		       employee_id,
		       to_char(held_on, 'YYYY-MM-DD') AS held_on,
		       kind,
		       minutes,
		       confirmed_at
		FROM coaching_entry
		WHERE cycle_id = $1
		  AND replaced_at IS NULL
		ORDER BY held_on, id`, cycle)
	return entries, err
}

func (tx *Tx) addEntry(ctx context.Context, actor coaching.Actor, t coaching.Trajectory, cycle coaching.CycleID, entry coaching.Entry, now time.Time) error {
	today, err := tx.today(ctx, t.HolderID, now)
	if err != nil {
		return err
	}
	if err := entry.Check(string(today)); err != nil {
		return err
	}
	id := NewID[coaching.EntryID]()
	if _, err = tx.run(ctx, "confirm minutes", `
		INSERT INTO coaching_entry (id, holder_id, trajectory_id, cycle_id, coach_id, employee_id, held_on, kind, minutes, confirmed_at, talk_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULLIF($11, '')::uuid)`,
		id, t.HolderID, t.ID, cycle, actor.ID, t.EmployeeID, entry.HeldOn, entry.Kind, entry.Minutes, now, entry.TalkID); err != nil {
		return err
	}
	return tx.placeLine(ctx, coaching.HoursLine{
		ID: id, HolderID: t.HolderID, EmployeeID: t.EmployeeID, HeldOn: coaching.Day(entry.HeldOn), Minutes: entry.Minutes,
	})
}
