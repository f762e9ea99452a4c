package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"terugblik/coaching"
)

// readyWithin is how long the parts may take to answer.
const readyWithin = 3 * time.Second

func (s *Server) alive(w http.ResponseWriter, _ *http.Request) {
	sayStatus(w, map[string]string{"status": "alive"})
}

// ready says whether database and storage can be reached.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	if err := errors.Join(s.databaseReady(ctx), s.storageReady()); err != nil {
		s.fail(w, r, err)
		return
	}
	sayStatus(w, map[string]string{"status": "ready"})
}

func (s *Server) databaseReady(ctx context.Context) error {
	if err := s.DB.PingContext(ctx); err != nil {
		return fmt.Errorf("reaching the database: %w: %w", coaching.ErrUnavailable, err)
	}
	return nil
}

func (s *Server) storageReady() error {
	if _, err := s.Library.Free(); err != nil {
		return fmt.Errorf("reaching the storage: %w: %w", coaching.ErrUnavailable, err)
	}
	return nil
}

func sayStatus(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	json.NewEncoder(w).Encode(body) //nolint:errcheck // nobody is left to tell
}
