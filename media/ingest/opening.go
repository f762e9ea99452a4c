package ingest

import (
	"slices"
	"time"

	"github.com/pion/rtp"

	"terugblik/media"
)

// opening waits for the first key frame of which every packet has come, also when some come late. The zero value is
// ready.
type opening struct{ frames []*candidate } // the oldest first

// candidate is a frame that may be the first one.
type candidate struct {
	ts       uint32
	first    time.Time // arrival of its earliest packet
	low      uint16    // its lowest sequence number
	last     uint16    // the one with the marker
	marked   bool
	head     bool // its head has come
	key      bool
	sequence map[uint16]bool
}

const (
	maxOpening    = 4096 // packets of one frame that are looked at
	maxCandidates = 4    // key frames that wait for a repair
)

// see takes a packet; ok when a key frame is whole, which began to arrive at first.
func (o *opening) see(codec media.Codec, h rtp.Header, payload []byte, at time.Time) (first time.Time, ok bool) {
	if len(payload) == 0 {
		return first, false
	}
	c := o.candidate(h, at)
	if c == nil || len(c.sequence) >= maxOpening {
		return first, false
	}
	c.sequence[h.SequenceNumber] = true
	if int16(h.SequenceNumber-c.low) < 0 {
		c.low = h.SequenceNumber
	}
	if h.Marker {
		c.marked, c.last = true, h.SequenceNumber
	}
	key, head := keyPacket(codec, payload)
	c.key, c.head = c.key || key, c.head || head
	whole := c.marked && int(c.last-c.low)+1 == len(c.sequence)
	return c.first, whole && c.key && c.head
}

// candidate is the frame of a packet, nil for one that was given up. A new frame pushes out those before it that do not
// look like key frames.
func (o *opening) candidate(h rtp.Header, at time.Time) *candidate {
	for _, c := range o.frames {
		if c.ts == h.Timestamp {
			return c
		}
	}
	if n := len(o.frames); n > 0 && int32(h.Timestamp-o.frames[n-1].ts) < 0 {
		return nil
	}
	o.frames = slices.DeleteFunc(o.frames, func(c *candidate) bool { return !c.key && !c.head })
	if len(o.frames) == maxCandidates {
		o.frames = o.frames[1:]
	}
	c := &candidate{ts: h.Timestamp, first: at, low: h.SequenceNumber, sequence: map[uint16]bool{}}
	o.frames = append(o.frames, c)
	return c
}

// keyPacket tells whether a packet belongs to a key frame, and whether it can be the head of one.
func keyPacket(codec media.Codec, payload []byte) (key, head bool) {
	if codec == media.VP8 {
		return keyVP8(payload)
	}
	return keyH264(payload)
}

// keyVP8 reads the payload descriptor of RFC 7741 section 4.2 and the frame tag behind it.
func keyVP8(b []byte) (key, head bool) {
	if b[0]&0x17 != 0x10 { // start of partition 0
		return false, false
	}
	n := 1
	if b[0]&0x80 != 0 && len(b) > 1 {
		x := b[1]
		n++
		if x&0x80 != 0 {
			n++
			if len(b) > 2 && b[2]&0x80 != 0 {
				n++
			}
		}
		if x&0x40 != 0 {
			n++
		}
		if x&0x30 != 0 {
			n++
		}
	}
	return n < len(b) && b[n]&1 == 0, true
}

// keyH264 looks for an IDR slice: alone, aggregated (STAP-A) or at the start of fragments (RFC 6184 section 5).
func keyH264(b []byte) (key, head bool) {
	const idr, sps, stapA, fuA = 5, 7, 24, 28
	switch b[0] & 31 {
	case idr:
		return true, true
	case sps:
		return false, true
	case stapA:
		for b = b[1:]; len(b) > 2; {
			size := int(b[0])<<8 | int(b[1])
			kind := b[2] & 31
			key, head = key || kind == idr, head || kind == idr || kind == sps
			if len(b) < 2+size {
				break
			}
			b = b[2+size:]
		}
		return key, head
	case fuA:
		if len(b) > 1 && b[1]&0x80 != 0 {
			return b[1]&31 == idr, b[1]&31 == idr
		}
	}
	return false, false
}
