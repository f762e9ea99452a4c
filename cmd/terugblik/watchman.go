package main

import (
	"context"
	"log/slog"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/web/live"
)

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

	rounds
}

// Start begins to watch. Stop ends it.
func (m *watchman) Start() {
	m.start(m.hub, func(ctx context.Context) {
		if err := m.look(ctx); err != nil && ctx.Err() == nil {
			m.log.Warn("whether film may still come in could not be asked; it is asked again", "err", err)
		}
	})
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
