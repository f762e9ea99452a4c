package record

import (
	"sort"
	"time"
)

// packet is one RTP packet of a stream with its counters continued beyond their wrap.
type packet struct {
	seq, ts int64
	arrival time.Duration
	marker  bool
	twice   bool   // the payload is RED
	payload []byte // may be empty: padding
}

const (
	holdHole  = 5 * time.Second // a hole may be repaired for so long
	holdStart = 2 * time.Second // so may what was sent before the first packet that came
)

// order puts the packets of one stream in the order of sending, each once. It holds back what lies behind a hole.
type order struct {
	out     func(p packet, lost int64) // lost: packets missing just before p
	queue   []packet
	next    int64
	started bool
	twice   int64
}

func (o *order) add(p packet) {
	if o.started && p.seq < o.next {
		o.twice++
		return
	}
	at := sort.Search(len(o.queue), func(i int) bool { return o.queue[i].seq >= p.seq })
	if at < len(o.queue) && o.queue[at].seq == p.seq {
		o.twice++
		return
	}
	o.queue = append(o.queue, packet{})
	copy(o.queue[at+1:], o.queue[at:])
	o.queue[at] = p
	o.advance(p.arrival)
}

// advance releases what is due at that time.
func (o *order) advance(now time.Duration) {
	if !o.started {
		if len(o.queue) == 0 || now-o.queue[0].arrival < holdStart {
			return
		}
		o.started, o.next = true, o.queue[0].seq
	}
	n := 0
	for ; n < len(o.queue); n++ {
		p := o.queue[n]
		if p.seq != o.next && now-p.arrival < holdHole {
			break
		}
		o.out(p, p.seq-o.next)
		o.next = p.seq + 1
	}
	clear(o.queue[copy(o.queue, o.queue[n:]):])
	o.queue = o.queue[:len(o.queue)-n]
}

// flush releases everything: nothing more will come.
func (o *order) flush() {
	if len(o.queue) > 0 {
		o.started = true
		if o.next == 0 {
			o.next = o.queue[0].seq
		}
		o.advance(1 << 62)
	}
}
