package main

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/web/live"
)

// watchmanRound is how soon after her last day somebody who still films then is stopped.
const watchmanRound = 15 * time.Second

// watchman stops what is being filmed where film may not come in any more: her role has ended, the confirmation was
// withdrawn, the trajectory rests, the recording is locked or erased. Pages, streams and tokens end by themselves: each
// asks again. What films asks nothing any more once it runs.
type watchman struct {
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

// endings are the topics that may mean that film may not come in any more; "" when anything may have been missed.
var endings = []string{"", postgres.TopicPerson, postgres.TopicHolder, postgres.TopicTrajectory, postgres.TopicCycle, postgres.TopicRecording}

// Start begins to watch. Stop ends it.
func (m *watchman) Start() {
	ctx, cancel := context.WithCancel(context.Background())
	m.ask, m.done, m.cancel = make(chan struct{}, 1), make(chan struct{}), cancel
	m.end = m.hub.OnChange(func(topic string) {
		if kind, _, _ := strings.Cut(topic, ":"); slices.Contains(endings, kind) {
			select {
			case m.ask <- struct{}{}:
			default:
			}
		}
	})
	go m.run(ctx)
}

// Stop may be called more than once.
func (m *watchman) Stop() {
	m.once.Do(func() {
		m.end()
		m.cancel()
	})
	<-m.done
}

func (m *watchman) run(ctx context.Context) {
	defer close(m.done)
	tick := time.NewTicker(watchmanRound)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.ask:
		case <-tick.C:
		}
		if err := m.look(ctx); err != nil && ctx.Err() == nil {
			m.log.Warn("whether film may still come in could not be asked; it is asked again", "err", err)
		}
	}
}

func (m *watchman) look(ctx context.Context) error {
	var filming []coaching.RecordingID
	for _, id := range m.filming() {
		filming = append(filming, coaching.RecordingID(id))
	}
	if len(filming) == 0 {
		return nil
	}
	var stop []coaching.RecordingID
	err := m.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) (err error) {
		stop, err = tx.MustStop(ctx, filming, m.now())
		return err
	})
	for _, id := range stop {
		m.log.Info("stopped filming, for it may not go on", "recording", id)
		m.halt(media.RecordingID(id))
	}
	return err
}
