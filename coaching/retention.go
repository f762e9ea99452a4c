package coaching

import "time"

// EndReason is why a recording ends on its day.
type EndReason string

// The reasons.
const (
	EndReviewed EndReason = "reviewed" // its review is so many days ago
	EndCap      EndReason = "cap"      // nothing stays longer than that after it was made
	EndExtended EndReason = "extended" // its owner chose the day
	EndConsent  EndReason = "consent"  // a child that may not be in view was not cut out in time
	EndRequest  EndReason = "request"  // an officer decided so, after a request
)

// End is the last day of a recording. It is erased when that day is over in the holder's zone.
type End struct {
	On  Day
	Why EndReason
}

// Due says whether the day is over.
func (e End) Due(now time.Time, zone *time.Location) bool { return !now.Before(e.On.Over(zone)) }

// NoticeDays before its end a recording is pointed out on its owner's home; so long it stays at least when she takes
// a later end back.
const NoticeDays = 3

// Lifespan is all that the end of one recording depends on: dated facts, by the server's clock.
type Lifespan struct {
	RecordingID RecordingID
	HolderID    HolderID
	CycleID     CycleID
	OwnerID     PersonID
	TimeZone    string      // of the holder
	Demo        bool        // of the demo, which erases nothing by itself
	RecordedAt  *time.Time  // when its first take began; nil while there is no film
	Reviews     []time.Time // when it may have been reviewed: talk held, cycle closed, work point after release
	ExtendedTo  Day         // the end that its owner chose; "" for none
	TakenBackAt *time.Time  // when she last took one back
	LockedAt    *time.Time
	FrozenAt    *time.Time // it stays beyond its end while this is set
	DeletedAt   *time.Time
}

// Zone is the holder's, UTC when it is unknown.
func (l Lifespan) Zone() *time.Location {
	if zone, err := time.LoadLocation(l.TimeZone); err == nil && l.TimeZone != "" {
		return zone
	}
	return time.UTC
}

// reviewed is its first review; what happened before it was made reviews another film.
func (l Lifespan) reviewed() (first time.Time, ok bool) {
	for _, at := range l.Reviews {
		if !at.Before(*l.RecordedAt) && (!ok || at.Before(first)) {
			first, ok = at, true
		}
	}
	return first, ok
}

func (l Lifespan) endBy(t Terms, zone *time.Location) End {
	end := End{On: DayOf(*l.RecordedAt, zone).Plus(t.CapDays), Why: EndCap}
	if at, ok := l.reviewed(); ok {
		if on := DayOf(at, zone).Plus(t.ReviewDays); on < end.On {
			end = End{On: on, Why: EndReviewed}
		}
	}
	return end
}

// End is the last day of a recording by the terms of its holder; false while there is no film. The terms in force when
// it was made are a promise: later ones can bring the day forward, after the warning, and never put it off. Only its
// owner can do that.
func (h TermsHistory) End(l Lifespan) (End, bool) {
	if l.RecordedAt == nil {
		return End{}, false
	}
	if l.ExtendedTo != "" {
		return End{On: l.ExtendedTo, Why: EndExtended}, true
	}
	zone := l.Zone()
	end := h.promised(l, zone)
	if l.TakenBackAt != nil {
		end.On = max(end.On, DayOf(*l.TakenBackAt, zone).Plus(NoticeDays))
	}
	return end, true
}

func (h TermsHistory) promised(l Lifespan, zone *time.Location) End {
	end := l.endBy(h.At(*l.RecordedAt), zone)
	for _, later := range h.standing() {
		if !later.ValidFrom.After(*l.RecordedAt) {
			continue
		}
		then := l.endBy(later, zone)
		then.On = max(then.On, DayOf(later.ValidFrom, zone))
		// Before retention came nothing was promised: its first terms are new to what was there.
		if first := later.SetBy == "" && l.RecordedAt.Before(later.SetAt); first || then.On < end.On {
			end = then
		}
	}
	return end
}

// HoursUntil is the first day whose confirmed minutes stay: those of earlier days are older than the full calendar
// years that the terms keep.
func (t Terms) HoursUntil(now time.Time, zone *time.Location) Day {
	return DayOf(time.Date(now.In(zone).Year()-t.HoursYears, 1, 1, 12, 0, 0, 0, zone), zone)
}

// Earlier says what new terms would bring forward: of how many recordings, and to which day the first.
func (h TermsHistory) Earlier(next Terms, spans []Lifespan) (count int, first Day) {
	changed := append(append(TermsHistory{}, h...), next)
	for _, span := range spans {
		now, ok := h.End(span)
		then, _ := changed.End(span)
		if !ok || then.On >= now.On {
			continue
		}
		count++
		if first == "" || then.On < first {
			first = then.On
		}
	}
	return count, first
}
