package ingest_test

import (
	"bytes"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/film"
	"terugblik/media/ingest"
	"terugblik/media/record"
)

// heavy makes a film of so many bits per second of a small one: each picture gets a unit that decoders pass over
// (supplemental enhancement information, ITU-T H.264 section 7.3.2.3).
func heavy(units []film.Unit, bits int) []film.Unit {
	out := make([]film.Unit, len(units))
	for i, u := range units {
		out[i] = u
		if more := bits/film.Rate/8 - len(u.Data); u.Kind == media.Video && more > 300 {
			sei := append([]byte{0, 0, 0, 1, 6, 5}, bytes.Repeat([]byte{255}, more/255)...)
			sei = append(sei, byte(more%255))
			sei = append(sei, bytes.Repeat([]byte{0xa5}, more)...)
			out[i].Data = append(append(sei, 0x80), u.Data...)
		}
	}
	return out
}

// line is a publisher on a bad line to a server of its own.
type line struct {
	*studio
	*publisher
	answer ingest.Answer
	units  []film.Unit
	length time.Duration
}

// newLine waits for the last repairs for so long: a busy machine answers late.
func newLine(t *testing.T, o publishOptions, bits int, length, repairs time.Duration) *line {
	t.Helper()
	o.codec = media.H264
	x := newStudio(t)
	x.WaitForRepairs(repairs)
	l := &line{studio: x.start(t), publisher: newPublisher(t, o), units: heavy(unitsOf(t, media.H264), bits), length: length}
	l.answer = l.publish(t, l.Server, recording)
	return l
}

func (l *line) play(t *testing.T) {
	l.send(t, l.units, l.length)
	if l.net.Rate == 0 {
		waitTaken(t, l.studio, l.publisher)
	}
}

// over ends as a browser does, and finalises.
func (l *line) over(t *testing.T) (record.Finalised, ingest.Event) {
	t.Helper()
	require.NoError(t, l.Delete(l.answer.Session))
	ended := l.end(t)
	lost, written := l.net.Lost()
	f := l.finalise(t, 1, nil)
	t.Logf("lost %d of %d packets; %+v; %d frames, %d damaged, %d packets missing, gaps %v",
		lost, written, l.Total(), f.Frames, f.DamagedFrames, f.MissingPackets, f.Gaps)
	return f, ended
}

func TestAlmostNothingIsMissingAfterRepairs(t *testing.T) {
	const length, frames = 6 * time.Second, 180
	cases := []struct {
		loss    float64
		burst   int
		bits    int
		missing int
	}{
		{0, 1, 2e6, 0},
		{0.02, 1, 2e6, 1}, {0.05, 1, 2e6, 1},
		{0.02, 1, 4e6, 1}, {0.05, 1, 4e6, 1},
		{0.02, 1, 8e6, 1}, {0.05, 1, 8e6, 1},
		{0.10, 3, 2e6, frames / 100},
	}
	for _, bits := range []int{2e6, 4e6, 8e6} { // alone and a few at a time: what is sent late is not what is asked for
		lines := map[int]*line{}
		var all sync.WaitGroup
		for i, c := range cases {
			if c.bits == bits {
				l := newLine(t, publishOptions{loss: c.loss, burst: c.burst}, c.bits, length, time.Second/2)
				all.Go(func() { l.play(t) })
				lines[i] = l
			}
		}
		all.Wait()
		for i, l := range lines {
			c := cases[i]
			t.Run(fmt.Sprintf("%g %% in %d at %g Mbit/s", c.loss*100, c.burst, float64(c.bits)/1e6), func(t *testing.T) {
				f, _ := l.over(t)
				require.GreaterOrEqual(t, f.Frames, frames-c.missing, "%v", f.Gaps)
				require.LessOrEqual(t, f.DamagedFrames, c.missing-frames+f.Frames)
				requireDecodes(t, f)
			})
		}
	}
}

func TestWhatAPublisherNeverRepairsIsToldHonestly(t *testing.T) {
	t.Parallel()
	l := newLine(t, publishOptions{loss: 0.02, deaf: true}, 2e6, 6*time.Second, time.Second/10)
	l.play(t)
	f, ended := l.over(t)
	require.Positive(t, f.MissingPackets)
	require.Positive(t, ended.Loss.Lost)
	require.Greater(t, f.DamagedFrames, 10)
	require.NotEmpty(t, f.Gaps)
	shown := media.Millis(0)
	for _, gap := range f.Gaps {
		if gap.Track == media.Video {
			require.Contains(t, []string{record.ReasonLoss, record.ReasonDamaged}, gap.Reason)
			shown -= gap.End - gap.Start
		}
	}
	shown += f.Take.Duration
	require.InDelta(t, int64(f.Frames)*1000/film.Rate, int64(shown), 200, "each stretch without pictures is a gap")
	require.GreaterOrEqual(t, l.Total().Keys, int64(5), "more key frames are asked for than one in two seconds")
	requireDecodes(t, f)
}

func TestTheFirstAndTheLastPicturesAreRepairedToo(t *testing.T) {
	t.Parallel()
	var seen sync.Map
	var from atomic.Uint32
	l := newLine(t, publishOptions{drop: func(h *rtp.Header) bool {
		if h.PayloadType == 111 {
			return false
		}
		first := from.CompareAndSwap(0, h.Timestamp)
		_, again := seen.LoadOrStore(h.SequenceNumber, true)
		pictures := (h.Timestamp - from.Load()) / 3000
		return !again && (first || pictures >= 88)
	}}, 1e6, 3*time.Second, 2*time.Second)
	l.play(t)
	f, _ := l.over(t)
	require.Equal(t, 90, f.Frames, "%v", f.Gaps)
	requireDecodes(t, f)
}

func TestLostSoundIsTakenFromThePacketAfterIt(t *testing.T) {
	t.Parallel()
	lost := 0
	l := newLine(t, publishOptions{red: true, drop: func(h *rtp.Header) bool {
		drop := h.PayloadType == redType && h.SequenceNumber%5 == 2
		if drop {
			lost++
		}
		return drop
	}}, 1e6, 2*time.Second, time.Second/2)
	l.play(t)
	f, _ := l.over(t)
	require.Greater(t, lost, 15)
	require.LessOrEqual(t, f.MissingPackets, 1, "the last one has none after it")
	_, audio := probe(t, f)
	require.InDelta(t, 100, audio.Packets, 3)
	require.Empty(t, f.Gaps)
}
