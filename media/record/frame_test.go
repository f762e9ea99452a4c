package record

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var (
	sps   = []byte{0x67, 0x42, 0xc0, 0x20, 0x8c, 0x8d, 0x40, 0x28, 0x02, 0xdd, 0x35, 0x06, 0x06, 0x06, 0x07, 0x84, 0x42, 0x35} // 1280x720, from OpenH264
	pps   = []byte{0x68, 0xce, 0x3c, 0x80}
	idr   = []byte{0x65, 0xb8, 1, 2, 3}
	idr2  = []byte{0x65, 0x38, 1, 2, 3} // first_mb_in_slice is not 0
	slice = []byte{0x61, 0xe0, 4, 5, 6}
)

// units joins NAL units as Annex B.
func units(list ...[]byte) (b []byte) {
	for _, u := range list {
		b = append(append(b, 0, 0, 0, 1), u...)
	}
	return b
}

func fragments(nal []byte) [][]byte {
	half := len(nal) / 2
	head := nal[0]&0xe0 | 28
	return [][]byte{
		append([]byte{head, 0x80 | nal[0]&31}, nal[1:half]...),
		append([]byte{head, 0x40 | nal[0]&31}, nal[half:]...),
	}
}

func TestH264FramesInAllTheirPackings(t *testing.T) {
	t.Parallel()
	aggregate := append([]byte{24, 0, byte(len(sps))}, sps...)
	aggregate = append(append(aggregate, 0, byte(len(pps))), pps...)
	cases := []struct {
		name    string
		before  [][]byte // a frame of its own before it
		packets [][]byte
		data    []byte
		key     bool
		broken  bool
	}{
		{"one packet each", nil, [][]byte{sps, pps, idr}, units(sps, pps, idr), true, false},
		{"aggregated", nil, [][]byte{aggregate, idr}, units(sps, pps, idr), true, false},
		{"fragmented", nil, append([][]byte{sps, pps}, fragments(idr)...), units(sps, pps, idr), true, false},
		{"several slices", nil, [][]byte{sps, pps, idr, idr2}, units(sps, pps, idr, idr2), true, false},
		{"parameter sets earlier", [][]byte{sps, pps}, [][]byte{idr}, units(sps, pps, idr), true, false},
		{"no parameter sets", nil, [][]byte{idr}, nil, false, true},
		{"first slice missing", [][]byte{sps, pps}, [][]byte{idr2}, nil, false, true},
		{"first fragment missing", [][]byte{sps, pps}, fragments(idr)[1:], nil, false, true},
		{"last fragment missing", [][]byte{sps, pps}, fragments(idr)[:1], nil, false, true},
		{"fragments interrupted", [][]byte{sps, pps}, [][]byte{fragments(idr)[0], slice}, nil, false, true},
		{"aggregate cut short", nil, [][]byte{aggregate[:len(aggregate)-1]}, nil, false, true},
		{"unknown packing", nil, [][]byte{{30, 1, 2}}, nil, false, true},
		{"no key", [][]byte{sps, pps}, [][]byte{slice}, units(slice), false, false},
	}
	for _, c := range cases {
		h := &h264Shaper{}
		if c.before != nil {
			_, _, _, skip := h.shape(c.before)
			require.True(t, skip, c.name)
		}
		data, key, broken, skip := h.shape(c.packets)
		require.False(t, skip, c.name)
		require.Equal(t, c.broken, broken, c.name)
		require.Equal(t, c.key, key, c.name)
		if !broken {
			require.Equal(t, c.data, data, c.name)
		}
	}
	width, height, ok := sizeH264(sps)
	require.True(t, ok)
	require.Equal(t, [2]int{1280, 720}, [2]int{width, height})
}

func TestPacketsComeOutInOrderOnce(t *testing.T) {
	t.Parallel()
	type result struct{ seq, lost int64 }
	ms := time.Millisecond
	cases := []struct {
		name string
		in   []packet
		want []result
	}{
		{"in order", []packet{{seq: 5}, {seq: 6, arrival: 400 * ms}, {seq: 7, arrival: 500 * ms}}, []result{{5, 0}, {6, 0}, {7, 0}}},
		{"overtaken at the start", []packet{{seq: 6}, {seq: 5, arrival: ms}, {seq: 7, arrival: 500 * ms}}, []result{{5, 0}, {6, 0}, {7, 0}}},
		{"twice", []packet{{seq: 5}, {seq: 5}, {seq: 6, arrival: 400 * ms}, {seq: 5, arrival: 401 * ms}, {seq: 6, arrival: 402 * ms}}, []result{{5, 0}, {6, 0}}},
		{"repaired late", []packet{{seq: 5}, {seq: 7, arrival: 400 * ms}, {seq: 6, arrival: 4000 * ms}}, []result{{5, 0}, {6, 0}, {7, 0}}},
		{"never repaired", []packet{{seq: 5}, {seq: 8, arrival: 400 * ms}, {seq: 9, arrival: 6000 * ms}}, []result{{5, 0}, {8, 2}, {9, 0}}},
		{"too late", []packet{{seq: 5}, {seq: 7, arrival: 400 * ms}, {seq: 8, arrival: 6000 * ms}, {seq: 6, arrival: 6001 * ms}}, []result{{5, 0}, {7, 1}, {8, 0}}},
		{"hole at the end", []packet{{seq: 5}, {seq: 7, arrival: 400 * ms}}, []result{{5, 0}, {7, 1}}},
	}
	for _, c := range cases {
		var got []result
		o := order{out: func(p packet, lost int64) { got = append(got, result{p.seq, lost}) }}
		for _, p := range c.in {
			o.add(p)
		}
		o.flush()
		require.Equal(t, c.want, got, c.name)
	}
}

func TestCountersGoOnBeyondTheirWrap(t *testing.T) {
	t.Parallel()
	e := extender{bits: 16}
	start := e.next(65534)
	require.Equal(t, start+1, e.next(65535))
	require.Equal(t, start+2, e.next(0))
	require.Equal(t, start-3, e.next(65531), "late")
	require.Equal(t, start+3, e.next(1))
	require.Equal(t, start+3+20000, e.next(20001), "a jump ahead")
	// A sender that starts anew far behind is followed after a while.
	last := int64(0)
	for v := uint32(2000); v < 2100; v++ {
		last = e.next(v)
	}
	require.Greater(t, last, start+3+20000)
}

func TestPicturesOutOfOrderGetRisingDecodeTimes(t *testing.T) {
	t.Parallel()
	at := func(frames ...int) (out []span) {
		for _, n := range frames {
			s := span{dropped: -1}
			s.pts = time.Duration(n) * time.Second / 30
			out = append(out, s)
		}
		return out
	}
	spans := at(0, 3, 1, 2, 6, 4, 5)
	decodeTimes(spans)
	last := time.Duration(-1)
	for _, s := range spans {
		require.Greater(t, s.dts, last)
		require.GreaterOrEqual(t, s.pts, s.dts)
		require.GreaterOrEqual(t, s.dts, time.Duration(0))
		last = s.dts
	}
	require.Equal(t, 3*time.Second/30, spans[1].pts, "when a picture is shown does not move")
}

func TestOpusLengths(t *testing.T) {
	t.Parallel()
	for first, want := range map[byte]int64{0xfc: 960, 0xf8: 960, 0xe0: 120, 0x18: 2880, 0x60: 480, 0xfd: 1920} {
		require.Equal(t, want, opusTicks([]byte{first, 0}), "%#x", first)
	}
	require.Zero(t, opusTicks(nil))
	require.Zero(t, opusTicks([]byte{0x1b, 63}), "more than 120 ms")
	require.Zero(t, opusTicks([]byte{0xff}))
}
