package record

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// FuzzJournal reads anything as a block of records, and lays out what frames it makes of them.
func FuzzJournal(f *testing.F) {
	for _, name := range []string{"testdata/chromium-h264.journal", "testdata/chromium-vp8.journal", "testdata/chromium-red.journal"} {
		b, err := os.ReadFile(name)
		require.NoError(f, err)
		for _, size := range []int{200, 4000, 20000} {
			f.Add(b[:size])
		}
	}
	f.Add(appendSmall(nil, Record{Kind: KindTrack, Stream: Stream{Track: packetOfTrack}}))
	f.Add(appendRTP(nil, 0, time.Second, []byte{0x80, 96, 0, 1}))
	f.Fuzz(func(t *testing.T, block []byte) {
		frames := make([][]sample, 300)
		s := &scan{out: func(lane int, f frame) error {
			if lane < len(frames) {
				frames[lane] = append(frames[lane], f.sample)
			}
			return nil
		}}
		records := Read(func(yield func([]byte, error) bool) { yield(block, nil) })
		if err := s.read(t.Context(), records); err != nil {
			require.ErrorIs(t, err, errRecord)
			return
		}
		var streams []heard
		for i, l := range s.lanes {
			if i < len(frames) {
				streams = append(streams, heard{stream: l.stream, samples: frames[i], reports: l.reports})
			}
		}
		l := lay(streams, 0)
		for _, list := range [][]placed{l.video, l.audio} {
			last := time.Duration(-1)
			for _, p := range list {
				require.Greater(t, p.dts, last)
				require.GreaterOrEqual(t, p.pts, p.dts)
				require.GreaterOrEqual(t, p.dur, time.Duration(0))
				last = p.dts
			}
		}
		for _, gap := range l.gaps {
			require.Greater(t, gap.End, gap.Start)
		}
	})
}

// FuzzPackets shapes frames from any payloads.
func FuzzPackets(f *testing.F) {
	f.Add(sps, pps, idr)
	f.Add(fragments(idr)[0], fragments(idr)[1], slice)
	f.Add([]byte{0x90, 0x80, 0x80, 0x01, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 1, 0, 1, 0}, []byte{0x10, 0x11}, []byte{24, 0, 2, 0x67, 0x42})
	f.Fuzz(func(t *testing.T, a, b, c []byte) {
		for _, s := range []shaper{&h264Shaper{}, &vp8Shaper{}} {
			for _, payloads := range [][][]byte{{a}, {a, b}, {a, b, c}} {
				data, key, broken, skip := s.shape(payloads)
				if key {
					require.NotEmpty(t, data)
					require.False(t, broken || skip)
				}
			}
		}
		sizeH264(a)
		opusTicks(b)
	})
}
