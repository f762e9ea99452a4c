package cluster

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// places are the paths of a cluster.
type places struct {
	data  string // the database
	fresh string // where initdb works, renamed to data when it is whole
	run   string // socket folder, 0700
}

// port is only a part of the socket's name: nothing listens on TCP.
const port = "5432"

// maxSocketPath is the room in sockaddr_un without its closing zero (unix(7)).
const maxSocketPath = 107

func (c *Cluster) prepare(ctx context.Context) error {
	root, err := filepath.Abs(c.config.Root)
	if err != nil {
		return fmt.Errorf("path of %s: %w", c.config.Root, err)
	}
	c.places = places{
		data:  filepath.Join(root, "postgres"),
		fresh: filepath.Join(root, "postgres.new"),
		run:   RunFolder(root),
	}
	socket := filepath.Join(c.places.run, ".s.PGSQL."+port)
	if n := len(socket); n > maxSocketPath {
		return fmt.Errorf("the socket %s would have a path of %d bytes, at most %d are possible: choose a data folder with a shorter path", socket, n, maxSocketPath)
	}
	if _, err := os.Stat(c.program("postgres")); err != nil {
		return fmt.Errorf("PostgreSQL 15 is missing (make setup installs it): %w", err)
	}
	if c.account, err = currentAccount(); err != nil {
		return err
	}
	if err := Reachable(root); err != nil {
		return err
	}
	if c.lock, err = takeLock(filepath.Join(root, "postgres.lock")); err != nil {
		return err
	}
	if err := c.ownFolder(c.places.run); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(c.places.data, "PG_VERSION")); errors.Is(err, fs.ErrNotExist) {
		return c.initialise(ctx)
	} else if err != nil {
		return fmt.Errorf("database folder: %w", err)
	}
	return nil
}

func (c *Cluster) program(name string) string {
	return filepath.Join(c.config.Binaries, name)
}

// ownFolder makes a folder of mode 0700 that belongs to the account.
func (c *Cluster) ownFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if err := os.Chmod(folder, 0o700); err != nil {
		return fmt.Errorf("close folder to others: %w", err)
	}
	if err := c.account.give(folder); err != nil {
		return fmt.Errorf("hand folder to account postgres: %w", err)
	}
	return nil
}

// initialise makes the database beside its place and renames it, so that a crash leaves no half one.
func (c *Cluster) initialise(ctx context.Context) error {
	if err := os.RemoveAll(c.places.fresh); err != nil {
		return fmt.Errorf("clear half a database: %w", err)
	}
	if err := c.ownFolder(c.places.fresh); err != nil {
		return err
	}
	args := []string{"-D", c.places.fresh, "-U", Owner, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"}
	if c.config.Throwaway {
		args = append(args, "--no-sync")
	}
	var said strings.Builder
	cmd := c.command(c.program("initdb"), args...)
	cmd.Stdout, cmd.Stderr = &said, &said
	p, err := spawn(cmd)
	if err != nil {
		return fmt.Errorf("start initdb: %w", err)
	}
	select {
	case <-p.exited:
	case <-ctx.Done():
		p.signal(syscall.SIGKILL)
		<-p.exited
		return fmt.Errorf("initdb: %w", ctx.Err())
	}
	if p.err != nil {
		return fmt.Errorf("initdb: %w: %s", p.err, lastLine(said.String()))
	}
	if err := os.Rename(c.places.fresh, c.places.data); err != nil {
		return fmt.Errorf("put the new database in its place: %w", err)
	}
	return syncFolder(filepath.Dir(c.places.data))
}

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open folder to sync: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}
