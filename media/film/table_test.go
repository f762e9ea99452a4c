package film

import (
	"bytes"
	"context"
	"image"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

func TestScenesFollowEachOtherInsideTheLoop(t *testing.T) {
	t.Parallel()
	scenes := Scenes()
	kinds := map[string]int{}
	for i, s := range scenes {
		kinds[s.Kind]++
		require.Less(t, s.Start, s.End)
		require.LessOrEqual(t, s.End, Loop)
		require.NotEqual(t, s.Who, s.To)
		if i > 0 {
			require.GreaterOrEqual(t, s.Start, scenes[i-1].Start)
		}
		if s.Answers >= 0 {
			require.Contains(t, []string{"initiative", "turn"}, scenes[s.Answers].Kind)
			require.GreaterOrEqual(t, s.Start, scenes[s.Answers].Start)
		}
	}
	require.Equal(t, map[string]int{"initiative": 7, "turn": 2, "missed": 2, "turning_to": 7, "receiving": 7, "answer": 13}, kinds)
}

func TestThePictureMovesAndIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	table, err := NewTable()
	require.NoError(t, err)
	draw := func(n int) *image.YCbCr {
		img := NewImage(table)
		table.Draw(n, img)
		return img
	}
	for _, n := range []int{0, 151, 1800, LoopFrames + 151} {
		a := draw(n)
		require.True(t, bytes.Equal(a.Y, draw(n).Y))
		require.False(t, bytes.Equal(a.Y, draw(n+1).Y))
	}
	// Outside the clock and the window a loop later looks the same.
	a, b := draw(151), draw(LoopFrames+151)
	for y := 260; y < 720; y++ {
		require.Equal(t, a.Y[y*a.YStride:][:1280], b.Y[y*b.YStride:][:1280])
	}
}

func TestVoicesAreHeardWhenSomebodySpeaks(t *testing.T) {
	t.Parallel()
	table, err := NewTable()
	require.NoError(t, err)
	loudness := func(from, to media.Millis) float64 {
		out := make([]float32, (to-from)*SoundRate/1000)
		table.Sound(int(from)*SoundRate/1000, out)
		sum := 0.0
		for _, v := range out {
			require.Less(t, math.Abs(float64(v)), 0.9)
			sum += float64(v) * float64(v)
		}
		return math.Sqrt(sum / float64(len(out)))
	}
	for _, s := range Scenes() {
		if s.Kind == "initiative" || s.Kind == "answer" {
			require.Greater(t, loudness(s.Start, s.End), 0.03, "%+v", s)
		}
	}
	require.Less(t, loudness(0, 3500), 0.01)
}

// BenchmarkTable tells what a second of the demo costs on one core.
func BenchmarkTable(b *testing.B) {
	table, err := NewTable()
	require.NoError(b, err)
	for b.Loop() {
		require.NoError(b, Encode(context.Background(), table, 1000, Coding{}, func(Unit) error { return nil }))
	}
}
