package pgstory

import (
	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// register: one child of the group was in view of her own recording, its guardian took the yes back, and the recording
// is locked with a task. Another child has gone to another location since. The officer answers a request about it too.
func (s *Story) register(of coaching.Recording) *Story {
	s.t.Helper()
	ctx := s.t.Context()
	group := s.Locations[0].Groups[0].ID
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.SetBasis(ctx, s.Administrator, coaching.NoBasis(), 0, s.day(-9))
		return err
	})
	var noor, bram coaching.Child
	s.As(s.Manager, func(tx *postgres.Tx) error {
		children, err := tx.AddChildren(ctx, s.Manager, group, []string{"Bram", "Noor"}, false, nil, s.day(-9))
		if err != nil {
			return err
		}
		bram = children[0]
		noor, err = tx.AddGuardian(ctx, s.Manager, children[1].ID, "ouder 1", s.day(-9))
		return err
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.SetRoster(ctx, s.Employee, coaching.Roster{RecordingID: of.ID, GroupID: group, Children: []coaching.RosterChild{
			{ChildID: noor.ID, Seen: coaching.ViewPresent}, {ChildID: bram.ID, Seen: coaching.ViewKeptOut},
		}}, true, 0, s.day(-5))
		return err
	})
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		bram.GroupID = s.Locations[1].Groups[0].ID
		if _, err := tx.ChangeChild(ctx, s.Administrator, bram, false, s.day(-2)); err != nil {
			return err
		}
		_, err := tx.NoteConsent(ctx, s.Administrator, []coaching.ChildConsent{{
			ChildID: noor.ID, GuardianID: noor.Guardians[0].ID, Purpose: coaching.OwnQuestion, Act: coaching.ActWithdrawn,
			How: coaching.ByPaper, TextVersion: 1,
		}}, s.day(-2))
		return err
	})
	s.As(s.Officer, func(tx *postgres.Tx) error {
		return tx.LockRecording(ctx, of.ID, coaching.LockRequest, postgres.NewID[string](), s.day(-1))
	})
	return s
}
