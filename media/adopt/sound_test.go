package adopt

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheSoundOfAFilmIsTheTrackOnWhichSomethingIsHeard(t *testing.T) {
	t.Parallel()
	picture := []string{"-f", "lavfi", "-i", "testsrc2=s=160x128:r=25:d=2"}
	tone, nothing, faint := "sine=d=2", "anullsrc=r=44100:cl=mono,atrim=duration=2", "sine=d=2,volume=0.002"
	for name, c := range map[string]struct {
		file    string
		tracks  []string
		codec   string
		streams []int
		of      int
	}{
		"one that is silent":              {"film.mkv", []string{nothing}, "aac", nil, 0},
		"the first is silent":             {"film.mkv", []string{nothing, tone}, "aac", []int{1}, 2},
		"the first only hisses":           {"film.mkv", []string{faint, tone + ",aformat=channel_layouts=stereo"}, "aac", []int{1}, 2},
		"all are silent":                  {"film.mts", []string{nothing, nothing}, "ac3", []int{0}, 2},
		"two microphones, a track each":   {"film.mov", []string{tone, tone}, "pcm_s16le", []int{0, 1}, 2},
		"two in an AVI beside a third":    {"film.avi", []string{nothing, tone, tone}, "pcm_s16le", []int{1, 2}, 3},
		"two of two channels: the first":  {"film.mov", []string{tone + ",aformat=channel_layouts=stereo", tone + ",aformat=channel_layouts=stereo"}, "aac", []int{0}, 2},
		"a codec that nobody can decode":  {"film.mkv", []string{tone, tone}, "truehd", nil, -1},
		"one microphone that is not used": {"film.mov", []string{tone, nothing}, "pcm_s16le", []int{0}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := append([]string{}, picture...)
			for _, track := range c.tracks {
				args = append(args, "-f", "lavfi", "-i", track)
			}
			for i := range len(c.tracks) + 1 {
				args = append(args, "-map", string(rune('0'+i)))
			}
			args = append(args, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", c.codec, "-strict", "-2")
			got, err := judge(made(t, c.file, args...))
			require.NoError(t, err)
			if c.of < 0 {
				require.Nil(t, got.Take.Audio)
				require.Equal(t, []string{c.codec, c.codec}, got.Take.Video.Unusable)
				return
			}
			require.Equal(t, c.streams, got.Take.Audio.Streams)
			require.Equal(t, c.of, got.Take.Audio.Of)
			require.InDelta(t, 2000, int64(got.Take.Duration), 130)
		})
	}
}
