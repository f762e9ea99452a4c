package pgstory

import (
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// helped: what she said aloud with her first wording and a draft that she has not sent, how she likes to learn, that she
// tried her work point, a reminder with a notice, and an end that was undone.
func (s *Story) helped() {
	s.t.Helper()
	ctx := s.t.Context()
	s.Speak()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		if _, err := tx.CreateVoiceNote(ctx, s.Employee, 4000, "node", s.day(-1)); err != nil {
			return err
		}
		return tx.SetPreference(ctx, s.Employee, coaching.Practising, s.day(-4))
	})
	require.NoError(s.t, postgres.NewVault(s.DB, coaching.ErrNotFound).PutKey(ctx, string(s.Voice.ID), []byte("wrapped")))
	s.As(s.Employee, func(tx *postgres.Tx) error {
		if _, err := tx.TryWorkPoint(ctx, s.Employee, s.Cycle.ID, "Ik telde tot drie", s.day(-4)); err != nil {
			return err
		}
		if err := tx.SetReminder(ctx, s.Employee, s.Cycle.ID, coaching.Reminder{Kind: coaching.OnDays, Weekdays: []int{1, 2, 3, 4, 5, 6, 7}}, s.day(-4)); err != nil {
			return err
		}
		return tx.AnswerReminder(ctx, s.Employee, s.Cycle.ID, s.day(-3))
	})
	s.Behind(postgres.Remind, func(tx *postgres.Tx) error {
		_, err := tx.WriteNotices(ctx, s.Now)
		return err
	})
}

// undone: the coach asked to open the first round again, and the employee did so and closed it.
func (s *Story) undone() {
	s.t.Helper()
	ctx := s.t.Context()
	for _, asked := range []struct {
		by       coaching.Actor
		answered any
	}{{s.Employee, s.day(-1)}, {s.Coach, nil}} {
		_, err := s.PG.Owner.ExecContext(ctx, `
			INSERT INTO reopening (id, holder_id, trajectory_id, cycle_id, ended_at, asked_by, asked_at, answered_at, granted)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8::timestamptz IS NOT NULL)`, postgres.NewID[coaching.ReopeningID](),
			s.Trajectory.HolderID, s.Trajectory.ID, s.Cycle.ID, s.day(-2), asked.by.ID, s.day(-1), asked.answered)
		require.NoError(s.t, err)
	}
}

// Speak: Voice was sent with the first wording.
func (s *Story) Speak() *Story {
	s.t.Helper()
	ctx := s.t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		if s.Voice, err = tx.CreateVoiceNote(ctx, s.Employee, 5000, "node", s.day(-20)); err != nil {
			return err
		}
		return tx.SendVoiceNote(ctx, s.Employee, s.Voice.ID, s.Question, 1, s.day(-20))
	})
	return s
}
