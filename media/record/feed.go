package record

import (
	"fmt"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"

	"terugblik/media"
)

// Feed puts film that was not received but made into a journal, in the packets that a browser would have sent. Not safe
// for several goroutines.
type Feed struct {
	w      *Writer
	tracks map[media.Kind]*feedTrack
}

type feedTrack struct {
	stream    Stream
	payloader rtp.Payloader
	seq       uint16
	packets   uint32
	octets    uint32
	reported  time.Duration // since the start of the session
}

const (
	feedPacket = 1200 // bytes of payload
	feedReport = time.Second
	ntpOffset  = 2208988800 // seconds from 1900 to 1970
)

// NewFeed announces a picture in that codec and stereo sound in Opus.
func NewFeed(w *Writer, video media.Codec) (*Feed, error) {
	f := &Feed{w: w, tracks: map[media.Kind]*feedTrack{}}
	payloaders := map[media.Codec]rtp.Payloader{media.H264: &codecs.H264Payloader{}, media.VP8: &codecs.VP8Payloader{}}
	if payloaders[video] == nil {
		return nil, fmt.Errorf("feed %s: %w", video, media.ErrUnsupported)
	}
	picture := Stream{Track: media.Track{Kind: media.Video, Codec: video, ClockRate: 90000}, PayloadType: 96, SSRC: 1}
	sound := Stream{Track: media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2}, PayloadType: 111, SSRC: 2}
	for _, t := range []*feedTrack{{stream: picture, payloader: payloaders[video]}, {stream: sound, payloader: &codecs.OpusPayloader{}}} {
		var err error
		t.stream.Number, err = w.AddTrack(t.stream.Track, t.stream.SSRC, t.stream.PayloadType, "")
		if err != nil {
			return nil, err
		}
		t.reported = -feedReport
		f.tracks[t.stream.Track.Kind] = t
	}
	return f, nil
}

// Write adds one picture (an Annex B access unit or a VP8 frame) or one Opus packet, captured at that time since the
// start of the session. Each track comes in order of time.
func (f *Feed) Write(kind media.Kind, at time.Duration, data []byte) error {
	t := f.tracks[kind]
	if t == nil {
		return fmt.Errorf("feed %s: %w", kind, media.ErrUnsupported)
	}
	arrival := f.w.start.Add(at)
	ticks := uint32(int64(at) * int64(t.stream.Track.ClockRate) / int64(time.Second))
	payloads := t.payloader.Payload(feedPacket, data)
	for i, payload := range payloads {
		p := rtp.Packet{Payload: payload, Header: rtp.Header{
			Version: 2, PayloadType: t.stream.PayloadType, SSRC: t.stream.SSRC, SequenceNumber: t.seq,
			Timestamp: ticks, Marker: kind == media.Video && i == len(payloads)-1,
		}}
		raw, err := p.Marshal()
		if err != nil {
			return fmt.Errorf("feed %s: %w", kind, err)
		}
		if err := f.w.WriteRTP(t.stream.Number, arrival, raw); err != nil {
			return err
		}
		t.seq++
		t.packets++
		t.octets += uint32(len(payload))
	}
	if at-t.reported < feedReport {
		return nil
	}
	t.reported = at
	ntp := uint64(arrival.Unix()+ntpOffset)<<32 | uint64(arrival.Nanosecond())<<32/uint64(time.Second)
	return f.w.WriteReport(arrival, t.stream.SSRC, ntp, ticks, t.packets, t.octets)
}
