package av

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"github.com/asticode/go-astiav"

	"terugblik/media"
)

// OpusPreSkip is the look-ahead of the Opus encoders in browsers and in libopus, in samples of
// 48 kHz: decoded sound comes out this much later than it went in.
const OpusPreSkip = 312

const (
	opusRate = 48000
	maxSide  = 8192 // pixels; no camera is larger, and a hostile header is refused
)

func checkTrack(format Format, t MuxTrack) error {
	fits := map[Format][]media.Codec{MP4: {media.H264, media.Opus, media.AAC}, WebM: {media.VP8, media.Opus}}
	known := false
	for _, c := range fits[format] {
		known = known || c == t.Codec
	}
	switch {
	case !known:
		return fmt.Errorf("%s does not hold %q: %w", format, t.Codec, media.ErrUnsupported)
	case isSound(t.Codec) && (t.Channels < 1 || t.Channels > 2):
		return fmt.Errorf("%d channels: %w", t.Channels, media.ErrUnsupported)
	case !isSound(t.Codec) && (t.Width < 2 || t.Height < 2 || t.Width > maxSide || t.Height > maxSide):
		return fmt.Errorf("picture of %dx%d: %w", t.Width, t.Height, media.ErrUnsupported)
	case t.Codec == media.AAC && (len(t.Extra) == 0 || t.ClockRate == 0):
		return fmt.Errorf("no AudioSpecificConfig: %w", media.ErrUnsupported)
	case t.Codec == media.H264 && !(hasNAL(t.Extra, 7) && hasNAL(t.Extra, 8)):
		return fmt.Errorf("no SPS and PPS: %w", media.ErrUnsupported)
	}
	return nil
}

func isSound(c media.Codec) bool { return c == media.Opus || c == media.AAC }

func addStream(fc *astiav.FormatContext, t MuxTrack) error {
	s := fc.NewStream(nil)
	if s == nil {
		return fmt.Errorf("add %s stream: out of memory", t.Codec)
	}
	p := s.CodecParameters()
	extra := t.Extra
	switch t.Codec {
	case media.AAC:
		p.SetMediaType(astiav.MediaTypeAudio)
		p.SetCodecID(astiav.CodecIDAac)
		p.SetSampleRate(int(t.ClockRate))
		p.SetChannels(t.Channels)
		p.SetChannelLayout(layout(t.Channels))
		p.SetFrameSize(1024)
		s.SetTimeBase(astiav.NewRational(1, int(t.ClockRate)))
	case media.Opus:
		if extra == nil {
			extra = opusHead(t.Channels)
		}
		p.SetMediaType(astiav.MediaTypeAudio)
		p.SetCodecID(astiav.CodecIDOpus)
		p.SetSampleRate(opusRate)
		p.SetChannels(t.Channels)
		p.SetChannelLayout(layout(t.Channels))
		p.SetFrameSize(opusRate / 50)
		s.SetTimeBase(astiav.NewRational(1, opusRate))
	default:
		p.SetMediaType(astiav.MediaTypeVideo)
		p.SetCodecID(videoCodecs[t.Codec])
		p.SetWidth(t.Width)
		p.SetHeight(t.Height)
		s.SetTimeBase(astiav.NewRational(1, 90000))
	}
	if len(extra) == 0 {
		return nil
	}
	return p.SetExtraData(extra)
}

var videoCodecs = map[media.Codec]astiav.CodecID{media.H264: astiav.CodecIDH264, media.VP8: astiav.CodecIDVp8}

func layout(channels int) astiav.ChannelLayout {
	if channels == 1 {
		return astiav.ChannelLayoutMono
	}
	return astiav.ChannelLayoutStereo
}

// opusHead is the identification header of RFC 7845 section 5.1 for one stream of 48 kHz.
func opusHead(channels int) []byte {
	h := append([]byte("OpusHead"), 1, byte(channels))
	h = binary.LittleEndian.AppendUint16(h, OpusPreSkip)
	h = binary.LittleEndian.AppendUint32(h, opusRate)
	return append(h, 0, 0, 0) // output gain, channel mapping family
}

func startsNAL(b []byte) bool {
	return bytes.HasPrefix(b, []byte{0, 0, 1}) || bytes.HasPrefix(b, []byte{0, 0, 0, 1})
}

// hasNAL tells whether the Annex B bytes hold a unit of that type (ITU-T H.264 table 7-1).
func hasNAL(b []byte, unit byte) bool {
	for {
		i := bytes.Index(b, []byte{0, 0, 1})
		if i < 0 || i+4 > len(b) {
			return false
		}
		if b[i+3]&0x1f == unit {
			return true
		}
		b = b[i+3:]
	}
}
