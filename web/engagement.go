package web

import (
	"context"
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const engagementPath = "/engagement/"

// EngagementPath is where the link of an offer leads.
func EngagementPath(token string) string { return engagementPath + token }

// offered is an offer that can be accepted, by its link.
type offered struct {
	engagement coaching.Engagement
	holder     coaching.Holder
}

func (s *Server) lookUpOffer(ctx context.Context, token string) (found offered, err error) {
	err = s.DB.AsDoor(ctx, postgres.Engage, func(tx *postgres.Tx) (err error) {
		found.engagement, found.holder, err = tx.OfferOf(ctx, hashOf(token), s.Now())
		return err
	})
	return found, err
}

// acceptWith lets who brings the link of an offer and the password of the account with its address accept it, and logs
// her in for its holder. Errors as for LogIn.
func (s *Server) acceptWith(w http.ResponseWriter, r *http.Request, token string, found offered, password string) error {
	email, address := found.engagement.Email, s.clientAddress(r)
	if len(password) > longestTried {
		return errWrongLogin
	}
	if wait := s.gate.try(email, address); wait > 0 {
		return tooMany(wait)
	}
	person, stored, err := s.compare(r.Context(), email, password)
	if err != nil {
		return err
	}
	s.gate.forgive(email, address)
	return s.acceptAs(w, r, token, found, person, stored)
}

// acceptNew makes an account for who brings the link and has none, and accepts. Invalid with fields "given", "family"
// and "new"; Conflict "email_taken".
func (s *Server) acceptNew(w http.ResponseWriter, r *http.Request, token string, found offered, name coaching.Name, password string) error {
	if wait := s.gate.try("offer "+string(found.engagement.ID), s.clientAddress(r)); wait > 0 {
		return tooMany(wait)
	}
	if err := checkFresh("new", password); err != nil {
		return err
	}
	hash, err := s.gate.passwords.hash(r.Context(), password)
	if err != nil {
		return err
	}
	var person coaching.Person
	if err := s.DB.AsDoor(r.Context(), postgres.Engage, func(tx *postgres.Tx) (err error) {
		person, err = tx.BeginEngaged(r.Context(), hashOf(token), name, hash, s.Now())
		return err
	}); err != nil {
		return err
	}
	return s.acceptAs(w, r, token, found, person.ID, hash)
}

func (s *Server) acceptAs(w http.ResponseWriter, r *http.Request, token string, found offered, person coaching.PersonID, stored string) error {
	actor := coaching.Actor{Person: coaching.Person{ID: person}}
	if err := s.DB.AsActor(r.Context(), actor, func(tx *postgres.Tx) error {
		return tx.AcceptEngagement(r.Context(), actor, hashOf(token), s.Now())
	}); err != nil {
		return err
	}
	if _, err := s.openSession(w, r, person, stored); err != nil {
		return err
	}
	_, err := s.WorkFor(w, r, found.holder.ID)
	return err
}
