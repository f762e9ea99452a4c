package main

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/web/live"
)

// lookForLeavers is how soon after her last day somebody who still films then is stopped.
const lookForLeavers = 15 * time.Second

// leavers stop what is being filmed by people whose role has ended. Pages, streams and tokens end by themselves: each
// asks again. What films asks nothing any more once it runs.
type leavers struct {
	// inputs
	db      *postgres.DB
	hub     *live.Hub
	filming func() []media.RecordingID
	halt    func(media.RecordingID)
	now     func() time.Time
	log     *slog.Logger

	ask    chan struct{}
	cancel context.CancelFunc
	done   chan struct{}
	end    func() // of listening
	once   sync.Once
}

// Start begins to watch. Stop ends it.
func (l *leavers) Start() {
	ctx, cancel := context.WithCancel(context.Background())
	l.ask, l.done, l.cancel = make(chan struct{}, 1), make(chan struct{}), cancel
	l.end = l.hub.OnChange(func(topic string) {
		if topic == "" || strings.HasPrefix(topic, postgres.TopicPerson+":") {
			select {
			case l.ask <- struct{}{}:
			default:
			}
		}
	})
	go l.run(ctx)
}

// Stop may be called more than once.
func (l *leavers) Stop() {
	l.once.Do(func() {
		l.end()
		l.cancel()
	})
	<-l.done
}

func (l *leavers) run(ctx context.Context) {
	defer close(l.done)
	tick := time.NewTicker(lookForLeavers)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.ask:
		case <-tick.C:
		}
		if err := l.look(ctx); err != nil && ctx.Err() == nil {
			l.log.Warn("whether those who film still work here could not be asked; it is asked again", "err", err)
		}
	}
}

func (l *leavers) look(ctx context.Context) error {
	var filming []coaching.RecordingID
	for _, id := range l.filming() {
		filming = append(filming, coaching.RecordingID(id))
	}
	if len(filming) == 0 {
		return nil
	}
	var left []coaching.RecordingID
	err := l.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) (err error) {
		left, err = tx.OwnerLeft(ctx, filming, l.now())
		return err
	})
	for _, id := range left {
		l.log.Info("stopped filming, for its owner has left", "recording", id)
		l.halt(media.RecordingID(id))
	}
	return err
}
