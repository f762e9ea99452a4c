package master_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/align"
	"terugblik/media/av"
	"terugblik/media/film"
	"terugblik/media/master"
	"terugblik/media/transcode"
)

const length = media.Millis(20_000)

// filmed is what happened in the room, as the browser coded it for one of its ways out.
func filmed(t testing.TB, width, height, bits int) []film.Unit {
	t.Helper()
	var units []film.Unit
	clip := film.Room{Pattern: film.Pattern{Width: width, Height: height}}
	require.NoError(t, film.Encode(t.Context(), clip, length, film.Coding{Video: media.VP8, Bits: bits}, func(u film.Unit) error {
		u.Data = bytes.Clone(u.Data)
		units = append(units, u)
		return nil
	}))
	return units
}

// live writes what came over the network from one time to another as finalising does, its first picture at start.
func live(t testing.TB, number int, units []film.Unit, from, to time.Duration, start media.Millis, lost func(film.Unit) bool) media.Take {
	t.Helper()
	take := media.Take{
		Number: number, Start: start, Duration: media.MillisOf(to - from), Source: "live", File: filepath.Join(t.TempDir(), "live.webm"),
		Video: &media.Track{Kind: media.Video, Codec: media.VP8, ClockRate: 90000, Width: 320, Height: 180},
		Audio: &media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2},
	}
	m, err := av.CreateMux(take.File, av.WebM, []av.MuxTrack{{Track: *take.Video}, {Track: *take.Audio}})
	require.NoError(t, err)
	for i, u := range units {
		if u.At < from || u.At >= to || lost(u) {
			continue
		}
		at := u.At - from
		track := 1
		if u.Kind == media.Video {
			track = 0
			if at > 0 {
				at += time.Duration(i%5-2) * time.Millisecond // as clocks of networks tell it
			}
		}
		require.NoError(t, m.Write(av.Packet{Track: track, PTS: at, DTS: at, Duration: u.Duration, Key: u.Data[0]&1 == 0, Data: u.Data}))
	}
	require.NoError(t, m.Close())
	return take
}

// device writes what the device kept, from a time on.
func device(t testing.TB, units []film.Unit, from, to time.Duration) []byte {
	t.Helper()
	var out bytes.Buffer
	r, err := film.NewRecorder(&out, 640, 360)
	require.NoError(t, err)
	for _, u := range units {
		if u.At >= from && u.At < to {
			require.NoError(t, r.Write(u, u.At-from))
		}
	}
	return out.Bytes()
}

func open(file string) (io.ReaderAt, int64, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	return f, info.Size(), err
}

func input(t testing.TB, kept []byte, guess *time.Duration, takes ...media.Take) master.Input {
	t.Helper()
	in := master.Input{File: bytes.NewReader(kept), Size: int64(len(kept)), Guess: guess}
	for _, take := range takes {
		r, size, err := open(take.File)
		require.NoError(t, err)
		in.Live = append(in.Live, master.Live{Take: take, File: r, Size: size})
	}
	return in
}

// watchable makes the version that is watched, and reads the number of each picture and the sound from it.
func watchable(t testing.TB, takes []media.Take, gaps []media.Gap) (numbers []int, sound []float32) {
	t.Helper()
	shape, err := transcode.Measure(t.Context(), takes, open)
	require.NoError(t, err)
	plan, err := transcode.Make(takes, gaps, shape)
	require.NoError(t, err)
	folder := t.TempDir()
	_, err = transcode.Run(t.Context(), plan, open, folder, func(media.Millis) {})
	require.NoError(t, err)
	decode(t, folder, plan.Ladder[0].Name, func(f *av.Frame) {
		img, err := f.Image()
		require.NoError(t, err)
		n, _, ok := film.ReadPattern(img)
		if !ok {
			n = -1
		}
		numbers = append(numbers, n)
	})
	decode(t, folder, "audio", func(f *av.Frame) {
		c, err := f.Channel(0)
		require.NoError(t, err)
		sound = append(sound, c...)
	})
	return numbers, sound
}

func decode(t testing.TB, folder, name string, each func(*av.Frame)) {
	t.Helper()
	list, err := os.ReadFile(filepath.Join(folder, name+".m3u8"))
	require.NoError(t, err)
	var all []byte
	for line := range strings.Lines(string(list)) {
		line = strings.TrimSpace(line)
		if uri, ok := strings.CutPrefix(line, `#EXT-X-MAP:URI="`); ok {
			line = strings.TrimSuffix(uri, `"`)
		}
		if line != "" && line[0] != '#' {
			part, err := os.ReadFile(filepath.Join(folder, line))
			require.NoError(t, err)
			all = append(all, part...)
		}
	}
	s, err := av.Open(bytes.NewReader(all), int64(len(all)))
	require.NoError(t, err)
	defer func() { _ = s.Close() }()
	d, err := s.Decoder(0, false)
	require.NoError(t, err)
	defer d.Close()
	take := func(f *av.Frame) error { each(f); return nil }
	for {
		_, err := s.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		require.NoError(t, d.Decode(s, take))
	}
	require.NoError(t, d.Flush(take))
}

func nothing(film.Unit) bool { return false }

func TestWhatTheNetworkLostComesBackAndEveryPictureStaysOnItsTime(t *testing.T) {
	t.Parallel()
	units := filmed(t, 320, 180, 300_000)
	lost := func(u film.Unit) bool { return u.At >= 5*time.Second && u.At < 8*time.Second }
	// The second take is 150 ms late by its clock; two seconds lie between the two, and three are lost inside of the first.
	first := live(t, 1, units, 2*time.Second, 10*time.Second, 0, lost)
	second := live(t, 2, units, 12*time.Second, 20*time.Second, 10_150, nothing)
	gaps := []media.Gap{
		{Start: 3000, End: 6000, Track: media.Video, Reason: "loss"}, {Start: 3000, End: 6000, Track: media.Audio, Reason: "loss"},
		{Start: 8000, End: 10150, Track: media.Video, Reason: "between_takes"},
	}
	before, _ := watchable(t, []media.Take{first, second}, gaps)

	bytes := device(t, filmed(t, 640, 360, 2_000_000), 0, 20*time.Second)
	guess := -2*time.Second + 1700*time.Millisecond // the request waited
	kept, err := master.Check(t.Context(), input(t, bytes, &guess, first, second))
	require.NoError(t, err)
	require.Equal(t, "picture", kept.By)
	require.Equal(t, "webm", kept.Ext)
	require.Empty(t, kept.Timing.Fills)
	require.Empty(t, kept.Gaps)
	require.Equal(t, media.Millis(0), kept.Take.Start)
	require.InDelta(t, 2000, int64(kept.Take.Lead), 5)
	require.InDelta(t, 18_150, int64(kept.Take.Duration), 40)
	require.Equal(t, [2]int{640, 360}, [2]int{kept.Take.Video.Width, kept.Take.Video.Height})

	take := kept.Take
	take.Number, take.Source, take.Timing, take.File = 3, "device", &kept.Timing, filepath.Join(t.TempDir(), "device.webm")
	require.NoError(t, os.WriteFile(take.File, bytes, 0o600))
	after, sound := watchable(t, []media.Take{first, second, take}, gaps)
	require.InDelta(t, len(before), len(after), 1)
	for n := range min(len(before), len(after)) {
		at := float64(n) / film.Rate
		switch {
		case at < 2.95 || at > 6.05 && at < 7.95 || at > 10.2: // seen live: marks lie there
			require.Equal(t, before[n], after[n], "picture %d", n)
		case at > 3 && at < 6: // lost: now it is there, at its time
			require.InDelta(t, n+60, after[n], 1, "picture %d", n)
		case at > 8.05 && at < 10:
			require.GreaterOrEqual(t, after[n], after[n-1])
			require.InDelta(t, n+60, after[n], 6, "picture %d", n)
		}
	}
	require.Equal(t, 5*film.Rate-1, before[100], "without the device the last picture was held")
	heard(t, sound, 0, 8*time.Second, 2*time.Second)
	heard(t, sound, 3*time.Second, 3*time.Second, 5*time.Second)
	heard(t, sound, 11*time.Second, 6*time.Second, 12*time.Second+850*time.Millisecond)
}

// heard requires the sound of the room from a time on at a time of the recording, within 20 ms.
func heard(t testing.TB, sound []float32, at, length, from time.Duration) {
	t.Helper()
	slow := func(x []float32, at time.Duration) []float32 {
		out := make([]float32, int(length.Seconds()*align.Rate))
		for i := range out {
			first := int(at.Seconds()*48000) + i*6
			for _, v := range x[min(first, len(x)):min(first+6, len(x))] {
				out[i] += v / 6
			}
		}
		return out
	}
	all := make([]float32, 48000*20)
	film.Room{}.Sound(0, all)
	m := align.SoundNear(slow(all, from), slow(sound, at), 0, time.Second)
	require.GreaterOrEqual(t, m.Confidence, align.Sure, "at %s", at)
	require.InDelta(t, 0, float64(m.Offset), float64(20*time.Millisecond), "at %s", at)
}

func TestAFileWithoutALiveTakeSetsTheClock(t *testing.T) {
	t.Parallel()
	units := filmed(t, 320, 180, 300_000)
	whole := device(t, units, 0, 5*time.Second)
	kept, err := master.Check(t.Context(), input(t, whole, nil))
	require.NoError(t, err)
	require.Equal(t, media.Millis(0), kept.Take.Start)
	require.InDelta(t, 5000, int64(kept.Take.Duration), 40)
	torn, err := master.Check(t.Context(), input(t, whole[:len(whole)*9/10], nil))
	require.NoError(t, err, "the tab was closed in the middle of a chunk")
	require.Less(t, torn.Take.Duration, media.Millis(4950))
	require.Greater(t, torn.Take.Duration, media.Millis(3500))
}

func TestWhatAFileLacksItselfIsTakenFromWhatCameLive(t *testing.T) {
	t.Parallel()
	units := filmed(t, 320, 180, 300_000)
	one := live(t, 1, units, 0, 12*time.Second, 0, nothing)
	var out bytes.Buffer
	r, err := film.NewRecorder(&out, 320, 180)
	require.NoError(t, err)
	for _, u := range units { // the camera stalls, the microphone stalls, the camera ends before the microphone
		camera, microphone := u.At >= 3*time.Second && u.At < 5*time.Second || u.At >= 9*time.Second, u.At >= 6*time.Second && u.At < 8*time.Second
		if u.At < 12*time.Second && (u.Kind == media.Video && !camera || u.Kind == media.Audio && !microphone) {
			require.NoError(t, r.Write(u, u.At))
		}
	}
	guess := time.Duration(0)
	kept, err := master.Check(t.Context(), input(t, out.Bytes(), &guess, one))
	require.NoError(t, err)
	require.InDelta(t, 12_000, int64(kept.Take.Duration), 40)
	want := []media.Span{{Start: 3000, End: 5000}, {Start: 9000, End: 12_000}, {Start: 6000, End: 8000}}
	require.Len(t, kept.Timing.Holes, len(want))
	for i, w := range want {
		require.InDelta(t, int64(w.Start), int64(kept.Timing.Holes[i].Start), 60, "%+v", kept.Timing.Holes)
		require.InDelta(t, int64(w.End), int64(kept.Timing.Holes[i].End), 60, "%+v", kept.Timing.Holes)
	}
}

func TestWhatFitsNowhereFillsOnlyWhatIsMissing(t *testing.T) {
	t.Parallel()
	units := filmed(t, 320, 180, 300_000)
	one := live(t, 1, units, 0, 4*time.Second, 0, nothing)
	other := device(t, units, 10*time.Second, 18*time.Second) // another moment, whatever it says
	guess := time.Duration(0)
	kept, err := master.Check(t.Context(), input(t, other, &guess, one))
	require.NoError(t, err)
	require.Equal(t, "clock", kept.By)
	require.Len(t, kept.Timing.Fills, 1)
	require.Equal(t, media.Millis(0), kept.Timing.Fills[0].Start)
}

func TestWhatIsNoFilmIsRefused(t *testing.T) {
	t.Parallel()
	units := filmed(t, 320, 180, 300_000)
	whole := device(t, units, 0, 2*time.Second)
	for name, c := range map[string]struct {
		bytes []byte
		want  error
	}{
		"words":            {[]byte(strings.Repeat("geen film ", 1000)), media.ErrNotFilm},
		"a head, no body":  {whole[:300], media.ErrNotFilm},
		"a playlist":       {[]byte("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"), media.ErrNotFilm},
		"zeros":            {make([]byte, 100_000), media.ErrNotFilm},
		"nothing but head": {whole[:200], media.ErrNotFilm},
	} {
		_, err := master.Check(t.Context(), input(t, c.bytes, nil))
		require.Error(t, err, name)
		require.True(t, errors.Is(err, c.want) || errors.Is(err, media.ErrNoMedia), "%s: %v", name, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := master.Check(ctx, input(t, whole, nil))
	require.ErrorIs(t, err, context.Canceled)
}
