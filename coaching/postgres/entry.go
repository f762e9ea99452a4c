package postgres

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
)

// Entries lists the confirmed minutes of a cycle by day.
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
		ORDER BY held_on, id`, cycle)
	return entries, err
}

func (tx *Tx) addEntry(ctx context.Context, actor coaching.Actor, t coaching.Trajectory, cycle coaching.CycleID, entry coaching.Entry, now time.Time) error {
	holder, err := tx.Holder(ctx, t.HolderID)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(holder.TimeZone)
	if err != nil {
		return fmt.Errorf("time zone of holder %s: %w", holder.ID, err)
	}
	if err := entry.Check(now.In(zone).Format(time.DateOnly)); err != nil {
		return err
	}
	_, err = tx.run(ctx, "confirm minutes", `
		INSERT INTO coaching_entry (id, holder_id, trajectory_id, cycle_id, coach_id, employee_id, held_on, kind, minutes, confirmed_at, talk_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULLIF($11, '')::uuid)`,
		NewID[coaching.EntryID](), t.HolderID, t.ID, cycle, actor.ID, t.EmployeeID, entry.HeldOn, entry.Kind, entry.Minutes, now, entry.TalkID)
	return err
}
