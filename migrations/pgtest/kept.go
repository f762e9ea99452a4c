package pgtest

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/migrations"
	"terugblik/migrations/cluster"
)

// Kept is a migrated database in a cluster of its own on the disk, for what is too large for memory and slow to fill: filled
// once, it stays until another name is asked for, as it was left. Two processes cannot have it at once.
func Kept(t testing.TB, name string, fill func(*DB)) *DB {
	t.Helper()
	all := filepath.Join("/var/tmp", fmt.Sprintf("terugblik-%d", os.Getuid())) // not os.TempDir: the path of a socket is short
	folder := filepath.Join(all, name)
	others, err := filepath.Glob(filepath.Join(all, "*"))
	require.NoError(t, err)
	for _, other := range others {
		if other != folder || !exists(filepath.Join(folder, "filled")) {
			require.NoError(t, os.RemoveAll(other))
		}
	}
	require.NoError(t, os.MkdirAll(folder, 0o711)) // as root PostgreSQL runs under another account
	db := in(t, folder)
	if !exists(filepath.Join(folder, "filled")) {
		fill(db)
		require.NoError(t, os.WriteFile(filepath.Join(folder, "filled"), nil, 0o600))
	}
	return db
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, os.ErrNotExist)
}

// in is the migrated database of the cluster in a folder, which is stopped when the test ends.
func in(t testing.TB, folder string) *DB {
	t.Helper()
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
