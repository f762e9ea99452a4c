package cluster

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// heal clears what a killed predecessor left: a PostgreSQL that still runs on this folder is ended, the lock
// files of one that is gone are removed. The lock on the folder tells that no living process keeps it.
// While one of its processes lives the lock files stay: two PostgreSQLs on one folder destroy it.
func (c *Cluster) heal() error {
	pidFile := filepath.Join(c.places.data, "postmaster.pid")
	pid, err := readPid(pidFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the lock file of PostgreSQL: %w", err)
	}
	if err := c.endLeftovers(pid); err != nil {
		return err
	}
	socketLock := filepath.Join(c.places.run, ".s.PGSQL."+port+".lock")
	for _, path := range []string{pidFile, socketLock} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove a stale lock file: %w", err)
		}
	}
	return nil
}

// readPid reads the first line. A file cut off by a crash gives 0, which is nobody.
func readPid(path string) (int, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	line, _, _ := strings.Cut(string(content), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil || pid < 0 {
		return 0, nil
	}
	return pid, nil
}

// leftovers lists the processes of PostgreSQL that work in the folder: each makes its data folder its working
// directory. A number that was given to another program since then is not taken for one.
func leftovers(data string) ([]int, error) {
	real, err := filepath.EvalSymlinks(data)
	if err != nil {
		return nil, fmt.Errorf("database folder: %w", err)
	}
	links, err := filepath.Glob("/proc/[0-9]*/cwd")
	if err != nil {
		return nil, fmt.Errorf("list processes: %w", err)
	}
	var pids []int
	for _, link := range links {
		if cwd, err := os.Readlink(link); err != nil || cwd != real {
			continue
		}
		folder := filepath.Dir(link)
		name, err := os.ReadFile(filepath.Join(folder, "comm"))
		if err != nil || strings.TrimSpace(string(name)) != "postgres" {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(folder)); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids, nil
}

// endLeftovers asks the first process for a fast shutdown, then quits and at last kills all that is left.
func (c *Cluster) endLeftovers(first int) error {
	pids, err := leftovers(c.places.data)
	if err != nil || len(pids) == 0 {
		return err
	}
	c.config.Log.Warn("ending a PostgreSQL that an earlier process left", "pid", first, "processes", len(pids))
	for _, step := range []struct {
		signal syscall.Signal
		grace  time.Duration
	}{{syscall.SIGINT, fastGrace}, {syscall.SIGQUIT, immediateGrace}, {syscall.SIGKILL, immediateGrace}} {
		for _, pid := range pids {
			if pid == first || step.signal != syscall.SIGINT {
				_ = syscall.Kill(pid, step.signal) // it may have gone; the list tells
			}
		}
		for until := time.Now().Add(step.grace); time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
			if pids, err = leftovers(c.places.data); err != nil || len(pids) == 0 {
				return err
			}
		}
	}
	return fmt.Errorf("the PostgreSQL that an earlier process left (pid %d) cannot be ended", first)
}
