package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres/pgstory"
)

// offer is what a publisher of picture and sound sends.
func offer(t testing.TB) string {
	t.Helper()
	pc, err := webrtc.NewPeerConnection(webrtc.Configuration{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, pc.GracefulClose()) })
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeVideo, webrtc.RTPCodecTypeAudio} {
		_, err := pc.AddTransceiverFromKind(kind, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		require.NoError(t, err)
	}
	sdp, err := pc.CreateOffer(nil)
	require.NoError(t, err)
	require.NoError(t, pc.SetLocalDescription(sdp))
	return sdp.SDP
}

// publishable is a recording of the employee that can take film in, and its token.
func publishable(s *site) (id, token string) {
	owner := s.as(s.Employee)
	made := owner.want(201, "POST", "/api/v1/recordings", `{"cycle_id": "`+string(s.Cycle.ID)+`", "title": "Fruit eten"}`)
	id = made["id"].(string)
	got := owner.want(201, "POST", "/api/v1/recordings/"+id+"/ingest-tokens", "")
	require.Equal(s.t, s.http.URL+"/whip/"+id, got["whip_url"])
	return id, got["token"].(string)
}

func (v *visitor) publisher(token string) *visitor {
	return v.with("Authorization", "Bearer "+token).with("Content-Type", "application/sdp")
}

func TestAPublisherBeginsAndEndsASession(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	id, token := publishable(s)
	p := s.nobody().publisher(token).with("Origin", "https://elders.example")
	got := p.do("POST", "/whip/"+id, offer(t))
	require.Equal(t, http.StatusCreated, got.StatusCode, got.body)
	require.Equal(t, "application/sdp", got.Header.Get("Content-Type"))
	require.Equal(t, "application/trickle-ice-sdpfrag", got.Header.Get("Accept-Patch"))
	require.NotEmpty(t, got.Header.Get("ETag"))
	require.Equal(t, "*", got.Header.Get("Access-Control-Allow-Origin"))
	require.Empty(t, got.Header.Get("Access-Control-Allow-Credentials"))
	session := got.Header.Get("Location")
	require.Contains(t, session, "/whip/"+id+"/")

	require.Equal(t, "recording_in_use", p.do("POST", "/whip/"+id, offer(t)).code(t))
	trickle := p.with("Content-Type", "application/trickle-ice-sdpfrag")
	require.Equal(t, http.StatusPreconditionRequired, trickle.do("PATCH", session, "a=end-of-candidates\r\n").StatusCode)
	require.Equal(t, http.StatusPreconditionFailed, trickle.with("If-Match", `"other"`).do("PATCH", session, "a=end-of-candidates\r\n").StatusCode)
	require.Equal(t, http.StatusUnsupportedMediaType, p.with("If-Match", got.Header.Get("ETag")).do("PATCH", session, "x").StatusCode)

	other, otherToken := publishable(s)
	for _, method := range []string{"PATCH", "DELETE"} {
		for address, want := range map[string]int{session: 404, strings.Replace(session, id, other, 1): 404} {
			stranger := s.nobody().publisher(otherToken).with("Content-Type", "application/trickle-ice-sdpfrag").with("If-Match", got.Header.Get("ETag"))
			require.Equal(t, want, stranger.do(method, address, "a=end-of-candidates\r\n").StatusCode, "%s %s", method, address)
		}
		cookie := s.as(s.Employee).with("Content-Type", "application/trickle-ice-sdpfrag").with("If-Match", "*")
		require.Equal(t, 401, cookie.do(method, session, "a=end-of-candidates\r\n").StatusCode, "the cookie is not read")
	}
	require.Equal(t, 404, s.nobody().publisher(otherToken).do("DELETE", "/whip/"+other+"/unknown", "").StatusCode)
	require.Equal(t, http.StatusOK, p.do("DELETE", session, "").StatusCode)
	require.Equal(t, 404, p.do("DELETE", session, "").StatusCode)
}

func TestATokenOpensItsOwnRecordingOnly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	id, token := publishable(s)
	other, _ := publishable(s)
	require.Equal(t, 404, s.nobody().publisher(token).do("POST", "/whip/"+other, offer(t)).StatusCode)
	require.Equal(t, "no_ingest_token", s.nobody().publisher("guess").do("POST", "/whip/"+id, offer(t)).code(t))
	require.Equal(t, http.StatusUnauthorized, s.as(s.Employee).with("Content-Type", "application/sdp").do("POST", "/whip/"+id, offer(t)).StatusCode, "the cookie is not read")
	for _, path := range []string{"/api/v1/me", "/api/v1/recordings/" + id} {
		require.Equal(t, 401, s.nobody().publisher(token).get(path).StatusCode, "it can publish and do nothing else")
	}
	s.clock.advance(7 * time.Hour)
	require.Equal(t, 401, s.nobody().publisher(token).do("POST", "/whip/"+id, offer(t)).StatusCode)
}

func TestWhatCannotBeRecordedIsRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	id, token := publishable(s)
	p := s.nobody().publisher(token)
	broken := p.do("POST", "/whip/"+id, "v=nonsense")
	require.Equal(t, http.StatusBadRequest, broken.StatusCode)
	require.Equal(t, "bad_offer", broken.code(t))
	require.Equal(t, http.StatusUnsupportedMediaType, p.with("Content-Type", "text/plain").do("POST", "/whip/"+id, offer(t)).StatusCode)
	huge := p.do("POST", "/whip/"+id, "v=0\r\n"+string(make([]byte, 2<<20)))
	require.Equal(t, http.StatusRequestEntityTooLarge, huge.StatusCode)

	_, err := s.PG.Owner.Exec(`UPDATE holder SET demo_version = NULL WHERE id = $1`, s.Holder.ID)
	require.NoError(t, err)
	unconfirmed := p.do("POST", "/whip/"+id, offer(t))
	require.Equal(t, http.StatusForbidden, unconfirmed.StatusCode)
	require.Equal(t, "recording_not_confirmed", unconfirmed.code(t))
	s.as(s.Administrator).want(200, "PUT", "/api/v1/holder/recording-confirmation", `{"confirmed": true}`)
	require.Equal(t, http.StatusCreated, p.do("POST", "/whip/"+id, offer(t)).StatusCode)
}

func TestARecordingThatEndedLongAgoTakesNothingMore(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Record()
	token := "later"
	_, err := s.PG.Owner.Exec(`INSERT INTO ingest_token (id, holder_id, recording_id, token_hash, created_by, created_at, expires_at)
		VALUES (gen_random_uuid(), $1, $2, $3, $4, now(), now() + interval '1 day')`, s.Holder.ID, s.Recording.ID, pgstory.Hash(token), s.Employee.ID)
	require.NoError(t, err)
	got := s.nobody().publisher(token).do("POST", "/whip/"+string(s.Recording.ID), offer(t))
	require.Equal(t, http.StatusConflict, got.StatusCode)
	require.Equal(t, "recording_finished", got.code(t))
}

func TestABrowserOfAnotherOriginMayAskAheadAtWHIPOnly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	id, _ := publishable(s)
	v := s.nobody().with("Origin", "https://elders.example").with("Access-Control-Request-Method", "POST")
	got := v.do("OPTIONS", "/whip/"+id, "")
	require.Equal(t, http.StatusNoContent, got.StatusCode)
	require.Equal(t, "*", got.Header.Get("Access-Control-Allow-Origin"))
	require.Contains(t, got.Header.Get("Access-Control-Allow-Headers"), "Authorization")
	require.Equal(t, "application/sdp", got.Header.Get("Accept-Post"))
	api := v.do("OPTIONS", "/api/v1/me", "")
	require.Equal(t, http.StatusMethodNotAllowed, api.StatusCode)
	require.Empty(t, api.Header.Get("Access-Control-Allow-Origin"))
}

func TestStoppingFromAnotherDeviceIsTheOwners(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	path := "/api/v1/recordings/" + string(s.Recording.ID) + "/stop"
	require.Equal(t, "only_the_owner", s.as(s.Coach).do("POST", path, "").code(t))
	require.Equal(t, 404, s.as(s.Colleague).do("POST", path, "").StatusCode)
	id, token := publishable(s)
	p := s.nobody().publisher(token)
	session := p.do("POST", "/whip/"+id, offer(t)).Header.Get("Location")
	s.as(s.Employee).want(200, "POST", "/api/v1/recordings/"+id+"/stop", "")
	require.Equal(t, 404, p.do("DELETE", session, "").StatusCode, "the session has ended")
}
