package web

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// sessionLength is how long a log-in holds without being used.
const sessionLength = 7 * 24 * time.Hour

// cookieName has the prefix that binds the cookie to this host where TLS allows it
// (draft-ietf-httpbis-rfc6265bis, section 4.1.3.2).
func (s *Server) cookieName() string {
	if s.secure {
		return "__Host-terugblik"
	}
	return "terugblik"
}

func (s *Server) setCookie(w http.ResponseWriter, value string, expires time.Time) {
	cookie := &http.Cookie{
		Name: s.cookieName(), Value: value, Path: "/", HttpOnly: true,
		Secure: s.secure, SameSite: http.SameSiteLaxMode,
		MaxAge: int(expires.Sub(s.Now()).Seconds()), // not a date: the clock of a phone may be off
	}
	if value == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
}

// openSession begins a log-in of a person whose password fitted a stored hash, and hands the cookie to the browser.
// errWrongLogin when that password has been changed meanwhile.
func (s *Server) openSession(w http.ResponseWriter, r *http.Request, person coaching.PersonID, stored string) (coaching.Actor, error) {
	token, now := rand.Text()+rand.Text(), s.Now()
	expires := now.Add(sessionLength)
	err := s.DB.AsDoor(r.Context(), postgres.Login, func(tx *postgres.Tx) error {
		if err := tx.HoldPassword(r.Context(), person, stored); err != nil {
			return err
		}
		return tx.CreateLoginSession(r.Context(), hashOf(token), person, now, expires)
	})
	if errors.Is(err, coaching.ErrNotFound) {
		err = errWrongLogin
	}
	if err != nil {
		return coaching.Actor{}, err
	}
	held, err := s.byCookie(r, token)
	if errors.Is(err, errNoLogin) {
		err = errNoRole
	}
	if err == nil { // so that she is told when that one ends, and does not find herself at another
		err = s.DB.AsDoor(r.Context(), postgres.Session, func(tx *postgres.Tx) error {
			return tx.StayWith(r.Context(), held.hash, held.actor.Working)
		})
	}
	if err != nil {
		return coaching.Actor{}, err
	}
	s.setCookie(w, token, expires)
	visitOf(r.Context()).login = held
	return held.actor, nil
}

// renew pushes the end of a log-in ahead of its use, at most once in half its length. A failure does
// no harm: the next request tries again.
func (s *Server) renew(w http.ResponseWriter, r *http.Request, held *login) {
	now := s.Now()
	if held.cookie == "" || held.actor.Tablet != "" || held.expires.Sub(now) > sessionLength/2 {
		return
	}
	expires := now.Add(sessionLength)
	err := s.DB.AsDoor(r.Context(), postgres.Session, func(tx *postgres.Tx) error {
		return tx.RenewLoginSession(r.Context(), held.hash, expires)
	})
	if err != nil {
		s.Log.WarnContext(r.Context(), "a log-in was not renewed", "request_id", visitOf(r.Context()).id, "error", err)
		return
	}
	s.setCookie(w, held.cookie, expires)
}

// WorkFor makes the actor work for another of her holders, in a log-in that takes the place of this one: every stream and
// token of the one before ends with it. ErrNotFound for a holder for which she has no role; Conflict "token_bound" for
// an access token, which belongs to the holder in which it was made.
func (s *Server) WorkFor(w http.ResponseWriter, r *http.Request, holder coaching.HolderID) (coaching.Actor, error) {
	held, ctx := visitOf(r.Context()).login, r.Context()
	switch {
	case held == nil || !slices.Contains(held.actor.Holders, holder):
		return coaching.Actor{}, coaching.ErrNotFound
	case held.actor.Working == holder && !held.actor.Over:
		return held.actor, nil
	case held.cookie == "":
		return coaching.Actor{}, coaching.Conflict("token_bound")
	}
	token := rand.Text() + rand.Text()
	if err := s.DB.AsDoor(ctx, postgres.Login, func(tx *postgres.Tx) error {
		return tx.CreateLoginSessionFor(ctx, hashOf(token), held.actor.ID, holder, s.Now(), held.expires)
	}); err != nil {
		return coaching.Actor{}, err
	}
	if err := s.endLogin(ctx, held); err != nil {
		return coaching.Actor{}, err
	}
	fresh, err := s.byCookie(r, token)
	if err != nil {
		return coaching.Actor{}, err
	}
	s.setCookie(w, token, held.expires)
	visitOf(ctx).login = fresh
	return fresh.actor, nil
}

// endLogin deletes a log-in and tells it, so that its streams end.
func (s *Server) endLogin(ctx context.Context, held *login) error {
	return s.DB.AsDoor(ctx, postgres.Session, func(tx *postgres.Tx) error {
		if err := tx.DeleteLoginSession(ctx, held.hash); err != nil {
			return err
		}
		return tx.Notify(ctx, "person", string(held.actor.ID))
	})
}

// LogOut ends this log-in and its open streams. Without a log-in it only clears the cookie.
func (s *Server) LogOut(w http.ResponseWriter, r *http.Request) error {
	s.setCookie(w, "", time.Unix(1, 0))
	held := visitOf(r.Context()).login
	if held == nil || held.cookie == "" {
		return nil
	}
	return s.endLogin(r.Context(), held)
}

// LogOutEverywhere ends every log-in of the actor, on every device, with their open streams, and her access tokens.
func (s *Server) LogOutEverywhere(w http.ResponseWriter, r *http.Request, actor coaching.Actor) error {
	err := s.DB.AsActor(r.Context(), actor, func(tx *postgres.Tx) error { return tx.EndEveryAccess(r.Context()) })
	if err != nil {
		return err
	}
	s.setCookie(w, "", time.Unix(1, 0))
	return nil
}
