package coaching

import "time"

// MostKeptDays after it was made a recording ends, whatever anybody wants.
const MostKeptDays = 180

// Extension is a later end for one recording, with a reason: chosen by its owner, or asked for by her coach.
type Extension struct {
	ID          ExtensionID
	RecordingID RecordingID
	AskedBy     PersonID
	Until       Day // the last day
	Reason      string
	AskedAt     time.Time
	DecidedAt   *time.Time // when its owner chose or answered; nil while it waits for her
	Granted     bool
	TakenBackAt *time.Time
}

// Waits says whether it waits for its owner's answer.
func (e Extension) Waits() bool { return e.DecidedAt == nil }

// Holds says whether it is what the recording now ends by, unless a later one does.
func (e Extension) Holds() bool { return e.DecidedAt != nil && e.Granted && e.TakenBackAt == nil }

// LastDay is the latest end that a recording can be given.
func (l Lifespan) LastDay() Day {
	if l.RecordedAt == nil {
		return ""
	}
	return DayOf(*l.RecordedAt, l.Zone()).Plus(MostKeptDays)
}

// CheckExtension is Invalid with fields "until" and "reason": a day after the present end, at most LastDay.
func (l Lifespan) CheckExtension(until, reason string, end End, now time.Time) error {
	var c checked
	day, ok := ParseDay(until)
	switch {
	case until == "":
		c.fail("until", "required")
	case !ok:
		c.fail("until", "not_a_date")
	case day < DayOf(now, l.Zone()):
		c.fail("until", "in_the_past")
	case day <= end.On:
		c.fail("until", "not_later")
	case day > l.LastDay():
		c.fail("until", "too_late")
	}
	c.text("reason", reason, true, 500)
	return c.err()
}

// MayKeepLonger says whether somebody may choose or ask for a later end: there is film, and it is not kept as evidence.
func (r Recording) MayKeepLonger() error {
	if r.AngleOf != "" {
		return Conflict("goes_with_its_recording")
	}
	if r.LockedAt != nil {
		return Conflict("recording_locked")
	}
	if r.State == Planned {
		return Conflict("nothing_to_keep")
	}
	return nil
}

// MayAnswerExtension says whether the actor may say yes or no to what her coach asked, or take back a later end.
func (r Recording) MayAnswerExtension(actor Actor) error { return r.mustOwn(actor) }
