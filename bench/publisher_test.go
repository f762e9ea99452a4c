package bench

import (
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pion/webrtc/v4"
	pionmedia "github.com/pion/webrtc/v4/pkg/media"
	"github.com/stretchr/testify/require"

	"terugblik/bench/lossy"
	"terugblik/media"
	"terugblik/media/film"
)

// publisher is a real WebRTC peer on a line that may lose packets.
type publisher struct {
	pc      *webrtc.PeerConnection
	line    *lossy.Conn
	mux     io.Closer
	tracks  map[media.Kind]*webrtc.TrackLocalStaticSample
	posted  time.Time
	connect time.Duration
	frames  int // sent
}

func newPublisher(b *testing.B, url string, loss float64, seed uint64) *publisher {
	b.Helper()
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	require.NoError(b, err)
	p := &publisher{line: &lossy.Conn{PacketConn: conn, Rate: loss, Seed: seed}, tracks: map[media.Kind]*webrtc.TrackLocalStaticSample{}}
	settings := webrtc.SettingEngine{}
	mux := webrtc.NewICEUDPMux(nil, p.line)
	p.mux = mux
	settings.SetICEUDPMux(mux)
	settings.SetIncludeLoopbackCandidate(true)
	p.pc, err = webrtc.NewAPI(webrtc.WithSettingEngine(settings)).NewPeerConnection(webrtc.Configuration{})
	require.NoError(b, err)
	p.add(b, media.Video, webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeH264, ClockRate: 90000})
	p.add(b, media.Audio, webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2})
	connected := make(chan struct{})
	var once sync.Once
	p.pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		if s == webrtc.PeerConnectionStateConnected {
			once.Do(func() { close(connected) })
		}
	})
	offer, err := p.pc.CreateOffer(nil)
	require.NoError(b, err)
	gathered := webrtc.GatheringCompletePromise(p.pc)
	require.NoError(b, p.pc.SetLocalDescription(offer))
	<-gathered
	p.post(b, url)
	select {
	case <-connected:
	case <-time.After(20 * time.Second):
		b.Fatal("no connection")
	}
	p.connect = time.Since(p.posted)
	return p
}

func (p *publisher) post(b *testing.B, url string) {
	b.Helper()
	p.posted = time.Now()
	response, err := http.Post(url, "application/sdp", strings.NewReader(p.pc.LocalDescription().SDP))
	require.NoError(b, err)
	answer, err := io.ReadAll(response.Body)
	require.NoError(b, err)
	require.NoError(b, response.Body.Close())
	require.Equal(b, http.StatusCreated, response.StatusCode, string(answer))
	require.NoError(b, p.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: string(answer)}))
}

func (p *publisher) add(b *testing.B, kind media.Kind, c webrtc.RTPCodecCapability) {
	b.Helper()
	track, err := webrtc.NewTrackLocalStaticSample(c, string(kind), "stream")
	require.NoError(b, err)
	sender, err := p.pc.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	require.NoError(b, err)
	go func() {
		for {
			if _, _, err := sender.Sender().ReadRTCP(); err != nil {
				return
			}
		}
	}()
	p.tracks[kind] = track
}

func (p *publisher) close() {
	_ = p.pc.GracefulClose()
	_ = p.mux.Close()
	_ = p.line.Close()
}

// play sends the clip over and over until the moment has come, as fast as a camera does.
func (p *publisher) play(units []film.Unit, until time.Time) error {
	began := time.Now()
	clip := units[len(units)-1].At + units[len(units)-1].Duration
	for offset := time.Duration(0); ; offset += clip {
		for _, u := range units {
			due := began.Add(offset + u.At)
			if due.After(until) {
				return nil
			}
			time.Sleep(time.Until(due))
			if err := p.tracks[u.Kind].WriteSample(pionmedia.Sample{Data: u.Data, Duration: u.Duration}); err != nil {
				return err
			}
			if u.Kind == media.Video {
				p.frames++
			}
		}
	}
}
