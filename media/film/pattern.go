package film

import (
	"image"
	"math"
)

// Pattern is a clip for measuring. Its top shows the number of the picture as 16 black and
// white squares, highest bit first, and a second row with the inverse. On each whole second the
// rest is white for one picture and a tone of 1 kHz sounds for 50 ms.
type Pattern struct {
	Width, Height int // even, 64 pixels or more
}

const (
	bits   = 16
	black  = 16
	white  = 235
	dark   = 70
	beep   = SoundRate / 20
	toneHz = 1000
)

// Size is the width and height in pixels.
func (p Pattern) Size() (width, height int) { return p.Width, p.Height }

// square is the side of one bit: the row takes half the width, but at most a fifth of the height.
func square(width, height int) int { return min(width/32, height/10) }

// Draw draws picture number frame; only its lowest 16 bits are shown.
func (p Pattern) Draw(frame int, img *image.YCbCr) {
	level := byte(dark)
	if frame%Rate == 0 {
		level = white
	}
	fill(img.Y, level)
	fill(img.Cb, 128)
	fill(img.Cr, 128)
	side := square(p.Width, p.Height)
	for row := range 2 {
		for bit := range bits {
			level := byte(black)
			if frame>>(bits-1-bit)&1 != row {
				level = white
			}
			for y := row * side; y < (row+1)*side; y++ {
				fill(img.Y[y*img.YStride+bit*side:][:side], level)
			}
		}
	}
}

func fill(b []byte, v byte) {
	for i := range b {
		b[i] = v
	}
}

// Sound fills out with the tone at whole seconds and silence between.
func (p Pattern) Sound(at int, out []float32) {
	for i := range out {
		out[i] = 0
		if n := (at + i) % SoundRate; n < beep {
			out[i] = float32(0.6 * math.Sin(2*math.Pi*toneHz*float64(n)/SoundRate))
		}
	}
}

// ReadPattern reads the number and the flash off a decoded picture of a Pattern. Bars around
// the Pattern must be cut off img first (SubImage). ok is false where the two rows disagree.
func ReadPattern(img *image.YCbCr) (frame int, flash, ok bool) {
	b := img.Bounds()
	side := square(b.Dx(), b.Dy())
	luma := func(x, y int) byte { return img.Y[img.YOffset(b.Min.X+x, b.Min.Y+y)] }
	for bit := range bits {
		x := bit*side + side/2
		one, inverse := luma(x, side/2) >= 128, luma(x, side+side/2) >= 128
		if one == inverse {
			return 0, false, false
		}
		frame <<= 1
		if one {
			frame |= 1
		}
	}
	return frame, luma(b.Dx()/2, b.Dy()*3/4) > (dark+white)/2, true
}
