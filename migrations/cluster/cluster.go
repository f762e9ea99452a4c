// Package cluster keeps a private PostgreSQL as a child of this process, reached only over a unix socket.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// Owner is the role that initdb makes: superuser of the private cluster, for migrations and backups only.
const Owner = "terugblik_owner"

// Binaries is where Debian 12 keeps the programs of PostgreSQL 15.
const Binaries = "/usr/lib/postgresql/15/bin"

// State says whether the cluster takes connections.
type State int32

// The states, in the order in which a cluster passes through them; Up and Restarting may alternate.
const (
	Starting State = iota
	Up
	Restarting
	Stopped
)

func (s State) String() string {
	return [...]string{"starting", "up", "restarting", "stopped"}[s]
}

// Config is what a cluster is started with.
type Config struct {
	Root      string       // existing folder; the cluster keeps Root/postgres, Root/run and Root/postgres.lock
	Binaries  string       // folder of initdb and postgres; empty: Binaries
	Log       *slog.Logger // empty: slog.Default()
	OnState   func(State)  // called on every change, from one goroutine; must not block; may be nil
	Throwaway bool         // give up safety for speed: data do not survive a crash of the machine. For tests only
}

// Cluster is a running private PostgreSQL that is started again when it ends by itself.
type Cluster struct {
	config  Config
	account account
	places  places
	lock    *lock
	state   atomic.Int32
	stop    chan struct{}
	once    sync.Once
	done    chan struct{}
	failed  error // why it could not be stopped cleanly; read after done is closed
}

// ErrInUse is returned by Start when another living process keeps this cluster.
var ErrInUse = errors.New("the database folder is in use by another process")

// Start makes the cluster if it is not there, starts it and returns when it takes connections.
// A PostgreSQL that an earlier, killed process left on the same folder is stopped first.
func Start(ctx context.Context, config Config) (*Cluster, error) {
	if config.Binaries == "" {
		config.Binaries = Binaries
	}
	if config.Log == nil {
		config.Log = slog.Default()
	}
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	c := &Cluster{config: config, stop: make(chan struct{}), done: make(chan struct{})}
	if err := c.prepare(ctx); err != nil {
		return nil, errors.Join(err, c.lock.release())
	}
	first := make(chan error, 1)
	go c.keep(first)
	select {
	case err := <-first:
		if err != nil {
			return nil, errors.Join(err, c.Stop())
		}
		return c, nil
	case <-ctx.Done():
		return nil, errors.Join(fmt.Errorf("waiting for PostgreSQL: %w", ctx.Err()), c.Stop())
	}
}

// Stop ends PostgreSQL (fast shutdown, then harder) and returns when it is gone. It may be called again.
func (c *Cluster) Stop() error {
	c.once.Do(func() { close(c.stop) })
	<-c.done
	return c.failed
}

// State returns the present state.
func (c *Cluster) State() State {
	return State(c.state.Load())
}

// URL returns the connection string for a role and a database of this cluster.
func (c *Cluster) URL(role, database string) string {
	return SocketURL(c.places.run, role, database)
}

// SocketURL returns the connection string for a role and a database behind a socket folder.
func SocketURL(folder, role, database string) string {
	query := url.Values{"host": {folder}, "port": {port}, "sslmode": {"disable"}}
	return "postgres://" + url.PathEscape(role) + "@/" + url.PathEscape(database) + "?" + query.Encode()
}

// RunFolder is the folder of the socket under a cluster's root.
func RunFolder(root string) string {
	return filepath.Join(root, "run")
}

func (c *Cluster) setState(s State) {
	if State(c.state.Swap(int32(s))) != s && c.config.OnState != nil {
		c.config.OnState(s)
	}
}

// startLimit bounds how long a first start may take; recovery after a power cut is the slow case.
const startLimit = 2 * time.Minute
