package ingest_test

import (
	"context"
	"encoding/binary"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/nack"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
	"github.com/stretchr/testify/require"

	"terugblik/bench/lossy"
	domain "terugblik/media"
	"terugblik/media/film"
	"terugblik/media/ingest"
)

// clips are coded once per codec.
var clips sync.Map

type clip struct {
	once  sync.Once
	units []film.Unit
	err   error
}

const clipLength = 10000

func unitsOf(t testing.TB, codec domain.Codec) []film.Unit {
	t.Helper()
	v, _ := clips.LoadOrStore(codec, &clip{})
	c := v.(*clip)
	c.once.Do(func() {
		pattern := film.Pattern{Width: 320, Height: 180}
		c.err = film.Encode(context.Background(), pattern, clipLength, film.Coding{Video: codec, Bits: 300_000}, func(u film.Unit) error {
			c.units = append(c.units, u)
			return nil
		})
	})
	require.NoError(t, c.err)
	return c.units
}

// network stands between a publisher and the world: it can lose packets and fall silent.
type network struct {
	*lossy.Conn
	cut atomic.Bool
}

func (n *network) WriteTo(b []byte, to net.Addr) (int, error) {
	if n.cut.Load() {
		return len(b), nil
	}
	return n.Conn.WriteTo(b, to)
}

// dropper loses packets between the sender's memory for repairs and the wire.
type dropper struct {
	interceptor.NoOp
	drop func(h *rtp.Header) bool
	lost atomic.Int64 // without repairs
}

func (d *dropper) NewInterceptor(string) (interceptor.Interceptor, error) { return d, nil }

func (d *dropper) BindLocalStream(info *interceptor.StreamInfo, w interceptor.RTPWriter) interceptor.RTPWriter {
	return interceptor.RTPWriterFunc(func(h *rtp.Header, payload []byte, a interceptor.Attributes) (int, error) {
		if d.drop != nil && d.drop(h) {
			if h.SSRC == info.SSRC {
				d.lost.Add(1)
			}
			return len(payload), nil
		}
		return w.Write(h, payload, a)
	})
}

const redType = 63

// doubler turns packets of sound into RED.
type doubler struct{ interceptor.NoOp }

func (d *doubler) NewInterceptor(string) (interceptor.Interceptor, error) { return d, nil }

func (d *doubler) BindLocalStream(info *interceptor.StreamInfo, w interceptor.RTPWriter) interceptor.RTPWriter {
	if info.ClockRate != 48000 {
		return w
	}
	var last []byte
	return interceptor.RTPWriterFunc(func(h *rtp.Header, payload []byte, a interceptor.Attributes) (int, error) {
		h.PayloadType = redType
		out := slices.Concat([]byte{0x80 | 111, 960 >> 6, 960&63<<2 | byte(len(last)>>8), byte(len(last)), 111}, last, payload)
		last = payload
		return w.Write(h, out, a)
	})
}

// prober repeats each packet of the picture before it goes out, as browsers do to see what the line takes (RFC 4588).
type prober struct{ interceptor.NoOp }

func (p *prober) NewInterceptor(string) (interceptor.Interceptor, error) { return p, nil }

func (p *prober) BindLocalStream(info *interceptor.StreamInfo, w interceptor.RTPWriter) interceptor.RTPWriter {
	if info.SSRCRetransmission == 0 {
		return w
	}
	return interceptor.RTPWriterFunc(func(h *rtp.Header, payload []byte, a interceptor.Attributes) (int, error) {
		again := h.Clone()
		again.SSRC, again.PayloadType = info.SSRCRetransmission, info.PayloadTypeRetransmission
		if _, err := w.Write(&again, slices.Concat(binary.BigEndian.AppendUint16(nil, h.SequenceNumber), payload), nil); err != nil {
			return 0, err
		}
		return w.Write(h, payload, a)
	})
}

// reporter makes sender reports as browsers do: each pairs the RTP time of a picture or sound with when it was captured.
// pion takes the moment at which it was written instead, and a busy machine writes late.
type reporter struct {
	interceptor.NoOp
	zero     time.Time
	captured atomic.Int64 // nanoseconds since zero, of what is written now
	packets  atomic.Int64 // that were written, without repairs
	out      interceptor.RTCPWriter
}

const reportEvery = 500 * time.Millisecond

func (r *reporter) NewInterceptor(string) (interceptor.Interceptor, error) { return r, nil }

func (r *reporter) BindRTCPWriter(w interceptor.RTCPWriter) interceptor.RTCPWriter {
	r.out = w
	return w
}

func (r *reporter) BindLocalStream(info *interceptor.StreamInfo, w interceptor.RTPWriter) interceptor.RTPWriter {
	next := reportEvery
	report := rtcp.SenderReport{SSRC: info.SSRC}
	return interceptor.RTPWriterFunc(func(h *rtp.Header, payload []byte, a interceptor.Attributes) (int, error) {
		r.packets.Add(1)
		report.PacketCount++
		report.OctetCount += uint32(len(payload))
		at := time.Duration(r.captured.Load())
		report.NTPTime, report.RTPTime = ntp(r.zero.Add(at)), h.Timestamp
		n, err := w.Write(h, payload, a)
		if at >= next {
			next = at + reportEvery
			_, _ = r.out.Write([]rtcp.Packet{&report}, nil)
		}
		return n, err
	})
}

// ntp counts seconds from 1900 on, in 32 bits, and parts of a second in 32 more (RFC 3550 section 4).
func ntp(t time.Time) uint64 {
	const from1900 = 2208988800
	return uint64(t.Unix()+from1900)<<32 | uint64(t.Nanosecond())<<32/uint64(time.Second)
}

// publisher is a real WebRTC peer.
type publisher struct {
	*reporter
	*dropper
	pc       *webrtc.PeerConnection
	net      *network
	video    *webrtc.TrackLocalStaticSample
	audio    *webrtc.TrackLocalStaticSample
	pictures atomic.Int64 // key frames that were asked for
	sent     atomic.Int64 // capture time in nanoseconds of the last unit
	wg       sync.WaitGroup
}

// remembered is how many packets a publisher can repair: more than come in the two seconds after which a hole is given
// up, however late a busy machine answers.
const remembered = 8192

type publishOptions struct {
	codec   domain.Codec
	noSound bool
	noFilm  bool
	drop    func(h *rtp.Header) bool
	// settings replaces the one UDP port on which the publisher usually sends.
	settings func(*webrtc.SettingEngine)
	ice      []webrtc.ICEServer
	relayed  bool    // sends through TURN only
	loss     float64 // share of packets lost on the line, repairs too
	burst    int
	deaf     bool // ignores NACK
	red      bool // sends each packet of sound again with the next (RFC 2198)
	probing  bool // sends each packet of the picture twice, the repair first
}

func newPublisher(t testing.TB, o publishOptions) *publisher {
	t.Helper()
	p := &publisher{reporter: &reporter{zero: time.Now()}, dropper: &dropper{drop: o.drop}}
	engine := &webrtc.MediaEngine{}
	require.NoError(t, engine.RegisterDefaultCodecs())
	around := &interceptor.Registry{}
	around.Add(p.dropper)
	if o.red {
		c := webrtc.RTPCodecCapability{MimeType: "audio/red", ClockRate: 48000, Channels: 2, SDPFmtpLine: "111/111"}
		require.NoError(t, engine.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: c, PayloadType: redType}, webrtc.RTPCodecTypeAudio))
		around.Add(&doubler{})
	}
	if o.probing {
		around.Add(&prober{})
	}
	if !o.deaf {
		require.NoError(t, webrtc.ConfigureNackWithOptions(engine, around, nil, nack.ResponderSize(remembered)))
	}
	around.Add(p.reporter)
	require.NoError(t, webrtc.ConfigureTWCCSender(engine, around))
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	require.NoError(t, err)
	p.net = &network{Conn: &lossy.Conn{PacketConn: conn, Rate: o.loss, Burst: o.burst}}
	settings := webrtc.SettingEngine{}
	mux := webrtc.NewICEUDPMux(nil, p.net)
	if o.settings == nil {
		settings.SetICEUDPMux(mux)
	} else {
		o.settings(&settings)
	}
	settings.SetIncludeLoopbackCandidate(true)
	api := webrtc.NewAPI(webrtc.WithMediaEngine(engine), webrtc.WithSettingEngine(settings), webrtc.WithInterceptorRegistry(around))
	configuration := webrtc.Configuration{ICEServers: o.ice}
	if o.relayed {
		configuration.ICETransportPolicy = webrtc.ICETransportPolicyRelay
	}
	p.pc, err = api.NewPeerConnection(configuration)
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, p.pc.GracefulClose())
		p.wg.Wait()
		_ = mux.Close()
		_ = conn.Close()
	})
	mime := webrtc.MimeTypeH264
	if o.codec == domain.VP8 {
		mime = webrtc.MimeTypeVP8
	}
	if !o.noFilm {
		p.video = p.add(t, webrtc.RTPCodecCapability{MimeType: mime, ClockRate: 90000}, o.codec)
	}
	if !o.noSound {
		p.audio = p.add(t, webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}, "")
	}
	return p
}

func (p *publisher) add(t testing.TB, c webrtc.RTPCodecCapability, only domain.Codec) *webrtc.TrackLocalStaticSample {
	t.Helper()
	track, err := webrtc.NewTrackLocalStaticSample(c, c.MimeType, "stream")
	require.NoError(t, err)
	tr, err := p.pc.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	require.NoError(t, err)
	if only == domain.VP8 { // else the server would choose H.264
		require.NoError(t, tr.SetCodecPreferences([]webrtc.RTPCodecParameters{
			{RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}, PayloadType: 96},
			{RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeRTX, ClockRate: 90000, SDPFmtpLine: "apt=96"}, PayloadType: 97},
		}))
	}
	p.wg.Go(func() {
		for {
			packets, _, err := tr.Sender().ReadRTCP()
			if err != nil {
				return
			}
			for _, packet := range packets {
				if _, ok := packet.(*rtcp.PictureLossIndication); ok {
					p.pictures.Add(1)
				}
			}
		}
	})
	return track
}

// offer is complete: it holds the candidates.
func (p *publisher) offer(t testing.TB) string {
	t.Helper()
	offer, err := p.pc.CreateOffer(nil)
	require.NoError(t, err)
	gathered := webrtc.GatheringCompletePromise(p.pc)
	require.NoError(t, p.pc.SetLocalDescription(offer))
	<-gathered
	return p.pc.LocalDescription().SDP
}

// publish connects to the server.
func (p *publisher) publish(t testing.TB, s *ingest.Server, id domain.RecordingID) ingest.Answer {
	t.Helper()
	answer, err := s.Publish(t.Context(), id, p.offer(t))
	require.NoError(t, err)
	p.connect(t, answer)
	return answer
}

// connect takes the answer and returns when film can flow.
func (p *publisher) connect(t testing.TB, a ingest.Answer) {
	t.Helper()
	connected := make(chan struct{})
	var once sync.Once
	p.pc.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		if state == webrtc.PeerConnectionStateConnected {
			once.Do(func() { close(connected) })
		}
	})
	require.NoError(t, p.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: a.SDP}))
	select {
	case <-connected:
	case <-time.After(time.Minute):
		t.Fatal("no connection")
	}
}

// send gives the units of a clip at the speed at which a camera would, and returns after the last one.
func (p *publisher) send(t testing.TB, units []film.Unit, length time.Duration) {
	t.Helper()
	began := time.Now()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for _, u := range units {
		track := p.video
		if u.Kind == domain.Audio {
			track = p.audio
		}
		if u.At >= length || track == nil {
			continue
		}
		timer.Reset(time.Until(began.Add(u.At)))
		<-timer.C
		p.captured.Store(int64(u.At))
		require.NoError(t, track.WriteSample(media.Sample{Data: u.Data, Duration: u.Duration}))
		p.sent.Store(int64(u.At + u.Duration))
	}
}
