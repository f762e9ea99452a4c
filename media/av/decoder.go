package av

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/asticode/go-astiav"

	"terugblik/media"
)

// Decoder turns the packets of one stream into frames.
type Decoder struct {
	cc    *astiav.CodecContext
	frame *Frame
	times []int64 // DTS of packets without a PTS whose pictures have not come out yet
}

// longestDelay is after how many packets a picture that has not come out never will: the most that a decoder holds back.
const longestDelay = 64

// MaxPixels is the largest picture that is decoded: what a hostile header asks beyond is refused
// before memory is taken. Films in 4K have less.
const MaxPixels = 4096 * 2304

// Decoder makes a decoder for stream i. With keysOnly it skips everything but key frames.
func (s *Source) Decoder(i int, keysOnly bool) (*Decoder, error) {
	if i < 0 || i >= len(s.streams) {
		return nil, fmt.Errorf("decode: no stream %d", i)
	}
	if !Decodes(s.streams[i].Codec) {
		return nil, fmt.Errorf("decode %s: %w", s.streams[i].Codec, media.ErrUnsupported)
	}
	params := s.fc.Streams()[i].CodecParameters()
	codec := astiav.FindDecoder(params.CodecID())
	if codec == nil {
		return nil, fmt.Errorf("decode %s: %w", s.streams[i].Codec, media.ErrUnreadable)
	}
	base := s.streams[i].base
	// Without the time base of the packets the Opus decoder does not correct times for what it skips.
	options := map[string]string{
		"pkt_timebase": fmt.Sprintf("%d/%d", base.Num(), base.Den()),
		"max_pixels":   strconv.Itoa(MaxPixels),
		"threads":      "auto",
	}
	if keysOnly {
		options["skip_frame"] = "nokey"
		options["threads"] = "1" // frames come out at once, not some packets later
	}
	d, err := openDecoder(codec, params, options)
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w: %w", s.streams[i].Codec, media.ErrUnreadable, err)
	}
	d.frame.base = base
	return d, nil
}

func openDecoder(codec *astiav.Codec, params *astiav.CodecParameters, options map[string]string) (*Decoder, error) {
	d := &Decoder{cc: astiav.AllocCodecContext(codec), frame: emptyFrame()}
	if err := params.ToCodecContext(d.cc); err != nil {
		d.Close()
		return nil, err
	}
	o, err := dictionary(options)
	if err != nil {
		d.Close()
		return nil, err
	}
	defer o.Free()
	if err := d.cc.Open(codec, o); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// Decode sends the packet that s read last and hands each finished frame to each. A packet
// that makes no sense gives media.ErrUnreadable and leaves the decoder usable.
func (d *Decoder) Decode(s *Source, each func(*Frame) error) error {
	if s.pkt.Size() == 0 { // a picture left out, in AVI; to the decoder it would mean the end
		return nil
	}
	if s.pkt.Pts() == astiav.NoPtsValue && s.pkt.Dts() != astiav.NoPtsValue {
		d.times = append(d.times, s.pkt.Dts())
		d.times = d.times[max(0, len(d.times)-longestDelay):]
	}
	if err := d.cc.SendPacket(s.pkt); err != nil {
		return fmt.Errorf("decode packet: %w: %w", media.ErrUnreadable, err)
	}
	return d.drain(each)
}

// Flush hands out what the decoder still holds. The decoder takes no packet after it.
func (d *Decoder) Flush(each func(*Frame) error) error {
	if err := d.cc.SendPacket(nil); err != nil && !errors.Is(err, astiav.ErrEof) {
		return fmt.Errorf("finish decoding: %w: %w", media.ErrUnreadable, err)
	}
	return d.drain(each)
}

func (d *Decoder) drain(each func(*Frame) error) error {
	for {
		err := d.cc.ReceiveFrame(d.frame.f)
		if dry(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("decode packet: %w: %w", media.ErrUnreadable, err)
		}
		d.settle()
		err = each(d.frame)
		d.frame.f.Unref()
		if err != nil {
			return err
		}
	}
}

// settle gives a picture to which the container gave no time one. AVI counts: the pictures come out in the order in which
// they are shown, so each takes the place of the earliest packet that is left.
func (d *Decoder) settle() {
	if d.frame.Timed() || len(d.times) == 0 {
		return
	}
	d.frame.f.SetPts(d.times[0])
	d.times = d.times[1:]
}

// Close frees the decoder and may be called again.
func (d *Decoder) Close() {
	d.frame.Free()
	if d.cc != nil {
		d.cc.Free()
		d.cc = nil
	}
}

// dry tells that there is nothing more to take at the moment.
func dry(err error) bool {
	return errors.Is(err, astiav.ErrEagain) || errors.Is(err, astiav.ErrEof) || errors.Is(err, io.EOF)
}
