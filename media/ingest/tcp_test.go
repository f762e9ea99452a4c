package ingest_test

import (
	"encoding/binary"
	"io"
	"net"
	"os"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/stun/v4"
	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/ingest"
)

var udpLines = regexp.MustCompile(`a=candidate:\S+ \d+ udp [^\r\n]*\r\n`)

func TestAPublisherThatHasTCPOnlyIsRecorded(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	require.NoError(t, x.TCPErr())
	p := newPublisher(t, publishOptions{codec: media.H264, settings: func(s *webrtc.SettingEngine) {
		s.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeTCP4})
	}})
	answer, err := x.Publish(t.Context(), recording, p.offer(t))
	require.NoError(t, err)
	port := x.Addr().(*net.UDPAddr).Port
	require.Regexp(t, `a=candidate:\S+ 1 tcp \d+ 127.0.0.1 `+strconv.Itoa(port)+` typ host tcptype passive`, answer.SDP)
	answer.SDP = udpLines.ReplaceAllString(answer.SDP, "")
	p.connect(t, answer)
	p.send(t, unitsOf(t, media.H264), 3*time.Second)
	waitTaken(t, x, p)
	require.NoError(t, x.Delete(answer.Session))
	require.Equal(t, ingest.Ended, x.end(t).Reason)
	f := x.finalise(t, 1, nil)
	require.Equal(t, 90, f.Frames)
	requireDecodes(t, f)
}

// strangers are what comes to an open port.
func strangers(t *testing.T) map[string][]byte {
	t.Helper()
	binding := stun.MustBuild(stun.TransactionID, stun.BindingRequest, stun.NewUsername("nobody:here"))
	framed := append(binary.BigEndian.AppendUint16(nil, uint16(len(binding.Raw))), binding.Raw...)
	return map[string][]byte{
		"silent": nil, "a browser": []byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "half a message": framed[:10],
		"an unknown session": framed, "much": make([]byte, 100_000),
	}
}

func TestConnectionsThatSayNothingDoNotHoldTheServer(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	var conns []net.Conn
	for name, said := range strangers(t) {
		conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(x.Addr().(*net.UDPAddr).Port)))
		require.NoError(t, err, name)
		_, _ = conn.Write(said)
		conns = append(conns, conn)
	}
	began := time.Now()
	x.Stop()
	require.Less(t, time.Since(began), 30*time.Second)
	for _, conn := range conns {
		_ = conn.SetReadDeadline(time.Now().Add(30 * time.Second))
		_, err := io.ReadAll(conn)
		require.NotErrorIs(t, err, os.ErrDeadlineExceeded, "still open")
		_ = conn.Close()
	}
}

func TestWithoutTCPNothingListensAndNothingIsAnnounced(t *testing.T) {
	t.Parallel()
	x := newStudio(t)
	x.NoTCP = true
	x.start(t)
	answer, err := x.Publish(t.Context(), recording, newPublisher(t, publishOptions{codec: media.H264}).offer(t))
	require.NoError(t, err)
	require.NotContains(t, answer.SDP, " tcp ")
}

func TestATCPPortOfAnotherProgramIsSaidAndUDPGoesOn(t *testing.T) {
	t.Parallel()
	x := newStudio(t)
	for tries := 0; ; tries++ { // a third program may have the UDP port of that number
		other, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer other.Close()
		x.UDPAddr = other.Addr().String()
		if err = x.Start(); err == nil {
			break
		}
		require.Less(t, tries, 20, err)
	}
	t.Cleanup(x.Stop)
	require.ErrorContains(t, x.TCPErr(), "another program has TCP port")
	p := newPublisher(t, publishOptions{codec: media.H264})
	p.publish(t, x.Server, recording)
}

// binding is a question of ICE that the session of an answer replies to.
func binding(t *testing.T, offer, answer string) []byte {
	t.Helper()
	ufrag := regexp.MustCompile(`a=ice-ufrag:(\S+)`)
	name := ufrag.FindStringSubmatch(answer)[1] + ":" + ufrag.FindStringSubmatch(offer)[1]
	password := regexp.MustCompile(`a=ice-pwd:(\S+)`).FindStringSubmatch(answer)[1]
	m, err := stun.Build(stun.TransactionID, stun.BindingRequest, stun.NewUsername(name),
		ice.AttrControlling(1), ice.PriorityAttr(1), stun.NewShortTermIntegrity(password), stun.Fingerprint)
	require.NoError(t, err)
	return m.Raw
}
