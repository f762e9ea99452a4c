package adopt

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media/movie"
)

// pattern is the input of FFmpeg that the films of these tests are made of: two seconds of moving picture with a tone.
var pattern = []string{"-f", "lavfi", "-i", "testsrc2=s=160x128:r=25:d=2", "-f", "lavfi", "-i", "sine=d=2"}

func filmAs(t testing.TB, name string, more ...string) []byte {
	return made(t, name, append(append([]string{}, pattern...), append([]string{"-pix_fmt", "yuv420p"}, more...)...)...)
}

type kind struct {
	name, video, audio string
	args               []string
}

// once keeps what FFmpeg made, because it takes longer to make than to judge.
var once sync.Map

func (k kind) film(t testing.TB) []byte {
	made, _ := once.LoadOrStore(k.name, sync.OnceValue(func() []byte { return filmAs(t, k.name, k.args...) }))
	return bytes.Clone(made.(func() []byte)())
}

// kinds are films as different makers write them, all synthetic.
var kinds = []kind{
	{"film.mkv", "h264", "aac", []string{"-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"}},
	{"vorbis.mkv", "hevc", "vorbis", []string{"-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-c:a", "libvorbis"}},
	{"flac.mkv", "mpeg2video", "flac", []string{"-c:v", "mpeg2video", "-c:a", "flac"}},
	{"film.webm", "vp8", "opus", []string{"-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"}},
	{"nine.webm", "vp9", "vorbis", []string{"-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libvorbis"}},
	{"film.avi", "mpeg4", "mp3", []string{"-c:v", "mpeg4", "-c:a", "libmp3lame"}},
	{"jpeg.avi", "mjpeg", "adpcm_ima_wav", []string{"-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-c:a", "adpcm_ima_wav"}},
	{"h264.avi", "h264", "pcm_s16le", []string{"-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-c:a", "pcm_s16le"}},
	{"dv.avi", "dvvideo", "pcm_s16le", []string{"-vf", "scale=720:576,setsar=16/15", "-c:v", "dvvideo", "-ar", "48000", "-ac", "2", "-c:a", "pcm_s16le"}},
	{"film.mts", "h264", "ac3", []string{"-c:v", "libx264", "-preset", "ultrafast", "-c:a", "ac3", "-f", "mpegts", "-mpegts_m2ts_mode", "1"}},
	{"film.ts", "mpeg2video", "mp2", []string{"-c:v", "mpeg2video", "-c:a", "mp2", "-f", "mpegts"}},
	{"hevc.ts", "hevc", "aac", []string{"-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-c:a", "aac", "-f", "mpegts", "-output_ts_offset", "36000"}},
	{"film.3gp", "h263", "aac", []string{"-vf", "scale=176:144", "-c:v", "h263", "-c:a", "aac"}},
}

func TestFilmsOfAllMakersBecomeTakes(t *testing.T) {
	t.Parallel()
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			raw := k.film(t)
			got, err := judge(raw)
			require.NoError(t, err)
			require.Equal(t, k.video, string(got.Take.Video.Codec))
			require.Equal(t, k.audio, string(got.Take.Audio.Codec))
			require.InDelta(t, 2000, int64(got.Take.Duration), 130, "%+v", got.Take)
			require.InDelta(t, 0, int64(got.Take.Lead), 130, "times begin at the film's own zero")
		})
	}
}

// A battery died, a card was full, a cable was pulled: what is there is a film.
func TestAFilmThatWasCutOffCountsAsFarAsItGoes(t *testing.T) {
	t.Parallel()
	for _, k := range kinds {
		if k.name == "film.3gp" {
			continue // boxes without their index say nothing
		}
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			raw := k.film(t)
			got, err := judge(raw[:len(raw)*7/10])
			require.NoError(t, err)
			require.NotNil(t, got.Take.Video)
			require.Greater(t, int64(got.Take.Duration), int64(800))
			require.Less(t, int64(got.Take.Duration), int64(1900))
			for i := range 12 { // anywhere: a film, or a name for what it is
				if _, err := judge(raw[:len(raw)*i/12]); err != nil {
					require.True(t, named(err), "%v", err)
				}
			}
		})
	}
}

func TestOfEachContainerOnlyTheFilmIsKept(t *testing.T) {
	t.Parallel()
	said := []string{"-metadata", "title=Synthetic", "-metadata", "artist=Synthetic", "-metadata", "location=Synthetic",
		"-metadata:s:v", "title=Synthetic", "-metadata", "creation_time=2026-03-05T09:30:00Z"}
	for _, k := range kinds {
		if k.name != "film.mkv" && k.name != "film.webm" && k.name != "film.avi" {
			continue
		}
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			raw := filmAs(t, k.name, append(append([]string{}, k.args...), said...)...)
			require.True(t, bytes.Contains(raw, []byte("Synthetic")))
			got, err := judge(raw)
			require.NoError(t, err)
			kept, err := movie.Without(bytes.NewReader(raw), int64(len(raw)), got.Blanks)
			require.NoError(t, err)
			scrubbed := make([]byte, len(raw))
			_, err = kept.ReadAt(scrubbed, 0)
			require.NoError(t, err)
			require.False(t, bytes.Contains(scrubbed, []byte("Synthetic")))
			again, err := judge(scrubbed)
			require.NoError(t, err)
			require.Equal(t, got.Take, again.Take)
			if got.Format == movie.Matroska {
				require.Equal(t, time.Date(2026, 3, 5, 9, 30, 0, 0, time.UTC), got.CreatedAt)
			}
		})
	}
}
