package cluster_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/migrations/cluster"
)

// TestMain lets the test binary play the server that is killed.
func TestMain(m *testing.M) {
	if root := os.Getenv("CLUSTER_TEST_SERVER"); root != "" {
		serveUntilKilled(root)
	}
	os.Exit(m.Run())
}

func serveUntilKilled(root string) {
	c, err := cluster.Start(context.Background(), cluster.Config{Root: root})
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println("up", c.State())
	_, _ = io.Copy(io.Discard, os.Stdin)
	_ = c.Stop()
	os.Exit(0)
}

// root makes a folder that the account of PostgreSQL can get to, with a path short enough for a socket.
func root(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "cl")
	require.NoError(t, err)
	require.NoError(t, os.Chmod(folder, 0o711))
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	return folder
}

func start(t *testing.T, config cluster.Config) *cluster.Cluster {
	t.Helper()
	c, err := cluster.Start(t.Context(), config)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.Stop()) })
	return c
}

func open(t *testing.T, c *cluster.Cluster) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", c.URL(cluster.Owner, "postgres"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = db.Close() }) // its server may be gone
	return db
}

func postmaster(t *testing.T, root string) int {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, "postgres", "postmaster.pid"))
	require.NoError(t, err)
	line, _, _ := strings.Cut(string(content), "\n")
	pid, err := strconv.Atoi(line)
	require.NoError(t, err)
	return pid
}

// alive is false for a process that ended and that nobody has collected yet.
func alive(pid int) bool {
	_, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
	return err == nil
}

func TestWhatIsWrittenIsThereAfterAStopAndAStart(t *testing.T) {
	t.Parallel()
	folder := root(t)
	c := start(t, cluster.Config{Root: folder})
	_, err := open(t, c).ExecContext(t.Context(), `CREATE TABLE kept AS SELECT 7 AS n`)
	require.NoError(t, err)
	pid := postmaster(t, folder)

	require.NoError(t, c.Stop())
	require.NoError(t, c.Stop(), "stop twice")
	require.Equal(t, cluster.Stopped, c.State())
	require.False(t, alive(pid), "no PostgreSQL is left")

	var n int
	require.NoError(t, open(t, start(t, cluster.Config{Root: folder})).QueryRowContext(t.Context(), `SELECT n FROM kept`).Scan(&n))
	require.Equal(t, 7, n)
}

func TestItListensOnAClosedSocketOnly(t *testing.T) {
	t.Parallel()
	folder := root(t)
	db := open(t, start(t, cluster.Config{Root: folder, Throwaway: true}))
	var addresses, fsync string
	require.NoError(t, db.QueryRowContext(t.Context(), `SELECT current_setting('listen_addresses'), current_setting('fsync')`).Scan(&addresses, &fsync))
	require.Empty(t, addresses)
	require.Equal(t, "off", fsync, "only because it was asked to be throwaway")
	info, err := os.Stat(cluster.RunFolder(folder))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o700), info.Mode().Perm())
}

func TestRealDataAreWrittenSafely(t *testing.T) {
	t.Parallel()
	db := open(t, start(t, cluster.Config{Root: root(t)}))
	var fsync, pages, commit, zone string
	require.NoError(t, db.QueryRowContext(t.Context(), `
		SELECT current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'), current_setting('timezone')`,
	).Scan(&fsync, &pages, &commit, &zone))
	require.Equal(t, []string{"on", "on", "on", "UTC"}, []string{fsync, pages, commit, zone})
}

func TestAKilledPostgreSQLComesBackByItself(t *testing.T) {
	t.Parallel()
	folder := root(t)
	states := make(chan cluster.State, 16)
	c := start(t, cluster.Config{Root: folder, OnState: func(s cluster.State) { states <- s }})
	require.Equal(t, cluster.Up, next(t, states))
	db := open(t, c)
	_, err := db.ExecContext(t.Context(), `CREATE TABLE kept AS SELECT 7 AS n`)
	require.NoError(t, err)

	began := time.Now()
	require.NoError(t, syscall.Kill(postmaster(t, folder), syscall.SIGKILL))
	require.Equal(t, cluster.Restarting, next(t, states))
	require.Equal(t, cluster.Up, next(t, states))
	t.Logf("back after %s", time.Since(began))
	_, err = db.ExecContext(t.Context(), `SELECT n FROM kept`)
	require.NoError(t, err, "what was committed is there")
}

func next(t *testing.T, states <-chan cluster.State) cluster.State {
	t.Helper()
	select {
	case s := <-states:
		return s
	case <-time.After(time.Minute):
		require.FailNow(t, "no change of state")
		return 0
	}
}

func TestASecondKeeperIsRefused(t *testing.T) {
	t.Parallel()
	folder := root(t)
	c := start(t, cluster.Config{Root: folder, Throwaway: true})
	_, err := cluster.Start(t.Context(), cluster.Config{Root: folder, Throwaway: true})
	require.ErrorIs(t, err, cluster.ErrInUse)
	require.NoError(t, open(t, c).PingContext(t.Context()), "the first one is not touched")
}

func TestAPathTooLongForASocketIsSaidClearly(t *testing.T) {
	t.Parallel()
	long := filepath.Join(root(t), strings.Repeat("x", 100))
	require.NoError(t, os.Mkdir(long, 0o711))
	_, err := cluster.Start(t.Context(), cluster.Config{Root: long})
	require.ErrorContains(t, err, "at most 107")
}

func TestAClosedParentIsNamed(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		require.NoError(t, cluster.Reachable("/root/anything"), "an ordinary user runs PostgreSQL as itself")
		return
	}
	closed := root(t)
	require.NoError(t, os.Chmod(closed, 0o700))
	err := cluster.Reachable(filepath.Join(closed, "not", "there"))
	require.ErrorIs(t, err, cluster.ErrClosed)
	require.ErrorContains(t, err, closed)
	_, err = cluster.Start(t.Context(), cluster.Config{Root: closed})
	require.ErrorIs(t, err, cluster.ErrClosed)
}

func TestABrokenDatabaseFolderIsAnErrorWithTheReason(t *testing.T) {
	t.Parallel()
	folder := root(t)
	require.NoError(t, start(t, cluster.Config{Root: folder, Throwaway: true}).Stop())
	require.NoError(t, os.WriteFile(filepath.Join(folder, "postgres", "PG_VERSION"), []byte("9\n"), 0o600))
	_, err := cluster.Start(t.Context(), cluster.Config{Root: folder, Throwaway: true})
	require.ErrorContains(t, err, "incompatible")
}

func TestAServerThatWasKilledIsHealedAtTheNextStart(t *testing.T) {
	t.Parallel()
	folder := root(t)
	server := exec.Command(os.Args[0])
	server.Env = append(os.Environ(), "CLUSTER_TEST_SERVER="+folder)
	hold, err := server.StdinPipe()
	require.NoError(t, err)
	t.Cleanup(func() { _ = hold.Close() })
	out, err := server.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, server.Start())
	said := make([]byte, 64)
	n, err := out.Read(said)
	require.NoError(t, err)
	require.Equal(t, "up up\n", string(said[:n]))
	pid := postmaster(t, folder)

	require.NoError(t, server.Process.Kill())
	require.Error(t, server.Wait())
	c := start(t, cluster.Config{Root: folder}) // at once: the old one may still be ending
	require.NoError(t, open(t, c).PingContext(t.Context()))
	require.NotEqual(t, pid, postmaster(t, folder))
	require.False(t, alive(pid))
}

func TestALeftPostgreSQLIsEndedAndAForeignNumberIsNot(t *testing.T) {
	t.Parallel()
	folder := root(t)
	c := start(t, cluster.Config{Root: folder, Throwaway: true})
	require.NoError(t, c.Stop())

	// The number in a stale lock file now belongs to somebody else: this test itself.
	stale := filepath.Join(folder, "postgres", "postmaster.pid")
	require.NoError(t, os.WriteFile(stale, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600))
	c = start(t, cluster.Config{Root: folder, Throwaway: true})
	require.NoError(t, open(t, c).PingContext(t.Context()))
	require.NoError(t, c.Stop())

	// A PostgreSQL whose parent is gone and that did not notice.
	left := exec.Command(filepath.Join(cluster.Binaries, "postgres"), "-D", filepath.Join(folder, "postgres"), "-k", cluster.RunFolder(folder), "-c", "listen_addresses=", "-c", "fsync=off")
	left.Dir = "/"
	left.SysProcAttr = &syscall.SysProcAttr{Credential: ownerOf(t, stale), Setpgid: true}
	require.NoError(t, left.Start())
	gone := make(chan error, 1)
	go func() { gone <- left.Wait() }()
	require.Eventually(t, func() bool {
		conn, err := net.Dial("unix", filepath.Join(cluster.RunFolder(folder), ".s.PGSQL.5432"))
		return err == nil && conn.Close() == nil
	}, time.Minute, 10*time.Millisecond)
	c = start(t, cluster.Config{Root: folder, Throwaway: true})
	require.NoError(t, <-gone)
	require.NoError(t, open(t, c).PingContext(t.Context()))
}

func ownerOf(t *testing.T, path string) *syscall.Credential {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	info, err := os.Stat(filepath.Dir(path))
	require.NoError(t, err)
	stat, ok := info.Sys().(*syscall.Stat_t)
	require.True(t, ok)
	return &syscall.Credential{Uid: stat.Uid, Gid: stat.Gid}
}
