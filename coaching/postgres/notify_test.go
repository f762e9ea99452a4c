package postgres_test

import (
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func TestListenersHearWhatChangedAfterTheCommit(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	ctx := t.Context()
	listener := pq.NewListener(s.PG.AppURL, time.Second, time.Second, nil)
	t.Cleanup(func() { _ = listener.Close() })
	require.NoError(t, listener.Listen(postgres.Channel))
	hear := func() string {
		for late := time.After(time.Minute); ; {
			select {
			case n := <-listener.Notify:
				if n == nil { // it was connected again
					continue
				}
				return n.Extra
			case <-late:
				require.FailNow(t, "nothing was told")
				return ""
			}
		}
	}
	err := s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Withdraw(ctx, s.Employee, s.Recording.ID, s.Now)
		require.NoError(t, err)
		return coaching.ErrConflict // taken back: nobody may hear of it
	})
	require.Error(t, err)
	mark := s.Note(s.Coach, coaching.Annotation{Kind: coaching.Top})
	require.Equal(t, "annotation:"+string(s.Recording.ID)+"/"+string(mark.ID), hear())
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ChooseCoach(ctx, s.Employee, s.Trajectory.ID, s.Coach2.ID, s.Now)
		return err
	})
	require.Equal(t, "recording:"+string(s.Recording.ID), hear(), "whoever watches it reads again as herself")
	require.Equal(t, "trajectory:"+string(s.Trajectory.ID), hear())
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.DeleteLoginSessions(ctx, s.Employee.ID) })
	require.Equal(t, "person:"+string(s.Employee.ID), hear())
}
