package main

import (
	"context"
	"errors"
	"log/slog"

	"terugblik/coaching"
	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/web/live"
)

// viewers ends each live picture whose viewer may not watch any more: she asks nothing again by herself once it runs.
type viewers struct {
	// inputs
	hub  *live.Hub
	list func(media.RecordingID) []ingest.Viewer
	may  func(context.Context, coaching.RecordingID, ingest.Guest) error
	end  func(ingest.SessionID) error
	log  *slog.Logger

	rounds
}

// Start begins to look. Stop ends it.
func (v *viewers) Start() {
	v.start(v.hub, func(ctx context.Context) {
		for _, viewer := range v.list("") {
			v.look(ctx, viewer)
		}
	})
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
