package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// late does something that has to wait for a transaction which is still open, and gives its result when that is through.
// It comes back when the database says that it waits, or when it did not wait at all.
func late(t *testing.T, s *pgstory.Story, do func() error) <-chan error {
	t.Helper()
	result, through := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(through)
		result <- do()
	}()
	require.Eventually(t, func() bool {
		select {
		case <-through:
			return true
		default:
		}
		var waiting int
		err := s.PG.Owner.Get(&waiting, `
			SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database()
			  AND wait_event_type = 'Lock'`)
		return err == nil && waiting > 0
	}, time.Minute, 5*time.Millisecond)
	return result
}

func TestNothingIsReleasedIntoACycleThatIsBeingClosed(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*pgstory.Story, *postgres.Tx) error{
		"close": func(s *pgstory.Story, tx *postgres.Tx) error {
			_, _, err := tx.CloseCycle(t.Context(), s.Employee, s.Cycle.ID, true, s.Now)
			return err
		},
		"end": func(s *pgstory.Story, tx *postgres.Tx) error {
			_, err := tx.End(t.Context(), s.Employee, s.Trajectory.ID, s.Now)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newPeople(t).Mark()
			ctx := t.Context()
			s.As(s.Coach, func(tx *postgres.Tx) error {
				_, err := tx.SetChoice(ctx, s.Coach, s.Cycle.ID, []coaching.AnnotationID{s.Top.ID})
				return err
			})
			var released <-chan error
			s.As(s.Employee, func(tx *postgres.Tx) error {
				err := end(s, tx)
				released = late(t, s, func() error {
					return s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
						_, err := tx.Release(ctx, s.Coach, s.Cycle.ID, "", entry(s), s.Now)
						return err
					})
				})
				return err
			})
			require.ErrorIs(t, <-released, coaching.Conflict("cycle_closed"))
		})
	}
}

func TestAWordingIsNotAcceptedWhileTheTrajectoryEnds(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	ctx := t.Context()
	var question coaching.Question
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		question, err = tx.CreateQuestion(ctx, s.Employee, "Ze luisteren niet", "", s.Coach.ID, false, s.Now)
		return err
	})
	var accepted <-chan error
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.End(ctx, s.Employee, question.Trajectory.ID, s.Now)
		accepted = late(t, s, func() error {
			return s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.AcceptVersion(ctx, s.Employee, question.ID, 1, s.Now)
				return err
			})
		})
		return err
	})
	require.ErrorIs(t, <-accepted, coaching.Conflict("trajectory_ended"))
}

func TestAKeyThatIsBeingStoredDoesNotOutliveTheErasure(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	ctx, id := t.Context(), string(s.Recording.ID)
	vault := postgres.NewVault(s.DB, coaching.ErrNotFound)
	require.NoError(t, vault.DestroyKey(ctx, id))

	hold, err := s.PG.Owner.Beginx() // the storing gets as far as its row
	require.NoError(t, err)
	defer func() { _ = hold.Rollback() }()
	_, err = hold.Exec(`INSERT INTO recording_key (recording_id, holder_id, wrapped) VALUES ($1, $2, 'x')`, id, s.Recording.HolderID)
	require.NoError(t, err)
	stored := late(t, s, func() error { return vault.PutKey(ctx, id, []byte("late")) })
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.RequestErasure(ctx, s.Employee, s.Recording.ID, s.Now)
		return err
	})
	destroyed := make(chan error, 1)
	go func() { destroyed <- vault.DestroyKey(ctx, id) }()
	require.Eventually(t, func() bool {
		var waiting int
		err := s.PG.Owner.Get(&waiting, `
			SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database()
			  AND wait_event_type = 'Lock'`)
		return err == nil && (waiting == 2 || len(destroyed) == 1)
	}, time.Minute, 5*time.Millisecond)
	require.NoError(t, hold.Rollback())
	require.NoError(t, <-stored)
	require.NoError(t, <-destroyed)
	_, err = vault.Key(ctx, id)
	require.ErrorIs(t, err, coaching.ErrNotFound)
}

func TestALogInWithThePasswordBeforeEndsWithIt(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "$old")
	ctx := t.Context()
	var changed <-chan error
	s.Behind(postgres.Login, func(tx *postgres.Tx) error {
		require.NoError(t, tx.HoldPassword(ctx, s.Employee.ID, "$old"))
		changed = late(t, s, func() error {
			return s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
				if err := tx.SetPassword(ctx, "$new", s.Now); err != nil {
					return err
				}
				return tx.EndEveryAccess(ctx)
			})
		})
		return tx.CreateLoginSession(ctx, pgstory.Hash("t"), s.Employee.ID, s.Now, s.Now.Add(time.Hour))
	})
	require.NoError(t, <-changed)
	s.Behind(postgres.Session, func(tx *postgres.Tx) error {
		_, err := tx.LoginSession(ctx, pgstory.Hash("t"), nil, s.Now)
		require.ErrorIs(t, err, coaching.ErrNotFound, "it came in first and was put out")
		return nil
	})
	s.Behind(postgres.Login, func(tx *postgres.Tx) error {
		require.ErrorIs(t, tx.HoldPassword(ctx, s.Employee.ID, "$old"), coaching.ErrNotFound, "afterwards it does not come in")
		return nil
	})
}
