package transcode

import (
	"image"
	"image/color"
	"math"
)

// stillImage is shown where a recording has sound only: warm paper with a quiet wave on it.
func stillImage(r image.Rectangle) *image.YCbCr {
	img := image.NewYCbCr(r, image.YCbCrSubsampleRatio420)
	box(img, r, color.RGBA{0xfb, 0xf8, 0xf3, 0xff})
	unit := r.Dy() / 30
	const bars = 15
	for i := range bars {
		height := int(float64(r.Dy()) * (0.06 + 0.3*math.Abs(math.Sin(float64(i)*1.7)*math.Sin(math.Pi*float64(i+1)/(bars+1)))))
		x := r.Dx()/2 + (i-bars/2)*2*unit - unit/2
		y := r.Dy()/2 - height/2
		box(img, image.Rect(x, y, x+unit, y+height), color.RGBA{0x0f, 0x6b, 0x66, 0xff})
	}
	return img
}

// box fills r with c in video levels (BT.601, 16 to 235), not in those of JPEG.
func box(img *image.YCbCr, r image.Rectangle, c color.RGBA) {
	full, cb, cr := color.RGBToYCbCr(c.R, c.G, c.B)
	luma := byte(16 + int(full)*219/255)
	cb, cr = byte(128+(int(cb)-128)*224/255), byte(128+(int(cr)-128)*224/255)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.Y[img.YOffset(x, y)] = luma
			i := img.COffset(x, y)
			img.Cb[i], img.Cr[i] = cb, cr
		}
	}
}
