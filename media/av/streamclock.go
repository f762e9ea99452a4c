package av

import (
	"time"

	"github.com/asticode/go-astiav"
)

// streamClock makes one clock of the times in a transport stream, which begin anywhere and may jump: where a camera was
// paused, where two films were put together, or where someone means harm. Time begins at zero and goes on after a jump.
type streamClock struct {
	started bool
	shift   time.Duration // added to what the packets say
	last    time.Duration // DTS of the packet before, on our clock
}

// jump is how far two packets that follow each other may be apart, of whatever tracks. FFmpeg's own limit is the same.
const jump = 10 * time.Second

func (c *streamClock) set(p *astiav.Packet, base astiav.Rational) {
	dts := p.Dts()
	if dts == astiav.NoPtsValue {
		dts = p.Pts()
	}
	if dts == astiav.NoPtsValue {
		return
	}
	at := span(dts, base) + c.shift
	if !c.started {
		c.started = true
		c.shift, at = -at, 0
	}
	if off := at - c.last; off > jump || off < -jump {
		c.shift, at = c.shift-off, c.last
	}
	c.last = at
	by := ticks(c.shift, base)
	if p.Pts() != astiav.NoPtsValue {
		p.SetPts(p.Pts() + by)
	}
	if p.Dts() != astiav.NoPtsValue {
		p.SetDts(p.Dts() + by)
	}
}
