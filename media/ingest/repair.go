package ingest

import (
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
)

const (
	askedAtOnce  = 250                    // packets in one NACK, which then fits in a datagram
	likelyTrip   = 100 * time.Millisecond // until ICE has measured the round trip
	longestTrip  = time.Second
	steadyKey    = 2 * time.Second // a key frame is asked for so often in any case
	keyWatchdog  = 4 * time.Second // without one, each second
	keyAtMost    = 500 * time.Millisecond
	nothingToAsk = time.Hour

	headroom  = 64 // packets that may be missing before the first
	tailroom  = 32 // and after the last
	lookEvery = 10 * time.Millisecond
)

// repairs asks the publisher for what is missing (RFC 4585 section 6.2.1). Its run goroutine sends, the readers of the
// tracks wake it. Repairs come back as the packets they are, also those that came as RTX (RFC 4588).
type repairs struct {
	sender    uint32
	wake      chan struct{}
	stop      chan struct{}
	roundTrip atomic.Int64 // nanoseconds

	mu      sync.Mutex
	readers []*reader
}

func newRepairs() *repairs {
	r := &repairs{sender: rand.Uint32(), wake: make(chan struct{}, 1), stop: make(chan struct{})}
	r.roundTrip.Store(int64(likelyTrip))
	return r
}

func (r *repairs) add(reader *reader) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.readers = append(r.readers, reader)
}

func (r *repairs) all() []*reader {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.readers
}

func (r *repairs) hole() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// run looks at the holes of all tracks whenever one of them is due.
func (r *repairs) run(send func([]rtcp.Packet) error) {
	timer := time.NewTimer(nothingToAsk)
	defer timer.Stop()
	for {
		select {
		case <-r.stop:
			return
		case <-r.wake:
		case <-timer.C:
		}
		next := time.Time{}
		var packets []rtcp.Packet
		now := time.Now()
		for _, reader := range r.all() {
			ask, again := reader.missing(now, time.Duration(r.roundTrip.Load()))
			if !again.IsZero() && (next.IsZero() || again.Before(next)) {
				next = again
			}
			for ; len(ask) > 0; ask = ask[min(len(ask), askedAtOnce):] {
				packets = append(packets, &rtcp.TransportLayerNack{
					SenderSSRC: r.sender, MediaSSRC: uint32(reader.remote.SSRC()),
					Nacks: rtcp.NackPairsFromSequenceNumbers(ask[:min(len(ask), askedAtOnce)]),
				})
			}
		}
		for _, packet := range packets {
			_ = send([]rtcp.Packet{packet})
		}
		if timer.Reset(nothingToAsk); !next.IsZero() {
			timer.Reset(time.Until(next))
		}
	}
}

// measure takes over the round trip that ICE measured.
func (x *session) measure() {
	readers := x.repairs.all()
	if len(readers) == 0 {
		return
	}
	shared := readers[0].receiver.Transport() // by all tracks
	pair, ok := shared.ICETransport().GetSelectedCandidatePairStats()
	if trip := time.Duration(pair.CurrentRoundTripTime * float64(time.Second)); ok && trip > 0 {
		x.repairs.roundTrip.Store(int64(min(trip, longestTrip)))
	}
}

// missing notes what is lost for good and tells what to ask for.
func (r *reader) missing(now time.Time, roundTrip time.Duration) (ask []uint16, next time.Time) {
	r.mu.Lock()
	d := r.holes.due(now, roundTrip)
	r.mu.Unlock()
	r.session.tally.lost.Add(d.lost)
	if d.lost > 0 || d.vain {
		r.fault()
	}
	if !r.repairable {
		return nil, d.next
	}
	r.session.tally.asked.Add(int64(len(d.ask)))
	return d.ask, d.next
}

// note keeps the counts of one packet and wakes whoever asks for what is missing before it. headless: nothing can be
// shown that begins with it.
func (r *reader) note(seq uint16, at time.Time, size int, headless bool) {
	r.mu.Lock()
	first := !r.holes.started
	s := r.holes.see(seq, at)
	if first && headless {
		r.holes.before(headroom, at)
		s.opened = true
	}
	r.mu.Unlock()
	t := &r.session.tally
	t.received.Add(1)
	t.bytes.Add(int64(size))
	if s.repaired > 0 {
		t.repaired.Add(s.repaired)
	}
	if s.opened {
		r.session.repairs.hole()
	}
	if s.lost > 0 {
		t.lost.Add(s.lost)
	}
	if s.lost > 0 || s.outage {
		r.fault()
	}
}

// askKey asks for a key frame: after a loss, when none came for long, and every two seconds.
func (x *session) askKey(now time.Time) {
	ssrc := x.ssrc.Load()
	since := now.Sub(x.asked)
	starved := now.Sub(time.Unix(0, x.lastKey.Load())) > keyWatchdog
	if ssrc == 0 || since < keyAtMost || !x.pending && !starved && since < steadyKey-keyAtMost {
		return
	}
	x.pending, x.asked = false, now
	x.tally.keys.Add(1)
	_ = x.pc.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{SenderSSRC: x.repairs.sender, MediaSSRC: ssrc}})
}

// lastCall asks for what is missing when the publisher says that it is over, and for what may have been lost at the very
// end, and waits for it a moment.
func (x *session) lastCall() {
	began := time.Now()
	x.hasty.Store(true)
	for _, r := range x.repairs.all() {
		r.mu.Lock()
		r.holes.after(tailroom, began)
		r.mu.Unlock()
		_ = r.remote.SetReadDeadline(began)
	}
	x.repairs.hole()
	onTheWay := x.server.patience.onTheWay
	least := max(onTheWay, 2*time.Duration(x.repairs.roundTrip.Load()))
	for look := range time.Tick(lookEvery) {
		waited := look.Sub(began)
		if !x.connected() && waited > onTheWay || waited > max(guessFor, onTheWay) || waited > least && !x.incomplete() {
			return
		}
	}
}

func (x *session) incomplete() bool {
	return slices.ContainsFunc(x.repairs.all(), func(r *reader) bool {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.holes.known()
	})
}
