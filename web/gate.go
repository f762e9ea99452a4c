package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// How often somebody may try. A whole centre shares one address, so an address alone is never
// limited; one account from one address gives up soon, and an account as a whole later.
const (
	triesFromAddress  = 10
	addressPause      = 90 * time.Second // one more try after each
	triesAtAccount    = 100
	accountPause      = 36 * time.Second
	maxRememberedKeys = 20000
	longestEmail      = 320
	longestTried      = 4 * longestPassword // bytes
)

// gate compares passwords and remembers failed tries.
type gate struct {
	passwords *passwords
	now       func() time.Time

	mu    sync.Mutex
	tries map[string]*rate.Limiter
}

func newGate(now func() time.Time) (*gate, error) {
	hashes, err := newPasswords()
	if err != nil {
		return nil, err
	}
	return &gate{passwords: hashes, now: now, tries: map[string]*rate.Limiter{}}, nil
}

// try counts one try of an account from an address. It returns how long to wait, 0 when it may go on.
func (g *gate) try(account, address string) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tidy()
	near := g.limiter(account+"\x00"+address, addressPause, triesFromAddress)
	far := g.limiter(account, accountPause, triesAtAccount)
	now := g.now()
	if !near.AllowN(now, 1) {
		return addressPause
	}
	if !far.AllowN(now, 1) {
		return accountPause
	}
	return 0
}

// forgive forgets the tries of an account from an address after a log-in that succeeded.
func (g *gate) forgive(account, address string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.tries, account+"\x00"+address)
}

func (g *gate) limiter(key string, pause time.Duration, burst int) *rate.Limiter {
	found, ok := g.tries[key]
	if !ok {
		found = rate.NewLimiter(rate.Every(pause), burst)
		g.tries[key] = found
	}
	return found
}

// tidy drops those who have waited long enough to start afresh, once there are many.
func (g *gate) tidy() {
	if len(g.tries) < maxRememberedKeys {
		return
	}
	now := g.now()
	for key, limiter := range g.tries {
		if limiter.TokensAt(now) >= float64(limiter.Burst()) {
			delete(g.tries, key)
		}
	}
}

// LogIn opens a log-in when e-mail and password belong together, and sets its cookie. An unknown
// account takes as long as a wrong password. Errors: errWrongLogin, a tooMany, coaching.ErrUnavailable.
func (s *Server) LogIn(w http.ResponseWriter, r *http.Request, email, password string) (coaching.Actor, error) {
	email, address := strings.ToLower(strings.TrimSpace(email)), s.clientAddress(r)
	if len(email) > longestEmail || len(password) > longestTried {
		return coaching.Actor{}, errWrongLogin // nobody has these, and they are not worth remembering
	}
	if wait := s.gate.try(email, address); wait > 0 {
		return coaching.Actor{}, tooMany(wait)
	}
	person, stored, err := s.compare(r.Context(), email, password)
	if err != nil {
		return coaching.Actor{}, err
	}
	s.gate.forgive(email, address)
	return s.openSession(w, r, person, stored)
}

// compare gives the person and the stored hash that her password fits.
func (s *Server) compare(ctx context.Context, email, password string) (person coaching.PersonID, stored string, err error) {
	err = s.DB.AsDoor(ctx, postgres.Login, func(tx *postgres.Tx) (err error) {
		person, stored, err = tx.Credential(ctx, email)
		return err
	})
	if err != nil && !errors.Is(err, coaching.ErrNotFound) {
		return "", "", err
	}
	right, err := s.gate.passwords.matches(ctx, stored, password)
	if err != nil {
		return "", "", err
	}
	if !right {
		return "", "", errWrongLogin
	}
	return person, stored, nil
}
