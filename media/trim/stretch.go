package trim

import (
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

// Margin is how much more is cut on either side than was asked: what sound and picture may lie apart, what sound of the
// packet before holds of the next one, and the time that a picture stays to be seen.
const Margin = media.Millis(100)

// roughMargin is used where the place of a file on the clock is only roughly known.
const roughMargin = media.Millis(3000)

// stretch follows the pictures of a film in the order in which they are coded, and says which stay. A picture is coded with
// the help of others, so it goes as soon as one before it in that order goes, until a key picture after the stretch.
type stretch struct {
	from, to time.Duration // on the clock of the recording
	cutting  bool
	over     bool
	resumed  time.Duration // time of the key picture after the stretch

	cut        bool
	first, end time.Duration // what of the clock the pictures that went covered
}

// keeps says whether a picture, at that time and with that length, stays.
func (s *stretch) keeps(p av.Packet, at time.Duration) bool {
	switch {
	case s.over: // pictures that are coded after the key picture and shown before it need what went
		if at < s.resumed {
			s.drop(at, p.Duration)
			return false
		}
		return true
	case !s.cutting && at+p.Duration <= s.from:
		return true
	case p.Key && at >= s.to:
		s.cutting, s.over, s.resumed = false, true, at
		return true
	}
	s.cutting = true
	s.drop(at, p.Duration)
	return false
}

func (s *stretch) drop(at, length time.Duration) {
	if !s.cut {
		s.cut, s.first = true, at
	}
	s.first, s.end = min(s.first, at), max(s.end, at+length)
}

// span is what is gone once all pictures have been seen: up to the key picture after it, or to the end.
func (s *stretch) span() (from, to time.Duration) {
	from, to = s.from, s.to
	if !s.cut {
		return from, to
	}
	if s.over {
		return min(from, s.first), s.resumed
	}
	return min(from, s.first), max(to, s.end)
}

// marginOf is how much wider a take is cut.
func marginOf(t media.Take, from, to media.Millis) media.Millis {
	if t.Timing == nil {
		return Margin
	}
	for _, rough := range t.Timing.Fills {
		if rough.Start < to+roughMargin && rough.End > from-roughMargin {
			return roughMargin
		}
	}
	return Margin
}

// clockOf is where a time of the file lies on the clock of the recording.
func clockOf(t media.Take, kind media.Kind, file time.Duration) time.Duration {
	switch {
	case t.Timing == nil:
		return (t.Start - t.Lead).Duration() + file
	case kind == media.Video:
		at, shown := t.Timing.Shown(file)
		if !shown { // it lies among the others all the same
			at = t.Timing.Heard(file)
		}
		return at
	}
	return t.Timing.Heard(file)
}
