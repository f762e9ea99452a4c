package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/web/live"
)

// lookForViewers is how soon a viewer goes whose right ended without a word, as at the end of a role's last day.
const lookForViewers = 15 * time.Second

// viewers ends each live picture whose viewer may not watch any more: she asks nothing again by herself once it runs.
type viewers struct {
	// inputs
	hub  *live.Hub
	list func(media.RecordingID) []ingest.Viewer
	may  func(context.Context, coaching.RecordingID, ingest.Guest) error
	end  func(ingest.SessionID) error
	log  *slog.Logger

	ask    chan struct{}
	cancel context.CancelFunc
	done   chan struct{}
	quiet  func() // ends listening
	once   sync.Once
}

// Start begins to look. Stop ends it.
func (v *viewers) Start() {
	ctx, cancel := context.WithCancel(context.Background())
	v.ask, v.done, v.cancel = make(chan struct{}, 1), make(chan struct{}), cancel
	v.quiet = v.hub.OnChange(func(topic string) {
		kind, _, _ := strings.Cut(topic, ":")
		switch kind {
		case "", postgres.TopicPerson, postgres.TopicRecording, postgres.TopicTrajectory, postgres.TopicCycle:
			select {
			case v.ask <- struct{}{}:
			default:
			}
		}
	})
	go v.run(ctx)
}

// Stop may be called more than once.
func (v *viewers) Stop() {
	v.once.Do(func() {
		v.quiet()
		v.cancel()
	})
	<-v.done
}

func (v *viewers) run(ctx context.Context) {
	defer close(v.done)
	tick := time.NewTicker(lookForViewers)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-v.ask:
		case <-tick.C:
		}
		for _, viewer := range v.list("") {
			v.look(ctx, viewer)
		}
	}
}

// look keeps whom it cannot ask about: the database is back in a moment, and then says by itself that it is.
func (v *viewers) look(ctx context.Context, viewer ingest.Viewer) {
	err := v.may(ctx, coaching.RecordingID(viewer.Recording), viewer.Guest)
	switch {
	case err == nil || ctx.Err() != nil:
	case errors.Is(err, coaching.ErrNotFound):
		v.log.Info("a viewer may not watch any more", "recording", viewer.Recording)
		if err := v.end(viewer.Session); err != nil && !errors.Is(err, ingest.ErrNoSession) {
			v.log.Warn("a viewer could not be ended", "err", err)
		}
	default:
		v.log.Warn("whether somebody may still watch could not be asked; it is asked again", "err", err)
	}
}
