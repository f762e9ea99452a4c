package web

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// login is a log-in that holds: by a cookie, or by a personal access token.
type login struct {
	actor   coaching.Actor
	hash    []byte               // SHA-256 of the cookie or token
	cookie  string               // the value of the cookie; "" for an access token
	device  []byte               // SHA-256 of what names the shared device, of any browser
	expires time.Time            // zero for an access token
	films   coaching.RecordingID // on a shared device, now; "" for nothing
	asks    asks                 // what is asked there
}

// hashOf is how tokens are stored and looked up. They are random, so a plain hash suffices.
func hashOf(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// bearerToken reads the Authorization header (RFC 6750, section 2.1).
func bearerToken(r *http.Request) (string, bool) {
	scheme, token, found := strings.Cut(r.Header.Get("Authorization"), " ")
	if !found || !strings.EqualFold(scheme, "bearer") {
		return "", false
	}
	token = strings.TrimSpace(token)
	return token, token != ""
}

// identify finds out who is asking. A request to the API that brings a bearer token is judged by
// that token alone. The error is errNoLogin when nobody is logged in.
func (s *Server) identify(r *http.Request) (*login, error) {
	if !readsCookie(r) {
		token, _ := bearerToken(r)
		return s.byToken(r.Context(), hashOf(token))
	}
	cookie, err := r.Cookie(s.cookieName())
	if err != nil || cookie.Value == "" {
		return nil, errNoLogin
	}
	return s.byCookie(r, cookie.Value)
}

func (s *Server) byToken(ctx context.Context, hash []byte) (*login, error) {
	found := &login{hash: hash}
	err := s.DB.AsDoor(ctx, postgres.Session, func(tx *postgres.Tx) (err error) {
		found.actor, err = tx.TokenActor(ctx, found.hash, s.Now())
		return working(found.actor, err)
	})
	return found, noLogin(err)
}

func (s *Server) byCookie(r *http.Request, value string) (*login, error) {
	found := &login{hash: hashOf(value), cookie: value, device: hashOf(s.tabletToken(r))}
	return found, s.readLogin(r.Context(), found)
}

// readLogin fills in what holds of a log-in by a cookie now. The error is errNoLogin when it has ended.
func (s *Server) readLogin(ctx context.Context, held *login) error {
	err := s.DB.AsDoor(ctx, postgres.Session, func(tx *postgres.Tx) error {
		now, err := tx.LoginSession(ctx, held.hash, held.device, s.Now())
		held.actor, held.expires, held.films = now.Actor, now.ExpiresAt, now.Films
		return working(held.actor, err)
	})
	return noLogin(err)
}

// working is errRoleOver for somebody without any role: she has left longer ago than coaching.LeavingDays, or has not begun;
// errElsewhere for who has one only for another holder than the one that she chose.
func working(actor coaching.Actor, err error) error {
	switch {
	case err != nil:
		return err
	case len(actor.Roles) == 0 && !actor.Leaver:
		return fmt.Errorf("person %s has no role now: %w", actor.ID, errRoleOver)
	case actor.Over:
		return errElsewhere
	}
	return nil
}

func noLogin(err error) error {
	if errors.Is(err, coaching.ErrNotFound) {
		return errNoLogin
	}
	return err
}

// guard lets a request through to its route when the door of the route's rule opens. Which rows the
// route then shows is decided by the policies in the database.
func (s *Server) guard(route Route) func(http.Handler) http.Handler {
	entrance := rules[route.Rule].entrance
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var err error
			switch entrance {
			case personOnly:
				err = s.admit(w, r, route)
			case personPerhaps:
				if err = s.admit(w, r, route); errors.Is(err, errNoLogin) {
					err = nil
				}
			case machineOnly:
				err = s.admitMachine(r)
			case openToAll, ownEntrance:
			}
			if held := visitOf(r.Context()).login; err == nil && held != nil && held.actor.Leaver {
				err = leaving(route)
			} else if err == nil {
				err = s.onTablet(r, route, held)
			}
			if errors.Is(err, errLeft) {
				http.Redirect(w, r, "/dossier", http.StatusSeeOther)
				return
			}
			if err != nil {
				s.fail(w, r, err)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// errLeft sends somebody who left from her first page to her dossier.
var errLeft = errors.New("she left: her own dossier is what is there")

// leaving is nil where somebody who left lately still comes: her account and her dossier. Nothing else exists for her,
// and the policies show her nothing else.
func leaving(route Route) error {
	switch {
	case route.Rule == OwnAccount || route.Rule == OwnDossier || rules[route.Rule].entrance == openToAll || route.Rule == Doorstep:
		return nil
	case route.Method == http.MethodGet && route.Path == "/":
		return errLeft
	}
	return coaching.ErrNotFound
}

// admit fills in the actor of the visit and keeps a log-in in use alive.
func (s *Server) admit(w http.ResponseWriter, r *http.Request, route Route) error {
	found, err := s.identify(r)
	v := visitOf(r.Context())
	if errors.Is(err, errElsewhere) {
		v.over = found
		if route.Path == goOverPath {
			err = nil // the one thing that she can do
		}
	}
	if err != nil {
		return err
	}
	v.login = found
	v.speech = s.texts.of(r, found.actor)
	s.renew(w, r, found)
	return nil
}

// admitMachine lets in what runs on this machine or stands on a trusted address and asks directly, and who brings the
// token of the metrics, from anywhere.
func (s *Server) admitMachine(r *http.Request) error {
	if token, ok := bearerToken(r); ok && s.MetricsToken != "" {
		// Hashes, so that neither length nor content shows in the time.
		if subtle.ConstantTimeCompare(hashOf(token), hashOf(s.MetricsToken)) == 1 {
			return nil
		}
	}
	address, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || r.Header.Get("X-Forwarded-For") != "" {
		return coaching.ErrNotFound
	}
	if !address.Addr().Unmap().IsLoopback() && !s.trusts(address.Addr().Unmap()) {
		return coaching.ErrNotFound
	}
	return nil
}

// clientAddress is where a request comes from. What a proxy says counts only from a trusted proxy:
// the last address in X-Forwarded-For that is not itself trusted.
func (s *Server) clientAddress(r *http.Request) string {
	address, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	client := address.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && s.trusts(client); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		client = hop.Unmap()
	}
	return client.String()
}

func (s *Server) trusts(address netip.Addr) bool {
	for _, prefix := range s.Trusted {
		if prefix.Contains(address) {
			return true
		}
	}
	return false
}

// toLogin sends a person to the log-in page and back afterwards; on a shared tablet to its first page.
func (s *Server) toLogin(w http.ResponseWriter, r *http.Request) {
	target := "/login"
	if s.isTablet(r) {
		http.Redirect(w, r, tabletPath, http.StatusSeeOther)
		return
	}
	if r.Method == http.MethodGet && r.URL.Path != "/" {
		target += "?next=" + url.QueryEscape(r.URL.RequestURI())
	}
	http.Redirect(w, r, target, http.StatusSeeOther)
}
