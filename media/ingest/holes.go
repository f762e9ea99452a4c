package ingest

import (
	"slices"
	"sort"
	"time"
)

const (
	giveUp   = 2 * time.Second // a hole is lost then
	maxHoles = 4096            // of one track; the oldest are given up beyond that

	firstAsk   = 15 * time.Millisecond // packets may overtake one another for so long
	leastWait  = 40 * time.Millisecond // a repair waits up to one picture for the packet that brings it along
	longestAsk = 500 * time.Millisecond
	guessFor   = 600 * time.Millisecond // what may never have been sent is asked for so long
	inVain     = 3                      // after so many questions a key frame is wanted as well

	silence  = 500 * time.Millisecond // without a packet, and then a hole: an outage
	farBack  = 1 << 12                // packets; what lies further back belongs to a counter that began anew
	restarts = 50                     // so many of them in a row, that is
	farAhead = 5000                   // packets per second that a sender may really have sent meanwhile
)

// holes knows which packets of a track have not come yet, and when each is asked for again: first after a moment, then
// after waits that double from the round trip on, until it is two seconds old. Not safe for two goroutines.
type holes struct {
	started bool
	highest uint16
	behind  int
	last    time.Time // of the last packet
	open    []hole    // in order of sending
	budget  budget
}

type hole struct {
	seq         uint16
	asks        int
	guess       bool // nobody knows that it was ever sent
	since, next time.Time
}

// seen is what one packet told.
type seen struct {
	repaired, lost int64
	opened         bool // there are new holes
	outage         bool // they follow a silence
}

// see notes a packet.
func (h *holes) see(seq uint16, at time.Time) (s seen) {
	quiet := at.Sub(h.last)
	h.last = at
	h.budget.earn(at)
	ahead := int(int16(seq - h.highest))
	switch {
	case !h.started, ahead > farAhead+int(farAhead*quiet.Seconds()):
		s.lost = h.restart(seq)
	case ahead > 0:
		h.behind = 0
		s.opened = ahead > 1
		s.outage = s.opened && quiet > silence
		h.unguess()
		for missing := h.highest + 1; missing != seq; missing++ {
			h.open = append(h.open, hole{seq: missing, since: at, next: at.Add(firstAsk)})
		}
		h.highest = seq
	case ahead < -farBack:
		if h.behind++; h.behind > restarts {
			s.lost = h.restart(seq)
		}
	default:
		h.behind = 0
		s.repaired = h.fill(seq)
	}
	if len(h.open) > maxHoles {
		s.lost += h.forget(len(h.open) - maxHoles)
	}
	return s
}

// restart follows a counter that began anew; what it did before is not missing from it.
func (h *holes) restart(seq uint16) int64 {
	h.started, h.highest, h.behind = true, seq, 0
	return h.forget(len(h.open))
}

func (h *holes) fill(seq uint16) int64 {
	i := sort.Search(len(h.open), func(i int) bool { return int16(h.open[i].seq-seq) >= 0 })
	if i == len(h.open) || h.open[i].seq != seq {
		return 0 // twice
	}
	h.open = append(h.open[:i], h.open[i+1:]...)
	return 1
}

// forget gives up the n oldest holes and tells how many are known to be lost.
func (h *holes) forget(n int) (lost int64) {
	for _, o := range h.open[:n] {
		if !o.guess {
			lost++
		}
	}
	h.open = append(h.open[:0], h.open[n:]...)
	return lost
}

// before asks for n packets before the first one: it was not the head of a picture.
func (h *holes) before(n uint16, at time.Time) {
	for i := n; i > 0; i-- {
		h.open = append(h.open, hole{seq: h.highest - i, guess: true, since: at.Add(guessFor - giveUp), next: at})
	}
}

// after asks for n packets after the last one: nothing follows that would show that they are missing.
func (h *holes) after(n uint16, at time.Time) {
	h.unguess()
	for i := range n {
		h.open = append(h.open, hole{seq: h.highest + 1 + i, guess: true, since: at, next: at})
	}
}

// unguess takes back what after added.
func (h *holes) unguess() {
	for n := len(h.open); n > 0 && int16(h.open[n-1].seq-h.highest) > 0; n-- {
		h.open = h.open[:n-1]
	}
}

// known tells whether something is missing for certain.
func (h *holes) known() bool {
	return slices.ContainsFunc(h.open, func(o hole) bool { return !o.guess })
}

// due is what one look at the holes told.
type due struct {
	ask  []uint16
	lost int64
	vain bool      // something was asked for several times in vain
	next time.Time // of the next look; zero when nothing is missing
}

// due gives up the holes that are too old and tells which are to be asked for now. roundTrip is that of the connection.
func (h *holes) due(now time.Time, roundTrip time.Duration) (d due) {
	old := sort.Search(len(h.open), func(i int) bool { return now.Sub(h.open[i].since) < giveUp })
	d.lost = h.forget(old)
	for i := range h.open {
		o := &h.open[i]
		if !o.next.After(now) {
			if h.budget.spend(now) {
				d.ask = append(d.ask, o.seq)
				o.asks++
				d.vain = d.vain || o.asks == inVain && !o.guess
				o.next = now.Add(wait(o.asks, roundTrip))
			} else {
				o.next = now.Add(leastWait)
			}
		}
		if next := earlier(o.next, o.since.Add(giveUp)); d.next.IsZero() || next.Before(d.next) {
			d.next = next
		}
	}
	return d
}

// wait is how long an answer to the n-th question is waited for.
func wait(asks int, roundTrip time.Duration) time.Duration {
	return min(max(roundTrip, leastWait)<<min(asks-1, 10), max(roundTrip, longestAsk))
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// budget keeps repairs from taking the line that they are to mend: over a while no more is asked for than what comes,
// and a hundred packets per second.
type budget struct {
	tokens float64
	at     time.Time
}

const (
	maxTokens = 1000 // packets; a burst of loss of that size is asked for at once
	perSecond = 100
)

func (b *budget) earn(at time.Time) {
	b.refill(at)
	b.tokens = min(b.tokens+1, maxTokens)
}

func (b *budget) spend(at time.Time) bool {
	b.refill(at)
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

func (b *budget) refill(at time.Time) {
	if b.at.IsZero() {
		b.tokens, b.at = maxTokens/2, at
	}
	if d := at.Sub(b.at); d > 0 {
		b.tokens = min(b.tokens+perSecond*d.Seconds(), maxTokens)
		b.at = at
	}
}
