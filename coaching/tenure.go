package coaching

import "time"

// Tenure is one role of a person for a holder, from an instant up to another.
type Tenure struct {
	ID       TenureID
	HolderID HolderID
	Role     Role
	Location LocationID // "" for the whole holder
	Group    GroupID    // "" for all groups of the location
	From     time.Time
	Until    *time.Time // not any more at this instant; nil without end
}

// Holds says whether the role holds at an instant.
func (t Tenure) Holds(at time.Time) bool { return !t.From.After(at) && !t.Over(at) }

// Over says whether the role has ended by an instant; one that was taken back before it began is over always.
func (t Tenure) Over(at time.Time) bool {
	return t.Until != nil && (!t.Until.After(at) || !t.Until.After(t.From))
}

// The days that people can mean when they keep people.
const (
	earliestYear = 2000
	yearsAhead   = 10
)

// readDay reads "2026-03-05". field is named in the error, which is Invalid: "not_a_date", or "out_of_range" before
// 2000 or more than ten years after now.
func readDay(field, text string, now time.Time) (Day, error) {
	day, ok := ParseDay(text)
	if !ok {
		return "", Invalid{{Field: field, Code: "not_a_date"}}
	}
	if year := day.noon().Year(); year < earliestYear || year > now.Year()+yearsAhead {
		return "", Invalid{{Field: field, Code: "out_of_range"}}
	}
	return day, nil
}

// BeginOn is when what begins on a day begins: at once today, at the first instant of a later day. An earlier day is
// Invalid "in_the_past": nobody had a role then.
func BeginOn(field, text string, now time.Time, zone *time.Location) (time.Time, error) {
	day, err := readDay(field, text, now)
	today := DayOf(now, zone)
	switch {
	case err != nil:
		return time.Time{}, err
	case day < today:
		return time.Time{}, Invalid{{Field: field, Code: "in_the_past"}}
	case day == today:
		return now, nil
	}
	return day.Plus(-1).Over(zone), nil
}

// EndOn is when what has a last day ends: at once for today and earlier, else with the last instant of that day.
func EndOn(field, text string, now time.Time, zone *time.Location) (time.Time, error) {
	day, err := readDay(field, text, now)
	switch {
	case err != nil:
		return time.Time{}, err
	case day <= DayOf(now, zone):
		return now, nil
	}
	return day.Over(zone), nil
}
