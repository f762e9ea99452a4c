package coaching

import "time"

// Span is days in a row, the first and the last included.
type Span struct{ From, Until Day }

// LeastSpanDay lies before whatever there is.
const LeastSpanDay Day = "2000-01-01"

// ReadSpan reads two days as people write them. Where one is "", it is the first or the last day of the year of the other;
// of neither, of this year. Invalid with fields "from" and "until": not a day, before 2000 or after this year, or the last
// before the first.
func ReadSpan(from, until string, today Day) (Span, error) {
	s := yearOf(today)
	for _, given := range []string{until, from} {
		if day, ok := ParseDay(given); ok {
			s = yearOf(day)
		}
	}
	var c checked
	read := func(field, text string, day *Day) {
		if text == "" {
			return
		}
		given, ok := ParseDay(text)
		switch {
		case !ok:
			c.fail(field, "not_a_date")
		case given < LeastSpanDay || given > yearOf(today).Until:
			c.fail(field, "out_of_range")
		}
		*day = given
	}
	read("from", from, &s.From)
	read("until", until, &s.Until)
	if c.err() == nil && s.Until < s.From {
		c.fail("until", "before_the_start")
	}
	return s, c.err()
}

// Within are the first instant of the span in a zone, and the first after it.
func (s Span) Within(zone *time.Location) (begin, end time.Time) {
	return s.From.Plus(-1).Over(zone), s.Until.Over(zone)
}

func yearOf(day Day) Span { return Span{day[:4] + "-01-01", day[:4] + "-12-31"} }

// YearSpan is a year, of four figures.
func YearSpan(year int) Span { return yearOf(ReferenceDay(year)) }

// MonthSpan is a month of a year, 1 to 12.
func MonthSpan(year, month int) Span {
	first := ReferenceDay(year).PlusMonths(month - 1)
	return Span{first, first.PlusMonths(1).Plus(-1)}
}

// MonthsOf are the months of a year in which there can be something by today.
func MonthsOf(year int, today Day) []Span {
	var months []Span
	for month := 1; month <= 12 && MonthSpan(year, month).From <= today; month++ {
		months = append(months, MonthSpan(year, month))
	}
	return months
}
