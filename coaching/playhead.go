package coaching

import "time"

// Playhead is the place in the film that both look at, as of the server's time At. A program derives where it is now
// from how long ago that was, so that no device's own clock counts.
type Playhead struct {
	RecordingID RecordingID // "" while no film is shown
	PositionMS  int64       // on the recording's clock
	LoopStartMS *int64      // with LoopEndMS: the stretch that is repeated
	LoopEndMS   *int64
	Playing     bool
	RatePercent int      // 25, 50, 100, 150 or 200
	Number      int      // counts the touches
	By          PersonID // who touched it last; "" for nobody
	At          *time.Time
}

// Check is Invalid with fields "position_ms", "rate_percent", "loop_start_ms" and "loop_end_ms": a place outside the film is none.
func (p Playhead) Check(durationMS int64) error {
	var c checked
	if p.PositionMS < 0 || p.PositionMS > durationMS {
		c.fail("position_ms", "outside_the_recording")
	}
	switch p.RatePercent {
	case 25, 50, 100, 150, 200:
	default:
		c.fail("rate_percent", "unknown")
	}
	if (p.LoopStartMS == nil) != (p.LoopEndMS == nil) {
		c.fail("loop_end_ms", "required")
		return c.err()
	}
	if p.LoopStartMS == nil {
		return c.err()
	}
	if *p.LoopStartMS < 0 || *p.LoopEndMS > durationMS {
		c.fail("loop_start_ms", "outside_the_recording")
	}
	if *p.LoopEndMS <= *p.LoopStartMS {
		c.fail("loop_end_ms", "before_the_start")
	}
	return c.err()
}
