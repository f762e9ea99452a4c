package transcode

import (
	"image"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

// Each is what a camcorder, a screen recorder or an old camera writes, made by FFmpeg. What comes out has every picture at
// its place and its sound with it.
func TestFilmsOfAllMakersKeepTheirPicturesAndTheirSound(t *testing.T) {
	t.Parallel()
	x264 := []string{"-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-qp", "12"}
	for name, c := range map[string]struct {
		ext  string
		args [][]string
		near time.Duration // of picture and sound, beyond what rounding to a picture does
	}{
		"MKV with Vorbis":                 {ext: "mkv", args: [][]string{x264, {"-c:a", "libvorbis"}}, near: 8 * time.Millisecond},
		"MKV of a varying rate":           {ext: "mkv", args: [][]string{{"-vf", "select=not(eq(mod(n\\,7)\\,3))", "-vsync", "vfr"}, x264, {"-c:a", "flac"}}, near: 8 * time.Millisecond},
		"WebM":                            {ext: "webm", args: [][]string{{"-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "4M", "-c:a", "libopus"}}, near: 8 * time.Millisecond},
		"AVI with B-frames":               {ext: "avi", args: [][]string{x264, {"-c:a", "pcm_s16le"}}, near: 8 * time.Millisecond},
		"AVI of MPEG-4":                   {ext: "avi", args: [][]string{{"-c:v", "mpeg4", "-q:v", "2", "-c:a", "adpcm_ima_wav"}}, near: 8 * time.Millisecond},
		"MTS of a camcorder":              {ext: "mts", args: [][]string{x264, {"-c:a", "ac3", "-f", "mpegts", "-mpegts_m2ts_mode", "1"}}, near: 8 * time.Millisecond},
		"MTS of half pictures":            {ext: "mts", args: [][]string{x264, {"-flags", "+ilme+ildct", "-x264opts", "tff=1", "-c:a", "ac3", "-f", "mpegts", "-mpegts_m2ts_mode", "1"}}, near: 8 * time.Millisecond},
		"TS that begins hours after zero": {ext: "ts", args: [][]string{{"-c:v", "mpeg2video", "-q:v", "2", "-bf", "2", "-c:a", "mp2", "-f", "mpegts", "-output_ts_offset", "36000"}}, near: 8 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			base := record(t, folder, 1, 0, shot{size: landscape, sound: true, length: 5000})
			path := filepath.Join(folder, "film."+c.ext)
			var args []string
			for _, more := range c.args {
				args = append(args, more...)
			}
			ffmpeg(t, base.File, path, args...)
			out, plan, result := make1(t, []media.Take{adopted(t, path)}, nil)
			require.Equal(t, media.FrameRate{Num: 30, Den: 1}, plan.Rate)
			require.Equal(t, landscape, [2]int{plan.Ladder[0].Width, plan.Ladder[0].Height})
			require.True(t, result.HasAudio)
			got := watch(t, out, plan.Ladder[0].Name, plan.Rate, image.Rectangle{})
			require.GreaterOrEqual(t, len(got.numbers), 148)
			for i, n := range got.numbers[:147] {
				if name == "MKV of a varying rate" && i%7 == 3 {
					continue // it is not there: the one before is held
				}
				require.Equal(t, i, n, "picture %d", i)
			}
			inSync(t, flashes(0), beeps(listen(t, out)), plan.Rate, c.near)
		})
	}
}

// Two films in one transport stream, as when a camera was paused: the times of the second begin elsewhere.
func TestAJumpInATransportStreamIsNoHole(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	base := record(t, folder, 1, 0, shot{size: landscape, sound: true, length: 5000})
	var whole []byte
	for i, offset := range []string{"90", "72000"} {
		part := filepath.Join(folder, []string{"a.ts", "b.ts"}[i])
		ffmpeg(t, base.File, part, "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-c:a", "ac3", "-f", "mpegts", "-output_ts_offset", offset)
		raw, err := os.ReadFile(part)
		require.NoError(t, err)
		whole = append(whole, raw...)
	}
	path := filepath.Join(folder, "both.ts")
	require.NoError(t, os.WriteFile(path, whole, 0o600))
	take := adopted(t, path)
	require.InDelta(t, 10_000, int64(take.Duration), 300)
	out, plan, _ := make1(t, []media.Take{take}, nil)
	got := watch(t, out, plan.Ladder[0].Name, plan.Rate, image.Rectangle{})
	require.Equal(t, 100, got.numbers[100])
	require.InDelta(t, 60, got.numbers[212], 4, "the second film follows the first")
}
