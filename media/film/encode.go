package film

import (
	"context"
	"fmt"
	"image"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

// Unit is one access unit of a clip as a browser would send it.
type Unit struct {
	Kind media.Kind
	// At is the capture time of the picture, or of the first sample that went into the encoder
	// for this stretch: what an RTP time stamp counts from.
	At       time.Duration
	Duration time.Duration
	Key      bool   // H.264 only: an IDR picture with its SPS and PPS
	Data     []byte // H.264 Annex B, VP8 frame, or one Opus packet of 20 ms
}

// Coding says how Encode codes a clip. The zero value is H.264 of 2 Mbit/s as a browser makes it.
type Coding struct {
	Video media.Codec // media.H264 (also for "") or media.VP8
	Bits  int         // of the picture, per second; 0 means 2 Mbit/s
}

const (
	packet    = SoundRate / 50 // Opus: 20 ms
	keyEvery  = 2 * Rate
	soundBits = 64000
)

// Encode codes the first length of c and hands each unit to sink in order of time.
func Encode(ctx context.Context, c Clip, length media.Millis, coding Coding, sink func(Unit) error) error {
	e, err := openEncoders(c, coding)
	if err != nil {
		return err
	}
	defer e.close()
	frames := int(int64(length) * Rate / 1000)
	packets := int(int64(length) * 50 / 1000)
	sound := 0
	for n := range frames {
		if err := ctx.Err(); err != nil {
			return err
		}
		for ; sound < packets && sound*Rate <= n*50; sound++ {
			if err := e.hear(sound, sink); err != nil {
				return err
			}
		}
		if err := e.see(n, sink); err != nil {
			return err
		}
	}
	for ; sound < packets; sound++ {
		if err := e.hear(sound, sink); err != nil {
			return err
		}
	}
	return e.flush(sink)
}

type encoders struct {
	clip         Clip
	video, audio *av.Encoder
	img          *image.YCbCr
	samples      []float32
	packets      int // Opus packets handed out
}

func openEncoders(c Clip, coding Coding) (*encoders, error) {
	e := &encoders{clip: c, img: NewImage(c), samples: make([]float32, packet)}
	what := av.Encoding{Codec: "libx264", Threads: 1, Rate: media.FrameRate{Num: Rate, Den: 1}, Bits: coding.Bits,
		Options: map[string]string{"preset": "superfast", "tune": "zerolatency", "profile": "baseline",
			"bf": "0", "g": fmt.Sprint(keyEvery), "keyint_min": fmt.Sprint(keyEvery), "sc_threshold": "0"}}
	what.Width, what.Height = c.Size()
	if coding.Video == media.VP8 {
		what.Codec = "libvpx"
		what.Options = map[string]string{"deadline": "realtime", "cpu-used": "8", "g": fmt.Sprint(keyEvery), "lag-in-frames": "0"}
	}
	if what.Bits == 0 {
		what.Bits = 2_000_000
	}
	var err error
	if e.video, err = av.NewEncoder(what); err != nil {
		return nil, err
	}
	e.audio, err = av.NewEncoder(av.Encoding{Codec: "libopus", SampleRate: SoundRate, Channels: 2, Bits: soundBits})
	if err != nil {
		e.close()
		return nil, err
	}
	return e, nil
}

func (e *encoders) see(n int, sink func(Unit) error) error {
	e.clip.Draw(n, e.img)
	f, err := av.PictureOf(e.img)
	if err != nil {
		return err
	}
	defer f.Free()
	f.SetIndex(int64(n), media.FrameRate{Num: Rate, Den: 1})
	return e.video.Encode(f, e.picture(sink))
}

func (e *encoders) picture(sink func(Unit) error) func(av.Coded) error {
	return func(c av.Coded) error {
		return sink(Unit{Kind: media.Video, At: c.Time(), Duration: time.Second / Rate, Key: c.Key(), Data: c.Data()})
	}
}

func (e *encoders) hear(n int, sink func(Unit) error) error {
	e.clip.Sound(n*packet, e.samples)
	f, err := e.audio.Sound(int64(n*packet), e.samples, e.samples)
	if err != nil {
		return err
	}
	defer f.Free()
	return e.audio.Encode(f, func(c av.Coded) error {
		at := time.Duration(e.packets) * 20 * time.Millisecond
		e.packets++
		return sink(Unit{Kind: media.Audio, At: at, Duration: 20 * time.Millisecond, Data: c.Data()})
	})
}

func (e *encoders) flush(sink func(Unit) error) error {
	return e.video.Encode(nil, e.picture(sink))
}

func (e *encoders) close() {
	e.video.Close()
	e.audio.Close()
}
