package coaching

import "slices"

// Kinds of employment, and what somebody is by the rules for staff.
var (
	employmentKinds     = []string{"fixed", "flexible", "agency"}
	employmentStandings = []string{"qualified", "in_training", "other"}
)

// EmploymentKinds lists them all.
func EmploymentKinds() []string { return append([]string(nil), employmentKinds...) }

// EmploymentStandings lists them all.
func EmploymentStandings() []string { return append([]string(nil), employmentStandings...) }

// Employment is one period in which somebody is employed, as the hours norm asks it.
type Employment struct {
	ID       EmploymentID
	PersonID PersonID
	Kind     string     // "fixed", "flexible" or "agency"
	FTE      int        // hundredths of a full-time job of 36 hours a week
	Standing string     // "qualified", "in_training" or "other"
	Location LocationID // "" for no location in particular
	From     Day
	Until    Day // the last day; "" without end
	Version  int
}

// mostFTE is two full-time jobs, more than anybody has.
const mostFTE = 200

// CheckEmployment is Invalid with fields "kind", "fte", "standing", "location_id", "from_day" and "until_day"; Conflict
// "employment_overlaps" where another period of the same kind at the same location covers one of its days. others are the
// periods as they are kept; the location must be open on the first day, but for one that is at it already.
func CheckEmployment(e Employment, others []Employment, places []Location) error {
	var c checked
	if !oneOf(e.Kind, employmentKinds) {
		c.fail("kind", "unknown")
	}
	if !oneOf(e.Standing, employmentStandings) {
		c.fail("standing", "unknown")
	}
	if e.FTE < 0 || e.FTE > mostFTE {
		c.fail("fte", "out_of_range")
	}
	if !slices.ContainsFunc(others, func(o Employment) bool { return o.ID == e.ID && o.Location == e.Location }) {
		c.join(CheckOpenLocation("location_id", places, e.Location, e.From))
	}
	c.day("from_day", e.From, true)
	c.day("until_day", e.Until, false)
	if c.err() == nil && e.Until != "" && e.Until < e.From {
		c.fail("until_day", "before_the_start")
	}
	if err := c.err(); err != nil {
		return err
	}
	for _, other := range others {
		if other.ID != e.ID && other.Kind == e.Kind && other.Location == e.Location && e.meets(other) {
			return Conflict("employment_overlaps")
		}
	}
	return nil
}

// meets says whether two periods have a day in common.
func (e Employment) meets(other Employment) bool {
	return (e.Until == "" || e.Until >= other.From) && (other.Until == "" || other.Until >= e.From)
}

func oneOf(text string, list []string) bool {
	for _, item := range list {
		if item == text {
			return true
		}
	}
	return false
}

// ParseFTE reads "0,67", "0.67" or "1" as hundredths; false for anything else.
func ParseFTE(text string) (int, bool) {
	fte, ok := ParseHundredths(text)
	return int(fte), ok
}
