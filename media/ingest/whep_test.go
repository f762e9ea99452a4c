package ingest_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/ingest"
)

// watcher is a real WebRTC peer that receives.
type watcher struct {
	pc        *webrtc.PeerConnection
	packets   chan *rtp.Packet // of the picture, as they come
	connected chan struct{}
	closed    chan struct{} // the connection ended
	wg        sync.WaitGroup
}

type watchOptions struct {
	mime      string // of the only codec for the picture that it takes; "" for all
	direction webrtc.RTPTransceiverDirection
}

func newWatcher(t testing.TB, o watchOptions) *watcher {
	t.Helper()
	if o.direction == 0 {
		o.direction = webrtc.RTPTransceiverDirectionRecvonly
	}
	engine := &webrtc.MediaEngine{}
	require.NoError(t, engine.RegisterDefaultCodecs())
	around := &interceptor.Registry{}
	require.NoError(t, webrtc.RegisterDefaultInterceptors(engine, around))
	settings := webrtc.SettingEngine{}
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	api := webrtc.NewAPI(webrtc.WithMediaEngine(engine), webrtc.WithSettingEngine(settings), webrtc.WithInterceptorRegistry(around))
	pc, err := api.NewPeerConnection(webrtc.Configuration{})
	require.NoError(t, err)
	w := &watcher{pc: pc, packets: make(chan *rtp.Packet, 10_000), connected: make(chan struct{}), closed: make(chan struct{})}
	t.Cleanup(func() {
		require.NoError(t, pc.GracefulClose())
		w.wg.Wait()
	})
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeVideo, webrtc.RTPCodecTypeAudio} {
		tr, err := pc.AddTransceiverFromKind(kind, webrtc.RTPTransceiverInit{Direction: o.direction})
		require.NoError(t, err)
		if kind == webrtc.RTPCodecTypeVideo && o.mime != "" {
			require.NoError(t, tr.SetCodecPreferences([]webrtc.RTPCodecParameters{
				{RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: o.mime, ClockRate: 90000}, PayloadType: 96},
			}))
		}
	}
	var once, here sync.Once
	pc.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		if state == webrtc.PeerConnectionStateConnected {
			here.Do(func() { close(w.connected) })
		}
		if state >= webrtc.PeerConnectionStateDisconnected {
			once.Do(func() { close(w.closed) })
		}
	})
	pc.OnTrack(func(track *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		w.wg.Go(func() {
			for {
				p, _, err := track.ReadRTP()
				if err != nil {
					return
				}
				if track.Kind() == webrtc.RTPCodecTypeVideo {
					w.packets <- p
				}
			}
		})
	})
	return w
}

func (w *watcher) offer(t testing.TB) string {
	t.Helper()
	offer, err := w.pc.CreateOffer(nil)
	require.NoError(t, err)
	gathered := webrtc.GatheringCompletePromise(w.pc)
	require.NoError(t, w.pc.SetLocalDescription(offer))
	<-gathered
	return w.pc.LocalDescription().SDP
}

func (w *watcher) watch(t testing.TB, s *ingest.Server) ingest.Answer {
	t.Helper()
	answer, err := s.Watch(t.Context(), recording, ingest.Guest{Person: "els"}, w.offer(t))
	require.NoError(t, err)
	require.NoError(t, w.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer.SDP}))
	return answer
}

// come waits until she is connected: of a short film she would else see nothing on a busy machine.
func (w *watcher) come(t testing.TB) {
	t.Helper()
	select {
	case <-w.connected:
	case <-time.After(time.Minute):
		t.Fatal("the viewer is not connected")
	}
}

// next is the next packet of the picture.
func (w *watcher) next(t testing.TB) *rtp.Packet {
	t.Helper()
	select {
	case p := <-w.packets:
		return p
	case <-time.After(time.Minute):
		t.Fatal("no picture came")
		return nil
	}
}

// frames reads until so many whole pictures came, and gives their RTP times. The numbers of the packets have no holes.
func (w *watcher) frames(t testing.TB, n int) (times []uint32) {
	t.Helper()
	var last *rtp.Packet
	for len(times) < n {
		p := w.next(t)
		if last != nil {
			require.Equal(t, last.SequenceNumber+1, p.SequenceNumber, "after %d pictures", len(times))
		}
		if last = p; p.Marker {
			times = append(times, p.Timestamp)
		}
	}
	return times
}

func TestAViewerComesInAtAKeyFrameAndGetsEveryPicture(t *testing.T) {
	t.Parallel()
	for _, codec := range []media.Codec{media.H264, media.VP8} {
		t.Run(string(codec), func(t *testing.T) {
			t.Parallel()
			x := newStudio(t).start(t)
			p := newPublisher(t, publishOptions{codec: codec})
			session := p.publish(t, x.Server, recording)
			sent := make(chan struct{})
			go func() { defer close(sent); p.send(t, unitsOf(t, codec), clipLength*time.Millisecond) }()
			waitSafe(t, x, time.Second)
			before := p.pictures.Load()
			w := newWatcher(t, watchOptions{})
			w.watch(t, x.Server)
			first := w.next(t)
			require.True(t, ingest.BeginsPicture(codec, first.Payload), "she comes in at a key frame")
			require.Eventually(t, func() bool { return p.pictures.Load() > before }, time.Minute, time.Millisecond, "one was asked for; the usual one may have come sooner")
			times := w.frames(t, 60)
			for i := 1; i < len(times); i++ {
				require.InDelta(t, 3000, times[i]-times[i-1], 2, "no picture is left out")
			}
			<-sent
			waitTaken(t, x, p)
			require.NoError(t, x.Delete(session.Session))
			x.end(t)
			<-w.closed
			require.Eventually(t, func() bool { return len(x.Viewers("")) == 0 }, time.Minute, 10*time.Millisecond)
			f := x.finalise(t, 1, nil)
			require.Equal(t, 300, f.Frames, "the recording knows nothing of her")
			require.Empty(t, f.Gaps)
		})
	}
}

func TestAViewersRepeatedWishForKeyFramesReachesThePublisherRarely(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	p.publish(t, x.Server, recording)
	w := newWatcher(t, watchOptions{})
	w.watch(t, x.Server)
	w.come(t)
	sent := make(chan struct{})
	go func() { defer close(sent); p.send(t, unitsOf(t, media.H264), 4*time.Second) }()
	first := w.next(t)
	before := p.pictures.Load()
	for range 60 {
		require.NoError(t, w.pc.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: first.SSRC}}))
		w.next(t)
	}
	<-sent
	require.LessOrEqual(t, p.pictures.Load()-before, int64(8), "sixty wishes, and the usual ones every two seconds")
}

func TestWhoCannotBeShownItIsToldWhy(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	guest := ingest.Guest{Person: "els"}
	_, err := x.Watch(t.Context(), recording, guest, newWatcher(t, watchOptions{}).offer(t))
	require.ErrorIs(t, err, ingest.ErrNotLive)
	p := newPublisher(t, publishOptions{codec: media.H264})
	p.publish(t, x.Server, recording)
	good := newWatcher(t, watchOptions{}).offer(t)
	for name, c := range map[string]struct {
		offer string
		want  error
	}{
		"empty":                 {"", ingest.ErrBadOffer},
		"nonsense":              {"hello", ingest.ErrBadOffer},
		"huge":                  {strings.Repeat("a", 70<<10), ingest.ErrTooLarge},
		"wrong codec":           {newWatcher(t, watchOptions{mime: webrtc.MimeTypeVP8}).offer(t), ingest.ErrCannotShow},
		"wants to send too":     {newWatcher(t, watchOptions{direction: webrtc.RTPTransceiverDirectionSendrecv}).offer(t), ingest.ErrCannotShow},
		"only sends":            {strings.ReplaceAll(good, "a=recvonly", "a=sendonly"), ingest.ErrCannotShow},
		"a second picture":      {good + good[strings.Index(good, "m=video"):strings.Index(good, "m=audio")], ingest.ErrCannotShow},
		"a channel for data":    {good + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:9\r\n", ingest.ErrCannotShow},
		"without a fingerprint": {dropLines(good, "a=fingerprint"), ingest.ErrBadOffer},
	} {
		_, err := x.Watch(t.Context(), recording, guest, c.offer)
		require.ErrorIs(t, err, c.want, name)
	}
	require.Empty(t, x.Viewers(""), "nobody was let in")
	var ids []ingest.SessionID
	for range 4 {
		ids = append(ids, newWatcher(t, watchOptions{}).watch(t, x.Server).Session)
	}
	_, err = x.Watch(t.Context(), recording, guest, newWatcher(t, watchOptions{}).offer(t))
	require.ErrorIs(t, err, ingest.ErrTooManyViewers)
	require.NoError(t, x.EndViewer(ids[0]))
	require.ErrorIs(t, x.EndViewer(ids[0]), ingest.ErrNoSession)
	newWatcher(t, watchOptions{}).watch(t, x.Server)
}

func TestAViewerTricklesAsAPublisherDoesAndNotWithoutEnd(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	p.publish(t, x.Server, recording)
	a := newWatcher(t, watchOptions{}).watch(t, x.Server)
	candidate := "m=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n" + strings.Repeat("a=candidate:1 1 udp 2130706431 127.0.0.1 9 typ host\r\n", 60)
	require.ErrorIs(t, x.PatchViewer(a.Session, "", candidate), ingest.ErrNoMatch)
	require.ErrorIs(t, x.PatchViewer(a.Session, `"other"`, candidate), ingest.ErrStaleMatch)
	require.NoError(t, x.PatchViewer(a.Session, `"other", `+a.ETag, candidate))
	require.ErrorIs(t, x.PatchViewer(a.Session, `"*"`, candidate), ingest.ErrTooMany)
	require.ErrorIs(t, x.PatchViewer("nobody", "*", candidate), ingest.ErrNoSession)
}

func dropLines(sdp, prefix string) string {
	var kept []string
	for line := range strings.Lines(sdp) {
		if !strings.HasPrefix(line, prefix) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

func TestWhereAPictureLiesIsSaidAsFinalisingWillSayIt(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	session := p.publish(t, x.Server, recording)
	w := newWatcher(t, watchOptions{})
	w.watch(t, x.Server)
	w.come(t)
	sent := make(chan struct{})
	go func() { defer close(sent); p.send(t, unitsOf(t, media.H264), 4*time.Second) }()
	times := w.frames(t, 30)
	<-sent
	waitTaken(t, x, p)
	require.NoError(t, x.Delete(session.Session))
	x.end(t)
	said := x.last(ingest.EventEnded)
	require.True(t, said.Marked)
	// The clip has 30 pictures a second from its zero on, which is that of the take.
	for _, ts := range times {
		at := float64(said.Mark.At) + float64(int32(ts-said.Mark.RTP))/90
		frame := at * 30 / 1000
		require.InDelta(t, frame, float64(int(frame+0.5)), 0.05, "%f ms", at)
	}
	require.InDelta(t, 4000-33, int64(said.Mark.At), 2, "the newest of four seconds")
}
