package main

import (
	"context"
	"sync"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/ingest"
)

// mayComeBack is how long further cameras go on when the first one ended its session: it does so too when it changes to
// another network. Their own pages ask whether it is over, and end sooner.
const mayComeBack = 15 * time.Second

// angles ends what further cameras film when their recording is over.
type angles struct {
	under sync.WaitGroup
	quit  chan struct{}
	once  sync.Once
}

// stop waits for none to come back, and may be called again.
func (a *angles) stop() {
	a.once.Do(func() { close(a.quit) })
	a.under.Wait()
}

// endAngles ends them when the owner ended the recording, from its own device or from elsewhere. Where the connection was
// only lost they go on: she may come back. An event must not wait for the server that gives it.
func (s *site) endAngles(e ingest.Event) {
	wait := time.Duration(0)
	switch e.Reason {
	case ingest.Ended:
		wait = mayComeBack
	case ingest.Stopped, ingest.Discarded:
	default:
		return
	}
	s.angles.under.Go(func() {
		select {
		case <-time.After(wait):
		case <-s.angles.quit:
			return
		}
		ids, err := s.anglesOver(coaching.RecordingID(e.Recording))
		if err != nil {
			s.log.Warn("further cameras could not be ended with their recording", "recording", e.Recording, "err", err)
		}
		for _, id := range ids {
			s.ingest.StopRecording(media.RecordingID(id), e.Reason == ingest.Discarded)
		}
	})
}

// anglesOver are the further cameras of a recording, if it is over.
func (s *site) anglesOver(of coaching.RecordingID) (ids []coaching.RecordingID, err error) {
	ctx := context.Background()
	err = s.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error {
		recording, err := tx.Recording(ctx, of)
		if err != nil || !recording.Over() {
			return err
		}
		ids, err = tx.AnglesOf(ctx, of)
		return err
	})
	return ids, err
}
