package transcode

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/adopt"
)

// ffmpeg makes a synthetic film of another; the arguments stand between input and output.
func ffmpeg(t testing.TB, in, out string, args ...string) {
	t.Helper()
	command := append(append([]string{"-v", "error", "-y", "-i", in}, args...), out)
	said, err := exec.Command("ffmpeg", command...).CombinedOutput()
	require.NoError(t, err, "ffmpeg %v: %s", command, said)
}

// turnFilm writes the matrix of the first track (ISO/IEC 14496-12, section 8.3.2): FFmpeg 5.1 has no option for it.
func turnFilm(t testing.TB, path string, abcd [4]int32) {
	t.Helper()
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	at := bytes.Index(raw, []byte("tkhd"))
	require.Positive(t, at)
	for i, place := range []int{0, 1, 3, 4} {
		binary.BigEndian.PutUint32(raw[at+4+40+4*place:], uint32(abcd[i]<<16))
	}
	require.NoError(t, os.WriteFile(path, raw, 0o600))
}

// adopted is the take that a file becomes.
func adopted(t testing.TB, path string) media.Take {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	info, err := f.Stat()
	require.NoError(t, err)
	film, err := adopt.Film(context.Background(), f, info.Size())
	require.NoError(t, err)
	film.Take.File = path
	return film.Take
}

var (
	portrait  = [2]int{360, 640}
	landscape = [2]int{640, 360}
)

// Each is what a phone writes, made by FFmpeg: portrait as the sensor lies with a flag to turn it, HEVC, an index at the
// end, an edit list that begins the film in the middle of a group of pictures, a rate that varies.
func TestPhoneFilmsKeepTheirPicturesAndTheirSound(t *testing.T) {
	t.Parallel()
	x264 := []string{"-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-qp", "12"}
	x265 := []string{"-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:bframes=2:qp=12", "-tag:v", "hvc1"}
	aac := []string{"-c:a", "aac", "-b:a", "128k"}
	for name, c := range map[string]struct {
		size  [2]int
		ext   string
		args  [][]string
		first int // number of the first picture
		every int // show only each so manieth picture
		turn  [4]int32
	}{
		"H.264 with B-frames":            {size: landscape, ext: "mp4", args: [][]string{x264, aac}},
		"portrait HEVC, turned right":    {size: portrait, ext: "mov", args: [][]string{{"-vf", "transpose=cclock"}, x265, aac}, turn: [4]int32{0, 1, -1, 0}},
		"portrait, turned left":          {size: portrait, ext: "mp4", args: [][]string{{"-vf", "transpose=clock"}, x264, aac}, turn: [4]int32{0, -1, 1, 0}},
		"upside down":                    {size: landscape, ext: "mp4", args: [][]string{{"-vf", "hflip,vflip"}, x264, aac}, turn: [4]int32{-1, 0, 0, -1}},
		"mirrored, as a camera in front": {size: landscape, ext: "mp4", args: [][]string{{"-vf", "hflip"}, x264, aac}, turn: [4]int32{-1, 0, 0, 1}},
		"mirrored portrait":              {size: portrait, ext: "mp4", args: [][]string{{"-vf", "transpose=cclock_flip"}, x264, aac}, turn: [4]int32{0, 1, 1, 0}},
		"HEVC of 10 bits":                {size: landscape, ext: "mp4", args: [][]string{{"-pix_fmt", "yuv420p10le"}, x265, aac}},
		"sound as PCM":                   {size: landscape, ext: "mov", args: [][]string{x264, {"-c:a", "pcm_s16le"}}},
		"two tracks of sound":            {size: landscape, ext: "mp4", args: [][]string{{"-map", "0:v", "-map", "0:a", "-map", "0:a", "-filter:a:1", "volume=0"}, x264, aac}},
		"the index in front":             {size: landscape, ext: "mp4", args: [][]string{x264, aac, {"-movflags", "+faststart"}}},
		"fragments":                      {size: landscape, ext: "mp4", args: [][]string{x264, aac, {"-movflags", "frag_keyframe+empty_moov"}}},
		"15 pictures a second":           {size: landscape, ext: "mp4", args: [][]string{{"-vf", "select=not(mod(n\\,2))", "-vsync", "vfr"}, x264, aac}, every: 2},
		"an edit list cuts the opening":  {size: landscape, ext: "mov", args: [][]string{{"-c", "copy"}}, first: 40},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			base := record(t, folder, 1, 0, shot{size: c.size, sound: true, length: 5000})
			path := filepath.Join(folder, "film."+c.ext)
			in, args := base.File, []string{}
			for _, more := range c.args {
				args = append(args, more...)
			}
			if c.first > 0 {
				whole := filepath.Join(folder, "whole.mov")
				ffmpeg(t, base.File, whole, append(append([]string{}, x264...), aac...)...)
				said, err := exec.Command("ffmpeg", "-v", "error", "-ss", "1.333", "-i", whole, "-c", "copy", path).CombinedOutput()
				require.NoError(t, err, string(said))
			} else {
				ffmpeg(t, in, path, args...)
			}
			if c.turn != [4]int32{} {
				turnFilm(t, path, c.turn)
			}
			take := adopted(t, path)
			out, plan, result := make1(t, []media.Take{take}, nil)
			require.Equal(t, media.FrameRate{Num: 30, Den: 1}, plan.Rate)
			require.Equal(t, c.size, [2]int{plan.Ladder[0].Width, plan.Ladder[0].Height})
			require.True(t, result.HasAudio)
			got := watch(t, out, plan.Ladder[0].Name, plan.Rate, image.Rectangle{})
			require.GreaterOrEqual(t, len(got.numbers), 150-c.first-1)
			for i, n := range got.numbers[:150-c.first-2] {
				want := i + c.first
				if c.every > 0 {
					want -= want % c.every
				}
				require.Equal(t, want, n, "picture %d", i)
			}
			inSync(t, flashes(c.first), beeps(listen(t, out)), plan.Rate, 8*time.Millisecond)
		})
	}
}

// flashes are where a film of five seconds that begins with that picture flashes.
func flashes(first int) (out []int) {
	for n := 0; n < 150; n += 30 {
		if n >= first {
			out = append(out, n-first)
		}
	}
	return out
}
