package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/media"
)

// wish is the offer of a real viewer that takes what an offer of offer sends.
func wish(t *testing.T, direction webrtc.RTPTransceiverDirection) string {
	t.Helper()
	pc, err := webrtc.NewPeerConnection(webrtc.Configuration{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, pc.GracefulClose()) })
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeVideo, webrtc.RTPCodecTypeAudio} {
		_, err := pc.AddTransceiverFromKind(kind, webrtc.RTPTransceiverInit{Direction: direction})
		require.NoError(t, err)
	}
	sdp, err := pc.CreateOffer(nil)
	require.NoError(t, err)
	require.NoError(t, pc.SetLocalDescription(sdp))
	return sdp.SDP
}

func looks(t *testing.T) string {
	t.Helper()
	return wish(t, webrtc.RTPTransceiverDirectionRecvonly)
}

// filming is a recording that the employee publishes into, whose address under /api/v1 is path.
func filming(s *site) (id, path string) {
	s.t.Helper()
	id, token := publishable(s)
	got := s.nobody().publisher(token).do("POST", "/whip/"+id, offer(s.t))
	require.Equal(s.t, http.StatusCreated, got.StatusCode, got.body)
	return id, "/api/v1/recordings/" + id
}

// TestWatchingLiveIsForTheOneWhoIsInvited asks every way in as everybody, before, during and after.
func TestWatchingLiveIsForTheOneWhoIsInvited(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	_, path := filming(s)
	ways := []struct {
		method, path string
		status       int // for who is invited
	}{
		{"GET", path, 200}, {"GET", path + "/annotations", 200}, {"POST", path + "/watch-tokens", 201},
		{"GET", strings.TrimPrefix(path, "/api/v1") + "/live", 200},
	}
	look := func(actor coaching.Actor, invited bool) {
		for _, way := range ways {
			want := 404
			if invited {
				want = way.status
			}
			got := s.as(actor).do(way.method, way.path, "")
			require.Equal(t, want, got.StatusCode, "%s %s as %s: %s", way.method, way.path, actor.Email, got.body)
		}
	}
	others := []coaching.Actor{s.Colleague, s.Coach2, s.Manager, s.Manager2, s.Administrator, s.Officer, s.Outsider}
	for _, actor := range append(others, s.Coach) {
		look(actor, false)
		require.Equal(t, 404, s.as(actor).do("PUT", path+"/live-invitation", "").StatusCode, actor.Email)
	}
	shown := s.as(s.Employee).want(200, "PUT", path+"/live-invitation", "")
	invited := shown["live_invitations"].([]any)[0].(map[string]any)["coach"].(map[string]any)
	require.Equal(t, string(s.Coach.ID), invited["id"])
	look(s.Coach, true)
	require.Equal(t, "only_the_owner", s.as(s.Coach).do("DELETE", path+"/live-invitation", "").code(t))
	require.Equal(t, 404, s.as(s.Employee).do("POST", path+"/watch-tokens", "").StatusCode, "she films, she does not watch")
	for _, actor := range others {
		look(actor, false)
	}
	s.as(s.Employee).want(200, "DELETE", path+"/live-invitation", "")
	look(s.Coach, false)
	s.as(s.Employee).want(200, "PUT", path+"/live-invitation", `{"coach_id": "`+string(s.Coach.ID)+`"}`)
	look(s.Coach, true)
	require.Equal(t, 422, s.as(s.Employee).do("PUT", path+"/live-invitation", `{"coach_id": "`+string(s.Coach2.ID)+`"}`).StatusCode)
	s.as(s.Employee).want(200, "POST", path+"/stop", "")
	look(s.Coach, false)
}

func TestAViewerBeginsAndEndsASession(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	id, path := filming(s)
	s.as(s.Employee).want(200, "PUT", path+"/live-invitation", "")
	made := s.as(s.Coach).want(201, "POST", path+"/watch-tokens", "")
	require.Equal(t, s.http.URL+"/whep/"+id, made["whep_url"])
	v := s.nobody().publisher(made["token"].(string)).with("Origin", "https://elders.example")
	got := v.do("POST", "/whep/"+id, looks(t))
	require.Equal(t, http.StatusCreated, got.StatusCode, got.body)
	require.Equal(t, "application/sdp", got.Header.Get("Content-Type"))
	require.Equal(t, "application/trickle-ice-sdpfrag", got.Header.Get("Accept-Patch"))
	require.Equal(t, "*", got.Header.Get("Access-Control-Allow-Origin"))
	require.Empty(t, got.Header.Get("Access-Control-Allow-Credentials"))
	require.Contains(t, got.body, "a=sendonly")
	session, tag := got.Header.Get("Location"), got.Header.Get("ETag")
	require.Contains(t, session, "/whep/"+id+"/")
	require.Contains(t, s.as(s.Employee).get("/log").body, s.Coach.Name.Full()+" begon live mee te kijken.")

	trickle := v.with("Content-Type", "application/trickle-ice-sdpfrag")
	require.Equal(t, http.StatusPreconditionRequired, trickle.do("PATCH", session, "a=end-of-candidates\r\n").StatusCode)
	require.Equal(t, http.StatusPreconditionFailed, trickle.with("If-Match", `"old"`).do("PATCH", session, "a=end-of-candidates\r\n").StatusCode)
	require.Equal(t, http.StatusNoContent, trickle.with("If-Match", tag).do("PATCH", session, "a=end-of-candidates\r\n").StatusCode)
	require.Equal(t, http.StatusBadRequest, trickle.with("If-Match", tag).do("PATCH", session, "nonsense").StatusCode)
	require.Equal(t, http.StatusUnsupportedMediaType, v.with("If-Match", tag).do("PATCH", session, "a=end-of-candidates\r\n").StatusCode)
	s.strangers(t, id, session, tag)
	require.Len(t, s.ingest.Viewers(media.RecordingID(id)), 1)
	require.Equal(t, http.StatusOK, v.do("DELETE", session, "").StatusCode)
	require.Empty(t, s.ingest.Viewers(""))
	require.Equal(t, http.StatusNotFound, v.do("DELETE", session, "").StatusCode)
	for _, asker := range []*visitor{v, s.nobody().with("Origin", "https://elders.example").with("Access-Control-Request-Method", "POST")} {
		options := asker.do("OPTIONS", "/whep/"+id, "")
		require.Equal(t, http.StatusNoContent, options.StatusCode)
		require.Equal(t, "application/sdp", options.Header.Get("Accept-Post"))
	}
	require.Equal(t, http.StatusUnauthorized, s.nobody().publisher("other").do("OPTIONS", "/whep/"+id, "").StatusCode)
}

// strangers try to change or end what somebody watches: with a key of another recording, one to publish, and none.
func (s *site) strangers(t *testing.T, id, session, tag string) {
	t.Helper()
	other, path := filming(s)
	s.as(s.Employee).want(200, "PUT", path+"/live-invitation", "")
	elsewhere := s.as(s.Coach).want(201, "POST", path+"/watch-tokens", "")["token"].(string)
	_, publish := publishable(s)
	for key, want := range map[string]int{elsewhere: 404, publish: 401, "guess": 401} {
		stranger := s.nobody().publisher(key).with("Content-Type", "application/trickle-ice-sdpfrag").with("If-Match", tag)
		for _, method := range []string{"PATCH", "DELETE"} {
			for _, address := range []string{session, strings.Replace(session, id, other, 1)} {
				require.Equal(t, want, stranger.do(method, address, "a=end-of-candidates\r\n").StatusCode, "%s %s", method, address)
			}
			asPublisher := strings.Replace(session, "/whep/", "/whip/", 1)
			require.Contains(t, []int{401, 404}, stranger.do(method, asPublisher, "a=end-of-candidates\r\n").StatusCode, "it is no publisher")
		}
	}
}

func TestAViewerIsToldWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	other, _ := filming(s)
	id, publish := publishable(s)
	path := "/api/v1/recordings/" + id
	s.as(s.Employee).want(200, "PUT", path+"/live-invitation", "")
	token := s.as(s.Coach).want(201, "POST", path+"/watch-tokens", "")["token"].(string)
	v := s.nobody().publisher(token)
	early := v.do("POST", "/whep/"+id, looks(t))
	require.Equal(t, http.StatusConflict, early.StatusCode)
	require.Equal(t, "not_live", early.code(t))
	require.NotEmpty(t, early.Header.Get("Retry-After"))
	begun := s.nobody().publisher(publish).do("POST", "/whip/"+id, offer(t))
	require.Equal(t, http.StatusCreated, begun.StatusCode)

	require.Equal(t, "no_watch_token", s.nobody().with("Content-Type", "application/sdp").do("POST", "/whep/"+id, looks(t)).code(t))
	require.Equal(t, "no_watch_token", s.nobody().publisher(publish).do("POST", "/whep/"+id, looks(t)).code(t), "a key to publish opens nothing")
	require.Equal(t, "no_ingest_token", v.do("POST", "/whip/"+id, offer(t)).code(t), "a key to watch publishes nothing")
	require.Equal(t, http.StatusNotFound, v.do("POST", "/whep/"+other, looks(t)).StatusCode, "a key of another recording")
	require.Equal(t, "bad_offer", v.do("POST", "/whep/"+id, "v=0\r\nnonsense").code(t))
	require.Equal(t, "bad_offer", v.do("POST", "/whep/"+id, "").code(t))
	require.Equal(t, "too_large", v.do("POST", "/whep/"+id, strings.Repeat("a", 70<<10)).code(t))
	require.Equal(t, "cannot_show", v.do("POST", "/whep/"+id, wish(t, webrtc.RTPTransceiverDirectionSendrecv)).code(t))
	require.Equal(t, "cannot_show", v.do("POST", "/whep/"+id, offer(t)).code(t), "who sends does not watch")
	require.Equal(t, "content_type", v.with("Content-Type", "text/plain").do("POST", "/whep/"+id, looks(t)).code(t))
	require.Equal(t, "not_acceptable", v.with("Accept", "application/json").do("POST", "/whep/"+id, looks(t)).code(t))
	require.Empty(t, s.ingest.Viewers(""))
	require.NotContains(t, s.as(s.Employee).get("/log").body, "begon live mee te kijken", "nobody did")
	for range 4 {
		require.Equal(t, http.StatusCreated, v.do("POST", "/whep/"+id, looks(t)).StatusCode)
	}
	require.Equal(t, "too_many_viewers", v.do("POST", "/whep/"+id, looks(t)).code(t))

	s.as(s.Employee).want(200, "DELETE", path+"/live-invitation", "")
	require.Equal(t, http.StatusUnauthorized, v.do("POST", "/whep/"+id, looks(t)).StatusCode, "the key went with the invitation")
	s.as(s.Employee).want(200, "PUT", path+"/live-invitation", "")
	fresh := s.as(s.Coach).want(201, "POST", path+"/watch-tokens", "")["token"].(string)
	s.clock.advance(7 * time.Hour)
	require.Equal(t, "no_watch_token", s.nobody().publisher(fresh).do("POST", "/whep/"+id, looks(t)).code(t), "it has expired")
}
