package align

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/av"
)

var opus = media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2}

// record codes a sound with so many bits per second as a take keeps it.
func record(t *testing.T, path string, mono []float32, bits int) {
	t.Helper()
	x, err := av.NewEncoder(av.Encoding{Codec: "libopus", SampleRate: 48000, Channels: 2, Bits: bits})
	require.NoError(t, err)
	defer x.Close()
	m, err := av.CreateMux(path, av.MP4, []av.MuxTrack{{Track: opus}})
	require.NoError(t, err)
	n := 0
	write := func(c av.Coded) error {
		at := time.Duration(n) * 20 * time.Millisecond
		n++
		return m.Write(av.Packet{PTS: at, DTS: at, Duration: 20 * time.Millisecond, Data: c.Data()})
	}
	const step = 960
	for at := 0; (at+step)/6 < len(mono); at += step {
		block := make([]float32, step)
		for i := range block {
			k, part := (at+i)/6, float32((at+i)%6)/6
			block[i] = mono[k]*(1-part) + mono[min(k+1, len(mono)-1)]*part
		}
		f, err := x.Sound(int64(at), block, block)
		require.NoError(t, err)
		require.NoError(t, x.Encode(f, write))
		f.Free()
	}
	require.NoError(t, m.Close())
}

func TestTakesAreHeardWhereTheyLieAndFoundThroughAnotherCodec(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	room := speech(21, 24*time.Second)
	cut := func(from, to time.Duration) []float32 { return room[samples(from):samples(to)] }
	record(t, filepath.Join(folder, "a.mp4"), room, 64000)
	record(t, filepath.Join(folder, "b1.mp4"), heard(22, cut(5*time.Second, 11*time.Second), 0.3, 0.004), 16000)
	record(t, filepath.Join(folder, "b2.mp4"), heard(23, cut(14*time.Second, 22*time.Second), 0.3, 0.004), 16000)
	open := func(name string) (io.ReaderAt, int64, error) {
		f, err := os.Open(filepath.Join(folder, name))
		if err != nil {
			return nil, 0, err
		}
		info, err := f.Stat()
		return f, info.Size(), err
	}
	a, err := Hear(t.Context(), []media.Take{{Number: 1, File: "a.mp4", Duration: 24000, Audio: &opus}}, open)
	require.NoError(t, err)
	b, err := Hear(t.Context(), []media.Take{
		{Number: 2, File: "b2.mp4", Start: 9000, Duration: 8000, Audio: &opus},
		{Number: 1, File: "b1.mp4", Duration: 6000, Audio: &opus},
		{Number: 3, File: "none", Start: 20000, Duration: 1000},
	}, open)
	require.NoError(t, err)
	require.Len(t, b, samples(17*time.Second))
	m := Sound(a, b)
	t.Logf("%+v", m)
	require.InDelta(t, 5*time.Second, m.Offset, float64(tight))
	require.GreaterOrEqual(t, m.Confidence, Sure)

	none, err := Hear(t.Context(), []media.Take{{Number: 1, File: "none", Duration: 1000}}, open)
	require.NoError(t, err)
	require.Empty(t, none)
}
