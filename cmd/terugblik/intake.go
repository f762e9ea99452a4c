package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/media/library"
	"terugblik/media/record"
)

// intake is where ingest puts what arrives: it numbers the take and opens its journal.
type intake struct {
	db      *postgres.DB
	library *library.Library
	node    string
	ledger  *ledger
	look    func() // there may be work

	begins sync.Map // media.RecordingID to media.Millis

	mu   sync.Mutex
	open map[media.RecordingID]int // how many takes this process writes
}

func (s *intake) count(recording media.RecordingID, change int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open = map[media.RecordingID]int{}
	}
	s.open[recording] += change
	if s.open[recording] == 0 { // a publisher that took the place of another has a take of its own open
		delete(s.open, recording)
		s.begins.Delete(recording)
	}
}

// writing says whether this process writes a take of the recording; a take that nobody writes was left by a crash.
func (s *intake) writing(recording media.RecordingID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.open[recording] > 0
}

// filming lists the recordings that this process writes takes of.
func (s *intake) filming() []media.RecordingID {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Keys(s.open))
}

// Open begins a take. Errors: media.ErrDiskFull, media.ErrErased.
func (s *intake) Open(ctx context.Context, recording media.RecordingID) (ingest.Writer, error) {
	return s.begin(ctx, recording, time.Now(), steadyClock())
}

// begin begins a take that began at a given instant; clock is the zero one for an instant that is made up.
func (s *intake) begin(ctx context.Context, recording media.RecordingID, began time.Time, clock coaching.Steady) (*takeWriter, error) {
	if err := s.library.Create(ctx, recording); err != nil {
		return nil, err
	}
	id := coaching.RecordingID(recording)
	s.count(recording, 1)
	var number int
	err := s.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) (err error) {
		number, err = tx.BeginTake(ctx, id, s.node, began)
		if err != nil {
			return err
		}
		return tx.SetSteady(ctx, id, number, clock)
	})
	if err != nil {
		s.count(recording, -1)
		return nil, fmt.Errorf("begin a take of recording %s: %w", recording, err)
	}
	writer, err := record.Create(ctx, s.library, recording, number, began)
	if err != nil {
		s.ended(id, number)
		return nil, err
	}
	return &takeWriter{Writer: writer, ended: func() { s.ended(id, number) }}, nil
}

func (s *intake) ended(id coaching.RecordingID, number int) {
	at := time.Now()
	s.count(media.RecordingID(id), -1)
	s.ledger.write("end of a take", func(ctx context.Context) error {
		defer s.look()
		return s.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error { return tx.EndTake(ctx, id, number, at) })
	})
}

// first stores when position 0 was, as soon as its picture is there, and where the take that runs begins.
func (s *intake) first(recording media.RecordingID, at time.Time) {
	s.ledger.write("zero of a recording", func(ctx context.Context) error {
		return s.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error {
			id := coaching.RecordingID(recording)
			takes, err := tx.Takes(ctx, id)
			if err != nil {
				return err
			}
			at := at.Add(-coaching.ClockShift(takes, newest(takes)))
			if err := tx.BeginLive(ctx, id, at); err != nil {
				return err
			}
			r, err := tx.Recording(ctx, id)
			if err == nil && r.ZeroAt != nil {
				s.begins.Store(recording, media.MillisOf(at.Sub(*r.ZeroAt)))
			}
			return err
		})
	})
}

// newest is the number of the live take that began last.
func newest(takes []coaching.Take) (number int) {
	for _, t := range takes {
		if t.Source == coaching.Live {
			number = t.Number
		}
	}
	return number
}

// beginOf is where the take that runs begins on the clock of the recording; false until that is known.
func (s *intake) beginOf(recording media.RecordingID) (media.Millis, bool) {
	if begin, known := s.begins.Load(recording); known {
		return begin.(media.Millis), true
	}
	return 0, false
}

// takeWriter is a journal that says when it is closed.
type takeWriter struct {
	*record.Writer
	ended func()
}

// Close ends the take.
func (w *takeWriter) Close(reason string) error {
	defer w.ended()
	return w.Writer.Close(reason)
}
