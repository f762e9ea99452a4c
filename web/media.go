package web

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

// contentTypes of what a watchable version is made of. Anything else is not served.
var contentTypes = map[string]string{
	".m3u8": "application/vnd.apple.mpegurl",
	".m4s":  "video/mp4",
	".mp4":  "video/mp4",
	".jpg":  "image/jpeg",
	".vtt":  "text/vtt; charset=utf-8",
	".json": "application/json",
}

const (
	masterPlaylist = "master.m3u8"
	poster         = "poster.jpg" // stands on pages; to see it is not to look at the film, but others than she are noted
)

// film serves one file of a watchable version: /media/{id}/master.m3u8 of the current generation,
// and /media/{id}/g<generation>/<file>, to which the master points, so that a player finishes with
// the generation that it began. Every request passes the visibility rule.
func (s *Server) film(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "private, no-store")
	id, file := coaching.RecordingID(r.PathValue("id")), chi.URLParam(r, "*")
	if err := s.serveFilm(w, r, id, file); err != nil {
		s.fail(w, r, err)
	}
}

func (s *Server) serveFilm(w http.ResponseWriter, r *http.Request, id coaching.RecordingID, file string) error {
	seen, err := s.seeFilm(r, id)
	if err != nil {
		return err
	}
	generation, name, ok := splitGeneration(file, seen.generation)
	if !ok || generation == 0 {
		return coaching.ErrNotFound
	}
	kind, ok := contentTypes[path.Ext(name)]
	if !ok {
		return coaching.ErrNotFound
	}
	content, err := s.Library.Open(r.Context(), media.RecordingID(id), fmt.Sprintf("watch/%d/%s", generation, name))
	if err != nil {
		return fmt.Errorf("opening %s of recording %s: %w", file, id, err)
	}
	defer content.Close() //nolint:errcheck // it was only read
	if r.Method == http.MethodGet {
		if err := s.noteSight(r, seen, name); err != nil {
			return err
		}
	}
	w.Header().Set("Content-Type", kind)
	if name != masterPlaylist {
		http.ServeContent(w, r, "", time.Time{}, content)
		return nil
	}
	return serveMaster(w, r, id, content, generation)
}

// serveMaster writes the master playlist with addresses in its generation.
func serveMaster(w http.ResponseWriter, r *http.Request, id coaching.RecordingID, content io.Reader, generation int) error {
	playlist, err := pointInto(content, "g"+strconv.Itoa(generation)+"/")
	if err != nil {
		return fmt.Errorf("reading the master playlist of recording %s: %w", id, err)
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(playlist))
	return nil
}

// seeFilm asks the visibility rule, or remembers its answer of the last second.
func (s *Server) seeFilm(r *http.Request, id coaching.RecordingID) (film, error) {
	cookie, err := r.Cookie(s.cookieName())
	if err != nil || cookie.Value == "" {
		return film{}, errNoLogin
	}
	key := sightKey{login: s.loginOf(r, cookie), recording: id}
	found, ok, epoch := s.viewers.find(key)
	if ok {
		return found, nil
	}
	held, err := s.byCookie(r, cookie.Value)
	if err == nil && held.idle(s.Now()) {
		err = errNoLogin
	}
	if err != nil {
		return film{}, err
	}
	found.actor = held.actor
	visitOf(r.Context()).speech = s.texts.of(r, held.actor)
	err = s.DB.AsActor(r.Context(), held.actor, func(tx *postgres.Tx) error {
		recording, err := tx.Film(r.Context(), id)
		if err == nil && (recording.LockedAt != nil || recording.DeletedAt != nil) {
			err = coaching.ErrNotFound
		}
		found.owner, found.main, found.generation = recording.OwnerID, recording.Main(), recording.Generation
		if errors.Is(err, coaching.ErrNotFound) && held.actor.Tablet == "" {
			err = found.asOffice(r.Context(), tx, id)
		}
		return err
	})
	if err != nil {
		return film{}, err
	}
	s.viewers.keep(key, found, epoch)
	return found, nil
}

// loginOf tells log-ins apart. One on a shared device is none without what names that device.
func (s *Server) loginOf(r *http.Request, cookie *http.Cookie) string {
	return string(hashOf(cookie.Value)) + string(hashOf(s.tabletToken(r)))
}

// noteSight writes into the owner's log who looked at the film, whichever file a player begins with, or at its still
// picture.
func (s *Server) noteSight(r *http.Request, seen film, name string) error {
	switch {
	case name != poster:
		return s.note(r, seen, "play")
	case seen.actor.ID != seen.owner:
		return s.note(r, seen, "still")
	}
	return nil
}

// note writes a line once an hour for one log-in. What cannot be noted is not shown. To look at a further camera is to
// look at the recording.
func (s *Server) note(r *http.Request, seen film, action string) error {
	cookie, err := r.Cookie(s.cookieName())
	if err != nil {
		return errNoLogin
	}
	key := sightKey{login: s.loginOf(r, cookie), recording: seen.main, still: action == "still"}
	if !s.viewers.firstPlay(key) {
		return nil
	}
	err = s.DB.AsActor(r.Context(), seen.actor, func(tx *postgres.Tx) error {
		if seen.office != nil {
			return tx.LogOfficePlay(r.Context(), *seen.office, s.Now())
		}
		return tx.Log(r.Context(), string(seen.actor.ID), action, seen.main, seen.owner, "", s.Now())
	})
	if err != nil {
		s.viewers.playAgain(key)
	}
	return err
}

// splitGeneration reads "g3/720p.m3u8"; without a generation the current one is meant.
func splitGeneration(file string, current int) (generation int, name string, ok bool) {
	if !filmName(file) {
		return 0, "", false
	}
	first, rest, found := strings.Cut(file, "/")
	number, isGeneration := strings.CutPrefix(first, "g")
	if !found || !isGeneration {
		return current, file, true
	}
	generation, err := strconv.Atoi(number)
	if err != nil || generation <= 0 || strconv.Itoa(generation) != number {
		return current, file, true
	}
	return generation, rest, true
}

// filmName accepts the names that the library could hold.
func filmName(name string) bool {
	if name == "" || len(name) > 200 {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part[0] == '.' || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" {
			return false
		}
	}
	return true
}

var playlistURI = regexp.MustCompile(`URI="([^"]*)"`)

// pointInto puts a prefix before every address of a playlist (RFC 8216, sections 4.1 and 4.3).
func pointInto(playlist io.Reader, prefix string) ([]byte, error) {
	var out bytes.Buffer
	lines := bufio.NewScanner(playlist)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "#"):
			line = playlistURI.ReplaceAllString(line, `URI="`+prefix+`$1"`)
		case line != "":
			line = prefix + line
		}
		out.WriteString(line + "\n")
	}
	return out.Bytes(), lines.Err()
}
