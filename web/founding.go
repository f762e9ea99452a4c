package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"sync"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const (
	startPath = "/start/"
	// startLasts is how long the link for the first administrator holds; each start of the server makes a new one.
	startLasts = 7 * 24 * time.Hour
)

// beginning is the link for the first administrator. It lives in memory: while there is no holder, the server that
// runs can make another, and once there is one no link can do anything.
type beginning struct {
	mu    sync.Mutex
	hash  []byte // nil before there is a link
	until time.Time
}

// BeginLink makes the path of a one-time link for the first administrator, and says until when it holds; "" once
// there is a holder. A link that was made before dies.
func (s *Server) BeginLink(ctx context.Context) (path string, until time.Time, err error) {
	begun, err := s.begun(ctx)
	if err != nil || begun {
		return "", time.Time{}, err
	}
	token := secretToken()
	s.beginning.mu.Lock()
	defer s.beginning.mu.Unlock()
	s.beginning.hash, s.beginning.until = hashOf(token), s.Now().Add(startLasts)
	return startPath + token, s.beginning.until, nil
}

func (s *Server) begun(ctx context.Context) (bool, error) {
	var holders []coaching.Holder
	err := s.DB.AsDoor(ctx, postgres.Start, func(tx *postgres.Tx) (err error) {
		holders, err = tx.Holders(ctx)
		return err
	})
	return len(holders) > 0, err
}

// secretToken has more than 256 bits.
func secretToken() string { return rand.Text() + rand.Text() }

// mayBegin is nil for the link that holds now. Else Conflict "begun_already", "link_expired", or ErrNotFound for a
// link that this server did not make.
func (s *Server) mayBegin(ctx context.Context, token string) error {
	begun, err := s.begun(ctx)
	if err != nil {
		return err
	}
	if begun {
		return coaching.Conflict("begun_already")
	}
	s.beginning.mu.Lock()
	defer s.beginning.mu.Unlock()
	if subtle.ConstantTimeCompare(s.beginning.hash, hashOf(token)) != 1 {
		return coaching.ErrNotFound
	}
	if !s.Now().Before(s.beginning.until) {
		return coaching.Conflict("link_expired")
	}
	return nil
}

// begin makes the first holder with its administrator and logs her in. Errors as for mayBegin, Invalid, and tooMany.
func (s *Server) begin(w http.ResponseWriter, r *http.Request, token string, f coaching.Founding, password string) error {
	ctx := r.Context()
	if err := s.mayBegin(ctx, token); err != nil {
		return err
	}
	if wait := s.gate.try("first administrator", s.clientAddress(r)); wait > 0 {
		return tooMany(wait)
	}
	if err := bothRight(coaching.CheckFounding(f.Tidy()), checkFresh("password", password)); err != nil {
		return err
	}
	hash, err := s.gate.passwords.hash(ctx, password)
	if err != nil {
		return err
	}
	var person coaching.Person
	if err := s.DB.AsDoor(ctx, postgres.First, func(tx *postgres.Tx) (err error) {
		person, err = tx.Found(ctx, f, hash, s.Now())
		return err
	}); err != nil {
		return err
	}
	_, err = s.openSession(w, r, person.ID, hash)
	return err
}
