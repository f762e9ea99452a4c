package record

import (
	"math"
	"slices"
	"sort"
	"time"
)

// stamp is a sender report of a stream: its RTP time continued beyond the wrap, and its NTP time in seconds.
type stamp struct {
	ts      int64
	ntp     float64
	arrival time.Duration
}

// heard is what a journal tells about one stream, without the bytes.
type heard struct {
	stream  Stream
	samples []sample // in order of sending
	reports []reportAt
}

type reportAt struct {
	Report
	arrival time.Duration
}

// piece is a stretch of a stream over which its clock ran evenly.
type piece struct {
	from, to int // samples
	curve    curve
	reports  bool    // the curve is on the sender's clock; else on arrival
	lag      float64 // arrival minus sender's clock
}

// capture gives for each sample of each stream when it was captured, in seconds on the clock of arrival of the stream
// that came with the least delay. Where there are sender reports they decide; else arrival does.
func capture(streams []heard) [][]float64 {
	clocks := make([]*clock, len(streams))
	var jumps []jump
	for i, h := range streams {
		clocks[i] = newClock(h)
		jumps = clocks[i].jumps(jumps)
	}
	base := commonLag(clocks)
	out := make([][]float64, len(streams))
	for i, c := range clocks {
		out[i] = c.times(base[i])
	}
	return out
}

type clock struct {
	heard
	rate   float64
	late   []float64
	stamps []stamp
	pieces []piece
	shift  []float64 // per piece on the sender's clock: what its jumps add up to
}

func newClock(h heard) *clock {
	c := &clock{heard: h, rate: clockRate(h.samples, float64(h.stream.Track.ClockRate))}
	c.late = make([]float64, len(h.samples))
	for i, s := range h.samples {
		c.late[i] = s.arrival.Seconds() - float64(s.ts-h.samples[0].ts)/c.rate
	}
	c.stamps = c.believable()
	from := 0
	for _, to := range append(steps(h.samples, c.late, c.refuted), len(h.samples)) {
		c.pieces = append(c.pieces, c.cut(from, to)...)
		from = to
	}
	c.shift = make([]float64, len(c.pieces))
	return c
}

// believable turns reports into stamps. One without packets (it carries RTP time 0xFFFFFFFF in some senders) or whose
// RTP time has nothing to do with the packets around it is left out.
func (c *clock) believable() []stamp {
	var out []stamp
	for _, r := range c.reports {
		if r.Packets == 0 || r.NTP == 0 || len(c.samples) == 0 || r.SSRC != c.stream.SSRC {
			continue
		}
		i := sort.Search(len(c.samples)-1, func(i int) bool { return c.samples[i].arrival >= r.arrival })
		s := c.samples[i]
		want := s.ts + int64((r.arrival-s.arrival).Seconds()*c.rate)
		ts := want + int64(int32(r.RTP-uint32(want)))
		if math.Abs(float64(ts-want)) > 10*c.rate {
			continue
		}
		out = append(out, stamp{ts: ts, ntp: float64(r.NTP) / (1 << 32), arrival: r.arrival})
	}
	return out
}

// refuted tells whether sender reports on both sides say that the clock ran on: then packets were only held up.
func (c *clock) refuted(i int, size float64) bool {
	at := c.samples[i].arrival
	n := sort.Search(len(c.stamps), func(k int) bool { return c.stamps[k].arrival > at })
	if n == 0 || n == len(c.stamps) {
		return false
	}
	a, b := c.stamps[n-1], c.stamps[n]
	if at-a.arrival > near || b.arrival-at > near {
		return false
	}
	moved := (b.ntp - a.ntp) - float64(b.ts-a.ts)/c.rate
	return math.Abs(moved) < math.Abs(size)/2
}

// cut makes the pieces of samples from..to: one for each run of sender reports, or one by arrival.
func (c *clock) cut(from, to int) []piece {
	slope := 1 / c.rate
	begin, end := time.Duration(math.MinInt64), time.Duration(math.MaxInt64)
	if from > 0 {
		begin = c.samples[from].arrival
	}
	if to < len(c.samples) {
		end = c.samples[to].arrival
	}
	var points []point
	for _, s := range c.stamps {
		if s.arrival >= begin && s.arrival < end {
			points = append(points, point{s.ts, s.ntp})
		}
	}
	if len(points) == 0 {
		return []piece{{from: from, to: to, curve: c.byArrival(from, to)}}
	}
	var out []piece
	for _, run := range runs(points, slope) {
		p := piece{from: from, to: to, curve: smooth(run, slope), reports: true}
		if n := len(out); n > 0 {
			p.from = from + sort.Search(to-from, func(i int) bool { return c.samples[from+i].ts >= run[0].ts })
			out[n-1].to = p.from
		}
		out = append(out, p)
	}
	for i := range out {
		out[i].lag = c.lag(out[i], out[i].from, out[i].to)
	}
	return slices.DeleteFunc(out, func(p piece) bool { return p.from >= p.to })
}

// byArrival takes the least delayed packet of each second for a report.
func (c *clock) byArrival(from, to int) curve {
	var points []point
	last := int64(math.MinInt64)
	least := 0.0
	for i := from; i < to; i++ {
		s := c.samples[i]
		if b := bucket(s); b != last {
			last, least = b, math.Inf(1)
			points = append(points, point{})
		}
		if c.late[i] < least {
			least = c.late[i]
			points[len(points)-1] = point{s.ts, s.arrival.Seconds()}
		}
	}
	slices.SortFunc(points, func(a, b point) int { return int(a.ts - b.ts) })
	return smooth(points, 1/c.rate)
}

// lag is how much later than by the sender's clock the least delayed samples arrive.
func (c *clock) lag(p piece, from, to int) float64 {
	least := math.Inf(1)
	for _, s := range c.samples[from:to] {
		least = min(least, s.arrival.Seconds()-p.curve.value(s.ts))
	}
	return least
}

// jump is a moment at which the sender's own clock was set.
type jump struct {
	at   time.Duration
	size float64
}

const (
	jumpWindow = 10 * time.Second
	sameLag    = 1.0 // seconds; streams of one sender differ by less
)

// jumps finds where the lag of two pieces in a row differs though the packets came evenly, and takes it out. Jumps that
// an earlier stream has seen too are taken over, so that the streams stay together.
func (c *clock) jumps(known []jump) []jump {
	sum := 0.0
	before := -1
	for i, p := range c.pieces {
		if !p.reports {
			continue
		}
		if before >= 0 {
			size := c.jump(c.pieces[before], p)
			at := c.samples[p.from].arrival
			if math.Abs(size) > stallSize {
				seen := slices.IndexFunc(known, func(j jump) bool {
					return (j.at-at).Abs() < jumpWindow && math.Abs(j.size-size) < sameLag/2
				})
				if seen < 0 {
					seen = len(known)
					known = append(known, jump{at, size})
				}
				sum += known[seen].size
			}
		}
		c.shift[i], before = sum, i
	}
	return known
}

// jump compares the lag at the end of a with that at the start of b.
func (c *clock) jump(a, b piece) float64 {
	end, start := c.samples[a.to-1].arrival, c.samples[b.from].arrival
	low := a.from + sort.Search(a.to-a.from, func(i int) bool { return c.samples[a.from+i].arrival >= end-jumpWindow })
	high := b.from + sort.Search(b.to-b.from, func(i int) bool { return c.samples[b.from+i].arrival > start+jumpWindow })
	return c.lag(b, b.from, max(high, b.from+1)) - c.lag(a, min(low, a.to-1), a.to)
}

// commonLag is what lies between the sender's clock and arrival, per stream: one number for streams of one clock.
func commonLag(clocks []*clock) []float64 {
	out := make([]float64, len(clocks))
	for i, c := range clocks {
		own, ok := c.ownLag()
		out[i] = own
		for _, other := range clocks {
			if lag, known := other.ownLag(); ok && known && math.Abs(lag-own) < sameLag {
				out[i] = min(out[i], lag)
			}
		}
	}
	return out
}

func (c *clock) ownLag() (lag float64, ok bool) {
	for i, p := range c.pieces {
		if p.reports && (!ok || p.lag-c.shift[i] < lag) {
			lag, ok = p.lag-c.shift[i], true
		}
	}
	return lag, ok
}

// times is the capture time of each sample in seconds on the clock of arrival.
func (c *clock) times(base float64) []float64 {
	out := make([]float64, len(c.samples))
	own, ok := c.ownLag()
	delay := 0.0 // of this stream against the least delayed one
	if ok {
		delay = own - base
	}
	last := math.Inf(-1)
	for i, p := range c.pieces {
		edge := last
		for k := p.from; k < p.to; k++ {
			v := p.curve.value(c.samples[k].ts)
			if p.reports {
				v += base + c.shift[i]
			} else {
				v -= delay
			}
			// A new piece never starts before the old one has ended.
			out[k] = max(v, edge+0.001)
			last = max(last, out[k])
		}
	}
	return out
}
