package ingest

import (
	"context"
	"fmt"
	"time"

	"terugblik/media"
)

// Lookup tells into which recording a session publishes.
func (s *Server) Lookup(id SessionID) (media.RecordingID, error) {
	x, err := s.session(id)
	if err != nil {
		return "", err
	}
	return x.recording, nil
}

func (s *Server) session(id SessionID) (*session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x := s.sessions[id]; x != nil {
		return x, nil
	}
	return nil, fmt.Errorf("session %s: %w", id, ErrNoSession)
}

// Publishing tells whether a session is publishing into the recording.
func (s *Server) Publishing(recording media.RecordingID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.holders[recording] != nil
}

// Delete ends a session as its publisher asks and returns when its take is closed.
func (s *Server) Delete(id SessionID) error {
	x, err := s.session(id)
	if err != nil {
		return err
	}
	x.end(Ended, nil)
	<-x.done
	return nil
}

// StopRecording ends the session of a recording, if there is one, and returns when its take is closed. With discard the
// event says so, and what was written is not worth finalising.
func (s *Server) StopRecording(recording media.RecordingID, discard bool) {
	s.mu.Lock()
	x := s.holders[recording]
	s.mu.Unlock()
	if x == nil {
		return
	}
	reason := Stopped
	if discard {
		reason = Discarded
	}
	x.end(reason, nil)
	<-x.done
}

// claim makes x the one session of its recording. One that has died is replaced.
func (s *Server) claim(ctx context.Context, x *session) error {
	for {
		s.mu.Lock()
		old := s.holders[x.recording]
		switch {
		case s.stopping:
			s.mu.Unlock()
			return ErrShuttingDown
		case old == nil:
			s.holders[x.recording] = x
			s.mu.Unlock()
			return nil
		case old.alive(time.Now()):
			s.mu.Unlock()
			return fmt.Errorf("recording %s: %w", x.recording, media.ErrBusy)
		}
		s.mu.Unlock()
		old.end(Replaced, nil)
		select {
		case <-old.done:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *Server) release(x *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sessions[x.id] == x {
		s.ended.add(x.tally.counts())
	}
	delete(s.sessions, x.id)
	if s.holders[x.recording] == x {
		delete(s.holders, x.recording)
	}
}

func (s *Server) emit(e Event) {
	if s.OnEvent == nil {
		return
	}
	s.events.Lock()
	defer s.events.Unlock()
	s.OnEvent(e)
}
