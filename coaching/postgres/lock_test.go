package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func lock(t *testing.T, s *pgstory.Story, actor coaching.Actor, id coaching.RecordingID, reason coaching.LockReason, cause string) error {
	t.Helper()
	return s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
		return tx.LockRecording(t.Context(), id, reason, cause, s.Now)
	})
}

func lift(t *testing.T, s *pgstory.Story, actor coaching.Actor, id coaching.RecordingID, reason coaching.LockReason, cause string) error {
	t.Helper()
	return s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
		return tx.LiftLock(t.Context(), id, reason, cause, s.Now)
	})
}

// freeze and thaw are what access.freeze and access.unfreeze do: nobody else makes or lifts a lock of a signal.
func freeze(t *testing.T, s *pgstory.Story, id coaching.RecordingID, signal string) {
	t.Helper()
	_, err := s.PG.Owner.Exec(`
		INSERT INTO recording_lock (id, recording_id, reason, cause_id, made_at, made_by)
		VALUES ($1, $2, 'safety_signal', $3, now(), 'system:signal')`, postgres.NewID[string](), id, signal)
	require.NoError(t, err)
}

func thaw(t *testing.T, s *pgstory.Story, signal string) {
	t.Helper()
	_, err := s.PG.Owner.Exec(`
		UPDATE recording_lock SET lifted_at = now(), lifted_by = 'system:signal' WHERE cause_id = $1`, signal)
	require.NoError(t, err)
}

func TestARecordingIsLockedWhileAnyLockStands(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	id, request, signal := s.Recording.ID, postgres.NewID[string](), postgres.NewID[string]()
	require.NoError(t, lock(t, s, s.Officer, id, coaching.LockRequest, request))
	require.NoError(t, lock(t, s, s.Officer, id, coaching.LockRequest, request), "twice is once")
	require.NotNil(t, s.Read(id).LockedAt)
	require.Nil(t, s.Read(id).FrozenAt)
	freeze(t, s, id, signal)
	require.NotNil(t, s.Read(id).FrozenAt)
	err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		locks, err := tx.Locks(t.Context(), id)
		require.NoError(t, err)
		require.Len(t, locks, 2, "she sees why")
		_, err = tx.RequestErasure(t.Context(), s.Employee, id, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("recording_frozen"))
	require.NoError(t, lift(t, s, s.Officer, id, coaching.LockRequest, request))
	require.NotNil(t, s.Read(id).LockedAt, "the other stands")
	thaw(t, s, signal)
	require.Nil(t, s.Read(id).LockedAt)
	require.Nil(t, s.Read(id).FrozenAt)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		lines, _, err := tx.OwnLog(t.Context(), false, "", 10)
		var acts []string
		for _, line := range lines {
			acts = append(acts, line.Action)
		}
		require.ElementsMatch(t, []string{"lock", "lock", "unlock", "unlock"}, acts)
		return err
	})
}

func TestOnlyForTheirOwnReasonsPeopleLock(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	for _, actor := range []coaching.Actor{s.Employee, s.Coach, s.Manager, s.Administrator, s.Outsider} {
		for _, reason := range []coaching.LockReason{coaching.LockConsent, coaching.LockRequest, coaching.LockSafety} {
			require.ErrorIs(t, lock(t, s, actor, s.Recording.ID, reason, postgres.NewID[string]()), coaching.ErrNotFound, "%s %s", actor.ID, reason)
		}
	}
	require.ErrorIs(t, lock(t, s, s.Officer, s.Recording.ID, coaching.LockConsent, postgres.NewID[string]()), coaching.ErrNotFound, "without a child")
	require.ErrorIs(t, lock(t, s, s.Officer, postgres.NewID[coaching.RecordingID](), coaching.LockRequest, postgres.NewID[string]()), coaching.ErrNotFound)
	require.Nil(t, s.Read(s.Recording.ID).LockedAt)
}

// TestALockAndALiftingAtOnceLeaveWhatStands: neither counts what the other has not committed yet.
func TestALockAndALiftingAtOnceLeaveWhatStands(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	for range 5 {
		first, second := postgres.NewID[string](), postgres.NewID[string]()
		require.NoError(t, lock(t, s, s.Officer, s.Recording.ID, coaching.LockRequest, first))
		lifted := make(chan error, 1)
		go func() { lifted <- lift(t, s, s.Officer, s.Recording.ID, coaching.LockRequest, first) }()
		require.NoError(t, lock(t, s, s.Officer, s.Recording.ID, coaching.LockRequest, second))
		require.NoError(t, <-lifted)
		require.NotNil(t, s.Read(s.Recording.ID).LockedAt)
		require.NoError(t, lift(t, s, s.Officer, s.Recording.ID, coaching.LockRequest, second))
		require.Nil(t, s.Read(s.Recording.ID).LockedAt)
	}
}

func TestTheOfficerFindsEveryRecordingOfAChild(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Whole()
	var child coaching.ChildID
	require.NoError(t, s.PG.Owner.GetContext(t.Context(), &child, `SELECT id FROM child WHERE name = 'Noor'`))
	find := func(actor coaching.Actor) (found []coaching.ChildRecording) {
		s.As(actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.RecordingsOfChild(t.Context(), child)
			return err
		})
		return found
	}
	found := find(s.Officer)
	require.Len(t, found, 1)
	require.True(t, found[0].Locked)
	require.Equal(t, coaching.ViewPresent, found[0].Seen)
	require.Equal(t, s.Employee.Name.Given, found[0].GivenName)
	for _, actor := range []coaching.Actor{s.Employee, s.Coach, s.Manager, s.Administrator, s.Outsider} {
		require.Empty(t, find(actor))
	}
}
