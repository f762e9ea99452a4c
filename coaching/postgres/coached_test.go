package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func TestACoachListsWhomSheCoachesByFamilyName(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Look()
	ctx := t.Context()
	s.As(s.Colleague, func(tx *postgres.Tx) error {
		_, err := tx.CreateQuestion(ctx, s.Colleague, "Hoe loopt opruimen rustiger?", "", s.Coach.ID, false, s.Now)
		return err
	})
	s.As(s.Coach, func(tx *postgres.Tx) error {
		all, next, err := tx.Coached(ctx, s.Coach.ID, "", 0)
		require.NoError(t, err)
		require.Empty(t, next)
		require.Len(t, all, 2)
		require.Equal(t, []coaching.PersonID{s.Employee.ID, s.Colleague.ID}, []coaching.PersonID{all[0].Employee.ID, all[1].Employee.ID}, "Oetelaar before Özdemir")
		require.Equal(t, s.Cycle.ID, all[0].Cycle.ID)
		require.Equal(t, 1, all[0].Cycle.Facts.WorkPoints)
		require.True(t, s.Release.ReleasedAt.Equal(*all[0].LastContact), "feedback is contact, looking is not")
		require.Nil(t, all[1].Cycle, "nothing has been accepted yet")

		page, next, err := tx.Coached(ctx, s.Coach.ID, "", 1)
		require.NoError(t, err)
		require.Equal(t, s.Employee.ID, page[0].Employee.ID)
		page, next, err = tx.Coached(ctx, s.Coach.ID, next, 1)
		require.NoError(t, err)
		require.Equal(t, s.Colleague.ID, page[0].Employee.ID)
		require.Empty(t, next)
		return nil
	})
	for _, actor := range []coaching.Actor{s.Coach2, s.Manager, s.Officer, s.Outsider} {
		s.As(actor, func(tx *postgres.Tx) error {
			none, _, err := tx.Coached(ctx, s.Coach.ID, "", 0)
			require.Empty(t, none, "for %s", actor.Name.Full())
			return err
		})
	}
}

// TestWhatIsFinishedIsListedApart: whom she coaches now is what a coach comes for.
func TestWhatIsFinishedIsListedApart(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Look()
	ctx := t.Context()
	lists := func(actor coaching.Actor) (running, finished []postgres.Coached, count int) {
		s.As(actor, func(tx *postgres.Tx) error {
			var err error
			running, _, err = tx.Coached(ctx, s.Coach.ID, "", 0)
			require.NoError(t, err)
			finished, _, err = tx.Finished(ctx, s.Coach.ID, "", 0)
			require.NoError(t, err)
			count, err = tx.CountFinished(ctx, s.Coach.ID)
			return err
		})
		return running, finished, count
	}
	running, finished, count := lists(s.Coach)
	require.Len(t, running, 1)
	require.Empty(t, finished)
	require.Zero(t, count)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.End(ctx, s.Employee, s.Trajectory.ID, s.Now)
		return err
	})
	running, finished, count = lists(s.Coach)
	require.Empty(t, running)
	require.Len(t, finished, 1)
	require.Equal(t, s.Employee.ID, finished[0].Employee.ID)
	require.Equal(t, 1, count)
	running, finished, count = lists(s.Coach2)
	require.Empty(t, append(running, finished...))
	require.Zero(t, count, "of whom she sees nothing she counts nothing")
}
