package record

import (
	"math"
	"slices"
	"time"
)

const (
	stallSize   = 0.2              // seconds that RTP time and time of arrival must be apart
	stallPast   = 10 * time.Second // how far back the usual delay is looked for
	stallFuture = 10 * time.Second // a delay that comes back to normal within this was congestion, no stall
	stallLength = time.Second      // for so long at least they must stay apart
	near        = 30 * time.Second // a sender report may speak for a moment that far away
)

// clockRate is the ticks per second of the RTP clock as seen on arrival. Within 20 % of nominal it is only refined over
// a long time; some phones send video at 1 MHz and say 90 kHz.
func clockRate(samples []sample, nominal float64) float64 {
	n := len(samples)
	if n < 2 {
		return nominal
	}
	window := min(5*time.Second, (samples[n-1].arrival-samples[0].arrival)/2)
	if window < 200*time.Millisecond {
		return nominal
	}
	var rates []float64
	for i, j := 0, 0; j < n; j++ {
		if d := samples[j].arrival - samples[i].arrival; d >= window {
			rates = append(rates, float64(samples[j].ts-samples[i].ts)/d.Seconds())
			i++
		}
	}
	if len(rates) == 0 {
		return nominal
	}
	slices.Sort(rates)
	seen := rates[len(rates)/2]
	if math.Abs(seen/nominal-1) < 0.2 {
		if window == 5*time.Second && math.Abs(seen/nominal-1) > 0.002 {
			return seen
		}
		return nominal
	}
	for _, known := range []float64{1e6, 90000, 48000, 1000} {
		if math.Abs(seen/known-1) < 0.1 {
			return known
		}
	}
	if seen <= 0 {
		return nominal
	}
	return seen
}

// steps finds where RTP time and time of arrival part for good: the first sample after each. There the sender's
// clock stood still (a call on the phone) or jumped. late is arrival minus RTP time in seconds, per sample.
func steps(samples []sample, late []float64, refuted func(i int, size float64) bool) []int {
	var out []int
	from := 0
	usual := newMinimum(samples, late)
	for i := range samples {
		if i == from {
			usual.reset(i)
			continue
		}
		base := usual.upTo(i)
		if math.Abs(late[i]-base) <= stallSize {
			continue
		}
		size, ok := lasting(samples, late, i, base)
		if ok && !refuted(i, size) {
			out = append(out, i)
			from = i
			usual.reset(i)
		}
	}
	return out
}

// lasting tells whether the delay stays away from base, and by how much.
func lasting(samples []sample, late []float64, i int, base float64) (size float64, ok bool) {
	var second []float64
	lowest := math.Inf(1)
	j := i
	for ; j < len(samples) && samples[j].arrival < samples[i].arrival+stallFuture; j++ {
		lowest = min(lowest, late[j])
		if samples[j].arrival < samples[i].arrival+stallLength {
			second = append(second, late[j])
		}
		if late[i] > base && lowest <= base+stallSize {
			return 0, false
		}
	}
	if samples[j-1].arrival-samples[i].arrival < stallLength {
		return 0, false
	}
	if late[i] > base {
		return lowest - base, true
	}
	slices.Sort(second)
	middle := second[len(second)/2] - base
	return middle, middle < -stallSize
}

// minimum is the least delay of the last ten seconds, in buckets of one second.
type minimum struct {
	samples []sample
	late    []float64
	at      int
	buckets map[int64]float64
}

func newMinimum(samples []sample, late []float64) *minimum {
	return &minimum{samples: samples, late: late, buckets: map[int64]float64{}}
}

func (m *minimum) reset(i int) {
	m.at = i
	clear(m.buckets)
}

func bucket(s sample) int64 { return int64(s.arrival / time.Second) }

// upTo is the least delay before sample i.
func (m *minimum) upTo(i int) float64 {
	for ; m.at < i; m.at++ {
		b := bucket(m.samples[m.at])
		if old, ok := m.buckets[b]; !ok || m.late[m.at] < old {
			m.buckets[b] = m.late[m.at]
		}
	}
	now := bucket(m.samples[i-1])
	least := math.Inf(1)
	for b, v := range m.buckets {
		if b < now-int64(stallPast/time.Second) {
			delete(m.buckets, b)
			continue
		}
		least = min(least, v)
	}
	return least
}
