package record

// extender continues a 16 or 32 bit counter of RTP beyond its wrap. The zero value with bits set is ready.
type extender struct {
	bits    uint
	started bool
	highest int64
	behind  int
}

// restart is how many values in a row must lie far behind before the counter is taken to have jumped ahead.
const restart = 50

// next gives the value nearest to the highest one so far. A packet that comes late does not move the counter back.
func (e *extender) next(v uint32) int64 {
	span := int64(1) << e.bits
	if !e.started {
		e.started, e.highest = true, span+int64(v) // room below for packets that were overtaken
		return e.highest
	}
	diff := (int64(v) - e.highest) & (span - 1)
	if diff >= span/2 {
		diff -= span
	}
	if diff < -span/16 {
		if e.behind++; e.behind > restart {
			diff += span
		}
	} else {
		e.behind = 0
	}
	if diff > 0 {
		e.highest += diff
		e.behind = 0
		return e.highest
	}
	return e.highest + diff
}
