package record

import (
	"time"

	"terugblik/media"
	"terugblik/media/red"
)

// frame is a coded picture or one packet of sound.
type frame struct {
	sample
	data []byte // Annex B access unit, VP8 frame or Opus packet; nil when it is broken
}

// sample is what is known of a frame without its bytes.
type sample struct {
	ts       int64         // RTP time, continued beyond its wrap
	arrival  time.Duration // of its first packet
	complete time.Duration // arrival of its last packet
	ticks    int64         // length where the codec tells it, else 0
	lost     int64         // packets missing since the frame before
	key      bool          // can be shown without any other
	broken   bool          // packets are missing in it
}

// shaper makes frames of one codec from the payloads of the packets of one time stamp.
type shaper interface {
	// shape gives no data for a frame that is broken or has no picture in it; skip means that there is nothing to show.
	shape(payloads [][]byte) (data []byte, key, broken, skip bool)
}

// maxFrame bounds one frame, in bytes: above any key frame of a camera.
const maxFrame = 8 << 20

// assembler groups packets that are in order by time stamp.
type assembler struct {
	shaper shaper
	out    func(frame)

	open     bool
	marker   bool // the last packet said that the frame ends with it
	now      sample
	lost     int64
	payloads [][]byte
	size     int
}

func (a *assembler) push(p packet, lost int64) {
	a.lost += lost
	if lost > 0 && a.open && (p.ts == a.now.ts || !a.marker) {
		a.now.broken = true
	}
	if len(p.payload) == 0 {
		return
	}
	if a.open && p.ts != a.now.ts {
		a.finish()
	}
	if !a.open {
		a.open = true
		a.now = sample{ts: p.ts, arrival: p.arrival, lost: a.lost}
		a.lost = 0
	}
	a.now.arrival = min(a.now.arrival, p.arrival)
	a.now.complete = max(a.now.complete, p.arrival)
	a.marker = p.marker
	if a.size += len(p.payload); a.size > maxFrame {
		a.now.broken = true
		return
	}
	a.payloads = append(a.payloads, p.payload)
}

func (a *assembler) finish() {
	f := frame{sample: a.now}
	var skip bool
	if !f.broken {
		f.data, f.key, f.broken, skip = a.shaper.shape(a.payloads)
	}
	if skip {
		a.lost += f.lost
	} else {
		a.out(f)
	}
	clear(a.payloads)
	a.open, a.payloads, a.size = false, a.payloads[:0], 0
}

// flush ends the last frame; without its marker nobody knows whether it is whole.
func (a *assembler) flush() {
	if a.open {
		a.now.broken = a.now.broken || !a.marker
		a.finish()
	}
}

// opusStream passes packets of sound on, one by one. What was lost and came again with a later packet (RFC 2198) stands
// where it was lost.
type opusStream struct {
	out  func(frame)
	lost int64
	any  bool
	last int64 // RTP time of the newest sound that was passed on
}

func (o *opusStream) push(p packet, lost int64) {
	o.lost += lost
	if !p.twice {
		o.sound(p.payload, p.ts, p.arrival)
		return
	}
	blocks, err := red.Unpack(p.payload)
	if err != nil {
		o.lost++
		return
	}
	again := blocks[:0:0]
	for i, b := range blocks {
		ts := p.ts - int64(b.Before)
		if i == len(blocks)-1 && b.Before == 0 || o.lost > 0 && o.any && ts > o.last && opusTicks(b.Payload) > 0 {
			again = append(again, b)
		}
	}
	o.lost = max(0, o.lost-int64(len(again)-1))
	for _, b := range again {
		o.sound(b.Payload, p.ts-int64(b.Before), p.arrival-time.Duration(b.Before)*time.Second/opusRate)
	}
}

const opusRate = 48000 // ticks per second, whatever was recorded (RFC 7587 section 4.1)

func (o *opusStream) sound(data []byte, ts int64, arrival time.Duration) {
	ticks := opusTicks(data)
	if ticks == 0 {
		return // padding, or not Opus
	}
	s := sample{ts: ts, arrival: arrival, complete: arrival, ticks: ticks, lost: o.lost, key: true}
	o.lost, o.any, o.last = 0, true, ts
	o.out(frame{sample: s, data: data})
}

func (o *opusStream) flush() {}

// opusTicks is the length of an Opus packet at 48 kHz, 0 when it is not valid (RFC 6716 section 3.1).
func opusTicks(b []byte) int64 {
	if len(b) == 0 {
		return 0
	}
	config := int64(b[0] >> 3)
	var size int64
	switch {
	case config < 12:
		size = []int64{480, 960, 1920, 2880}[config%4]
	case config < 16:
		size = []int64{480, 960}[config%2]
	default:
		size = 120 << (config % 4)
	}
	frames := int64(1)
	switch b[0] & 3 {
	case 1, 2:
		frames = 2
	case 3:
		if len(b) < 2 {
			return 0
		}
		frames = int64(b[1] & 63)
	}
	if frames*size > 5760 { // 120 ms
		return 0
	}
	return frames * size
}

func opusChannels(b []byte) int {
	if len(b) > 0 && b[0]&4 != 0 {
		return 2
	}
	return 1
}

func shaperFor(c media.Codec) shaper {
	switch c {
	case media.H264:
		return &h264Shaper{}
	case media.VP8:
		return &vp8Shaper{}
	}
	return nil
}
