package main

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/migrations/pgtest"
)

// server is a whole server in a process of its own.
type server struct {
	*exec.Cmd
	url    string
	stderr *tail
}

func startServer(t *testing.T, args ...string) *server {
	t.Helper()
	return startServerWith(t, nil, args...)
}

// startServerWith starts it with more in its environment.
func startServerWith(t *testing.T, env []string, args ...string) *server {
	t.Helper()
	for try := 1; ; try++ {
		s := launch(t, env, args...)
		if s.url != "" {
			return s
		}
		if try == tries || !s.lostAPort() {
			require.FailNow(t, "the server did not come up", s.stderr.String())
		}
	}
}

// tries is how often something is started whose ports, free a moment before, another program has taken.
const tries = 3

// lostAPort tells of a server that ended whether another program had taken one of its ports.
func (s *server) lostAPort() bool {
	return strings.Contains(s.stderr.String(), "address already in use")
}

// launch starts it once. When it has ended without coming up it has no URL.
func launch(t *testing.T, env []string, args ...string) *server {
	t.Helper()
	s := &server{Cmd: exec.Command(os.Args[0], append([]string{"serve", "--addr", "127.0.0.1:0", "--udp-port", freeUDP(t)}, args...)...), stderr: &tail{}}
	s.Stderr, s.Env = s.stderr, append(os.Environ(), env...)
	out, err := s.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, s.Start())
	t.Cleanup(func() { // PostgreSQL too is gone before its folder is removed
		_ = s.Process.Signal(syscall.SIGTERM)
		late := time.AfterFunc(30*time.Second, func() { _ = s.Process.Kill() })
		defer late.Stop()
		_ = s.Wait()
		if t.Failed() {
			t.Log(s.stderr.String())
		}
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if url, found := strings.CutPrefix(lines.Text(), "Terugblik is on "); found {
			s.url = url
			go func() {
				for lines.Scan() { // what it says later must not block it
				}
			}()
			return s
		}
	}
	_ = s.Wait() // by then all that it said is here
	return s
}

func freeUDP(t *testing.T) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	defer conn.Close()
	_, port, err := net.SplitHostPort(conn.LocalAddr().String())
	require.NoError(t, err)
	return port
}

// status is what a path answers; 0 when nobody does.
func (s *server) status(path string) int {
	answer, err := http.Get(s.url + path)
	if err != nil {
		return 0
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}

func postgresOf(t *testing.T, data string) int {
	t.Helper()
	pid, err := postmaster(data)
	require.NoError(t, err)
	return pid
}

func postmaster(data string) (int, error) {
	content, err := os.ReadFile(filepath.Join(data, "postgres", "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	line, _, _ := strings.Cut(string(content), "\n")
	return strconv.Atoi(line)
}

// living is false for a process that nobody has collected yet.
func living(pid int) bool {
	_, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
	return err == nil
}

func TestSIGTERMStopsTheServerAndItsPostgreSQL(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		data := filepath.Join(openFolder(t), "var")
		s := startServer(t, "--data", data)
		require.Equal(t, http.StatusOK, s.status("/readyz"))
		pid := postgresOf(t, data)
		require.NoError(t, s.Process.Signal(signal))
		require.NoError(t, s.Wait(), "it ends within stopLimit, or says that it did not: %s", s.stderr)
		require.False(t, living(pid), "no orphan")
	}
}

func TestAKilledServerIsHealedAtTheNextStart(t *testing.T) {
	t.Parallel()
	data := filepath.Join(openFolder(t), "var")
	s := startServer(t, "--data", data)
	pid := postgresOf(t, data)
	require.NoError(t, s.Process.Kill())
	require.Error(t, s.Wait())

	again := startServer(t, "--data", data)
	require.Equal(t, http.StatusOK, again.status("/readyz"))
	require.False(t, living(pid))
}

func TestAKilledPostgreSQLComesBackWhileTheServerRuns(t *testing.T) {
	t.Parallel()
	data := filepath.Join(openFolder(t), "var")
	s := startServer(t, "--data", data)
	killed := postgresOf(t, data)
	require.NoError(t, syscall.Kill(killed, syscall.SIGKILL))
	require.Eventually(t, func() bool {
		pid, err := postmaster(data)
		return err == nil && pid != killed && s.status("/readyz") == http.StatusOK
	}, time.Minute, 20*time.Millisecond)
	require.Equal(t, http.StatusOK, s.status("/healthz"))
}

func TestASecondServerOnTheSameFolderIsRefused(t *testing.T) {
	t.Parallel()
	data := filepath.Join(openFolder(t), "var")
	s := startServer(t, "--data", data)
	var said strings.Builder
	second := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", data)
	second.Stderr = &said
	require.Error(t, second.Run())
	require.Equal(t, 1, second.ProcessState.ExitCode())
	require.Contains(t, said.String(), fmt.Sprintf("process %d already works on the data folder %s", s.Process.Pid, data))
	require.Equal(t, 1, strings.Count(said.String(), "\n"), "one line")
}

func TestWithADatabaseURLNoPostgreSQLIsStarted(t *testing.T) {
	t.Parallel()
	ownerURL, appURL := pgtest.NewEmptyDSN(t)
	data := t.TempDir()
	var said strings.Builder
	unready := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", data, "--database-url", appURL)
	unready.Stderr = &said
	require.Error(t, unready.Run())
	require.NotContains(t, said.String(), "panic")

	out, err := exec.Command(os.Args[0], "migrate", "--data", data, "--database-url", appURL, "--database-owner-url", ownerURL).CombinedOutput()
	require.NoError(t, err, string(out))
	require.Contains(t, string(out), "The database is at version")
	s := startServer(t, "--data", data, "--database-url", appURL)
	require.Equal(t, http.StatusOK, s.status("/readyz"))
	require.NoDirExists(t, filepath.Join(data, "postgres"))

	said.Reset()
	asOwner := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", t.TempDir(), "--database-url", ownerURL)
	asOwner.Stderr = &said
	require.Error(t, asOwner.Run())
	require.Contains(t, said.String(), "could get around the visibility rules")
}

func TestAnAddressInUseIsSaid(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	data := filepath.Join(openFolder(t), "var")
	out, err := exec.Command(os.Args[0], "serve", "--addr", listener.Addr().String(), "--data", data).CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "address already in use")
	require.NoFileExists(t, filepath.Join(data, "postgres", "postmaster.pid"), "what was started is stopped")
}
