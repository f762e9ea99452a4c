package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Entry is coaching that took place, confirmed by the coach.
type Entry struct {
	ID          string    `json:"id"`
	CycleID     string    `json:"cycle_id"`
	Coach       Person    `json:"coach"`
	Date        string    `json:"date"`
	Kind        string    `json:"kind"`
	Minutes     int       `json:"minutes"`
	ConfirmedAt time.Time `json:"confirmed_at"`
}

func (p people) entry(e coaching.Entry) Entry {
	return Entry{
		ID: string(e.ID), CycleID: string(e.CycleID), Coach: p.of(e.CoachID), Date: e.HeldOn, Kind: e.Kind,
		Minutes: e.Minutes, ConfirmedAt: instant(e.ConfirmedAt),
	}
}

// Entries lists the confirmed minutes of a cycle.
func (a *API) Entries() Operation {
	return Do(a, "entries", "The minutes of coaching of a cycle", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[Entry]], error) {
		var shown []Entry
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			cycle, err := tx.Cycle(ctx, coaching.CycleID(in.ID))
			if err != nil {
				return err
			}
			found, err := tx.Entries(ctx, cycle.ID)
			if err != nil {
				return err
			}
			var coaches []coaching.PersonID
			for _, entry := range found {
				coaches = append(coaches, entry.CoachID)
			}
			named, err := names(ctx, tx, coaches...)
			shown = each(found, named.entry)
			return err
		})
		return of(whole(shown), err)
	})
}
