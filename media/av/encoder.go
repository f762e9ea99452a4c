package av

import (
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/asticode/go-astiav"

	"terugblik/media"
)

// Encoding says what an Encoder makes. The fields for pictures or those for sound are set.
type Encoding struct {
	Codec         string // FFmpeg's name of the encoder: "libx264", "libvpx", "mjpeg", "aac", "libopus"
	Width, Height int
	Rate          media.FrameRate
	SampleRate    int
	Channels      int // 1 or 2
	Bits          int // per second; 0 leaves it to Options
	Options       map[string]string
	Threads       int  // 0 for one per processor
	Headers       bool // parameter sets go into Extra instead of the first packets, as MP4 wants
}

// Encoder turns frames into coded packets.
type Encoder struct {
	cc   *astiav.CodecContext
	pkt  *astiav.Packet
	base astiav.Rational
	what Encoding
}

// NewEncoder opens an encoder. Pictures must be YUV 4:2:0 by BT.601, in video levels (for mjpeg
// in full range).
func NewEncoder(e Encoding) (*Encoder, error) {
	quiet()
	codec := astiav.FindEncoderByName(e.Codec)
	if codec == nil {
		return nil, fmt.Errorf("encode %s: not in this FFmpeg: %w", e.Codec, media.ErrUnsupported)
	}
	x := &Encoder{cc: astiav.AllocCodecContext(codec), pkt: astiav.AllocPacket(), what: e}
	if err := x.open(codec); err != nil {
		x.Close()
		return nil, fmt.Errorf("open encoder %s: %w", e.Codec, err)
	}
	return x, nil
}

func (x *Encoder) open(codec *astiav.Codec) error {
	e := x.what
	if e.SampleRate > 0 {
		x.forSound(codec)
	} else {
		x.forPictures()
	}
	x.cc.SetTimeBase(x.base)
	x.cc.SetThreadCount(e.Threads)
	if e.Bits > 0 {
		x.cc.SetBitRate(int64(e.Bits))
	}
	if e.Headers {
		x.cc.SetFlags(astiav.NewCodecContextFlags(astiav.CodecContextFlagGlobalHeader))
	}
	options := map[string]string{}
	if e.Codec == "libx264" {
		// Said out loud: a player takes large pictures for BT.709 and small ones for BT.601.
		options = map[string]string{"colorspace": "smpte170m", "color_primaries": "bt709", "color_trc": "bt709", "color_range": "tv"}
	}
	maps.Copy(options, e.Options)
	d, err := dictionary(options)
	if err != nil {
		return err
	}
	defer d.Free()
	if err := x.cc.Open(codec, d); err != nil {
		return err
	}
	return leftover(d)
}

func (x *Encoder) forSound(codec *astiav.Codec) {
	x.base = astiav.NewRational(1, x.what.SampleRate)
	x.cc.SetSampleRate(x.what.SampleRate)
	x.cc.SetChannels(x.what.Channels)
	x.cc.SetChannelLayout(layout(x.what.Channels))
	x.cc.SetSampleFormat(codec.SampleFormats()[0])
}

func (x *Encoder) forPictures() {
	x.base = frameBase(x.what.Rate)
	x.cc.SetWidth(x.what.Width)
	x.cc.SetHeight(x.what.Height)
	x.cc.SetFramerate(astiav.NewRational(int(x.what.Rate.Num), int(x.what.Rate.Den)))
	x.cc.SetSampleAspectRatio(astiav.NewRational(1, 1))
	x.cc.SetPixelFormat(astiav.PixelFormatYuv420P)
	if x.what.Codec == "mjpeg" {
		x.cc.SetPixelFormat(astiav.PixelFormatYuvj420P)
	}
}

// Coded is one packet from an encoder, valid until the function that received it returns.
type Coded struct {
	pkt  *astiav.Packet
	base astiav.Rational
}

// Data is a copy of the coded bytes.
func (c Coded) Data() []byte { return c.pkt.Data() }

// Size is the number of coded bytes.
func (c Coded) Size() int { return c.pkt.Size() }

// Time is when the packet is shown or heard.
func (c Coded) Time() time.Duration { return span(c.pkt.Pts(), c.base) }

// Index is the number of the picture or of the first sample; it is below 0 for sound that a
// decoder only needs to get going (the priming of AAC and Opus).
func (c Coded) Index() int64 { return c.pkt.Pts() }

// Key tells a key frame.
func (c Coded) Key() bool { return c.pkt.Flags().Has(astiav.PacketFlagKey) }

// Encode takes a frame, and nil for the end, and hands what is ready to each.
func (x *Encoder) Encode(f *Frame, each func(Coded) error) error {
	var in *astiav.Frame
	if f != nil {
		in = f.f
	}
	if err := x.cc.SendFrame(in); err != nil && !errors.Is(err, astiav.ErrEof) {
		return fmt.Errorf("encode %s: %w", x.what.Codec, err)
	}
	for {
		err := x.cc.ReceivePacket(x.pkt)
		if dry(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("encode %s: %w", x.what.Codec, err)
		}
		err = each(Coded{pkt: x.pkt, base: x.base})
		x.pkt.Unref()
		if err != nil {
			return err
		}
	}
}

// FrameSize is how many samples per channel the encoder takes at a time.
func (x *Encoder) FrameSize() int { return x.cc.FrameSize() }

// Extra is what a decoder needs before the first packet.
func (x *Encoder) Extra() []byte { return x.cc.ExtraData() }

// Close frees the encoder and may be called again.
func (x *Encoder) Close() {
	if x == nil || x.cc == nil {
		return
	}
	x.cc.Free()
	x.cc = nil
	x.pkt.Free()
}
