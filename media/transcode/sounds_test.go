package transcode

import (
	"math"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/av"
)

// Two tracks of one channel, of which one also begins late: left stays left, and both stay with the picture.
func TestTwoMicrophonesBecomeLeftAndRight(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	base := record(t, folder, 1, 0, shot{size: landscape, sound: true, length: 5000})
	path := filepath.Join(folder, "film.mov")
	ffmpeg(t, base.File, path, "-itsoffset", "0.7", "-f", "lavfi", "-i", "sine=frequency=300:duration=4:sample_rate=48000",
		"-map", "0:v", "-map", "0:a", "-map", "1:a", "-ac", "1", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le")
	take := adopted(t, path)
	require.Equal(t, []int{0, 1}, take.Audio.Streams)
	out, plan, _ := make1(t, []media.Take{take}, nil)
	inSync(t, flashes(0), beeps(listen(t, out)), plan.Rate, 8*time.Millisecond)
	left, right := channels(t, out)
	heard := energy(right)
	require.Less(t, heard[0], 1e-4, "the second microphone was not on yet")
	require.Greater(t, heard[2], 1e-4)
	for _, v := range heard[3:8] {
		require.InDelta(t, heard[2], v, heard[2]/4, "a tone that does not stop")
	}
	require.Equal(t, beeps(left), beeps(listen(t, out)), "left is the first")
}

// channels are left and right of what was made.
func channels(t testing.TB, folder string) (left, right []float32) {
	decode(t, folder, "audio", func(f *av.Frame) {
		for i, to := range []*[]float32{&left, &right} {
			c, err := f.Channel(i)
			require.NoError(t, err)
			*to = append(*to, c...)
		}
	})
	return left, right
}

// energy is the mean square of each half second.
func energy(samples []float32) (out []float64) {
	const half = soundRate / 2
	for i := 0; i+half <= len(samples); i += half {
		sum := 0.0
		for _, v := range samples[i : i+half] {
			sum += math.Pow(float64(v), 2)
		}
		out = append(out, sum/half)
	}
	return out
}
