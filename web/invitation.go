package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const linkPath = "/link/"

// invited is a link that can be used.
type invited struct {
	link   coaching.Invitation
	person coaching.Person
	holder coaching.Holder
}

// lookUpLink reads a link and leaves it as it is. Errors: ErrNotFound for one that nobody made, and the Conflicts of
// postgres.InvitationAlive for one that cannot be used any more.
func (s *Server) lookUpLink(ctx context.Context, token string) (found invited, err error) {
	err = s.DB.AsDoor(ctx, postgres.Link, func(tx *postgres.Tx) (err error) {
		if found.link, found.person, err = tx.InvitationOf(ctx, hashOf(token)); err != nil {
			return err
		}
		if found.holder, err = tx.Holder(ctx, found.link.HolderID); err != nil {
			return err
		}
		return tx.InvitationAlive(ctx, found.link, s.Now())
	})
	return found, err
}

// useLink sets the password of a link's person, once, ends every log-in and token of hers, and logs her in here.
// Errors as for lookUpLink, Invalid with field "new", and tooMany.
func (s *Server) useLink(w http.ResponseWriter, r *http.Request, token, password string) error {
	ctx := r.Context()
	found, err := s.lookUpLink(ctx, token)
	if err != nil {
		return err
	}
	if wait := s.gate.try("link "+string(found.link.ID), s.clientAddress(r)); wait > 0 {
		return tooMany(wait)
	}
	if err := checkFresh("new", password); err != nil {
		return err
	}
	hash, err := s.gate.passwords.hash(ctx, password)
	if err != nil {
		return err
	}
	var person coaching.Person
	if err := s.DB.AsDoor(ctx, postgres.Link, func(tx *postgres.Tx) (err error) {
		person, err = tx.UseInvitation(ctx, hashOf(token), hash, s.Now())
		return err
	}); err != nil {
		return err
	}
	s.gate.forgive(person.Email, s.clientAddress(r))
	_, err = s.openSession(w, r, person.ID, hash)
	return err
}

// HashToken is how the secret of a one-time link is stored.
func HashToken(token string) []byte { return hashOf(token) }

// LinkPath is where a one-time link with a secret leads.
func LinkPath(token string) string { return linkPath + token }

// linkURL is a one-time link as it is handed to somebody: not with an address that only this machine has, where there is
// another.
func (s *Server) linkURL(r *http.Request, token string) string {
	return s.reachableURL(r) + LinkPath(token)
}

// unwritten is a path as logs may name it: without the secret of a one-time link.
func unwritten(path string) string {
	for _, prefix := range []string{linkPath, startPath, engagementPath, tabletBeginPath} {
		if strings.HasPrefix(path, prefix) {
			return prefix + "…"
		}
	}
	return path
}

// keepSecret keeps the address of a page with a secret in it from going anywhere.
func keepSecret(w http.ResponseWriter) {
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Robots-Tag", "noindex")
}

// fromNowhere says of a form on such a page that it comes from this site as far as can be told. Without a referrer an
// old browser, or one without TLS, names no origin ("null", Fetch Standard, section 3.2) and nothing in its place. Whoever
// posts there must bring the secret itself, and no cookie is needed for it.
func fromNowhere(r *http.Request) bool {
	return unwritten(r.URL.Path) != r.URL.Path && r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get("Origin") == "null"
}

// deadLink is the code of a link that cannot be used, or "" for any other error.
func deadLink(err error) string {
	if errors.Is(err, coaching.ErrNotFound) {
		return "unknown"
	}
	if conflict, ok := errors.AsType[coaching.Conflict](err); ok {
		return strings.TrimPrefix(string(conflict), "link_")
	}
	return ""
}
