package ingest_test

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/logging"
	"github.com/pion/turn/v5"
	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/ingest"
)

// relay leads to a studio; its time moves only when a test says so.
func relay(t *testing.T, x *studio) (*ingest.Relay, *atomic.Int64) {
	t.Helper()
	var later atomic.Int64
	r := &ingest.Relay{
		Addr: "127.0.0.1:0", Media: x.Addr().(*net.UDPAddr),
		Now: func() time.Time { return time.Now().Add(time.Duration(later.Load())) },
	}
	require.NoError(t, r.Start())
	t.Cleanup(r.Stop)
	return r, &later
}

func TestAPublisherThatReachesTheRelayOverTCPAloneIsRecorded(t *testing.T) {
	t.Parallel()
	for _, transport := range []string{"tcp", "udp"} {
		t.Run(transport, func(t *testing.T) {
			t.Parallel()
			x := newStudio(t).start(t)
			r, _ := relay(t, x)
			server := webrtc.ICEServer{URLs: []string{fmt.Sprintf("turn:127.0.0.1:%d?transport=%s", r.Port(), transport)}}
			username, password := r.Credentials("token", time.Now().Add(time.Hour))
			server.Username, server.Credential = username, password
			p := newPublisher(t, publishOptions{
				codec: media.H264, ice: []webrtc.ICEServer{server}, relayed: true, settings: func(*webrtc.SettingEngine) {},
			})
			offer := p.offer(t)
			require.Regexp(t, `a=candidate:\S+ 1 udp \d+ 127.0.0.1 \d+ typ relay`, offer)
			require.NotContains(t, offer, "typ host")
			answer, err := x.Publish(t.Context(), recording, offer)
			require.NoError(t, err)
			p.connect(t, answer)
			p.send(t, unitsOf(t, media.H264), 3*time.Second)
			waitTaken(t, x, p)
			require.NoError(t, x.Delete(answer.Session))
			x.end(t)
			f := x.finalise(t, 1, nil)
			require.Equal(t, 90, f.Frames)
			requireDecodes(t, f)
		})
	}
}

// way asks the relay for a way through.
func way(t *testing.T, r *ingest.Relay, username, password string) (net.PacketConn, *turn.Client, error) {
	t.Helper()
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	require.NoError(t, err)
	address := fmt.Sprintf("127.0.0.1:%d", r.Port())
	client, err := turn.NewClient(&turn.ClientConfig{
		STUNServerAddr: address, TURNServerAddr: address, Conn: conn, Username: username, Password: password, Realm: "terugblik",
		LoggerFactory: logging.NewDefaultLoggerFactory(),
	})
	require.NoError(t, err)
	require.NoError(t, client.Listen())
	t.Cleanup(func() { client.Close(); _ = conn.Close() })
	through, err := client.Allocate()
	if err == nil {
		t.Cleanup(func() { _ = through.Close() })
	}
	return through, client, err
}

func TestTheRelayRefusesLateAndWrongCredentials(t *testing.T) {
	t.Parallel()
	r, later := relay(t, newStudio(t).start(t))
	username, password := r.Credentials("token", time.Now().Add(time.Hour))
	for name, pair := range map[string][2]string{
		"no password": {username, ""}, "another password": {username, "guess"}, "another name": {"9999999999:other", password},
		"no time": {"token", password}, "nothing": {"", ""},
	} {
		_, _, err := way(t, r, pair[0], pair[1])
		require.Error(t, err, name)
	}
	_, _, err := way(t, r, username, password)
	require.NoError(t, err)
	later.Store(int64(2 * time.Hour))
	_, _, err = way(t, r, username, password)
	require.Error(t, err, "their time is over")
}

func TestTheRelayLeadsToTheMediaPortAlone(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	r, _ := relay(t, x)
	username, password := r.Credentials("token", time.Now().Add(time.Hour))
	through, client, err := way(t, r, username, password)
	require.NoError(t, err)
	foreign := &net.UDPAddr{IP: net.IPv4(203, 0, 113, 7), Port: x.Addr().(*net.UDPAddr).Port}
	require.Error(t, client.CreatePermission(foreign), "another host")
	_, err = through.WriteTo([]byte("x"), &net.UDPAddr{IP: net.IPv4(127, 0, 0, 2), Port: foreign.Port})
	require.Error(t, err, "another host, though it is this machine")

	other, err := net.ListenPacket("udp4", "127.0.0.1:0") // another port of the host
	require.NoError(t, err)
	defer other.Close()
	_, err = through.WriteTo([]byte("through the relay"), other.LocalAddr())
	require.NoError(t, err)
	_, err = other.WriteTo([]byte("from elsewhere"), through.LocalAddr())
	require.NoError(t, err)
	// A question to the media port goes there and its answer comes back; by then the other packets would have been there.
	offer := newPublisher(t, publishOptions{codec: media.H264}).offer(t)
	answer, err := x.Publish(t.Context(), recording, offer)
	require.NoError(t, err)
	defer func() { require.NoError(t, x.Delete(answer.Session)) }()
	question := binding(t, offer, answer.SDP)
	got := make([]byte, 1500)
	var n int
	var from net.Addr
	for until := time.Now().Add(time.Minute); from == nil; { // UDP may lose it
		_, err = through.WriteTo(question, x.Addr())
		require.NoError(t, err)
		require.NoError(t, through.SetReadDeadline(time.Now().Add(200*time.Millisecond)))
		if n, from, err = through.ReadFrom(got); err != nil {
			require.ErrorIs(t, err, os.ErrDeadlineExceeded)
			require.True(t, time.Now().Before(until), "no answer came back")
			from = nil
		}
	}
	require.Equal(t, x.Addr().String(), from.String())
	require.NotContains(t, string(got[:n]), "from elsewhere")
	require.NoError(t, other.SetReadDeadline(time.Now()))
	_, _, err = other.ReadFrom(got)
	require.Error(t, err, "the packet to another port")
}

func TestTheRelayIsReachedOverTLS(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	web := httptest.NewTLSServer(nil) // for its certificate
	t.Cleanup(web.Close)
	r := &ingest.Relay{Addr: "127.0.0.1:0", TLSAddr: "127.0.0.1:0", TLS: web.TLS, Media: x.Addr().(*net.UDPAddr), Now: time.Now}
	require.NoError(t, r.Start())
	t.Cleanup(r.Stop)
	address := fmt.Sprintf("127.0.0.1:%d", r.TLSPort())
	conn, err := tls.Dial("tcp", address, web.Client().Transport.(*http.Transport).TLSClientConfig)
	require.NoError(t, err)
	username, password := r.Credentials("token", time.Now().Add(time.Hour))
	client, err := turn.NewClient(&turn.ClientConfig{
		STUNServerAddr: address, TURNServerAddr: address, Conn: turn.NewSTUNConn(conn), Username: username, Password: password,
		Realm: "terugblik", LoggerFactory: logging.NewDefaultLoggerFactory(),
	})
	require.NoError(t, err)
	require.NoError(t, client.Listen())
	through, err := client.Allocate()
	require.NoError(t, err)
	require.NoError(t, through.Close())
	client.Close()
	require.NoError(t, conn.Close())
}
