package web

import (
	"errors"
	"slices"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// loadRosters reads who is there in what is still to be filmed, where the actor may say so. None while the register of
// children is not in use.
func (f *cycleFacts) loadRosters(a *ask, tx *postgres.Tx) error {
	ctx := a.r.Context()
	planned := slices.DeleteFunc(slices.Clone(f.recordings), func(r coaching.Recording) bool {
		return r.State != coaching.Planned || r.MayRoster(a.actor) != nil
	})
	if len(planned) == 0 {
		return nil
	}
	basis, err := tx.Basis(ctx, f.cycle.HolderID)
	if err != nil || !basis.RegisterInUse {
		return err
	}
	f.rosters = map[coaching.RecordingID]coaching.Roster{}
	for _, r := range planned {
		roster, err := tx.Roster(ctx, r.ID)
		if err != nil && !errors.Is(err, coaching.ErrNotFound) {
			return err
		}
		f.rosters[r.ID] = roster
	}
	return nil
}

// seats says how far it is known who is there, and names no child: others may look along.
func (f *cycleFacts) seats(w words, roster coaching.Roster) string {
	switch {
	case roster.ID == "":
		return w.T("cycle.seats_none")
	case roster.ConfirmedAt == nil:
		return w.T("cycle.seats_open")
	}
	said := w.T("cycle.seats_done", "Name", f.people.Given(roster.ConfirmedBy))
	out := 0
	for _, child := range roster.Children {
		if child.Seen == coaching.ViewKeptOut {
			out++
		}
	}
	if out > 0 {
		said += " " + w.N("cycle.seats_out", out)
	}
	return said
}
