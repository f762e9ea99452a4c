package web_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/web"
)

// iceServers stands in for the list that the configuration gives.
func iceServers(host, name string, until time.Time) []web.ICEServer {
	return []web.ICEServer{
		{URL: "stun:" + host + ":3478"},
		{URL: "turn:" + host + ":3478?transport=tcp", Username: fmt.Sprint(until.Unix(), ":", name), Credential: "se+cr/et="},
	}
}

var credentials = regexp.MustCompile(`a=(ice-ufrag|ice-pwd):[^\r\n]*\r\n`)

func TestARestartIsAnsweredWithAFragmentAndANewTag(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	id, token := publishable(s)
	p := s.nobody().publisher(token)
	first := p.do("POST", "/whip/"+id, offer(t))
	require.Equal(t, 201, first.StatusCode, first.body)
	session := first.Header.Get("Location")
	trickle := p.with("Content-Type", "application/trickle-ice-sdpfrag")
	fragment := "a=ice-ufrag:fresh\r\na=ice-pwd:freshfreshfreshfreshfresh\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n"
	got := trickle.with("If-Match", `"*"`).do("PATCH", session, fragment)
	require.Equal(t, 200, got.StatusCode, got.body)
	require.Equal(t, "application/trickle-ice-sdpfrag", got.Header.Get("Content-Type"))
	tag := got.Header.Get("ETag")
	require.NotEqual(t, first.Header.Get("ETag"), tag)
	require.NotContains(t, got.body, credentials.FindString(first.body), "new ones")
	require.Regexp(t, `(?s)^a=group:BUNDLE 0 1\r\nm=video.*a=mid:0\r\na=ice-ufrag:.*a=ice-pwd:.*a=candidate:.*a=end-of-candidates\r\n`, got.body)
	require.Equal(t, http.StatusPreconditionFailed, trickle.with("If-Match", first.Header.Get("ETag")).do("PATCH", session, "").StatusCode)
	more := trickle.with("If-Match", tag).do("PATCH", session, "a=ice-ufrag:fresh\r\na=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n")
	require.Equal(t, http.StatusNoContent, more.StatusCode)
	require.Equal(t, tag, more.Header.Get("ETag"))
	many := trickle.with("If-Match", tag).do("PATCH", session, strings.Repeat("a=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n", 100))
	require.Equal(t, http.StatusTooManyRequests, many.StatusCode)
	require.Equal(t, "too_many_candidates", many.code(t))
	require.Equal(t, 200, p.do("DELETE", session, "").StatusCode)
	require.Equal(t, 404, trickle.with("If-Match", "*").do("PATCH", session, fragment).StatusCode)
}

func TestICEServersAreNamedToWhoHasAToken(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	id, token := publishable(s)
	p := s.nobody().publisher(token)
	asked := p.do("OPTIONS", "/whip/"+id, "")
	require.Equal(t, 204, asked.StatusCode)
	links := asked.Header.Values("Link")
	require.Len(t, links, 2)
	require.Equal(t, `<stun:127.0.0.1:3478>; rel="ice-server"`, links[0])
	require.Regexp(t, `^<turn:127.0.0.1:3478\?transport=tcp>; rel="ice-server"; username="\d+:[0-9a-f]{12}"; credential="se\+cr/et="; credential-type="password"$`, links[1])
	require.Contains(t, asked.Header.Get("Access-Control-Expose-Headers"), "Link")
	require.Equal(t, links, p.do("POST", "/whip/"+id, offer(t)).Header.Values("Link"))
	require.Empty(t, s.nobody().do("OPTIONS", "/whip/"+id, "").Header.Values("Link"))
	require.Equal(t, 401, s.nobody().publisher("guess").do("OPTIONS", "/whip/"+id, "").StatusCode)
	other, _ := publishable(s)
	require.Equal(t, 404, p.do("OPTIONS", "/whip/"+other, "").StatusCode)
}

func TestMethodsThatAreKeptForLaterAreNotAllowed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	id, token := publishable(s)
	p := s.nobody().publisher(token)
	session := p.do("POST", "/whip/"+id, offer(t)).Header.Get("Location")
	for path, allow := range map[string][]string{
		"/whip/" + id: {"POST", "OPTIONS"},
		"/whep/" + id: {"POST", "OPTIONS"},
		session:       {"PATCH", "DELETE", "OPTIONS"},
	} {
		for _, method := range []string{"GET", "HEAD", "PUT"} {
			got := p.do(method, path, "")
			require.Equal(t, http.StatusMethodNotAllowed, got.StatusCode, method+" "+path)
			require.Equal(t, allow, got.Header.Values("Allow"))
			require.Equal(t, "*", got.Header.Get("Access-Control-Allow-Origin"), "a page of another origin may read why")
		}
	}
	require.Equal(t, 405, p.do("POST", session, offer(t)).StatusCode)
}

func TestAnAnswerThatIsNotWantedIsNotMade(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	id, token := publishable(s)
	p := s.nobody().publisher(token)
	for accept, want := range map[string]int{
		"application/json": 406, "text/html, application/sdp;q=0": 406,
		"application/json, application/*;q=0.1": 201, "*/*": 201, "application/sdp": 201,
	} {
		got := p.with("Accept", accept).do("POST", "/whip/"+id, offer(t))
		require.Equal(t, want, got.StatusCode, accept)
		require.Equal(t, "*", got.Header.Get("Access-Control-Allow-Origin"))
		if want == 201 {
			require.Equal(t, 200, p.do("DELETE", got.Header.Get("Location"), "").StatusCode)
		}
	}
}

func TestAnOfferThatBreaksOffIsNoFaultOfTheServer(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	id, token := publishable(s)
	conn, err := net.Dial("tcp", s.http.Listener.Addr().String())
	require.NoError(t, err)
	fmt.Fprintf(conn, "POST /whip/%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/sdp\r\nContent-Length: 5000\r\n\r\nv=0\r\n", id, token)
	require.NoError(t, conn.(*net.TCPConn).CloseWrite())
	got, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	defer got.Body.Close()
	require.Equal(t, http.StatusBadRequest, got.StatusCode)
	require.Empty(t, s.log.lines("level=ERROR"))
}
