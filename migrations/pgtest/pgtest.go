// Package pgtest gives each test a migrated PostgreSQL database of its own, in one private cluster per test process.
package pgtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"terugblik/migrations"
	"terugblik/migrations/cluster"
)

// DB is a database of one test, dropped when the test ends.
type DB struct {
	Owner    *sqlx.DB // bypasses row-level security; to arrange and to look behind it
	App      *sqlx.DB // role terugblik_app, as the server connects
	OwnerURL string   // connection strings of the same two, to start a whole server on
	AppURL   string

	backends []int // of the serving role, once Busy was asked
}

// New clones the migrated template into a database for this test. Tests may run in parallel.
func New(t testing.TB) *DB {
	t.Helper()
	db := &DB{}
	db.OwnerURL, db.AppURL = NewDSN(t)
	return db.opened(t)
}

// NewDSN is New without pools: the connection strings of the owner and of the serving role.
func NewDSN(t testing.TB) (owner, app string) {
	t.Helper()
	return create(t, template)
}

// NewEmptyDSN gives a database without any schema, and its two connection strings.
func NewEmptyDSN(t testing.TB) (owner, app string) {
	t.Helper()
	return create(t, "template0")
}

func create(t testing.TB, from string) (owner, app string) {
	t.Helper()
	s, err := shared()
	require.NoError(t, err, "start the PostgreSQL of the tests")
	name := s.nextName()
	ctx := context.Background() // also for cleaning up, when t.Context() is over
	_, err = s.admin.ExecContext(ctx, `CREATE DATABASE `+name+` TEMPLATE `+from+``)
	require.NoError(t, err, "make the database of the test")
	t.Cleanup(func() {
		require.NoError(t, s.drop(ctx, name), "drop the database of the test")
	})
	require.NoError(t, migrations.Admit(ctx, s.admin, name))
	return s.cluster.URL(cluster.Owner, name), s.cluster.URL(migrations.AppRole, name)
}

// drop tries again while those who were connected are still ending: PostgreSQL itself waits five seconds for them.
func (s *server) drop(ctx context.Context, name string) error {
	for until := time.Now().Add(time.Minute); ; {
		_, err := s.admin.ExecContext(ctx, `DROP DATABASE `+name+` WITH (FORCE)`)
		if refused, ok := errors.AsType[*pq.Error](err); !ok || refused.Code != inUse || time.Now().After(until) {
			return err
		}
	}
}

const inUse = "55006" // of PostgreSQL: object_in_use

func open(t testing.TB, url string) *sqlx.DB {
	t.Helper()
	db, err := sqlx.Open("postgres", url)
	require.NoError(t, err)
	db.SetMaxOpenConns(6) // many tests share the connections of one cluster
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func migrate(ctx context.Context, url string) error {
	db, err := sql.Open("postgres", url)
	if err != nil {
		return fmt.Errorf("connection string of the template: %w", err)
	}
	defer db.Close() // a database with a connection cannot be cloned
	if err := migrations.Bootstrap(ctx, db, ""); err != nil {
		return err
	}
	return migrations.Apply(ctx, db, quiet)
}
