package main

import (
	"database/sql"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/migrations"
	"terugblik/migrations/pgtest"
)

func TestASecondServerOnTheSameDatabaseIsRefused(t *testing.T) {
	t.Parallel()
	_, app := pgtest.NewDSN(t)
	first := startServer(t, "--data", t.TempDir(), "--database-url", app)
	refused(t, "another server already works on this database, from this machine, since 2", "serve", "--addr", "127.0.0.1:0", "--data", t.TempDir(), "--database-url", app)
	require.NoError(t, first.Process.Kill())
	_ = first.Wait()
	require.Eventually(t, func() bool { // until PostgreSQL has noticed
		db, err := sql.Open("postgres", explicit(app))
		require.NoError(t, err)
		defer func() { _ = db.Close() }()
		a, err := startAlone(t.Context(), db, slog.New(slog.DiscardHandler))
		return err == nil && a.Stop() == nil
	}, 20*time.Second, 50*time.Millisecond)
}

func TestADatabaseLostToAnotherServerWhileTheConnectionWasBrokenIsSaid(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	a := &alone{db: db.App.DB, log: slog.New(slog.DiscardHandler), lost: make(chan error, 1)}
	require.NoError(t, a.take(t.Context()))
	var pid int
	require.NoError(t, a.conn.QueryRowContext(t.Context(), `SELECT pg_backend_pid()`).Scan(&pid))
	_, err := db.Owner.ExecContext(t.Context(), `SELECT pg_terminate_backend($1, 5000)`, pid)
	require.NoError(t, err)
	require.Equal(t, aloneEvery, a.again(t.Context()), "nobody else came: taken again")
	require.NotNil(t, a.conn)

	require.NoError(t, a.conn.QueryRowContext(t.Context(), `SELECT pg_backend_pid()`).Scan(&pid))
	_, err = db.Owner.ExecContext(t.Context(), `SELECT pg_terminate_backend($1, 5000)`, pid)
	require.NoError(t, err)
	other, err := startAlone(t.Context(), db.App.DB, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	require.Zero(t, a.again(t.Context()))
	require.ErrorIs(t, <-a.lost, errNotAlone)
	require.NoError(t, other.Stop())
	third, err := startAlone(t.Context(), db.App.DB, slog.New(slog.DiscardHandler))
	require.NoError(t, err, "a server that stops lets go at once")
	require.NoError(t, third.Stop())
}

func TestAnOlderProgramRefusesNewerDataAndChangesNothing(t *testing.T) {
	t.Parallel()
	data := filepath.Join(openFolder(t), "var")
	must(t, "demo", "--data", data)
	ours, err := migrations.Version()
	require.NoError(t, err)
	var was, is map[string]migrations.Content
	behind(t, data, func(owner string, db *sql.DB) { // what a newer program would leave
		_, err := db.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES ($1, true)`, ours+1)
		require.NoError(t, err)
		_, err = db.ExecContext(t.Context(), `REVOKE SELECT ON river_job FROM terugblik_app`)
		require.NoError(t, err)
		was = contents(t, owner)
	})
	refused(t, "these data were last used by a newer Terugblik", "serve", "--addr", "127.0.0.1:0", "--data", data)
	for _, command := range []string{"migrate", "demo"} {
		refused(t, "these data were last used by a newer Terugblik", command, "--data", data)
	}
	behind(t, data, func(owner string, db *sql.DB) {
		is = contents(t, owner)
		var granted bool
		require.NoError(t, db.QueryRowContext(t.Context(), `SELECT has_table_privilege('terugblik_app', 'river_job', 'SELECT')`).Scan(&granted))
		require.False(t, granted, "not even a grant was renewed")
	})
	require.Equal(t, was, is)
}

// behind opens the private database of a stopped server as its owner.
func behind(t *testing.T, data string, do func(owner string, db *sql.DB)) {
	t.Helper()
	l := &lifecycle{log: slog.New(slog.DiscardHandler)}
	defer func() { require.NoError(t, l.stop()) }()
	owner, err := ownerBeside(t.Context(), config{Data: data}, data, l.log, l)
	require.NoError(t, err)
	require.NoError(t, onDatabase(t.Context(), owner, func(db *sql.DB) error { do(owner, db); return nil }))
}

func TestTheServiceManagerHearsThatTheServerIsReadyAndStops(t *testing.T) {
	t.Parallel()
	folder := openFolder(t)
	socket := filepath.Join(folder, "notify")
	heard, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	require.NoError(t, err)
	t.Cleanup(func() { _ = heard.Close() })
	cmd := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--udp-port", freeUDP(t), "--data", filepath.Join(folder, "var"))
	cmd.Env = append(os.Environ(), "NOTIFY_SOCKET="+socket)
	var said strings.Builder
	cmd.Stderr = &said
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	hear := func() string {
		require.NoError(t, heard.SetReadDeadline(time.Now().Add(time.Minute)))
		b := make([]byte, 100)
		n, err := heard.Read(b)
		require.NoError(t, err, said.String())
		return string(b[:n])
	}
	require.Equal(t, "READY=1", hear())
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	require.Equal(t, "STOPPING=1", hear())
	require.NoError(t, cmd.Wait())
}
