package web

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/api"
)

const (
	joinPath    = "/join"
	joinAPIPath = "/api/v1/join"
	longestJoin = 1 << 10 // bytes of a request
)

var errUnknownCode = api.Refusal{Status: http.StatusNotFound, Code: "join_code_unknown"}

// joinURL is where a device types a code in, and the same with the code in it, to point a camera at. Behind the # it
// reaches neither logs nor other sites.
func (s *Server) joinURL(r *http.Request, code string) (string, api.Drawn, error) {
	address := s.reachableURL(r) + joinPath
	drawn, err := drawQR(address + "#" + code)
	return address, api.Drawn{Path: drawn.Path, Size: drawn.Size}, err
}

// reachableURL is this site as other devices reach it: not by an address that only this machine has, where there is another.
func (s *Server) reachableURL(r *http.Request) string {
	base := s.baseURL(r)
	if u, err := url.Parse(base); err == nil && onlyHere(u.Hostname()) && s.Reach != nil {
		if all := s.Reach(); len(all) > 0 {
			base = strings.TrimSuffix(all[0], "/")
		}
	}
	return base
}

// joined is what a device gets for its code.
type joined struct {
	Token   string `json:"token"`
	WhipURL string `json:"whip_url"`
	AngleID string `json:"angle_id"`
	Owner   string `json:"owner"` // a first name
}

// join lets a device in that brings a code. Guesses are counted by address and all together.
func (s *Server) join(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	let, err := s.letIn(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, let)
}

func (s *Server) letIn(r *http.Request) (joined, error) {
	var asked struct {
		Code string `json:"code"`
	}
	if err := json.NewDecoder(io.LimitReader(r.Body, longestJoin)).Decode(&asked); err != nil {
		return joined{}, errUnknownCode
	}
	code := strings.Map(func(c rune) rune {
		if c == ' ' || c == '-' {
			return -1
		}
		return c
	}, asked.Code)
	address := s.clientAddress(r)
	if wait := s.gate.try(joinPath, address); wait > 0 {
		return joined{}, tooMany(wait)
	}
	if len(code) != coaching.JoinCodeDigits {
		return joined{}, errUnknownCode
	}
	token := secretToken()
	var found postgres.Joined
	err := s.DB.AsDoor(r.Context(), postgres.Join, func(tx *postgres.Tx) (err error) {
		found, err = tx.Join(r.Context(), api.HashCode(code), hashOf(token), s.Now())
		return err
	})
	if errors.Is(err, coaching.ErrNotFound) {
		return joined{}, errUnknownCode
	}
	if err != nil {
		return joined{}, err
	}
	s.gate.forgive(joinPath, address)
	return joined{Token: token, WhipURL: s.whipURL(r, found.AngleID), AngleID: string(found.AngleID), Owner: found.Welcome}, nil
}

// joinState tells a device whether the recording that it joined goes on.
func (s *Server) joinState(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	main, err := s.joinedRecording(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	state := "filming"
	switch {
	case main.Over():
		state = "over"
	case main.State == coaching.Planned:
		state = "waiting"
	}
	writeJSON(w, http.StatusOK, map[string]string{"state": state})
}

func (s *Server) joinedRecording(r *http.Request) (main coaching.Recording, err error) {
	token, ok := bearerToken(r)
	if !ok {
		return main, errNoToken
	}
	err = s.DB.AsDoor(r.Context(), postgres.Ingest, func(tx *postgres.Tx) error {
		b, err := tx.IngestRecording(r.Context(), hashOf(token), s.Now())
		if errors.Is(err, coaching.ErrNotFound) || err == nil && b.Recording.AngleOf == "" {
			return errNoToken
		}
		if err != nil {
			return err
		}
		main, err = tx.Recording(r.Context(), b.Recording.AngleOf)
		return err
	})
	return main, err
}

// mayGoBeside refuses film for an angle of a recording that is over. It says nothing of other recordings.
func mayGoBeside(r *http.Request, tx *postgres.Tx, recording coaching.Recording) error {
	if recording.AngleOf == "" {
		return nil
	}
	main, err := tx.Recording(r.Context(), recording.AngleOf)
	if err == nil && main.Over() {
		err = errFinishedBefore
	}
	return err
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the client is gone
}
