package ingest

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"

	"terugblik/media"
)

func TestAViewerWhoTakesNothingInMakesNobodyWait(t *testing.T) {
	t.Parallel()
	x := &session{recording: "r"}
	stuck, other := newViewer(nil, x, Guest{}), newViewer(nil, x, Guest{})
	require.NoError(t, x.audience.join(stuck))
	require.NoError(t, x.audience.join(other))
	for i := range 3 * viewerQueue {
		x.audience.packet(media.Video, []byte{byte(i)}) // would block for ever
		<-other.queue
	}
	require.True(t, stuck.behind.Load(), "she comes in again at a key frame")
	require.False(t, other.behind.Load())
	x.audience.leave(stuck)
	x.audience.leave(other)
	require.Nil(t, x.audience.viewers.Load(), "without viewers nothing is copied")
	x.audience.close()
	require.ErrorIs(t, x.audience.join(other), ErrNotLive)
}

func TestSoundThatComesTwiceGoesOutOnce(t *testing.T) {
	t.Parallel()
	opus := coding{codec: media.Opus, main: webrtc.RTPCodecParameters{PayloadType: 111}, twice: &webrtc.RTPCodecParameters{PayloadType: 63}}
	x := &session{choice: choice{audio: &opus}}
	v := newViewer(nil, x, Guest{})
	require.NoError(t, x.audience.join(v))
	doubled, err := (&rtp.Packet{
		Header:  rtp.Header{Version: 2, PayloadType: 63, SequenceNumber: 7},
		Payload: []byte{0x80 | 111, 0x0f, 0, 1, 111, 0xAA, 0xBB, 0xCC}, // one byte of 960 ticks before, then what is new
	}).Marshal()
	require.NoError(t, err)
	x.show(media.Audio, doubled)
	var out rtp.Packet
	require.NoError(t, out.Unmarshal((<-v.queue).raw))
	require.EqualValues(t, 111, out.PayloadType)
	require.EqualValues(t, 7, out.SequenceNumber)
	require.Equal(t, []byte{0xBB, 0xCC}, out.Payload)
	x.show(media.Audio, doubled[:14])
	require.Empty(t, v.queue, "what cannot be read is not played")
}

func TestWhatIsLeftOutLeavesNoHole(t *testing.T) {
	t.Parallel()
	key, rest := []byte{0x65, 1}, []byte{0x41, 1}
	g := gate{codec: media.H264}
	pass := func(seq uint16, payload []byte) (uint16, bool) {
		h := rtp.Header{SequenceNumber: seq}
		ok := g.pass(&h, payload)
		return h.SequenceNumber, ok
	}
	_, ok := pass(65530, rest)
	require.False(t, ok, "nothing can be shown yet")
	n, ok := pass(65534, key)
	require.True(t, ok)
	require.EqualValues(t, 65534, n)
	_, ok = pass(65533, rest)
	require.False(t, ok, "of before she came in")
	n, _ = pass(1, rest)
	require.EqualValues(t, 1, n, "the publisher's own hole stays")
	n, _ = pass(65535, rest)
	require.EqualValues(t, 65535, n, "and its repair finds it")
	_, ok = pass(2, nil)
	require.False(t, ok, "padding")
	g.shut()
	_, ok = pass(50, rest)
	require.False(t, ok)
	n, _ = pass(100, key)
	require.EqualValues(t, 2, n, "on from where it stopped")
	n, _ = pass(101, rest)
	require.EqualValues(t, 3, n)
}

func TestPlacesInATakeFollowTheSendersClockAndItsHoles(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		speed float64 // of the sender's clock
		hole  time.Duration
		want  time.Duration // how far off at most
	}{
		"steady":     {1, 0, time.Millisecond},
		"fast":       {1.005, 0, 30 * time.Millisecond},
		"slow":       {0.995, 0, 30 * time.Millisecond},
		"stood once": {1, 3 * time.Second, 25 * time.Millisecond},
	} {
		var p pace
		noise := rand.New(rand.NewPCG(1, 2))
		zero := time.Now()
		const base = uint32(0xFFFFF000) // wraps at once
		var real time.Duration
		for i := range 120 * 30 {
			taken := time.Duration(i) * time.Second / 30
			ts := base + uint32(float64(taken)*c.speed/float64(time.Second)*videoRate)
			real = taken
			if taken > 60*time.Second {
				real += c.hole // the clock stood while the world went on
			}
			at := zero.Add(real + time.Duration(noise.IntN(15))*time.Millisecond)
			if i == 0 {
				at = zero
				p.begin(ts, at)
			}
			p.see(ts, at)
		}
		mark, ok := p.now()
		require.True(t, ok)
		require.InDelta(t, real.Milliseconds(), int64(mark.At), float64(c.want.Milliseconds()), name)
	}
}
