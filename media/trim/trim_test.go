package trim_test

import (
	"bytes"
	"context"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/av"
	"terugblik/media/film"
	"terugblik/media/trim"
)

const rate = film.Rate

var pattern = film.Pattern{Width: 320, Height: 180}

// frames decodes a film and gives the numbers that its pictures show, by their time in milliseconds.
func frames(t *testing.T, path string) (shown map[int]media.Millis, sounds map[media.Millis]bool) {
	t.Helper()
	src, err := av.OpenFile(path)
	require.NoError(t, err)
	defer func() { require.NoError(t, src.Close()) }()
	video := src.First(media.Video)
	shown, sounds = map[int]media.Millis{}, map[media.Millis]bool{}
	var d *av.Decoder
	if video >= 0 {
		d, err = src.Decoder(video, false)
		require.NoError(t, err)
		defer d.Close()
	}
	see := func(f *av.Frame) error {
		img, err := f.Image()
		require.NoError(t, err)
		n, _, ok := film.ReadPattern(img)
		require.True(t, ok, "a picture at %s that is not whole", f.Time())
		shown[n] = media.MillisOf(f.Time())
		return nil
	}
	for {
		p, err := src.Next()
		if err != nil {
			break
		}
		if p.Track == video {
			require.NoError(t, d.Decode(src, see))
		} else {
			sounds[media.MillisOf(p.PTS)] = len(bytes.Trim(src.Data(), "\x00")) > 0
		}
	}
	if d != nil {
		require.NoError(t, d.Flush(see))
	}
	return shown, sounds
}

// webm is what a recorder of a browser keeps.
func webm(t *testing.T, seconds int) string {
	t.Helper()
	var out bytes.Buffer
	r, err := film.NewRecorder(&out, 320, 180)
	require.NoError(t, err)
	coding := film.Coding{Video: media.VP8, Bits: 400_000}
	require.NoError(t, film.Encode(t.Context(), pattern, media.Millis(seconds*1000), coding, func(u film.Unit) error {
		return r.Write(u, u.At)
	}))
	path := filepath.Join(t.TempDir(), "device.webm")
	require.NoError(t, os.WriteFile(path, out.Bytes(), 0o600))
	return path
}

// camera is a film of a camera: of the container of that name, with the options given to ffmpeg.
func camera(t *testing.T, name string, options ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	args := append([]string{"-v", "error", "-i", webm(t, 12)}, options...)
	out, err := exec.CommandContext(t.Context(), "ffmpeg", append(args, path)...).CombinedOutput()
	require.NoError(t, err, string(out))
	return path
}

func cut(t *testing.T, path string, take media.Take, from, to media.Millis) (trim.Cut, string, error) {
	t.Helper()
	in, err := os.Open(path)
	require.NoError(t, err)
	defer func() { require.NoError(t, in.Close()) }()
	info, err := in.Stat()
	require.NoError(t, err)
	out := filepath.Join(t.TempDir(), "cut")
	done, err := trim.Film(t.Context(), take, in, info.Size(), from, to, out)
	return done, out, err
}

func whole() media.Take {
	return media.Take{Number: 1, Video: &media.Track{Kind: media.Video}, Audio: &media.Track{Kind: media.Audio}, Duration: 12_000}
}

// TestNothingOfAStretchStaysAndAllElseStaysAsItWas reads the number off every picture of films of several makers, before
// and after.
func TestNothingOfAStretchStaysAndAllElseStaysAsItWas(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]string{
		"device.webm": {"-c", "copy"},
		"phone.mp4":   {"-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "45", "-c:a", "aac"},
		"phone.mov":   {"-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:keyint=40", "-c:a", "aac"},
		"camera.avi":  {"-c:v", "mjpeg", "-q:v", "3", "-c:a", "pcm_s16le"},
		"camcord.mts": {"-c:v", "libx264", "-preset", "ultrafast", "-g", "15", "-c:a", "ac3"},
		"camera.mkv":  {"-c:v", "libx264", "-preset", "ultrafast", "-g", "30", "-c:a", "flac"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := camera(t, name, options...)
			before, heard := frames(t, path)
			require.Len(t, before, 12*rate)
			done, out, err := cut(t, path, whole(), 5000, 7000)
			require.NoError(t, err)
			require.LessOrEqual(t, done.Gone.Start, media.Millis(5000))
			require.GreaterOrEqual(t, done.Gone.End, media.Millis(7000))
			require.Less(t, done.Gone.End-done.Gone.Start, media.Millis(6000))
			after, left := frames(t, out)
			for n, at := range after {
				require.InDelta(t, int64(before[n]), int64(at), 1, "picture %d stays where it was", n)
			}
			gone := 0
			for n, at := range before {
				_, there := after[n]
				outside := at < done.Gone.Start-34 || at >= done.Gone.End
				require.False(t, there && at+33 > 5000 && at < 7000, "picture %d at %d", n, at)
				if outside {
					require.True(t, there, "picture %d at %d lies outside %v", n, at, done.Gone)
				} else {
					gone++
				}
			}
			require.Greater(t, gone, 2*rate)
			for at, loud := range left {
				inside := at >= done.Gone.Start && at < done.Gone.End
				require.False(t, inside && loud, "sound at %d", at)
			}
			for at, loud := range heard {
				if outside := at < done.Gone.Start-1100 || at > done.Gone.End+1100; outside && name != "camera.avi" { // samples have no packets of their own
					require.Equal(t, loud, left[at], "sound at %d", at)
				}
			}
		})
	}
}

func TestAStretchAtAnEndAndAllOfIt(t *testing.T) {
	t.Parallel()
	path := webm(t, 6)
	take := whole()
	take.Duration, take.Start, take.Lead = 6000, 1000, 500 // zero of the file lies at 0.5 s of the recording
	done, out, err := cut(t, path, take, 5000, 9000)
	require.NoError(t, err)
	require.Equal(t, media.Millis(9100), done.Gone.End, "the film ends before")
	after, _ := frames(t, out)
	for n, at := range after {
		require.Less(t, at, media.Millis(4400), n)
	}
	require.Greater(t, len(after), 4*rate)

	done, out, err = cut(t, path, take, 0, 2000)
	require.NoError(t, err)
	require.Equal(t, media.Millis(2500), done.Gone.End, "the next key picture, each two seconds")
	after, _ = frames(t, out)
	require.NotContains(t, after, 59)
	require.Equal(t, media.Millis(2000), after[60], "the clock stays")

	done, out, err = cut(t, path, take, 0, 20_000)
	require.NoError(t, err)
	require.Zero(t, done.Left)
	require.NoFileExists(t, out)

	take.Video = nil
	done, out, err = cut(t, path, take, 2000, 3000)
	require.NoError(t, err)
	require.Equal(t, media.Span{Start: 1900, End: 3100}, done.Gone, "sound alone needs no key picture")
	_, left := frames(t, out)
	require.NotContains(t, left, media.Millis(1500))
}

// live is what the server makes of six seconds that came over the network, of which the sound begins later.
func live(t *testing.T, later time.Duration) string {
	t.Helper()
	var packets []av.Packet
	require.NoError(t, film.Encode(t.Context(), pattern, 6000, film.Coding{}, func(u film.Unit) error {
		p := av.Packet{PTS: u.At, Duration: u.Duration, Key: u.Key, Data: u.Data}
		if u.Kind == media.Audio {
			p.Track, p.PTS = 1, u.At+later
		}
		p.DTS = p.PTS
		packets = append(packets, p)
		return nil
	}))
	first := slices.IndexFunc(packets, func(p av.Packet) bool { return p.Key })
	path := filepath.Join(t.TempDir(), "take.mp4")
	m, err := av.CreateMux(path, av.MP4, []av.MuxTrack{
		{Track: media.Track{Kind: media.Video, Codec: media.H264, ClockRate: 90000, Width: 320, Height: 180}, Extra: packets[first].Data},
		{Track: media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2}},
	})
	require.NoError(t, err)
	for _, p := range packets {
		require.NoError(t, m.Write(p))
	}
	require.NoError(t, m.Close())
	return path
}

// TestTheLastSoundOfALiveFilmStays: where sound begins later than the picture, FFmpeg reads its last packet without a length.
func TestTheLastSoundOfALiveFilmStays(t *testing.T) {
	t.Parallel()
	path := live(t, 80*time.Millisecond)
	_, before := frames(t, path)
	take := whole()
	take.Duration = 6000
	_, out, err := cut(t, path, take, 2000, 2500)
	require.NoError(t, err)
	_, after := frames(t, out)
	require.Equal(t, slices.Max(slices.Collect(maps.Keys(before))), slices.Max(slices.Collect(maps.Keys(after))))
}

func TestADamagedFilmIsNeverCutInHalfAWay(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "noise")
	require.NoError(t, os.WriteFile(path, bytes.Repeat([]byte("noise"), 4000), 0o600))
	_, out, err := cut(t, path, whole(), 1000, 2000)
	require.ErrorIs(t, err, media.ErrUnreadable)
	require.NoFileExists(t, out)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	in, err := os.Open(webm(t, 2))
	require.NoError(t, err)
	defer func() { _ = in.Close() }()
	info, err := in.Stat()
	require.NoError(t, err)
	_, err = trim.Film(ctx, whole(), in, info.Size(), 500, 900, out)
	require.ErrorIs(t, err, context.Canceled)
	require.NoFileExists(t, out)
}
