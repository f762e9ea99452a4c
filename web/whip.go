package web

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/web/api"
	"terugblik/web/live"
)

// Publisher receives WHIP sessions; *ingest.Server is the one that does.
type Publisher interface {
	Publish(ctx context.Context, recording media.RecordingID, offer string) (ingest.Answer, error)
	Patch(ctx context.Context, session ingest.SessionID, ifMatch, fragment string) (ingest.Patched, error)
	Lookup(session ingest.SessionID) (media.RecordingID, error)
	Delete(session ingest.SessionID) error
	StopRecording(recording media.RecordingID, discard bool)
	Stage
}

const (
	sdpType      = "application/sdp"
	fragmentType = "application/trickle-ice-sdpfrag"

	// comeBackWithin is how long after its last take a recording still takes another one: a phone
	// that lost its network, a second try.
	comeBackWithin = time.Hour
)

var (
	errNoToken        = api.Refusal{Status: http.StatusUnauthorized, Code: "no_ingest_token"}
	errNotAcceptable  = api.Refusal{Status: http.StatusNotAcceptable, Code: "not_acceptable"}
	errBodyBroken     = api.Refusal{Status: http.StatusBadRequest, Code: "body_broken_off"}
	errNotSDP         = api.Refusal{Status: http.StatusUnsupportedMediaType, Code: "content_type"}
	errFinishedBefore = coaching.Conflict("recording_finished")
)

// signalling answers pages of every origin, which publish or watch with a token.
func (s *Server) signalling(serve func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		allowOrigins(w)
		if err := serve(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// whipOffer begins to publish (RFC 9725, section 4.2).
func (s *Server) whipOffer(w http.ResponseWriter, r *http.Request) error {
	id := coaching.RecordingID(r.PathValue("id"))
	if err := s.admitPublisher(r, id, true); err != nil {
		return err
	}
	if !accepts(r, sdpType) {
		return errNotAcceptable
	}
	offer, err := readAs(r, sdpType)
	if err != nil {
		return err
	}
	answer, err := s.Publisher.Publish(r.Context(), media.RecordingID(id), offer)
	if err != nil {
		return err
	}
	s.answer(w, r, "/whip/"+string(id)+"/", answer)
	return nil
}

// answer tells a publisher or viewer where its session is, under that path.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, path string, answer ingest.Answer) {
	h := w.Header()
	h.Set("Location", path+string(answer.Session))
	h.Set("ETag", answer.ETag)
	h.Set("Accept-Patch", fragmentType)
	h.Set("Content-Type", sdpType)
	s.linkICE(w, r)
	w.WriteHeader(http.StatusCreated)
	io.WriteString(w, answer.SDP) //nolint:errcheck // the session ends by itself when nobody connects
}

// ifMatch is what all lines of the header say.
func ifMatch(r *http.Request) string { return strings.Join(r.Header.Values("If-Match"), ",") }

// whipPatch takes more candidates of the publisher, or restarts ICE (RFC 9725, section 4.3).
func (s *Server) whipPatch(w http.ResponseWriter, r *http.Request) error {
	session, err := s.ownSession(r)
	if err != nil {
		return err
	}
	fragment, err := readAs(r, fragmentType)
	if err != nil {
		return err
	}
	patched, err := s.Publisher.Patch(r.Context(), session, ifMatch(r), fragment)
	if err != nil {
		return err
	}
	w.Header().Set("ETag", patched.ETag)
	if patched.Fragment == "" {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	w.Header().Set("Content-Type", fragmentType)
	io.WriteString(w, patched.Fragment) //nolint:errcheck // the session ends by itself when nobody connects
	return nil
}

// whipEnd ends a session (RFC 9725, section 4.2). The answer comes when what was sent is on the disk.
func (s *Server) whipEnd(w http.ResponseWriter, r *http.Request) error {
	session, err := s.ownSession(r)
	if err != nil {
		return err
	}
	if err := s.Publisher.Delete(session); err != nil {
		return err
	}
	w.WriteHeader(http.StatusOK)
	return nil
}

// whipOptions answers a browser of another origin, and tells what can be posted. With the token of the recording it
// also names the ICE servers, for publishers that must know them before they offer (RFC 9725, section 4.6).
func (s *Server) whipOptions(w http.ResponseWriter, r *http.Request) error {
	if _, ok := bearerToken(r); ok {
		if err := s.admitPublisher(r, coaching.RecordingID(r.PathValue("id")), false); err != nil {
			return err
		}
		s.linkICE(w, r)
	}
	sayWhatCanBePosted(w)
	return nil
}

func sayWhatCanBePosted(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Accept-Post", sdpType)
	h.Set("Access-Control-Allow-Methods", "POST, PATCH, DELETE, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match")
	h.Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
}

// allowOrigins lets pages of any origin publish with a token. Credentials are never allowed, so a
// cookie is neither sent nor read.
func allowOrigins(w http.ResponseWriter) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Access-Control-Expose-Headers", "Location, ETag, Link, Accept-Patch, Retry-After, X-Request-Id")
}

// admitPublisher lets in whoever brings the token of exactly this recording. For a new session the
// recording must also be allowed to take film in now.
func (s *Server) admitPublisher(r *http.Request, id coaching.RecordingID, begin bool) error {
	token, ok := bearerToken(r)
	if !ok {
		return errNoToken
	}
	ctx := r.Context()
	return s.DB.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error {
		beginning, err := tx.IngestRecording(ctx, hashOf(token), s.Now())
		if errors.Is(err, coaching.ErrNotFound) {
			return errNoToken
		}
		if err != nil {
			return err
		}
		if beginning.Recording.ID != id {
			return coaching.ErrNotFound
		}
		if !begin {
			return nil
		}
		if err := coaching.MayBegin(beginning); err != nil {
			return err
		}
		takes, err := tx.Takes(ctx, id)
		if err != nil {
			return err
		}
		if err := mayGoOn(takes, s.Now()); err != nil {
			return err
		}
		return mayGoBeside(r, tx, beginning.Recording)
	})
}

// mayGoOn refuses a recording whose last take ended long ago.
func mayGoOn(takes []coaching.Take, now time.Time) error {
	if len(takes) == 0 {
		return nil
	}
	last := takes[len(takes)-1]
	if last.EndedAt != nil && now.Sub(*last.EndedAt) > comeBackWithin {
		return errFinishedBefore
	}
	return nil
}

// ownSession is the session of the address, when the token is that of its recording.
func (s *Server) ownSession(r *http.Request) (ingest.SessionID, error) {
	id, session := r.PathValue("id"), ingest.SessionID(r.PathValue("session"))
	if err := s.admitPublisher(r, coaching.RecordingID(id), false); err != nil {
		return "", err
	}
	recording, err := s.Publisher.Lookup(session)
	if err != nil {
		return "", err
	}
	if string(recording) != id {
		return "", coaching.ErrNotFound
	}
	return session, nil
}

// readAs reads a body of one type.
func readAs(r *http.Request, want string) (string, error) {
	if got, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || got != want {
		return "", errNotSDP
	}
	body, err := io.ReadAll(r.Body)
	_, tooLarge := errors.AsType[*http.MaxBytesError](err)
	if err != nil && !tooLarge && !errors.Is(err, os.ErrDeadlineExceeded) {
		return "", errBodyBroken // the connection of the publisher is gone
	}
	return string(body), err
}

// accepts says whether an answer of the type is welcome (RFC 9110, section 12.5.1).
func accepts(r *http.Request, offered string) bool {
	all := strings.Join(r.Header.Values("Accept"), ",")
	family, _, _ := strings.Cut(offered, "/")
	for part := range strings.SplitSeq(all, ",") {
		wanted, q, err := mime.ParseMediaType(part)
		if err == nil && strings.Trim(q["q"], "0.") == "" && q["q"] != "" {
			continue
		}
		if err == nil && (wanted == offered || wanted == family+"/*" || wanted == "*/*") {
			return true
		}
	}
	return strings.TrimSpace(all) == ""
}

// whipURL is where a WHIP client publishes into a recording.
func (s *Server) whipURL(r *http.Request, id coaching.RecordingID) string {
	return s.baseURL(r) + "/whip/" + string(id)
}

// baseURL is this site as the asker reaches it.
func (s *Server) baseURL(r *http.Request) string {
	switch {
	case s.PublicURL != nil:
		return s.PublicURL.Scheme + "://" + s.PublicURL.Host
	case s.secure:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// Safe says how much of a take is safe on the server.
type Safe struct {
	UntilMS int64     `json:"until_ms"`           // position in the recording; 0: nothing of the take is safe yet
	BeginMS *int64    `json:"begin_ms,omitempty"` // where the take begins, once that is known
	At      time.Time `json:"at"`
	Frame   *FrameAt  `json:"frame,omitempty"`
}

// FrameAt pairs the RTP time of a picture with its place in the recording, as far as it is known while it is filmed.
type FrameAt struct {
	RTP uint32 `json:"rtp"` // of 90000 a second, as watchers get it too
	MS  int64  `json:"ms"`
}

// TellSafe shows it to those who may see the recording and have it open.
func (s *Server) TellSafe(ctx context.Context, recording media.RecordingID, safe Safe) {
	s.Live.Publish(ctx, "recording:"+string(recording), live.Event{Kind: "safe", Data: safe})
}

// TellConnection shows the state of the publisher's connection: "connecting", "connected",
// "disconnected", "failed", or "stopped" when it was ended on purpose from elsewhere and must not come back.
func (s *Server) TellConnection(ctx context.Context, recording media.RecordingID, state string) {
	data := struct {
		State string `json:"state"`
	}{state}
	s.Live.Publish(ctx, "recording:"+string(recording), live.Event{Kind: "connection", Data: data})
}
