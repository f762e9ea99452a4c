package coaching

import "time"

// HoursSnapshot is what was counted on 1 January, kept as it was. A correction is a new version; the older ones stay.
type HoursSnapshot struct {
	HolderID HolderID
	Year     int
	Version  int
	Rule     HoursRule // the constants that were used; Counted and Source are not kept with it
	FTE      FTE
	Centres  []CountedCentre
	Source   string // where the numbers are from
	Reason   string // why a version replaces the one before; "" for the first
	FixedBy  PersonID
	FixedAt  time.Time
}

// CountedCentre is one line of the national register on 1 January.
type CountedCentre struct {
	ID       CentreID `json:"id"`
	Name     string   `json:"name"`
	Kind     string   `json:"kind"` // "daycare", "out_of_school", "playgroup"
	LRK      string   `json:"lrk"`  // "" where it is not known
	Toddlers int      `json:"toddlers"`
}

// The limits of a snapshot and a plan.
const (
	mostSnapshotText = 500
	mostToddlers     = 10_000
	mostPlanWords    = 2000
	mostPlanHours    = 100_000
	mostCentres      = 2000
)

// Norm applies the constants of the snapshot to what it counted.
func (s HoursSnapshot) Norm() Norm {
	toddlers := 0
	for _, centre := range s.Centres {
		toddlers += centre.Toddlers
	}
	return NormOf(s.Rule, len(s.Centres), s.FTE, toddlers)
}

// Check is Invalid with fields "fte_fixed", "fte_flexible", "fte_agency", "fte_training", "toddlers", "source" and
// "reason", which only a correction needs. It can be fixed from 1 January on.
func (s HoursSnapshot) Check(today Day) error {
	if today < ReferenceDay(s.Year) {
		return Conflict("hours_before_reference_day")
	}
	var c checked
	for _, field := range []struct {
		name  string
		value Hundredths
	}{{"fte_fixed", s.FTE.Fixed}, {"fte_flexible", s.FTE.Flexible}, {"fte_agency", s.FTE.Agency}, {"fte_training", s.FTE.Training}} {
		if field.value < 0 || field.value > Whole(mostPlanHours) {
			c.fail(field.name, "out_of_range")
		}
	}
	for _, centre := range s.Centres {
		if centre.Toddlers < 0 || centre.Toddlers > mostToddlers {
			c.fail("toddlers", "out_of_range")
		}
	}
	c.line("source", s.Source, true, mostSnapshotText)
	c.line("reason", s.Reason, s.Version > 1, mostSnapshotText)
	return c.err()
}

// HoursPlan is the distribution over centres as the holder wrote it down for a year.
type HoursPlan struct {
	HolderID HolderID
	Year     int
	Version  int // 0 while there is none
	Words    string
	Centres  []PlannedCentre
	SetBy    PersonID
	SetAt    time.Time
}

// PlannedCentre is the plan of one centre, in hours.
type PlannedCentre struct {
	ID       CentreID   `json:"id"`
	Name     string     `json:"name"` // as it was called then
	Policy   Hundredths `json:"policy"`
	Coaching Hundredths `json:"coaching"`
	VE       Hundredths `json:"ve"`
}

// Check is Invalid with fields "policy", "coaching", "ve", "centres" and "words".
func (p HoursPlan) Check() error {
	var c checked
	if len(p.Centres) > mostCentres {
		c.fail("centres", "too_many")
	}
	for _, centre := range p.Centres {
		for _, field := range []struct {
			name  string
			value Hundredths
		}{{"policy", centre.Policy}, {"coaching", centre.Coaching}, {"ve", centre.VE}} {
			if field.value < 0 || field.value > Whole(mostPlanHours) {
				c.fail(field.name, "out_of_range")
			}
		}
	}
	c.text("words", p.Words, false, mostPlanWords)
	return c.err()
}

// Of is the plan of one centre; zero when it has none.
func (p HoursPlan) Of(id CentreID) PlannedCentre {
	for _, centre := range p.Centres {
		if centre.ID == id {
			return centre
		}
	}
	return PlannedCentre{ID: id}
}

// Total adds up the centres.
func (p HoursPlan) Total() (sum PlannedCentre) {
	for _, centre := range p.Centres {
		sum.Policy, sum.Coaching, sum.VE = sum.Policy+centre.Policy, sum.Coaching+centre.Coaching, sum.VE+centre.VE
	}
	return sum
}

// Realised are minutes of one kind for one centre in a year.
type Realised struct {
	CentreID CentreID // "" for all centres together
	Kind     HoursKind
	InRatio  bool
	Minutes  int
}

// Done are minutes by the side on which they count.
type Done struct{ Policy, Coaching, VE, Uncounted, InRatio int }

// Counted is what of it counts towards the norm.
func (d Done) Counted() int { return d.Policy + d.Coaching }

// DoneAt adds up what was realised at each centre by the rule of the year; under "" what was for all together.
func DoneAt(rule HoursRule, realised []Realised) map[CentreID]Done {
	done := map[CentreID]Done{}
	for _, r := range realised {
		at := done[r.CentreID]
		at.add(rule.SideOf(r.Kind), r.Minutes)
		if r.InRatio {
			at.InRatio += r.Minutes
		}
		done[r.CentreID] = at
	}
	return done
}

func (d *Done) add(side HoursSide, minutes int) {
	switch side {
	case PolicySide:
		d.Policy += minutes
	case CoachingSide:
		d.Coaching += minutes
	case VESide:
		d.VE += minutes
	case NoSide:
		d.Uncounted += minutes
	}
}

// Total adds up all centres.
func Total(done map[CentreID]Done) (sum Done) {
	for _, d := range done {
		sum.Policy, sum.Coaching, sum.VE = sum.Policy+d.Policy, sum.Coaching+d.Coaching, sum.VE+d.VE
		sum.Uncounted, sum.InRatio = sum.Uncounted+d.Uncounted, sum.InRatio+d.InRatio
	}
	return sum
}

// DueFrom is the first day on which it is said who has not been coached this year: 1 September leaves time to mend it.
func DueFrom(year int) Day { return ReferenceDay(year)[:4] + "-09-01" }

// HoursYear is all that is said of the hours of a holder in a year. Centres, Done and the numbers of workers are of the
// whole holder for its administrator, of her locations for a manager, and nothing for others.
type HoursYear struct {
	Holder    Holder
	Year      int
	Rule      HoursRule
	Snapshots []HoursSnapshot // the newest first
	Counted   HoursSnapshot   // as it would be fixed now; for the administrator
	Plan      HoursPlan
	Centres   []CountedCentre
	Done      map[CentreID]Done
	Workers   int
	Coached   int
}

// Norm is that of the newest snapshot. Without one it is what would be counted now, and false.
func (y HoursYear) Norm() (Norm, bool) {
	if len(y.Snapshots) > 0 {
		return y.Snapshots[0].Norm(), true
	}
	return y.Counted.Norm(), false
}
