// Package film draws and sounds moving pictures without a camera: the demo at the table and a measuring pattern.
package film

import "image"

// Rate is how many pictures a second a clip has; SoundRate is how many samples.
const (
	Rate      = 30
	SoundRate = 48000
)

// Clip is something that can be seen and heard at any moment, without an end. Both methods
// depend on nothing but their arguments.
type Clip interface {
	// Size is the width and height in pixels, both even.
	Size() (width, height int)
	// Draw draws picture number frame, counted from 0, over all of img, which has that size
	// and is 4:2:0.
	Draw(frame int, img *image.YCbCr)
	// Sound fills out (-1 to 1) from sample number at.
	Sound(at int, out []float32)
}

// NewImage makes an image that fits the clip.
func NewImage(c Clip) *image.YCbCr {
	w, h := c.Size()
	return image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
}
