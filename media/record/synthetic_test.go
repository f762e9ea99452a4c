package record

import (
	"cmp"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/library"
)

// vault keeps keys in memory.
type vault struct {
	mu   sync.Mutex
	keys map[string][]byte
}

func (v *vault) PutKey(_ context.Context, id string, wrapped []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if _, ok := v.keys[id]; !ok {
		v.keys[id] = wrapped
	}
	return nil
}

func (v *vault) Key(_ context.Context, id string) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if k, ok := v.keys[id]; ok {
		return k, nil
	}
	return nil, library.ErrNoKey
}

func (v *vault) DestroyKey(_ context.Context, id string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.keys, id)
	return nil
}

const testRecording media.RecordingID = "0190a000-0000-7000-8000-000000000001"

func openLibrary(t testing.TB) *library.Library {
	t.Helper()
	l, err := library.Open(library.Config{Root: t.TempDir(), Master: library.Key{1}, Vault: &vault{keys: map[string][]byte{}}})
	require.NoError(t, err)
	require.NoError(t, l.Create(t.Context(), testRecording))
	return l
}

// began is when every synthetic session began.
var began = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// written is a journal on disk.
type written struct {
	file *os.File
	key  library.Key
}

func (w written) input(take int) Input { return Input{Journal: w.file, Key: w.key, Take: take} }

// journal writes a journal by means of fill and opens it.
func journal(t testing.TB, fill func(w *Writer)) written {
	t.Helper()
	l := openLibrary(t)
	log, err := l.Append(t.Context(), testRecording, "001")
	require.NoError(t, err)
	w := NewWriter(log, nil, 1, began)
	fill(w)
	require.NoError(t, w.Close("ended"))
	file, key, err := l.OpenLog(t.Context(), testRecording, "001")
	require.NoError(t, err)
	t.Cleanup(func() { _ = file.Close() })
	return written{file, key}
}

// source is a synthetic sender of one stream. Times are the true ones of the world, since the session began.
type source struct {
	kind    media.Kind
	from    time.Duration // first capture
	to      time.Duration
	every   time.Duration
	encode  time.Duration // from capture until it is sent
	jitter  time.Duration
	ppm     float64 // how much too fast the RTP clock runs
	rate    float64 // what the RTP clock really does; 0: as announced
	seq     uint16  // the first one
	ts      uint32
	firstSR time.Duration // since from; 0: no reports
	everySR time.Duration
	noiseSR time.Duration
	lose    func(capture time.Duration, n int) bool
	still   func(capture time.Duration) bool          // nothing is captured and the RTP clock stands still
	hold    func(sent time.Duration) time.Duration    // extra delay of the network
	ntp     func(capture time.Duration) time.Duration // error of the sender's clock
	reports func(r Report, n int) Report
	twice   bool // packets come again a second later
	red     bool // each packet of sound carries the one before it (RFC 2198)
	keys    int  // distance of key frames in pictures, 60 when 0
}

func (s source) stream() Stream {
	if s.kind == media.Video {
		return Stream{Number: 0, Track: media.Track{Kind: media.Video, Codec: media.VP8, ClockRate: 90000}, PayloadType: 96, SSRC: 1111}
	}
	if s.red {
		return Stream{Number: 1, Track: media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2}, PayloadType: 63, SSRC: 2222, Fmtp: "111/111"}
	}
	return Stream{Number: 1, Track: media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2}, PayloadType: 111, SSRC: 2222}
}

type event struct {
	at     time.Duration
	stream Stream
	packet []byte
	report Report
}

func (s source) events(rng *rand.Rand) (out []event) {
	stream := s.stream()
	rate := cmp.Or(s.rate, float64(stream.Track.ClockRate)) * (1 + s.ppm/1e6)
	if s.keys == 0 {
		s.keys = 60
	}
	stood := time.Duration(0)
	delay := func(at time.Duration) time.Duration {
		at += s.encode + time.Millisecond
		if s.jitter > 0 {
			at += time.Duration(rng.Int64N(int64(s.jitter)))
		}
		if s.hold != nil {
			at += s.hold(at)
		}
		return at
	}
	ticks := func(at time.Duration) uint32 { return s.ts + uint32(int64((at-stood).Seconds()*rate)) }
	nextSR, reports := s.from+s.firstSR, 0
	report := func(upTo time.Duration, n int) {
		for ; s.everySR > 0 && nextSR <= upTo; nextSR += s.everySR {
			ntp := began.Add(17*time.Hour + nextSR)
			if s.ntp != nil {
				ntp = ntp.Add(s.ntp(nextSR))
			}
			if s.noiseSR > 0 {
				ntp = ntp.Add(time.Duration(rng.Int64N(int64(2*s.noiseSR))) - s.noiseSR)
			}
			r := Report{SSRC: stream.SSRC, NTP: ntpTime(ntp), RTP: ticks(nextSR), Packets: uint32(n + 1), Octets: 1}
			if s.reports != nil {
				r = s.reports(r, reports)
			}
			reports++
			out = append(out, event{at: nextSR + 2*time.Millisecond, stream: stream, report: r})
		}
	}
	pause := time.Duration(0)
	for n := 0; s.from+time.Duration(n)*s.every < s.to; n++ {
		capture := s.from + time.Duration(n)*s.every
		if s.still != nil && s.still(capture) {
			pause += s.every
			s.seq--            // no packet
			report(capture, n) // senders go on as if the clock ran
			continue
		}
		stood += pause
		pause = 0
		p := rtp.Packet{Header: rtp.Header{
			Version: 2, PayloadType: stream.PayloadType, SSRC: stream.SSRC, Marker: s.kind == media.Video,
			SequenceNumber: s.seq + uint16(n), Timestamp: ticks(capture),
		}}
		p.Payload = payload(s.kind, capture, n%s.keys == 0)
		if s.red {
			old := payload(s.kind, capture-s.every, false)
			p.Payload = slices.Concat([]byte{0x80 | 111, 960 >> 6, 960 & 63 << 2, byte(len(old)), 111}, old, p.Payload)
		}
		raw, err := p.Marshal()
		if err != nil {
			panic(err)
		}
		if s.lose == nil || !s.lose(capture, n) {
			out = append(out, event{at: delay(capture), stream: stream, packet: raw})
			if s.twice {
				out = append(out, event{at: delay(capture) + time.Second, stream: stream, packet: raw})
			}
		}
		report(capture, n)
	}
	return out
}

func ntpTime(t time.Time) uint64 {
	d := t.Sub(time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC))
	return uint64(d/time.Second)<<32 | uint64((d%time.Second)<<32/time.Second)
}

// payload carries the time of its capture, so that a test can ask any frame where it belongs.
func payload(kind media.Kind, capture time.Duration, key bool) []byte {
	if kind == media.Audio {
		return binary.BigEndian.AppendUint64([]byte{0xfc}, uint64(capture)) // CELT, 20 ms, stereo
	}
	b := []byte{0x10}
	if key {
		b = append(b, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00)
	} else {
		b = append(b, 0x11, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	}
	return binary.BigEndian.AppendUint64(b, uint64(capture))
}

func captureOf(data []byte) time.Duration {
	return time.Duration(binary.BigEndian.Uint64(data[len(data)-8:]))
}

func camera() source {
	return source{
		kind: media.Video, to: 30 * time.Second, every: time.Second / 30, jitter: 5 * time.Millisecond,
		seq: 65000, ts: 4294000000, firstSR: 500 * time.Millisecond, everySR: time.Second,
	}
}

func microphone() source {
	return source{
		kind: media.Audio, to: 30 * time.Second, every: 20 * time.Millisecond, jitter: 5 * time.Millisecond,
		seq: 12, ts: 4294900000, firstSR: 2500 * time.Millisecond, everySR: 5 * time.Second,
	}
}

// send writes the journal of these sources as it would have been received.
func send(t testing.TB, sources ...source) written {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	var events []event
	return journal(t, func(w *Writer) {
		for _, s := range sources {
			st := s.stream()
			if s.kind == media.Audio && len(sources) == 1 {
				st.Number = 0
			}
			n, err := w.AddTrack(st.Track, st.SSRC, st.PayloadType, st.Fmtp)
			require.NoError(t, err)
			list := s.events(rng)
			for i := range list {
				list[i].stream.Number = n
			}
			events = append(events, list...)
		}
		slices.SortStableFunc(events, func(a, b event) int { return cmp.Compare(a.at, b.at) })
		for _, e := range events {
			at := began.Add(e.at)
			if e.packet == nil {
				r := e.report
				require.NoError(t, w.WriteReport(at, r.SSRC, r.NTP, r.RTP, r.Packets, r.Octets))
				continue
			}
			require.NoError(t, w.WriteRTP(e.stream.Number, at, e.packet))
		}
	})
}

// shown is a frame of the finished take: where it stands and when it was really captured.
type shown struct {
	kind     media.Kind
	pts, dts time.Duration
	capture  time.Duration
}

// show lays a journal out.
func show(t testing.TB, j written) ([]shown, layout) {
	t.Helper()
	o, err := readOutline(t.Context(), j.file, j.key)
	require.NoError(t, err)
	l := lay(o.streams, 0)
	captures := map[[2]int]time.Duration{}
	seen := make([]int, len(o.streams))
	again := &scan{out: func(lane int, f frame) error {
		if f.data != nil {
			captures[[2]int{lane, seen[lane]}] = captureOf(f.data)
		}
		seen[lane]++
		return nil
	}}
	require.NoError(t, again.sealed(t.Context(), j.file, j.key))
	var out []shown
	for kind, list := range map[media.Kind][]placed{media.Video: l.video, media.Audio: l.audio} {
		for _, p := range list {
			out = append(out, shown{kind: kind, pts: p.pts, dts: p.dts, capture: captures[[2]int{p.lane, p.sample}]})
		}
	}
	slices.SortStableFunc(out, func(a, b shown) int { return cmp.Compare(a.pts, b.pts) })
	return out, l
}
