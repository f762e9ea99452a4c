package bench

import (
	"image"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media/film"
)

// snow is a picture that takes its bits: coarse noise that moves.
type snow struct{}

func (snow) Size() (int, int) { return 1280, 720 }

func (snow) Draw(frame int, img *image.YCbCr) {
	for y := range 720 {
		row := img.Y[y*img.YStride:][:1280]
		for x := range row {
			v := (uint32(x/24)*73856093 ^ uint32(y/24)*19349663 ^ uint32(frame)*83492791) * 2654435761
			row[x] = byte(96 + v>>26)
		}
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = 128, 128
	}
}

func (snow) Sound(at int, out []float32) {
	for i := range out {
		out[i] = float32((at+i)*7919%1000)/1000 - 0.5
	}
}

// noise codes six seconds of 720p30 at 2 Mbit/s with a key frame every two, and sound.
func noise(b *testing.B) (units []film.Unit) {
	b.Helper()
	bytes := 0
	err := film.Encode(b.Context(), snow{}, 6000, film.Coding{}, func(u film.Unit) error {
		units = append(units, u)
		bytes += len(u.Data)
		return nil
	})
	require.NoError(b, err)
	b.Logf("clip: %.2f Mbit/s", float64(bytes)*8/6/1e6)
	return units
}
