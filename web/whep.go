package web

import (
	"context"
	"errors"
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/web/api"
	"terugblik/web/live"
)

// Stage is where people watch what is published; *ingest.Server is the one that does.
type Stage interface {
	Watch(ctx context.Context, recording media.RecordingID, guest ingest.Guest, offer string) (ingest.Answer, error)
	PatchViewer(session ingest.SessionID, ifMatch, fragment string) error
	LookupViewer(session ingest.SessionID) (ingest.Viewer, error)
	EndViewer(session ingest.SessionID) error
	Viewers(recording media.RecordingID) []ingest.Viewer
}

var errNoWatchToken = api.Refusal{Status: http.StatusUnauthorized, Code: "no_watch_token"}

// whepOffer begins to watch (draft-ietf-wish-whep, the mirror of WHIP). That she watches stands in the log of the
// employee before the first picture can go out.
func (s *Server) whepOffer(w http.ResponseWriter, r *http.Request) error {
	id := coaching.RecordingID(r.PathValue("id"))
	token, guest, err := s.admitViewer(r, id)
	if err != nil {
		return err
	}
	if err := s.StillWatches(r.Context(), id, guest); err != nil {
		return err
	}
	if !accepts(r, sdpType) {
		return errNotAcceptable
	}
	offer, err := readAs(r, sdpType)
	if err != nil {
		return err
	}
	answer, err := s.Publisher.Watch(r.Context(), media.RecordingID(id), guest, offer)
	if err != nil {
		return err
	}
	if err := s.logWatch(r.Context(), token); err != nil {
		return errors.Join(err, s.Publisher.EndViewer(answer.Session))
	}
	s.answer(w, r, "/whep/"+string(id)+"/", answer)
	return nil
}

func (s *Server) logWatch(ctx context.Context, token coaching.WatchToken) error {
	actor := coaching.Actor{Person: coaching.Person{ID: token.PersonID}}
	return s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
		return tx.Log(ctx, string(token.PersonID), "watch", token.RecordingID, token.OwnerID, "", s.Now())
	})
}

// whepPatch takes more candidates of the viewer.
func (s *Server) whepPatch(w http.ResponseWriter, r *http.Request) error {
	session, err := s.ownViewer(r)
	if err != nil {
		return err
	}
	fragment, err := readAs(r, fragmentType)
	if err != nil {
		return err
	}
	if err := s.Publisher.PatchViewer(session, ifMatch(r), fragment); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// whepEnd stops watching.
func (s *Server) whepEnd(w http.ResponseWriter, r *http.Request) error {
	session, err := s.ownViewer(r)
	if err != nil {
		return err
	}
	if err := s.Publisher.EndViewer(session); err != nil {
		return err
	}
	w.WriteHeader(http.StatusOK)
	return nil
}

// whepOptions answers a browser of another origin, and tells what can be posted. With a token of the recording it names the
// servers for ICE too.
func (s *Server) whepOptions(w http.ResponseWriter, r *http.Request) error {
	if _, ok := bearerToken(r); ok {
		if _, _, err := s.admitViewer(r, coaching.RecordingID(r.PathValue("id"))); err != nil {
			return err
		}
		s.linkICE(w, r)
	}
	sayWhatCanBePosted(w)
	return nil
}

// admitViewer lets in whoever brings a token of exactly this recording. Whether its person may watch now is StillWatches.
func (s *Server) admitViewer(r *http.Request, id coaching.RecordingID) (coaching.WatchToken, ingest.Guest, error) {
	text, ok := bearerToken(r)
	if !ok {
		return coaching.WatchToken{}, ingest.Guest{}, errNoWatchToken
	}
	guest := ingest.Guest{Pass: hashOf(text)}
	token, err := s.watchToken(r.Context(), guest)
	if errors.Is(err, coaching.ErrNotFound) {
		return token, guest, errNoWatchToken
	}
	if err != nil {
		return token, guest, err
	}
	if token.RecordingID != id {
		return token, guest, coaching.ErrNotFound
	}
	guest.Person = string(token.PersonID)
	return token, guest, nil
}

func (s *Server) watchToken(ctx context.Context, guest ingest.Guest) (token coaching.WatchToken, err error) {
	err = s.DB.AsDoor(ctx, postgres.Watch, func(tx *postgres.Tx) error {
		token, err = tx.WatchToken(ctx, guest.Pass, s.Now())
		return err
	})
	return token, err
}

// StillWatches is coaching.ErrNotFound when the guest may not watch the recording any more: the invitation was taken
// back, the filming is over, her log-in or her role has ended.
func (s *Server) StillWatches(ctx context.Context, id coaching.RecordingID, guest ingest.Guest) error {
	if _, err := s.watchToken(ctx, guest); err != nil {
		return err
	}
	actor := coaching.Actor{Person: coaching.Person{ID: coaching.PersonID(guest.Person)}}
	return s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
		_, err := tx.Watched(ctx, id)
		return err
	})
}

// ownViewer is the session of the address, when the token is of its recording and of who watches in it.
func (s *Server) ownViewer(r *http.Request) (ingest.SessionID, error) {
	id, session := r.PathValue("id"), ingest.SessionID(r.PathValue("session"))
	_, guest, err := s.admitViewer(r, coaching.RecordingID(id))
	if err != nil {
		return "", err
	}
	viewer, err := s.Publisher.LookupViewer(session)
	if err != nil {
		return "", err
	}
	if string(viewer.Recording) != id || viewer.Person != guest.Person {
		return "", coaching.ErrNotFound
	}
	return session, nil
}

// whepURL is where a WHEP client watches a recording.
func (s *Server) whepURL(r *http.Request, id coaching.RecordingID) string {
	return s.baseURL(r) + "/whep/" + string(id)
}

func (s *Server) watching(id coaching.RecordingID) []coaching.PersonID {
	var people []coaching.PersonID
	for _, viewer := range s.Publisher.Viewers(media.RecordingID(id)) {
		people = append(people, coaching.PersonID(viewer.Person))
	}
	return people
}

// TellWatching makes open pages of the recording read again who watches it.
func (s *Server) TellWatching(ctx context.Context, recording media.RecordingID) {
	s.Live.Publish(ctx, "recording:"+string(recording), live.Event{Kind: "watching"})
}
