package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"terugblik/coaching/postgres"
)

// duskEvery is how soon after the end of a role everything that hangs on it is told.
const duskEvery = time.Second

// dusk tells of roles that ended by the clock, as an engagement does at midnight: nobody does anything then, and streams,
// film and live pictures that are open would notice at their next beat only.
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
			told, err = tx.TellEnded(ctx, since)
			return err
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
