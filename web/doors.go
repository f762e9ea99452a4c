package web

import (
	"context"
	"errors"
	"net/http"
	"unicode/utf8"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// What a password may be. The longest keeps one request from hashing for minutes.
const (
	shortestPassword = 10
	longestPassword  = 200
)

// Actor is who is logged in, for the API.
func (s *Server) Actor(ctx context.Context) (coaching.Actor, bool) {
	if v := visitOf(ctx); v.login != nil {
		return v.login.actor, true
	}
	return coaching.Actor{}, false
}

// LoginSession is the hash of the log-in session of the request, nil for an access token.
func (s *Server) LoginSession(ctx context.Context) []byte {
	if held := visitOf(ctx).login; held != nil && held.cookie != "" {
		return held.hash
	}
	return nil
}

// StillIn asks again whether the log-in of a long request holds; errNoLogin when it has ended.
func (s *Server) StillIn(ctx context.Context) error {
	held := visitOf(ctx).login
	if held == nil {
		return errNoLogin
	}
	if held.cookie == "" {
		_, err := s.byToken(ctx, held.hash)
		return err
	}
	now := *held // what streams and uploads of the request go by stays as it was
	if err := s.readLogin(ctx, &now); err != nil {
		return err
	}
	if now.idle(s.Now()) && !now.stillFilming() {
		return errNoLogin
	}
	return nil
}

// ChangePassword sets a new password when the current one is right. Every other log-in of the actor
// ends with it, with its open streams, and so do her access tokens; this one goes on under a new cookie.
func (s *Server) ChangePassword(w http.ResponseWriter, r *http.Request, actor coaching.Actor, current, fresh string) error {
	ctx := r.Context()
	if wait := s.gate.try(actor.Email, s.clientAddress(r)); wait > 0 {
		return tooMany(wait)
	}
	var stored string
	err := s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) (err error) {
		stored, err = tx.PasswordHash(ctx)
		return err
	})
	if err != nil && !errors.Is(err, coaching.ErrNotFound) {
		return err
	}
	right, err := s.gate.passwords.matches(ctx, stored, current)
	if err != nil {
		return err
	}
	if err := checkPasswords(right, fresh); err != nil {
		return err
	}
	s.gate.forgive(actor.Email, s.clientAddress(r))
	hash, err := s.gate.passwords.hash(ctx, fresh)
	if err != nil {
		return err
	}
	if err := s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
		if err := tx.SetPassword(ctx, hash, s.Now()); err != nil {
			return err
		}
		return tx.EndEveryAccess(ctx)
	}); err != nil {
		return err
	}
	if held := visitOf(ctx).login; held == nil || held.cookie == "" {
		return nil // a script with a token gets no cookie
	}
	_, err = s.openSession(w, r, actor.ID, hash)
	return err
}

func checkPasswords(right bool, fresh string) error {
	var wrong coaching.Invalid
	if !right {
		wrong = append(wrong, coaching.FieldError{Field: "current", Code: "wrong_password"})
	}
	return bothRight(wrong.OrNil(), checkFresh("new", fresh))
}

// checkFresh is Invalid with the field for a password that cannot be chosen.
func checkFresh(field, fresh string) error {
	switch length := utf8.RuneCountInString(fresh); {
	case length < shortestPassword:
		return coaching.Invalid{{Field: field, Code: "password_too_short"}}
	case length > longestPassword:
		return coaching.Invalid{{Field: field, Code: "too_long"}}
	}
	return nil
}

// bothRight joins what two checks found.
func bothRight(one, other error) error {
	wrong, _ := errors.AsType[coaching.Invalid](one)
	more, _ := errors.AsType[coaching.Invalid](other)
	return append(wrong, more...).OrNil()
}
