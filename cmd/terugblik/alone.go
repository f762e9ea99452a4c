package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// aloneKey is the advisory lock that a server holds on its database; the number is arbitrary and ours.
const aloneKey = 7_426_002

const (
	aloneEvery = 5 * time.Second // how often the connection that holds the lock is asked
	aloneAgain = time.Second
)

// alone keeps a second server off the database: it would take the jobs of films that lie on another disk. The lock
// lives with one connection and is taken anew when that breaks.
type alone struct {
	db   *sql.DB
	log  *slog.Logger
	lost chan error // another server took the database meanwhile

	conn *sql.Conn
	stop context.CancelFunc
	done chan struct{}
}

// keepAlone keeps other servers off a database of others; the private one has the lock on its folder.
func keepAlone(ctx context.Context, c config, s *store, log *slog.Logger, l *lifecycle) (lost <-chan error, err error) {
	if c.DatabaseURL == "" {
		return nil, nil //nolint:nilnil // never lost
	}
	a, err := startAlone(ctx, s.database.pool.DB, log)
	if err != nil {
		return nil, err
	}
	l.started("lock on the database", a.Stop)
	return a.lost, nil
}

// startAlone refuses a database that another server works on.
func startAlone(ctx context.Context, db *sql.DB, log *slog.Logger) (*alone, error) {
	a := &alone{db: db, log: log, lost: make(chan error, 1), done: make(chan struct{})}
	if err := a.take(ctx); err != nil {
		return nil, err
	}
	run, stop := context.WithCancel(context.Background())
	a.stop = stop
	go a.keep(run)
	return a, nil
}

// Stop lets the database go. It may be called again.
func (a *alone) Stop() error {
	a.stop()
	<-a.done
	return nil
}

var errNotAlone = errors.New("another server already works on this database")

func (a *alone) take(ctx context.Context) error {
	conn, err := a.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("look for another server on the database: %w", err)
	}
	var taken bool
	if err := conn.QueryRowContext(ctx, `SELECT pg_try_advisory_lock($1)`, aloneKey).Scan(&taken); err != nil {
		return errors.Join(fmt.Errorf("look for another server on the database: %w", err), conn.Close())
	}
	if !taken {
		return errors.Join(fmt.Errorf("%w%s: stop it first, or give this one a database of its own", errNotAlone, holderOf(ctx, conn)), conn.Close())
	}
	a.conn = conn
	return nil
}

// holderOf says where the other server is, as far as PostgreSQL tells.
func holderOf(ctx context.Context, conn *sql.Conn) string {
	var address string
	var since time.Time
	err := conn.QueryRowContext(ctx, `
		SELECT COALESCE(host(s.client_addr), 'this machine'),
		       s.backend_start
		FROM pg_locks l
		JOIN pg_stat_activity s ON s.pid = l.pid
		WHERE l.locktype = 'advisory'
		  AND l.classid = 0
		  AND l.objid = $1
		  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
		  AND l.granted`, aloneKey).Scan(&address, &since)
	if err != nil {
		return ""
	}
	return fmt.Sprintf(", from %s, since %s", address, since.Local().Format("2006-01-02 15:04"))
}

func (a *alone) keep(ctx context.Context) {
	defer close(a.done)
	defer func() {
		if a.conn != nil {
			_, _ = a.conn.ExecContext(context.Background(), `SELECT pg_advisory_unlock($1)`, aloneKey) // the connection goes back to the pool
			_ = a.conn.Close()
		}
	}()
	wait := aloneEvery
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		if wait = a.again(ctx); wait == 0 {
			return
		}
	}
}

// again holds on to the lock and says when to look next; 0 when it is lost to another server.
func (a *alone) again(ctx context.Context) time.Duration {
	if a.conn != nil {
		if a.conn.PingContext(ctx) == nil || ctx.Err() != nil {
			return aloneEvery
		}
		_ = a.conn.Close()
		a.conn = nil
	}
	err := a.take(ctx)
	switch {
	case err == nil:
		return aloneEvery
	case errors.Is(err, errNotAlone):
		a.lost <- err
		return 0
	default:
		return aloneAgain
	}
}
