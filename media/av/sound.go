package av

import (
	"fmt"
	"unsafe"

	"github.com/asticode/go-astiav"

	"terugblik/media"
)

// Sound makes a frame for this encoder, first sample number at, of one slice of samples
// (-1 to 1) per channel, all equally long.
func (x *Encoder) Sound(at int64, channels ...[]float32) (*Frame, error) {
	f := emptyFrame()
	f.f.SetNbSamples(len(channels[0]))
	f.f.SetSampleFormat(x.cc.SampleFormat())
	f.f.SetSampleRate(x.what.SampleRate)
	f.f.SetChannelLayout(layout(len(channels)))
	if err := f.f.AllocBuffer(0); err != nil {
		f.Free()
		return nil, fmt.Errorf("make %d samples: %w", len(channels[0]), err)
	}
	f.SetIndex(at, media.FrameRate{Num: int64(x.what.SampleRate), Den: 1})
	if err := fillSound(f, channels); err != nil {
		f.Free()
		return nil, err
	}
	return f, nil
}

func fillSound(f *Frame, channels [][]float32) error {
	if f.f.SampleFormat() == astiav.SampleFormatFltp {
		for i, c := range channels {
			to, err := f.Channel(i)
			if err != nil {
				return err
			}
			copy(to, c)
		}
		return nil
	}
	if f.f.SampleFormat() != astiav.SampleFormatS16 {
		return fmt.Errorf("samples in %s", f.f.SampleFormat().Name())
	}
	n := len(channels)
	raw := f.raw(len(channels[0]) * n * 2)
	to := unsafe.Slice((*int16)(unsafe.Pointer(&raw[0])), len(raw)/2)
	for c, samples := range channels {
		for i, v := range samples {
			to[i*n+c] = int16(max(-1, min(1, v)) * 32767)
		}
	}
	return nil
}
