package ingest

import "time"

const (
	giveUp   = 2 * time.Second // a hole is lost then
	maxHoles = 4096
)

// holes knows which packets of a track have not come yet. Not safe for two goroutines.
type holes struct {
	started bool
	highest uint16
	open    []hole // the oldest first
}

type hole struct {
	seq   uint16
	since time.Time
}

// see notes a packet and tells how many holes it filled and how many are given up now.
func (h *holes) see(seq uint16, at time.Time) (repaired, lost int64) {
	if !h.started {
		h.started, h.highest = true, seq
		return 0, 0
	}
	if ahead := int16(seq - h.highest); ahead > 0 {
		for s := h.highest + 1; s != seq; s++ {
			h.open = append(h.open, hole{s, at})
		}
		h.highest = seq
	} else {
		repaired = h.fill(seq)
	}
	n := 0
	for n < len(h.open) && (len(h.open)-n > maxHoles || at.Sub(h.open[n].since) > giveUp) {
		n++
	}
	if n > 0 {
		h.open = append(h.open[:0], h.open[n:]...)
	}
	return repaired, int64(n)
}

func (h *holes) fill(seq uint16) int64 {
	for i, o := range h.open {
		if o.seq == seq {
			h.open = append(h.open[:i], h.open[i+1:]...)
			return 1
		}
	}
	return 0
}
