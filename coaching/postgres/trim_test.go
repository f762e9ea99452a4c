package postgres_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// TestOfTwoWhoCutAtOnceOneWaits: two taps, or two windows, at the same moment.
func TestOfTwoWhoCutAtOnceOneWaits(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Record()
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i := range errs {
		both.Go(func() {
			errs[i] = s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.AskTrim(t.Context(), s.Employee, s.Recording.ID, 1000, 2000, coaching.TrimOther, s.Now)
				return err
			})
		})
	}
	both.Wait()
	if errs[0] != nil {
		errs[0], errs[1] = errs[1], errs[0]
	}
	require.NoError(t, errs[0])
	require.ErrorIs(t, errs[1], coaching.Conflict("trim_under_way"))
}

// TestASafetySignalStopsACutThatWasAsked between its asking and its switch.
func TestASafetySignalStopsACutThatWasAsked(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Record()
	var asked coaching.Trim
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		asked, err = tx.AskTrim(t.Context(), s.Employee, s.Recording.ID, 1000, 2000, coaching.TrimOther, s.Now)
		return err
	})
	_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE recording SET locked_at = now(), frozen_at = now() WHERE id = $1`, s.Recording.ID)
	require.NoError(t, err)
	err = s.DB.AsDoor(t.Context(), postgres.Trim, func(tx *postgres.Tx) error {
		return tx.SwitchTrim(t.Context(), asked.ID, postgres.Recut{FromMS: 900, ToMS: 2100, SwitchedAt: s.Now})
	})
	require.ErrorIs(t, err, coaching.Conflict("recording_frozen"))
	err = s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.AskTrim(t.Context(), s.Employee, s.Recording.ID, 3000, 4000, coaching.TrimOther, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("recording_frozen"))
	err = s.DB.AsActor(t.Context(), s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.AskTrim(t.Context(), s.Coach, s.Recording.ID, 3000, 4000, coaching.TrimOther, s.Now)
		return err
	})
	require.Error(t, err, "a coach cuts nothing")
}
