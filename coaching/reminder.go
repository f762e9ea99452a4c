package coaching

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// ReminderKind is when the employee wants to be reminded of her work point. Without a reminder she is not.
type ReminderKind string

// The kinds.
const (
	OnDays      ReminderKind = "days"    // on days of the week, from a time of the day on
	WhenWorking ReminderKind = "working" // each day that she opens the program: when she works, nobody keeps
)

// Reminder is what she chose for one work point, in the holder's time zone.
type Reminder struct {
	ID          ReminderID
	WorkPointID WorkPointID
	CycleID     CycleID
	Kind        ReminderKind
	Weekdays    []int // 1 Monday to 7 Sunday, rising; of OnDays
	Minute      int   // of the day, 0 to 1439; of OnDays
	Version     int
}

// Notice is one time that a reminder is due: the day, from when, and what she said to it. Whoever sends notices finds
// here what is to be sent, and notes in ToldAt that it was.
type Notice struct {
	ID         NoticeID
	ReminderID ReminderID
	On         Day
	DueAt      time.Time
	SeenAt     *time.Time // she said that she tried it, or not today
	ToldAt     *time.Time
}

const minutesOfDay = 24 * 60

// Check is Invalid with fields "kind", "weekdays" and "minute".
func (r Reminder) Check() error {
	var c checked
	switch r.Kind {
	case WhenWorking:
		if len(r.Weekdays) > 0 {
			c.fail("weekdays", "not_with_this_answer")
		}
	case OnDays:
		if len(r.Weekdays) == 0 {
			c.fail("weekdays", "required")
		}
		if !slices.IsSorted(r.Weekdays) || len(slices.Compact(slices.Clone(r.Weekdays))) != len(r.Weekdays) {
			c.fail("weekdays", "twice")
		}
		if slices.ContainsFunc(r.Weekdays, func(d int) bool { return d < 1 || d > 7 }) {
			c.fail("weekdays", "out_of_range")
		}
	default:
		c.fail("kind", "unknown")
	}
	if r.Minute < 0 || r.Minute >= minutesOfDay {
		c.fail("minute", "out_of_range")
	}
	return c.err()
}

// Due says whether the reminder is due at an instant, for which day, and since when. It is until the day is over. A time
// that a day skips because the clock goes forward is when the clock has gone; one that comes twice is the first.
func (r Reminder) Due(now time.Time, zone *time.Location) (on Day, since time.Time, due bool) {
	local := now.In(zone)
	on = DayOf(now, zone)
	since = time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)
	if r.Kind == OnDays {
		if !slices.Contains(r.Weekdays, weekday(local)) {
			return "", time.Time{}, false
		}
		since = clockTime(local, r.Minute, zone)
	}
	return on, since, !now.Before(since)
}

// clockTime is when the clocks of the zone show the minute on the day.
func clockTime(day time.Time, minute int, zone *time.Location) time.Time {
	at := time.Date(day.Year(), day.Month(), day.Day(), minute/60, minute%60, 0, 0, zone)
	if at.Hour()*60+at.Minute() != minute { // skipped: the first instant after the gap
		_, end := at.ZoneBounds()
		if start, _ := at.ZoneBounds(); DayOf(start, zone) == DayOf(at, zone) && !start.IsZero() {
			return start
		}
		return end
	}
	if earlier := at.Add(-time.Hour); earlier.In(zone).Hour()*60+earlier.In(zone).Minute() == minute {
		return earlier
	}
	return at
}

func weekday(at time.Time) int { return (int(at.Weekday())+6)%7 + 1 }

// ParseMinute reads "08:30" as a minute of the day.
func ParseMinute(text string) (int, bool) {
	hour, minute, ok := strings.Cut(text, ":")
	h, wrongHour := strconv.Atoi(hour)
	m, wrongMinute := strconv.Atoi(minute)
	if !ok || wrongHour != nil || wrongMinute != nil || len(hour) != 2 || len(minute) != 2 || h < 0 || h > 23 || m < 0 || m > 59 {
		return 0, false
	}
	return h*60 + m, true
}

// MayRemind says whether the actor may set or end a reminder of the work point: she alone, while its cycle is open.
func (c Cycle) MayRemind(actor Actor, t Trajectory) error { return c.MayWriteWorkPoint(actor, t) }
