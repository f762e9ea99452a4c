package ingest

import (
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"terugblik/media"
)

const (
	packetSize = 1600 // bytes; pion delivers no more than 1460
	badReads   = 100  // errors in a row, after which a track is given up
)

// track starts to read one track and its reports. Called by pion.
func (x *session) track(remote *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
	c := x.choice.video
	if remote.Kind() == webrtc.RTPCodecTypeAudio {
		c = x.choice.audio
	}
	if c == nil || !c.carries(remote.PayloadType()) {
		return // was never answered
	}
	codec := remote.Codec()
	t := media.Track{Kind: media.Kind(remote.Kind().String()), Codec: c.codec, ClockRate: codec.ClockRate, Channels: int(codec.Channels)}
	outer := c.outer()
	number, err := x.writer.AddTrack(t, uint32(remote.SSRC()), uint8(outer.PayloadType), outer.SDPFmtpLine)
	if err != nil {
		x.end(reasonOf(err), err)
		return
	}
	r := &reader{session: x, remote: remote, receiver: receiver, number: number, codec: c.codec, media: t.Kind}
	r.repairable = slices.Contains(codec.RTCPFeedback, webrtc.RTCPFeedback{Type: webrtc.TypeRTCPFBNACK})
	x.repairs.add(r)
	if t.Kind == media.Video {
		x.ssrc.Store(uint32(remote.SSRC()))
		x.lastKey.Store(time.Now().UnixNano())
		r.fault() // a key frame at once
	}
	x.readers.start(r.packets)
	x.readers.start(r.reports)
}

// reader takes the packets of one track.
type reader struct {
	session    *session
	remote     *webrtc.TrackRemote
	receiver   *webrtc.RTPReceiver
	number     int
	codec      media.Codec
	media      media.Kind
	repairable bool // the publisher answers to NACK
	opening    opening
	begun      bool

	mu    sync.Mutex
	holes holes
}

func (r *reader) packets() {
	buf := make([]byte, packetSize)
	for bad := 0; bad < badReads; {
		n, _, err := r.remote.Read(buf)
		at := time.Now()
		switch {
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe):
			return
		case r.session.hasty.Load() && timedOut(err):
			// pion hands out what came as RTX only when Read is called, not when it waits.
			_ = r.remote.SetReadDeadline(at.Add(lookEvery))
			continue
		case err != nil:
			bad++ // such as a payload type that was never negotiated
			continue
		}
		bad = 0
		if err := r.session.writer.WriteRTP(r.number, at, buf[:n]); err != nil {
			r.session.end(reasonOf(err), err)
			return
		}
		r.session.show(r.media, buf[:n])
		r.look(at, buf[:n])
	}
	// The publisher hears of it and may begin a new take in what it sends now.
	r.session.end(Failed, fmt.Errorf("track %d brings what was never agreed on: %w", r.number, media.ErrUnsupported))
}

// look keeps the counts and finds the first picture; the journal does not depend on it.
func (r *reader) look(at time.Time, packet []byte) {
	var h rtp.Header
	n, err := h.Unmarshal(packet)
	if err != nil {
		return
	}
	x := r.session
	x.heard.Store(at.UnixNano())
	key, head := false, r.media == media.Audio
	if r.media == media.Video && n < len(packet) {
		key, head = keyPacket(r.codec, packet[n:])
	}
	if key {
		x.lastKey.Store(at.UnixNano())
	}
	r.note(h.SequenceNumber, at, len(packet), !head)
	if r.media == media.Video {
		x.pace.see(h.Timestamp, at)
	}
	if r.begun {
		return
	}
	// Without a picture in the answer the first sound begins the take.
	if r.media == media.Audio {
		r.begun = true
		if x.choice.video == nil {
			x.firsts <- at
		}
		return
	}
	if first, ok := r.opening.see(r.codec, h, packet[n:], at); ok {
		r.begun = true
		x.pace.begin(h.Timestamp, first)
		x.firsts <- first
	}
}

func timedOut(err error) bool {
	timeout, ok := errors.AsType[net.Error](err)
	return ok && timeout.Timeout()
}

// fault asks for a key frame.
func (r *reader) fault() {
	if r.media != media.Video {
		return
	}
	r.session.wantKey()
}

func (x *session) wantKey() {
	select {
	case x.needKey <- struct{}{}:
	default:
	}
}

// reports keeps the sender reports of the track. They may share a packet with those of the other track, which each
// reader then gets.
func (r *reader) reports() {
	own := uint32(r.remote.SSRC())
	for bad := 0; bad < badReads; {
		packets, _, err := r.receiver.ReadRTCP()
		at := time.Now()
		switch {
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe):
			return
		case err != nil:
			bad++
			continue
		}
		bad = 0
		for _, p := range packets {
			sr, ok := p.(*rtcp.SenderReport)
			if !ok || sr.SSRC != own {
				continue
			}
			err := r.session.writer.WriteReport(at, sr.SSRC, sr.NTPTime, sr.RTPTime, sr.PacketCount, sr.OctetCount)
			if err != nil {
				return // the reader of the packets meets the same error and tells
			}
		}
	}
}
