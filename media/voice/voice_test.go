package voice_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/av"
	"terugblik/media/voice"
)

// made is a file as FFmpeg makes it of drawn sound.
func made(t testing.TB, name string, args ...string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	out, err := exec.Command("ffmpeg", append(append([]string{"-v", "error", "-y"}, args...), path)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	return raw
}

func tone(seconds string) []string {
	return []string{"-f", "lavfi", "-i", "sine=frequency=440:duration=" + seconds + ":sample_rate=44100"}
}

func judge(t testing.TB, raw []byte, longest time.Duration) (string, media.Millis, error) {
	folder := t.TempDir()
	spoken, err := voice.Note(t.Context(), bytes.NewReader(raw), int64(len(raw)), longest, folder)
	return filepath.Join(folder, spoken.File), spoken.Duration, err
}

func TestWhatABrowserSaysBecomesASoundThatEveryBrowserPlays(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"note.webm": append(tone("3"), "-c:a", "libopus", "-metadata", "title=thuis"),
		"note.mp4":  append(tone("3"), "-c:a", "aac", "-ac", "2", "-movflags", "frag_keyframe+empty_moov"),
	} {
		path, duration, err := judge(t, made(t, name, args...), time.Minute)
		require.NoError(t, err, name)
		require.InDelta(t, 3000, int64(duration), 60, name)
		src, err := av.OpenFile(path)
		require.NoError(t, err)
		require.Len(t, src.Streams(), 1)
		require.Equal(t, "aac", src.Streams()[0].Codec)
		require.InDelta(t, 3.0, src.Duration().Seconds(), 0.1, name)
		require.NoError(t, src.Close())
		kept, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NotContains(t, string(kept), "thuis", "nothing but the sound is kept")
	}
}

func TestWhatIsNoSpokenNoteIsRefused(t *testing.T) {
	t.Parallel()
	film := made(t, "film.webm", "-f", "lavfi", "-i", "testsrc=duration=1:size=64x64:rate=5", "-f", "lavfi", "-i", "sine=duration=1", "-c:v", "libvpx", "-c:a", "libopus")
	note := made(t, "note.webm", append(tone("3"), "-c:a", "libopus")...)
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"a film":              {film, media.ErrUnsupported},
		"a sound of WAV":      {made(t, "note.wav", tone("1")...), media.ErrUnsupported},
		"text":                {[]byte("#!/bin/sh\necho x\n"), media.ErrUnsupported},
		"nothing":             {nil, media.ErrUnreadable},
		"a head and no sound": {note[:40], media.ErrUnreadable},
	} {
		_, _, err := judge(t, c.raw, time.Minute)
		require.ErrorIs(t, err, c.want, name)
	}
	long := made(t, "long.webm", append(tone("10"), "-c:a", "libopus")...)
	_, _, err := judge(t, long, 5*time.Second)
	require.ErrorIs(t, err, media.ErrTooLong)
}

func FuzzNote(f *testing.F) {
	f.Add(made(f, "note.webm", append(tone("0.3"), "-c:a", "libopus")...))
	f.Add(made(f, "note.mp4", append(tone("0.3"), "-c:a", "aac")...))
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, _, _ = judge(t, raw, time.Second)
	})
}
