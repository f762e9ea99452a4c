package record

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/av"
	"terugblik/media/film"
	"terugblik/media/library"
)

// replay seals a recorded journal anew.
func replay(t testing.TB, path string) written {
	t.Helper()
	plain, err := os.ReadFile(path)
	require.NoError(t, err)
	l := openLibrary(t)
	log, err := l.Append(t.Context(), testRecording, "001")
	require.NoError(t, err)
	for len(plain) > 0 {
		end := 0
		for end < len(plain) && end < 8<<10 { // about as much as comes in a moment
			_, rest, err := parse(plain[end:])
			require.NoError(t, err)
			end = len(plain) - len(rest)
		}
		require.NoError(t, log.Append(plain[:end]))
		plain = plain[end:]
	}
	require.NoError(t, log.Close())
	file, key, err := l.OpenLog(t.Context(), testRecording, "001")
	require.NoError(t, err)
	t.Cleanup(func() { _ = file.Close() })
	return written{file, key}
}

func TestJournalsOfChromiumBecomeGoodFiles(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name   string
		codec  media.Codec
		frames int
		length media.Millis
	}{
		{"chromium-h264", media.H264, 138, 6075},
		{"chromium-vp8", media.VP8, 111, 6108},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			j := replay(t, filepath.Join("testdata", c.name+".journal"))
			f, err := Finalise(t.Context(), j.input(1), t.TempDir())
			require.NoError(t, err)
			require.Equal(t, c.frames, f.Frames)
			require.Equal(t, c.codec, f.Take.Video.Codec)
			require.Equal(t, [2]int{320, 180}, [2]int{f.Take.Video.Width, f.Take.Video.Height})
			require.InDelta(t, int64(c.length), int64(f.Take.Duration), 1)
			require.Empty(t, f.Gaps)
			require.Zero(t, f.DamagedFrames+f.MissingPackets)
			require.Equal(t, "ended", f.Reason)
			streams, err := av.ProbeFile(f.Path)
			require.NoError(t, err)
			require.Len(t, streams, 2)
			require.True(t, streams[0].FirstKey)
			require.Equal(t, c.frames, streams[0].Packets)
			require.InDelta(t, f.Take.Duration.Duration().Seconds(), streams[0].Header.Seconds(), 0.002)
			require.InDelta(t, streams[0].End.Seconds(), streams[1].End.Seconds(), 0.2)
		})
	}
}

func TestATornJournalLosesItsEndAndNothingElse(t *testing.T) {
	t.Parallel()
	j := replay(t, "testdata/chromium-h264.journal")
	whole, err := os.ReadFile(j.file.Name())
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(3, 4))
	last := time.Duration(0)
	cuts := []int{0, 1, 11, 100}
	for range 40 {
		cuts = append(cuts, rng.IntN(len(whole)))
	}
	for _, cut := range cuts {
		in := Input{Journal: bytes.NewReader(whole[:cut]), Key: j.key, Take: 1}
		f, err := Finalise(t.Context(), in, t.TempDir())
		if cut < len(whole)/5 && err != nil {
			require.ErrorIs(t, err, media.ErrNoMedia)
			continue
		}
		require.NoError(t, err, "cut at %d of %d", cut, len(whole))
		require.Empty(t, f.Reason)
		share := float64(cut) / float64(len(whole))
		require.Greater(t, f.Take.Duration.Duration().Seconds(), 6.1*share-1.5)
		last = max(last, f.Take.Duration.Duration())
	}
	require.Greater(t, last, 5*time.Second)
}

func TestDamageInTheMiddleIsAGap(t *testing.T) {
	t.Parallel()
	j := replay(t, "testdata/chromium-h264.journal")
	whole, err := os.ReadFile(j.file.Name())
	require.NoError(t, err)
	whole[len(whole)/2] ^= 1
	f, err := Finalise(t.Context(), Input{Journal: bytes.NewReader(whole), Key: j.key, Take: 1}, t.TempDir())
	require.NoError(t, err)
	require.NotEmpty(t, f.Gaps)
	require.InDelta(t, 6075, int64(f.Take.Duration), 50)
	require.Equal(t, "ended", f.Reason)
}

func TestAJournalWithoutAPictureOrSoundIsNoMedia(t *testing.T) {
	t.Parallel()
	empty := journal(t, func(*Writer) {})
	_, err := Finalise(t.Context(), empty.input(1), t.TempDir())
	require.ErrorIs(t, err, media.ErrNoMedia)
	noise := journal(t, func(w *Writer) {
		n, err := w.AddTrack(packetOfTrack, 1, 96, "")
		require.NoError(t, err)
		for i := range 1000 {
			require.NoError(t, w.WriteRTP(n, began.Add(time.Duration(i)*time.Millisecond), []byte{0x80, 96, 0, byte(i), 0, 0, 0, 0, 0, 0, 0, 1, 0x61, 0xe0}))
		}
	})
	dir := t.TempDir()
	_, err = Finalise(t.Context(), noise.input(1), dir)
	require.ErrorIs(t, err, media.ErrNoMedia)
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestFinaliseStopsWhenItIsToldTo(t *testing.T) {
	t.Parallel()
	j := replay(t, "testdata/chromium-vp8.journal")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Finalise(ctx, j.input(1), t.TempDir())
	require.ErrorIs(t, err, context.Canceled)
	_, err = Finalise(t.Context(), Input{Journal: j.file, Key: library.Key{9}, Take: 1}, t.TempDir())
	require.ErrorIs(t, err, library.ErrWrongKey)
}

func TestALaterTakeStandsAtItsWallClock(t *testing.T) {
	t.Parallel()
	j := replay(t, "testdata/chromium-h264.journal")
	first, err := Finalise(t.Context(), j.input(1), t.TempDir())
	require.NoError(t, err)
	zero := first.ZeroAt.Add(-83*time.Second - 400*time.Microsecond)
	in := j.input(2)
	in.Zero = &zero
	second, err := Finalise(t.Context(), in, t.TempDir())
	require.NoError(t, err)
	require.Equal(t, media.Millis(83000), second.Take.Start)
	require.Equal(t, "takes/002.mp4", second.Take.File)
	require.Equal(t, zero, second.ZeroAt)
	// A zero that was stored within the take does not move: what came before it is left out.
	in = j.input(1)
	within := first.ZeroAt.Add(1500 * time.Millisecond)
	in.Zero = &within
	later, err := Finalise(t.Context(), in, t.TempDir())
	require.NoError(t, err)
	require.Less(t, later.Frames, first.Frames-30)
	require.GreaterOrEqual(t, later.Take.Start, media.Millis(0))
}

func TestMadeFilmBecomesAJournalLikeAnyOther(t *testing.T) {
	t.Parallel()
	for _, codec := range []media.Codec{media.H264, media.VP8} {
		j := journal(t, func(w *Writer) {
			feed, err := NewFeed(w, codec)
			require.NoError(t, err)
			pattern := film.Pattern{Width: 320, Height: 180}
			require.NoError(t, film.Encode(t.Context(), pattern, 5000, film.Coding{Video: codec}, func(u film.Unit) error {
				return feed.Write(u.Kind, u.At, u.Data)
			}))
		})
		f, err := Finalise(t.Context(), j.input(1), t.TempDir())
		require.NoError(t, err)
		require.Equal(t, 150, f.Frames)
		require.Empty(t, f.Gaps)
		require.InDelta(t, 5000, int64(f.Take.Duration), 25)
		require.Equal(t, began, f.ZeroAt)
	}
}
