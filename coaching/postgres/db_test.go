package postgres_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/demo"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/migrations"
	"terugblik/migrations/cluster"
)

func TestAPooledConnectionLeaksNoActor(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Ask()
	s.PG.App.SetMaxOpenConns(1) // so that everything goes over the same connection
	for name, end := range map[string]error{"kept": nil, "taken back": coaching.ErrConflict} {
		err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.Question(t.Context(), s.Question.ID)
			require.NoError(t, err)
			return end
		})
		require.ErrorIs(t, err, end, name)
		var left string
		require.NoError(t, s.PG.App.GetContext(t.Context(), &left, `SELECT COALESCE(current_setting('app.actor', true), '')`))
		require.Empty(t, left, name)
		var seen int
		require.NoError(t, s.PG.App.GetContext(t.Context(), &seen, `SELECT count(*) FROM coach_question`))
		require.Zero(t, seen, name)
	}
}

func TestAPanicKeepsNothingAndLeavesTheConnectionUsable(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Ask()
	s.PG.App.SetMaxOpenConns(1)
	require.Panics(t, func() {
		_ = s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.Pause(t.Context(), s.Employee, s.Trajectory.ID, s.Now)
			require.NoError(t, err)
			panic("defect")
		})
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		trajectory, err := tx.Trajectory(t.Context(), s.Trajectory.ID)
		require.Equal(t, coaching.Running, trajectory.State())
		return err
	})
}

func TestADoorCannotBeOpenedAsAPerson(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "")
	for _, id := range []coaching.PersonID{"system:erase", "", "nobody"} {
		err := s.DB.AsActor(t.Context(), coaching.Actor{Person: coaching.Person{ID: id}}, func(*postgres.Tx) error {
			t.Error("never reached")
			return nil
		})
		require.ErrorIs(t, err, coaching.ErrNotFound)
	}
}

func TestACancelledRequestIsNotAnAbsentDatabase(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "")
	ctx, cancel := context.WithCancel(t.Context())
	err := s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		cancel()
		_, _, err := tx.Questions(ctx, "", 0)
		return err
	})
	require.Error(t, err)
	require.NotErrorIs(t, err, coaching.ErrUnavailable)
}

func TestAnIDThatIsNoneIsNotFound(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "")
	err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Recording(t.Context(), "' OR 1=1 --")
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound)
}

// TestTheDatabaseMayGoAndComeBack stops a PostgreSQL of its own under open connections and an open transaction.
func TestTheDatabaseMayGoAndComeBack(t *testing.T) {
	t.Parallel()
	root, err := os.MkdirTemp("/tmp", "go")
	require.NoError(t, err)
	require.NoError(t, os.Chmod(root, 0o711)) // as root PostgreSQL runs under another account
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(root)) })
	start := func() *cluster.Cluster {
		c, err := cluster.Start(t.Context(), cluster.Config{Root: root, Log: slog.New(slog.DiscardHandler)})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, c.Stop()) })
		return c
	}
	first := start()
	owner, err := sqlx.Open("postgres", first.URL(cluster.Owner, "postgres"))
	require.NoError(t, err)
	require.NoError(t, migrations.Bootstrap(t.Context(), owner.DB, ""))
	require.NoError(t, migrations.Apply(t.Context(), owner.DB, slog.New(slog.DiscardHandler)))
	require.NoError(t, owner.Close())
	app, err := sqlx.Open("postgres", first.URL(migrations.AppRole, "postgres"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = app.Close() })
	db := postgres.New(app)
	people, err := demo.Seed(t.Context(), db, "$none", time.Now())
	require.NoError(t, err)
	ask := func() error {
		return db.AsActor(t.Context(), people.Employee, func(tx *postgres.Tx) error {
			_, err := tx.EngagedCoaches(t.Context())
			return err
		})
	}
	require.NoError(t, ask())

	err = db.AsActor(t.Context(), people.Employee, func(tx *postgres.Tx) error {
		require.NoError(t, first.Stop())
		_, err := tx.EngagedCoaches(t.Context())
		return err
	})
	require.ErrorIs(t, err, coaching.ErrUnavailable, "in the middle of a transaction")
	require.ErrorIs(t, ask(), coaching.ErrUnavailable, "while it is gone")
	require.True(t, errors.Is(ask(), coaching.ErrUnavailable), "and again")

	start()
	require.NoError(t, ask(), "the same pool works as soon as it is back")
}
