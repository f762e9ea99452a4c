package av

//#cgo pkg-config: libavutil
//#include <libavutil/frame.h>
//static uint8_t *plane(void *f, int i) { return ((AVFrame *)f)->extended_data[i]; }
//static int stride(void *f, int i) { return ((AVFrame *)f)->linesize[i]; }
//static int is709(void *f) { return ((AVFrame *)f)->colorspace == AVCOL_SPC_BT709; }
//static int is2020(void *f) { return ((AVFrame *)f)->colorspace == AVCOL_SPC_BT2020_NCL; }
//static int isbright(void *f) {
//	int t = ((AVFrame *)f)->color_trc;
//	return t == AVCOL_TRC_SMPTE2084 || t == AVCOL_TRC_ARIB_STD_B67;
//}
//static int isinterlaced(void *f) { return ((AVFrame *)f)->interlaced_frame; }
import "C"

import (
	"errors"
	"fmt"
	"image"
	"time"
	"unsafe"

	"github.com/asticode/go-astiav"

	"terugblik/media"
)

// Frame is one decoded picture or one stretch of decoded sound. A frame that a decoder or a
// graph hands out is valid until the function that received it returns, unless it is cloned.
type Frame struct {
	f    *astiav.Frame
	base astiav.Rational
}

func emptyFrame() *Frame { return &Frame{f: astiav.AllocFrame(), base: astiav.NewRational(1, 1)} }

// NewPicture makes a picture of planar YUV 4:2:0 with undefined content.
func NewPicture(width, height int) (*Frame, error) {
	f := emptyFrame()
	f.f.SetWidth(width)
	f.f.SetHeight(height)
	f.f.SetPixelFormat(astiav.PixelFormatYuv420P)
	f.f.SetSampleAspectRatio(astiav.NewRational(1, 1))
	if err := f.f.AllocBuffer(0); err != nil {
		f.Free()
		return nil, fmt.Errorf("make a picture of %dx%d: %w", width, height, err)
	}
	return f, nil
}

// Size is the width and the height in pixels.
func (f *Frame) Size() (width, height int) { return f.f.Width(), f.f.Height() }

// Shape tells frames apart that need graphs of their own.
func (f *Frame) Shape() string {
	if f.isSound() {
		return fmt.Sprint(soundArgs(f))
	}
	return fmt.Sprint(pictureArgs(f), f.Aspect(), f.BT709(), f.BT2020(), f.Bright())
}

// Samples is how many samples per channel the sound has, and how many of them make a second.
func (f *Frame) Samples() (n, rate int) { return f.f.NbSamples(), f.f.SampleRate() }

// BT709 tells that the stream says its colours are coded by BT.709. Where nothing is said they
// are taken for BT.601, which is what browsers send.
func (f *Frame) BT709() bool { return C.is709(f.f.UnsafePointer()) != 0 }

// BT2020 tells the same of BT.2020, which phones use for films with a high dynamic range.
func (f *Frame) BT2020() bool { return C.is2020(f.f.UnsafePointer()) != 0 }

// Bright tells that the stream has a high dynamic range (PQ or HLG), which an ordinary screen shows as grey.
func (f *Frame) Bright() bool { return C.isbright(f.f.UnsafePointer()) != 0 }

// Interlaced tells that the picture is two half pictures of two moments, as camcorders make them.
func (f *Frame) Interlaced() bool { return C.isinterlaced(f.f.UnsafePointer()) != 0 }

// Aspect is the shape of one pixel, width over height; 1 where the stream does not say.
func (f *Frame) Aspect() float64 {
	if r := f.f.SampleAspectRatio(); r.Num() > 0 && r.Den() > 0 {
		return r.Float64()
	}
	return 1
}

// Time is when the frame begins, on the clock of what it was decoded from.
func (f *Frame) Time() time.Duration { return span(f.f.Pts(), f.base) }

// Timed tells whether the stream gave the frame a time at all.
func (f *Frame) Timed() bool { return f.f.Pts() != astiav.NoPtsValue }

// Index is the number of the frame on a clock of rate frames per second, rounded to the nearest.
func (f *Frame) Index(rate media.FrameRate) int64 {
	return astiav.RescaleQ(f.f.Pts(), f.base, frameBase(rate))
}

// SetIndex puts the frame at number n on a clock of rate frames per second; for sound, at
// sample n with rate samples per second.
func (f *Frame) SetIndex(n int64, rate media.FrameRate) {
	f.base = frameBase(rate)
	f.f.SetPts(n)
}

func frameBase(r media.FrameRate) astiav.Rational { return astiav.NewRational(int(r.Den), int(r.Num)) }

func (f *Frame) isSound() bool { return f.f.NbSamples() > 0 }

// SetIntra asks the encoder to make this picture a key frame, or leaves the choice to it.
func (f *Frame) SetIntra(key bool) {
	kind := astiav.PictureTypeNone
	if key {
		kind = astiav.PictureTypeI
	}
	f.f.SetPictureType(kind)
}

// Clone is a second hold on the same content.
func (f *Frame) Clone() *Frame { return &Frame{f: f.f.Clone(), base: f.base} }

// Free lets go of the content and may be called again, also on nil.
func (f *Frame) Free() {
	if f != nil && f.f != nil {
		f.f.Free()
		f.f = nil
	}
}

// Plane is the content of plane i (0 is luma) of a YUV 4:2:0 picture and the length of its rows.
// It may be written only in a picture of NewPicture that no encoder has seen yet.
func (f *Frame) Plane(i int) (pix []byte, stride int, err error) {
	switch f.f.PixelFormat() {
	case astiav.PixelFormatYuv420P, astiav.PixelFormatYuvj420P:
	default:
		return nil, 0, fmt.Errorf("plane of a picture in %s", f.f.PixelFormat())
	}
	rows := f.f.Height()
	if i > 0 {
		rows = (rows + 1) / 2
	}
	p := unsafe.Pointer(C.plane(f.f.UnsafePointer(), C.int(i)))
	n := int(C.stride(f.f.UnsafePointer(), C.int(i)))
	if p == nil || n <= 0 || i > 2 {
		return nil, 0, errors.New("picture has no such plane")
	}
	return unsafe.Slice((*byte)(p), n*rows), n, nil
}

// Channel is the samples of one channel of planar float sound. It is valid as long as the frame.
func (f *Frame) Channel(i int) ([]float32, error) {
	if f.f.SampleFormat() != astiav.SampleFormatFltp || i < 0 || i >= f.f.ChannelLayout().NbChannels() {
		return nil, errors.New("sound has no such planar channel")
	}
	p := unsafe.Pointer(C.plane(f.f.UnsafePointer(), C.int(i)))
	if p == nil {
		return nil, errors.New("sound has no content")
	}
	return unsafe.Slice((*float32)(p), f.f.NbSamples()), nil
}

// raw is the whole first plane of interleaved sound, bytes long.
func (f *Frame) raw(bytes int) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(C.plane(f.f.UnsafePointer(), 0))), bytes)
}

// PictureOf copies an image of 4:2:0 into a new frame.
func PictureOf(img *image.YCbCr) (*Frame, error) {
	if img.SubsampleRatio != image.YCbCrSubsampleRatio420 {
		return nil, fmt.Errorf("picture of %s: %w", img.SubsampleRatio, media.ErrUnsupported)
	}
	b := img.Bounds()
	f, err := NewPicture(b.Dx(), b.Dy())
	if err != nil {
		return nil, err
	}
	from := [3][]byte{img.Y, img.Cb, img.Cr}
	steps := [3]int{img.YStride, img.CStride, img.CStride}
	for i := range from {
		to, stride, err := f.Plane(i)
		if err != nil {
			f.Free()
			return nil, err
		}
		width := b.Dx()
		if i > 0 {
			width = (width + 1) / 2
		}
		for y := 0; y*stride < len(to); y++ {
			copy(to[y*stride:y*stride+width], from[i][y*steps[i]:])
		}
	}
	return f, nil
}

// Image is a view of a YUV 4:2:0 picture, valid as long as the frame.
func (f *Frame) Image() (*image.YCbCr, error) {
	img := &image.YCbCr{SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: image.Rect(0, 0, f.f.Width(), f.f.Height())}
	var err error
	for i, to := range []*[]byte{&img.Y, &img.Cb, &img.Cr} {
		stride := &img.CStride
		if i == 0 {
			stride = &img.YStride
		}
		if *to, *stride, err = f.Plane(i); err != nil {
			return nil, err
		}
	}
	return img, nil
}
