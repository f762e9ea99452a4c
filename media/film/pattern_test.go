package film

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

func TestPatternReadsBackAtEverySize(t *testing.T) {
	t.Parallel()
	for _, p := range []Pattern{{1280, 720}, {640, 360}, {320, 180}, {360, 640}, {64, 64}} {
		img := NewImage(p)
		for _, n := range []int{0, 1, 29, 30, 31, 5400, 0xffff} {
			p.Draw(n, img)
			got, flash, ok := ReadPattern(img)
			require.True(t, ok)
			require.Equal(t, n, got)
			require.Equal(t, n%Rate == 0, flash)
		}
	}
}

func TestEncodeGivesUnitsAsABrowserSendsThem(t *testing.T) {
	t.Parallel()
	for _, codec := range []media.Codec{media.H264, media.VP8} {
		var video, audio []Unit
		err := Encode(context.Background(), Pattern{320, 180}, 4000, Coding{Video: codec}, func(u Unit) error {
			if u.Kind == media.Video {
				video = append(video, u)
			} else {
				audio = append(audio, u)
			}
			return nil
		})
		require.NoError(t, err)
		require.Len(t, video, 120)
		require.Len(t, audio, 200)
		for i, u := range video {
			require.InDelta(t, float64(i)*float64(time.Second)/Rate, float64(u.At), 1)
			require.Equal(t, i%60 == 0, u.Key)
		}
		for i, u := range audio {
			require.Equal(t, time.Duration(i)*20*time.Millisecond, u.At)
		}
	}
}
