package pgtest

import (
	"database/sql"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/migrations"
	"terugblik/migrations/cluster"
)

// Alone is a migrated database in a cluster of its own on the disk, for what is too large for memory. It goes when the
// test ends.
func Alone(t testing.TB) *DB {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "pgalone") // not t.TempDir: the path of a socket is short
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	require.NoError(t, os.Chmod(folder, 0o711)) // as root PostgreSQL runs under another account
	c, err := cluster.Start(t.Context(), cluster.Config{Root: folder, Throwaway: true, Log: quiet})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.Stop()) })
	admin, err := sql.Open("postgres", c.URL(cluster.Owner, "postgres"))
	require.NoError(t, err)
	defer admin.Close()
	require.NoError(t, migrations.EnsureDatabase(t.Context(), admin, template))
	db := &DB{OwnerURL: c.URL(cluster.Owner, template), AppURL: c.URL(migrations.AppRole, template)}
	require.NoError(t, migrate(t.Context(), db.OwnerURL))
	return db.opened(t)
}

func (db *DB) opened(t testing.TB) *DB {
	t.Helper()
	db.Owner, db.App = open(t, db.OwnerURL), open(t, db.AppURL)
	return db
}
