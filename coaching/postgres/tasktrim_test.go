package postgres_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func TestTheOfficerCutsForATaskAndSeesNothingOfTheRecording(t *testing.T) {
	t.Parallel()
	n, angle := filmedTwice(t)
	require.NoError(t, n.says(t, n.Manager, n.noor, 1, coaching.ActWithdrawn, n.Now))
	task := n.tasks(t, n.Officer)[0]
	require.Empty(t, task.Title)
	ask := func(actor coaching.Actor) error {
		return n.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
			return tx.AskTrimForTask(t.Context(), task.ID, 60_000, 90_000, n.Now.Add(time.Second)) // after the lock
		})
	}
	end := func(actor coaching.Actor) error {
		return n.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error { return tx.EndTaskTrimmed(t.Context(), task.ID, n.Now) })
	}
	for _, actor := range []coaching.Actor{n.Employee, n.Coach, n.Manager, n.Administrator, n.Outsider} {
		require.ErrorIs(t, ask(actor), coaching.ErrNotFound, actor.Email)
		require.ErrorIs(t, end(actor), coaching.ErrNotFound, actor.Email)
	}
	require.ErrorIs(t, end(n.Officer), coaching.Conflict("trim_first"))
	require.NoError(t, ask(n.Officer))
	require.ErrorIs(t, ask(n.Officer), coaching.Conflict("trim_under_way"))
	n.As(n.Officer, func(tx *postgres.Tx) error {
		_, err := tx.Recording(t.Context(), n.Recording.ID)
		require.ErrorIs(t, err, coaching.ErrNotFound)
		marks, _, err := tx.Annotations(t.Context(), n.Recording.ID, "", 10)
		require.Empty(t, marks)
		return err
	})
	n.As(n.Employee, func(tx *postgres.Tx) error {
		lines, _, err := tx.OwnLog(t.Context(), true, "", 10) // that it was locked was noted at the same moment
		cut := slices.IndexFunc(lines, func(l coaching.LogLine) bool { return l.Action == "trim" })
		require.GreaterOrEqual(t, cut, 0, "she reads that it was done")
		require.Equal(t, string(n.Officer.ID), lines[cut].Actor, "and who did it")
		return err
	})
	n.gone(t, n.Recording.ID, false)
	require.ErrorIs(t, end(n.Officer), coaching.Conflict("trim_under_way"), "the second camera was asked too")
	n.As(n.Officer, func(tx *postgres.Tx) error { // past the rule in Go too
		var ended bool
		err := tx.GetContext(t.Context(), &ended, `SELECT access.end_cut_task($1, $2)`, task.ID, n.Now)
		require.False(t, ended)
		return err
	})
	n.gone(t, angle.ID, false)
	require.NoError(t, end(n.Officer))
	require.Nil(t, n.Read(n.Recording.ID).LockedAt)
	require.ErrorIs(t, end(n.Officer), coaching.ErrNotFound)
	n.As(n.Employee, func(tx *postgres.Tx) error {
		roster, err := tx.Roster(t.Context(), n.Recording.ID)
		require.NoError(t, coaching.AudienceAllowed(roster, coaching.OwnQuestion), "the child is out of view")
		return err
	})
}

func TestTheOfficerCutsNothingThatIsEvidence(t *testing.T) {
	t.Parallel()
	n, _ := filmedTwice(t)
	require.NoError(t, n.says(t, n.Manager, n.noor, 1, coaching.ActWithdrawn, n.Now))
	task := n.tasks(t, n.Officer)[0].ID
	require.NoError(t, lock(t, n.Story, n.Officer, n.Recording.ID, coaching.LockRequest, postgres.NewID[string]()))
	ask := func() error {
		return n.DB.AsActor(t.Context(), n.Officer, func(tx *postgres.Tx) error {
			return tx.AskTrimForTask(t.Context(), task, 60_000, 90_000, n.Now)
		})
	}
	require.ErrorIs(t, ask(), coaching.Conflict("recording_locked"), "a request is about it too")
	freeze(t, n.Story, n.Recording.ID, postgres.NewID[string]())
	require.ErrorIs(t, ask(), coaching.Conflict("recording_frozen"))
}
