package pgtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"

	"terugblik/bench/calm"
	"terugblik/migrations"
	"terugblik/migrations/cluster"
)

const template = "template_terugblik"

var quiet = slog.New(slog.DiscardHandler)

// server is the cluster of this test process. It is not stopped by a test, because the last one is not
// known: PostgreSQL gets a signal from the kernel when the process ends, however it ends, and a sweeper
// removes the folder then.
type server struct {
	cluster *cluster.Cluster
	admin   *sql.DB
	alive   io.Closer // closed by the end of the process: the sign for the sweeper
	count   atomic.Int64
}

var shared = sync.OnceValues(start)

func start() (*server, error) {
	// A clone is hundreds of files, and a busy disk takes half a second for them. Not in TMPDIR: the path of a socket is short.
	folder, err := os.MkdirTemp(calm.Memory("/tmp"), "pgtest")
	if err != nil {
		return nil, fmt.Errorf("folder of the cluster: %w", err)
	}
	if err := os.Chmod(folder, 0o711); err != nil { // as root PostgreSQL runs under another account
		return nil, fmt.Errorf("open the folder of the cluster: %w", err)
	}
	alive, err := sweepAfterwards(folder)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	c, err := cluster.Start(ctx, cluster.Config{Root: folder, Throwaway: true, Log: quiet})
	if err != nil {
		return nil, err
	}
	s := &server{cluster: c, alive: alive}
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	return s, nil
}

func (s *server) prepare(ctx context.Context) (err error) {
	if s.admin, err = sql.Open("postgres", s.cluster.URL(cluster.Owner, "postgres")); err != nil {
		return fmt.Errorf("connection string: %w", err)
	}
	s.admin.SetMaxOpenConns(2)
	if err := migrations.EnsureDatabase(ctx, s.admin, template); err != nil {
		return err
	}
	return migrate(ctx, s.cluster.URL(cluster.Owner, template))
}

func (s *server) nextName() string {
	return "test_" + strconv.FormatInt(s.count.Add(1), 10)
}

// sweepAfterwards starts a shell that waits for this process to end (its input closes), for PostgreSQL to
// follow, and then removes the folder. A kill -9 of the tests leaves nothing either.
func sweepAfterwards(folder string) (alive io.Closer, err error) {
	hold, ours, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("pipe to the sweeper: %w", err)
	}
	const script = `read -r end
		while [ -e "$1/postgres/postmaster.pid" ] && [ "${n:=0}" -lt 100 ]; do n=$((n+1)); sleep 0.1; done
		rm -rf "$1"`
	cmd := exec.Command("/bin/sh", "-c", script, "sweeper", filepath.Clean(folder))
	cmd.Stdin = hold
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a Ctrl-C is not for it
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the sweeper: %w", err)
	}
	return ours, hold.Close()
}
