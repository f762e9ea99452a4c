package coaching

import (
	"slices"
	"time"
)

// Entry is coaching that took place, confirmed by the coach: date, kind and minutes. Nothing derives it.
type Entry struct {
	ID          EntryID
	CycleID     CycleID
	CoachID     PersonID
	EmployeeID  PersonID
	HeldOn      string // a day in the holder's zone, "2026-03-05"
	Kind        string // "feedback", "review", "intake", "observation", "other"
	Minutes     int    // 0 to 600
	ConfirmedAt time.Time
	TalkID      TalkID // the talk whose minutes these are; "" for none
}

// Check is Invalid with fields "entry.date", "entry.kind" and "entry.minutes". The day may not lie ahead of today.
func (e Entry) Check(today string) error {
	var c checked
	if _, err := time.Parse(time.DateOnly, e.HeldOn); err != nil {
		c.fail("entry.date", "not_a_date")
	} else if e.HeldOn > today {
		c.fail("entry.date", "in_the_future")
	}
	if !slices.Contains([]string{"feedback", "review", "intake", "observation", "other"}, e.Kind) {
		c.fail("entry.kind", "unknown")
	}
	if e.Minutes < 0 || e.Minutes > 600 {
		c.fail("entry.minutes", "out_of_range")
	}
	return c.err()
}
