package cluster

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	_ "github.com/lib/pq" // the driver that the readiness question goes through
)

// The pauses between attempts to start again; a run of at least settled counts as a fresh beginning.
const (
	firstPause = 50 * time.Millisecond
	maxPause   = 5 * time.Second
	settled    = 10 * time.Second
)

// firstAttempts is how often the first start is tried: what a killed server left may take a moment to go.
const firstAttempts = 4

// keep owns the state: it starts PostgreSQL, starts it again when it ends, and ends it on stop.
// On first it tells how the first start went.
func (c *Cluster) keep(first chan<- error) {
	defer close(c.done)
	defer c.setState(Stopped)
	defer func() { c.failed = c.lock.release() }()
	started, pause := false, firstPause
	for attempt := 1; ; attempt++ {
		began := time.Now()
		err := c.runOnce(func() {
			if !started {
				started = true
				first <- nil
			}
		})
		switch {
		case errors.Is(err, errStopped):
			return
		case started:
			c.setState(Restarting)
		case attempt == firstAttempts:
			first <- err
			return
		}
		if time.Since(began) > settled {
			pause = firstPause
		}
		c.config.Log.Warn("PostgreSQL ended by itself and is started again", "error", err, "pause", pause)
		select {
		case <-c.stop:
			return
		case <-time.After(pause):
		}
		pause = min(2*pause, maxPause)
	}
}

var errStopped = errors.New("stopped")

// runOnce starts PostgreSQL and waits for its end; the error says why. onUp is called when it takes connections.
func (c *Cluster) runOnce(onUp func()) error {
	if err := c.heal(); err != nil {
		return err
	}
	log := newForwarder(c.config.Log)
	p, err := spawn(c.server(log))
	if err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ready := make(chan struct{})
	go c.askUntilReady(ctx, ready)
	for {
		select {
		case <-ready:
			ready = nil
			c.setState(Up)
			onUp()
		case <-p.exited:
			return fmt.Errorf("PostgreSQL ended (%w): %s", errOr(p.err), log.last())
		case <-c.stop:
			p.end()
			return errStopped
		}
	}
}

func errOr(err error) error {
	if err == nil {
		return errors.New("exit status 0")
	}
	return err
}

// askUntilReady closes ready at the first connection that PostgreSQL answers.
func (c *Cluster) askUntilReady(ctx context.Context, ready chan<- struct{}) {
	db, err := sql.Open("postgres", c.URL(Owner, "postgres"))
	if err != nil {
		c.config.Log.Error("connection string of the private PostgreSQL", "error", err)
		return
	}
	defer db.Close()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for db.PingContext(ctx) != nil {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
	close(ready)
}
