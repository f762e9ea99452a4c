package ingest

import (
	"github.com/pion/rtp"

	"terugblik/media"
)

// gate lets a viewer in at a key frame, and again at one after something had to be left out, and numbers what passes
// without the holes that this makes: nobody asks for what was never meant for her. Holes of the publisher stay, so that
// its repairs find their place. The zero value is shut.
type gate struct {
	codec media.Codec
	open  bool
	first uint16 // number of the packet at which it opened
	shift uint16 // what is taken off a number
	next  uint16 // one above the highest number that went out
	begun bool
}

// pass renumbers a packet; false for one that does not go out.
func (g *gate) pass(h *rtp.Header, payload []byte) bool {
	if len(payload) == 0 {
		return false // padding, with which the publisher probes its own way
	}
	if !g.open {
		if !g.entry(payload) {
			return false
		}
		g.open, g.first = true, h.SequenceNumber
		if g.begun {
			g.shift = h.SequenceNumber - g.next
		}
	}
	if int16(h.SequenceNumber-g.first) < 0 {
		return false // of before it opened
	}
	h.SequenceNumber -= g.shift
	if !g.begun || int16(h.SequenceNumber-g.next) >= 0 {
		g.begun, g.next = true, h.SequenceNumber+1
	}
	return true
}

// shut makes it wait for the next key frame.
func (g *gate) shut() { g.open = false }

// entry tells whether a picture can begin with this packet without anything before it. Sound always can.
func (g *gate) entry(payload []byte) bool {
	if g.codec == media.Opus {
		return true
	}
	key, head := keyPacket(g.codec, payload)
	return key || head && g.codec == media.H264
}
