package live

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// Heartbeat is how often a stream shows that it lives.
const Heartbeat = 15 * time.Second

// writeTimeout is how long a reader may take to accept an event.
const writeTimeout = 10 * time.Second

// Stream writes server-sent events (HTML Standard, section 9.2).
type Stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// NewStream begins the answer.
func NewStream(w http.ResponseWriter) *Stream {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "private, no-store")
	w.Header().Set("X-Accel-Buffering", "no") // proxies pass it on at once
	w.WriteHeader(http.StatusOK)
	return &Stream{w: w, control: http.NewResponseController(w)}
}

// Send writes one event with its data as JSON and pushes it out.
func (s *Stream) Send(event string, data any) error {
	encoded, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("encoding the event %s: %w", event, err)
	}
	return s.push(fmt.Appendf(nil, "event: %s\ndata: %s\n\n", event, bytes.ReplaceAll(encoded, []byte("\n"), nil)))
}

// Beat writes a comment that keeps the connection open.
func (s *Stream) Beat() error { return s.push([]byte(":\n\n")) }

func (s *Stream) push(frame []byte) error {
	s.control.SetWriteDeadline(time.Now().Add(writeTimeout)) //nolint:errcheck // not every writer has one
	if _, err := s.w.Write(frame); err != nil {
		return err
	}
	if err := s.control.Flush(); err != nil {
		return err
	}
	s.control.SetWriteDeadline(time.Time{}) //nolint:errcheck // see above
	return nil
}
