package postgres_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/migrations/pgtest"
)

func founding(email string) coaching.Founding {
	return coaching.Founding{Holder: "Stichting Zon", Location: "Noord", Person: coaching.Person{
		Name: coaching.Name{Given: "Fatma", Family: "Yılmaz"}, Email: email,
	}}
}

func found(t *testing.T, db *postgres.DB, email string) error {
	t.Helper()
	return db.AsDoor(t.Context(), postgres.First, func(tx *postgres.Tx) error {
		_, err := tx.Found(t.Context(), founding(email), "$none", time.Now())
		return err
	})
}

func TestTwoFirstAdministratorsAtOnceAreOne(t *testing.T) {
	t.Parallel()
	pg := pgtest.New(t)
	db := postgres.New(pg.App)
	errs := make([]error, 4)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() { errs[i] = found(t, db, string(rune('a'+i))+"@zon.test") })
	}
	all.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		require.ErrorIs(t, err, coaching.Conflict("begun_already"))
	}
	require.Equal(t, 1, won)
	var rows string
	require.NoError(t, pg.Owner.Get(&rows, `
		SELECT concat_ws(' ', (SELECT count(*) FROM holder), (SELECT count(*) FROM location), (SELECT count(*) FROM person),
		                 (SELECT count(*) FROM credential), (SELECT string_agg(role, ',') FROM role_assignment))`))
	require.Equal(t, "1 1 1 1 administrator", rows)
}

func TestAFailedBeginningLeavesNothing(t *testing.T) {
	t.Parallel()
	pg := pgtest.New(t)
	err := found(t, postgres.New(pg.App), "geen adres")
	require.ErrorIs(t, err, coaching.ErrInvalid)
	var holders int
	require.NoError(t, pg.Owner.Get(&holders, `SELECT count(*) FROM holder`))
	require.Zero(t, holders)
}

// TestTheFirstDoorNeedsEachOfItsPolicies drops one after the other on an empty database: nobody can begin then.
func TestTheFirstDoorNeedsEachOfItsPolicies(t *testing.T) {
	t.Parallel()
	var tables []string
	require.NoError(t, pgtest.New(t).Owner.Select(&tables, `SELECT tablename FROM pg_policies WHERE policyname = 'first'`))
	require.Len(t, tables, 7)
	pg := pgtest.New(t)
	for _, table := range tables {
		var check string
		require.NoError(t, pg.Owner.Get(&check, `SELECT with_check FROM pg_policies WHERE policyname = 'first' AND tablename = $1`, table))
		_, err := pg.Owner.Exec(`DROP POLICY first ON ` + table)
		require.NoError(t, err)
		require.ErrorIs(t, found(t, postgres.New(pg.App), "a@zon.test"), coaching.ErrNotFound, table)
		_, err = pg.Owner.Exec(`CREATE POLICY first ON ` + table + ` FOR INSERT WITH CHECK (` + check + `)`)
		require.NoError(t, err)
	}
	require.NoError(t, found(t, postgres.New(pg.App), "a@zon.test"), "with all of them she can")
}

// TestTheFirstDoorShutsWithTheFirstRole: what it could do to a holder in the making it cannot do afterwards.
func TestTheFirstDoorShutsWithTheFirstRole(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	for name, act := range map[string]func(*postgres.Tx) error{
		"a holder": func(tx *postgres.Tx) error {
			return tx.CreateHolder(t.Context(), coaching.Holder{ID: postgres.NewID[coaching.HolderID](), Name: "Nog een", TimeZone: "UTC"}, s.Now)
		},
		"a place": func(tx *postgres.Tx) error {
			return tx.CreateLocation(t.Context(), s.Holder.ID, coaching.Location{ID: postgres.NewID[coaching.LocationID](), Name: "West"}, s.Now)
		},
		"an account": func(tx *postgres.Tx) error {
			return tx.CreatePerson(t.Context(), coaching.Person{
				ID: postgres.NewID[coaching.PersonID](), HolderID: s.Holder.ID, Name: coaching.Name{Given: "A", Family: "B"}, Email: "x@y.test",
			}, "$none", s.Now)
		},
		"a role": func(tx *postgres.Tx) error {
			return tx.Assign(t.Context(), s.Employee.ID, coaching.Assignment{HolderID: s.Holder.ID, Role: coaching.Administrator}, s.Now, nil)
		},
	} {
		require.ErrorIs(t, s.DB.AsDoor(t.Context(), postgres.First, act), coaching.ErrNotFound, name)
	}
	err := found(t, s.DB, "a@zon.test")
	var conflict coaching.Conflict
	require.True(t, errors.As(err, &conflict))
	require.Equal(t, coaching.Conflict("begun_already"), conflict)
}
