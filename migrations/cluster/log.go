package cluster

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
)

// forwarder passes the lines that PostgreSQL writes to slog and remembers the last ones for an error text.
type forwarder struct {
	log *slog.Logger

	mu      sync.Mutex
	partial []byte
	fatal   string
	latest  string
}

func newForwarder(log *slog.Logger) *forwarder {
	return &forwarder{log: log}
}

// Write takes any piece of the output. It never fails.
func (f *forwarder) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.partial = append(f.partial, p...)
	for {
		line, rest, found := bytes.Cut(f.partial, []byte("\n"))
		if !found {
			return len(p), nil
		}
		f.line(strings.TrimSpace(string(line)))
		f.partial = append([]byte(nil), rest...)
	}
}

func (f *forwarder) line(text string) {
	if text == "" {
		return
	}
	level := slog.LevelDebug
	switch severity, _, _ := strings.Cut(text, ":"); severity {
	case "FATAL": // the end of a connection, which its client hears too; or of the start, which the keeper tells
		f.fatal = text
	case "PANIC":
		f.fatal = text
		level = slog.LevelError
	}
	f.latest = text
	f.log.Log(context.Background(), level, "PostgreSQL: "+text)
}

// last returns the line that best says why PostgreSQL ended.
func (f *forwarder) last() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fatal != "" {
		return f.fatal
	}
	return f.latest
}
