package adopt

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/movie"
)

// made is a synthetic film by FFmpeg, of two seconds unless the arguments say otherwise.
func made(t testing.TB, name string, args ...string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	command := append([]string{"-v", "error", "-y"}, append(args, path)...)
	said, err := exec.Command("ffmpeg", command...).CombinedOutput()
	require.NoError(t, err, "ffmpeg %v: %s", command, said)
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	return raw
}

func filmed(t testing.TB, name string, more ...string) []byte {
	args := []string{
		"-f", "lavfi", "-i", "testsrc2=s=160x120:r=30:d=2", "-f", "lavfi", "-i", "sine=d=2",
		"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac",
	}
	return made(t, name, append(args, more...)...)
}

func judge(raw []byte) (Adopted, error) {
	return Film(context.Background(), bytes.NewReader(raw), int64(len(raw)))
}

func TestAFilmBecomesATake(t *testing.T) {
	t.Parallel()
	raw := filmed(t, "film.mov", "-metadata", "creation_time=2026-03-05T09:30:00Z")
	got, err := judge(raw)
	require.NoError(t, err)
	require.Equal(t, "mov", got.Ext)
	require.Equal(t, time.Date(2026, 3, 5, 9, 30, 0, 0, time.UTC), got.CreatedAt)
	require.InDelta(t, 2000, int64(got.Take.Duration), 60)
	require.Zero(t, got.Take.Lead)
	require.Equal(t, media.Codec("h264"), got.Take.Video.Codec)
	require.Equal(t, media.Codec("aac"), got.Take.Audio.Codec)
}

func TestWhereAndWithWhatItWasFilmedIsNotKept(t *testing.T) {
	t.Parallel()
	for name, place := range map[string]string{"film.mov": "+52.0907", "film.mp4": "Synthetic"} { // FFmpeg writes no place into MP4
		raw := filmed(t, name, "-metadata", "location=+52.0907+005.1214/", "-metadata", "make=Synthetic", "-metadata", "title=Synthetic")
		require.True(t, bytes.Contains(raw, []byte(place)))
		got, err := judge(raw)
		require.NoError(t, err)
		kept, err := movie.Without(bytes.NewReader(raw), int64(len(raw)), got.Blanks)
		require.NoError(t, err)
		scrubbed := make([]byte, len(raw))
		_, err = kept.ReadAt(scrubbed, 0)
		require.NoError(t, err)
		require.False(t, bytes.Contains(scrubbed, []byte("+52.0907")))
		require.False(t, bytes.Contains(scrubbed, []byte("Synthetic")))
		again, err := judge(scrubbed)
		require.NoError(t, err)
		require.Equal(t, got.Take, again.Take)
	}
}

func TestSoundAloneAndPictureAloneAreFilms(t *testing.T) {
	t.Parallel()
	sound, err := judge(made(t, "sound.mp4", "-f", "lavfi", "-i", "sine=d=2", "-c:a", "aac"))
	require.NoError(t, err)
	require.Nil(t, sound.Take.Video)
	picture, err := judge(made(t, "picture.mp4", "-f", "lavfi", "-i", "testsrc2=s=160x120:d=2", "-c:v", "libx264", "-preset", "ultrafast"))
	require.NoError(t, err)
	require.Nil(t, picture.Take.Audio)
}

func TestWhatIsNoFilmHasItsName(t *testing.T) {
	t.Parallel()
	whole := filmed(t, "film.mp4")
	huge := bytes.Clone(whole)
	at := bytes.Index(huge, []byte("mdat")) - 4
	binary.BigEndian.PutUint32(huge[at:], 1<<31)
	tera := append([]byte{0, 0, 0, 1, 'f', 't', 'y', 'p', 0, 0, 1, 0, 0, 0, 0, 0}, whole[8:]...)
	external := bytes.Clone(whole)
	ref := bytes.Index(external, []byte("url \x00\x00\x00\x01"))
	require.Positive(t, ref)
	external[ref+7] = 0
	packed := bytes.Clone(whole)
	copy(packed[bytes.Index(packed, []byte("udta")):], "cmov")
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"nothing":             {nil, media.ErrNotFilm},
		"text":                {bytes.Repeat([]byte("lieve dagboek "), 100), media.ErrNotFilm},
		"a playlist":          {[]byte("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"), media.ErrNotFilm},
		"a list of files":     {[]byte("ffconcat version 1.0\nfile /etc/passwd\n"), media.ErrNotFilm},
		"a photo":             {append([]byte{0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c', 0, 0, 0, 0, 'm', 'i', 'f', '1', 'h', 'e', 'i', 'c'}, make([]byte, 100)...), media.ErrNotFilm},
		"zeros":               {make([]byte, 10_000), media.ErrNotFilm},
		"no index":            {whole[:bytes.Index(whole, []byte("moov"))-4], media.ErrUnreadable},
		"a box of 2 GB":       {huge, media.ErrUnreadable},
		"a box of a terabyte": {tera, media.ErrUnreadable},
		"another file":        {external, media.ErrUnsupported},
		"a packed index":      {packed, media.ErrUnsupported},
		"a picture too large": {made(t, "large.mp4", "-f", "lavfi", "-i", "color=black:s=8192x4320:r=1:d=1", "-c:v", "libx264", "-preset", "ultrafast"), media.ErrTooLarge},
		"five hours":          {made(t, "long.mp4", "-f", "lavfi", "-i", "color=black:s=16x16:r=1/60:d=18000", "-c:v", "libx264", "-preset", "ultrafast"), media.ErrTooLong},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := judge(c.raw)
			require.ErrorIs(t, err, c.want)
		})
	}
}

// named says whether an error is one that people get a sentence for.
func named(err error) bool {
	for _, want := range []error{
		media.ErrNotFilm, media.ErrUnreadable, media.ErrNoMedia, media.ErrTooLong, media.ErrTooLarge, media.ErrUnsupported,
	} {
		if errors.Is(err, want) {
			return true
		}
	}
	return false
}

func TestAFilmThatIsCutOffAnywhereIsDamaged(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"-movflags", "+faststart"}} {
		whole := filmed(t, "film.mp4", args...)
		for i := 1; i < 40; i++ {
			_, err := judge(whole[:len(whole)*i/40])
			require.ErrorIs(t, err, media.ErrUnreadable, i)
		}
	}
}

func TestAMutatedFilmEndsInAFilmOrInAName(t *testing.T) {
	t.Parallel()
	whole := filmed(t, "film.mov")
	index := bytes.Index(whole, []byte("moov"))
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		raw := bytes.Clone(whole)
		for range 1 + r.IntN(8) {
			at := r.IntN(len(raw))
			if r.IntN(2) == 0 {
				at = index + r.IntN(len(raw)-index)
			}
			raw[at] = byte(r.IntN(256))
		}
		if _, err := judge(raw); err != nil {
			require.True(t, named(err), "%v", err)
		}
	}
}
