package coaching

import "time"

// Day is a calendar day in a holder's zone, "2026-03-05". Days compare as their strings do.
type Day string

// DayOf is the day of an instant in a zone.
func DayOf(at time.Time, zone *time.Location) Day { return Day(at.In(zone).Format(time.DateOnly)) }

// ParseDay accepts "2026-03-05" and nothing else.
func ParseDay(text string) (Day, bool) {
	_, err := time.Parse(time.DateOnly, text)
	return Day(text), err == nil
}

// Plus is so many days later, by the calendar.
func (d Day) Plus(days int) Day {
	return Day(d.noon().AddDate(0, 0, days).Format(time.DateOnly))
}

// PlusMonths is the same day so many months later, or the last day of that month where it has no such day (Regulation
// 1182/71, article 3(2)(c)): 31 January and one month is 28 or 29 February.
func (d Day) PlusMonths(months int) Day {
	at := d.noon()
	first := time.Date(at.Year(), at.Month()+time.Month(months), 1, 12, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Day(first.AddDate(0, 0, min(at.Day(), last)-1).Format(time.DateOnly))
}

// Until counts the days to another day; negative when it lies before.
func (d Day) Until(other Day) int {
	return int(other.noon().Sub(d.noon()) / (24 * time.Hour))
}

// Over is the first instant after the day in a zone, also where a clock change moves midnight.
func (d Day) Over(zone *time.Location) time.Time {
	next := d.noon().AddDate(0, 0, 1)
	return time.Date(next.Year(), next.Month(), next.Day(), 0, 0, 0, 0, zone)
}

// noon is a point of the day that no clock change reaches. A day that is none is far in the past.
func (d Day) noon() time.Time {
	at, _ := time.Parse(time.DateOnly, string(d))
	return at.Add(12 * time.Hour)
}
