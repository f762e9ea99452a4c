package coaching

import "time"

// Clock guards automatic erasing against a clock that is wrong: what a server last saw of it, and how long erasing
// still waits, in time that the server runs.
type Clock struct {
	SeenAt time.Time
	Held   time.Duration
}

const (
	// LeapAfter is how far the clock may have moved on since it was last seen before that is a leap: a wrong clock, a
	// restored machine, or a server that was off for long. They cannot be told apart.
	LeapAfter = 72 * time.Hour
	// HeldFor is how long erasing waits after a leap, so that people can see and mend it.
	HeldFor = 24 * time.Hour
	// HeldAtLeast is the wait after one more leap during a wait. It does not begin anew: a laptop that is opened twice
	// a week must erase some day.
	HeldAtLeast = time.Hour
)

// FirstClock is that of a server that never saw one: it may have been restored from long ago, so erasing waits.
func FirstClock(now time.Time) Clock { return Clock{SeenAt: now, Held: HeldFor} }

// Tick moves it on to now, after the server ran for so long since the tick before (0 at a start). leapt says whether
// the clock leapt ahead.
func (c Clock) Tick(now time.Time, ran time.Duration) (next Clock, leapt bool) {
	next = Clock{SeenAt: now, Held: max(c.Held-max(ran, 0), 0)}
	if now.Sub(c.SeenAt)-ran <= LeapAfter {
		return next, false
	}
	if c.Held > 0 {
		next.Held = max(next.Held, HeldAtLeast)
	} else {
		next.Held = HeldFor
	}
	return next, true
}
