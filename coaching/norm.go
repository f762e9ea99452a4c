package coaching

import "strconv"

// The norm of hours that a holder's coaches and policy officers work in a year: so many for each registered centre and
// so many for each full-time job on 1 January (Besluit kwaliteit kinderopvang, articles 8 and 17), and beside it so many
// for each target-group toddler (Besluit basisvoorwaarden kwaliteit voorschoolse educatie, article 2a).

// HoursRule holds the constants of the norm for one year, as a holder uses them.
type HoursRule struct {
	Year          int
	PerCentre     Hundredths  // hours for each registered centre
	PerFTE        Hundredths  // hours for each full-time job
	PerToddler    Hundredths  // hours for each target-group toddler
	FullTime      Hundredths  // hours a week of a full-time job
	Weeks         int         // before 1 January over which flexible work is averaged
	CountTraining bool        // workers in training count as far as they stand in the ratio
	Counted       []HoursKind // which kinds of minutes count towards the norm
	Source        string      // where the holder has these from
	Version       int         // 0 for those that are shipped
}

// ShippedHoursRule is the rule as we know it. Every holder can keep one of its own for a year.
func ShippedHoursRule(year int) HoursRule {
	return HoursRule{
		Year: year, PerCentre: Whole(50), PerFTE: Whole(10), PerToddler: Whole(10), FullTime: Whole(36), Weeks: 13,
		CountTraining: true, Counted: CoachingKinds(),
		Source: "Besluit kwaliteit kinderopvang, art. 8 en 17; Besluit basisvoorwaarden kwaliteit voorschoolse educatie, art. 2a",
	}
}

// The limits of what a holder can make of the rule, and of what is counted.
const (
	mostPerUnit    = 1000 // hours
	leastFullTime  = 20   // hours a week
	mostFullTime   = 48
	mostWeeks      = 52
	mostSourceText = 500
	leastHoursYear = 2018 // the first year of the norm
)

// Check is Invalid with fields "per_centre", "per_fte", "per_toddler", "full_time", "weeks", "counted" and "source".
func (r HoursRule) Check() error {
	var c checked
	for _, field := range []struct {
		name  string
		value Hundredths
	}{{"per_centre", r.PerCentre}, {"per_fte", r.PerFTE}, {"per_toddler", r.PerToddler}} {
		if field.value < 0 || field.value > Whole(mostPerUnit) {
			c.fail(field.name, "out_of_range")
		}
	}
	if r.FullTime < Whole(leastFullTime) || r.FullTime > Whole(mostFullTime) {
		c.fail("full_time", "out_of_range")
	}
	if r.Weeks < 1 || r.Weeks > mostWeeks {
		c.fail("weeks", "out_of_range")
	}
	for _, kind := range r.Counted {
		if !kind.Coaching() {
			c.fail("counted", "unknown")
		}
	}
	c.line("source", r.Source, false, mostSourceText)
	return c.err()
}

// CheckHoursYear is Invalid "year" for one before the norm existed, or more than one after this.
func CheckHoursYear(year, this int) error {
	if year < leastHoursYear || year > this+1 {
		return Invalid{{Field: "year", Code: "out_of_range"}}
	}
	return nil
}

// FTE is how many full-time jobs there are on 1 January, by how people are employed.
type FTE struct {
	Fixed    Hundredths // on 1 January
	Flexible Hundredths // the average of the weeks before
	Agency   Hundredths // likewise
	Training Hundredths // of people in training, however they are employed
}

// Counted is what of it counts towards the norm.
func (f FTE) Counted(training bool) Hundredths {
	sum := f.Fixed + f.Flexible + f.Agency
	if training {
		sum += f.Training
	}
	return sum
}

// Norm is the outcome with its arithmetic: each line can be written out and checked by hand.
type Norm struct {
	Centres    int
	FTE        Hundredths
	OfCentres  Product // Centres times PerCentre
	OfFTE      Product // FTE times PerFTE
	Toddlers   int
	OfToddlers Product // Toddlers times PerToddler, beside the norm
	Exact      Product // OfCentres and OfFTE together
	Hours      Hundredths
	VEHours    Hundredths
}

// NormOf applies the rule to what was there on 1 January. What changes later in the year counts for the next.
func NormOf(rule HoursRule, centres int, fte FTE, toddlers int) Norm {
	n := Norm{Centres: centres, FTE: fte.Counted(rule.CountTraining), Toddlers: toddlers}
	n.OfCentres = Whole(centres).Times(rule.PerCentre)
	n.OfFTE = n.FTE.Times(rule.PerFTE)
	n.OfToddlers = Whole(toddlers).Times(rule.PerToddler)
	n.Exact = n.OfCentres + n.OfFTE
	n.Hours, n.VEHours = n.Exact.Rounded(), n.OfToddlers.Rounded()
	return n
}

// ReferenceDay is the day on which is counted: 1 January.
func ReferenceDay(year int) Day { return Day(strconv.Itoa(year) + "-01-01") }
