package ingest

import (
	"slices"
	"sync"
	"time"

	"terugblik/media"
)

const (
	paceWindow = 5                      // seconds over which lateness is compared
	paceSlack  = 20 * time.Millisecond  // of lateness that says nothing about the clock
	paceJump   = 200 * time.Millisecond // more, twice in a row, is a stall
)

// Mark pairs the RTP time of a picture with its place in the take.
type Mark struct {
	RTP uint32
	At  media.Millis
}

// pace knows while a take is received where its pictures lie, as finalising will say it: by RTP time since the first
// picture that can be shown. Where RTP time and arrival come apart (a stall, a clock at another speed) arrival is
// followed, by its least delayed packet of each second. The zero value is ready.
type pace struct {
	mu     sync.Mutex
	begun  bool
	start  time.Time // arrival of the first picture
	newest uint32    // RTP time
	ticks  int64     // the same since the first picture, beyond the wrap

	second int64           // of arrival, the one under way
	least  time.Duration   // its least lateness
	closed int             // seconds so far
	first  []time.Duration // the least of each of the first ones
	recent []time.Duration // and of the last ones, without stalls
	stalls time.Duration   // by how much RTP time fell behind at once
	shift  time.Duration
}

const videoRate = 90000

// begin says which picture is the first.
func (p *pace) begin(ts uint32, at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.begun, p.start, p.newest, p.least = true, at, ts, time.Hour
}

// see takes every packet of the picture.
func (p *pace) see(ts uint32, at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.begun {
		return
	}
	ahead := int64(int32(ts - p.newest))
	ticks := p.ticks + ahead
	if ahead > 0 {
		p.newest, p.ticks = ts, ticks
	}
	arrived := at.Sub(p.start)
	if second := int64(arrived / time.Second); second != p.second {
		p.close()
		p.second, p.least = second, time.Hour
	}
	p.least = min(p.least, arrived-duration(ticks))
}

func duration(ticks int64) time.Duration {
	return time.Duration(ticks) * time.Second / videoRate
}

// close ends a second.
func (p *pace) close() {
	if p.least == time.Hour {
		return // nothing came in it
	}
	p.closed++
	late := p.least - p.stalls
	if n := len(p.recent); n > 1 && away(late, p.recent[n-2]) && away(p.recent[n-1], p.recent[n-2]) {
		jump := middle([]time.Duration{late, p.recent[n-1]}) - middle(p.recent[:n-1])
		p.stalls += jump
		late -= jump
		p.recent[n-1] -= jump
	}
	p.recent = append(p.recent, late)
	if len(p.recent) > paceWindow {
		p.recent = p.recent[1:]
	}
	if len(p.first) < paceWindow {
		p.first = append(p.first, late)
	}
	p.shift = p.stalls + p.drift()
}

// drift is by how much the sender's clock has come to lie behind since its first picture: what lies between the middles
// of the first and the last seconds, and as much again as they are from the ends.
func (p *pace) drift() time.Duration {
	between := p.closed - paceWindow
	if between <= 0 {
		return 0
	}
	moved := middle(p.recent) - middle(p.first)
	if moved.Abs() <= paceSlack {
		return 0
	}
	return moved + moved*paceWindow/time.Duration(between)
}

func away(a, b time.Duration) bool { return (a - b).Abs() > paceJump }

func middle(list []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[(len(sorted)-1)/2]
}

// now is the newest picture that arrived; false before the first one.
func (p *pace) now() (Mark, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return Mark{RTP: p.newest, At: media.MillisOf(duration(p.ticks) + p.shift)}, p.begun
}
