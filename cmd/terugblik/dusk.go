package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"terugblik/coaching/postgres"
)

// duskEvery is how soon after the end of a role or a log-in everything that hangs on it is told.
const duskEvery = time.Second

// dusk tells of what ended by the clock: roles, as an engagement does at midnight, and log-ins on a shared tablet that nobody
// touches. Nobody does anything then, and streams, film and live pictures that are open would notice at their next beat only.
// Where a role began that makes a coach somebody's manager, their coaching ends then.
type dusk struct {
	// inputs
	db  *postgres.DB
	log *slog.Logger

	cancel context.CancelFunc
	done   chan struct{}
	once   sync.Once
}

// Start begins to tell. Stop ends it.
func (d *dusk) Start() {
	ctx, cancel := context.WithCancel(context.Background())
	d.cancel, d.done = cancel, make(chan struct{})
	go d.run(ctx)
}

// Stop may be called more than once.
func (d *dusk) Stop() {
	d.once.Do(d.cancel)
	<-d.done
}

func (d *dusk) run(ctx context.Context) {
	defer close(d.done)
	tick := time.NewTicker(duskEvery)
	defer tick.Stop()
	since, away := time.Time{}, false
	for {
		var told time.Time
		err := d.db.AsDoor(ctx, postgres.Session, func(tx *postgres.Tx) (err error) {
			if told, err = tx.TellEnded(ctx, since); err != nil {
				return err
			}
			if err = tx.PartBegun(ctx, since); err != nil {
				return err
			}
			return tx.LockTablets(ctx, time.Now())
		})
		switch {
		case err == nil:
			since, away = told, false
		case ctx.Err() == nil && !away:
			away = true // said once; whatever ends meanwhile is told when the database is back
			d.log.Warn("whose role ended could not be asked; it is asked again", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
