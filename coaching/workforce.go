package coaching

// WorkSpan is one stretch in which a person works for a holder.
type WorkSpan struct {
	Person   PersonID
	Kind     WorkKind
	FTE      Hundredths // of a job of 36 hours a week
	Training bool       // as a worker in training
	Outside  bool       // not in the ratio at all, such as a cook: counts nowhere
	From     Day
	Until    Day // the last day; "" without end
}

// WorkKind is how somebody is employed.
type WorkKind string

// The kinds: a fixed contract counts as it is on 1 January, the others by their average before it.
const (
	FixedWork    WorkKind = "fixed"
	FlexibleWork WorkKind = "flexible"
	AgencyWork   WorkKind = "agency"
)

// dutchFullTime is the week in which WorkSpan.FTE is expressed.
const dutchFullTime = 36

// FTEOf counts the full-time jobs on 1 January of the rule's year from who worked when. Flexible and agency work counts
// by its average over the weeks before that day, each day as heavy as the next. Each of the four sums is rounded once.
func FTEOf(rule HoursRule, spans []WorkSpan) FTE {
	first := ReferenceDay(rule.Year)
	days := int64(rule.Weeks) * 7
	var fixed, flexible, agency, training int64 // hundredths of an average week's hours, times days
	for _, span := range spans {
		weight := days
		if span.Kind != FixedWork {
			weight = int64(span.overlap(first.Plus(-int(days)), first.Plus(-1)))
		} else if !span.on(first) {
			weight = 0
		}
		hours := int64(span.FTE) * dutchFullTime * weight
		switch {
		case span.Outside:
		case span.Training:
			training += hours
		case span.Kind == FixedWork:
			fixed += hours
		case span.Kind == AgencyWork:
			agency += hours
		default:
			flexible += hours
		}
	}
	by := days * int64(rule.FullTime)
	jobs := func(sum int64) Hundredths { return Hundredths(divided(sum*100, by)) }
	return FTE{Fixed: jobs(fixed), Flexible: jobs(flexible), Agency: jobs(agency), Training: jobs(training)}
}

// WorkedFTE is what hours that were worked in the weeks before 1 January come to in full-time jobs, rounded half up.
func WorkedFTE(rule HoursRule, worked Hundredths) Hundredths {
	return Hundredths(divided(int64(worked)*100, int64(rule.Weeks)*int64(rule.FullTime)))
}

func (s WorkSpan) on(day Day) bool { return s.From <= day && (s.Until == "" || s.Until >= day) }

// overlap is how many days of the stretch from first to last, both included, it covers.
func (s WorkSpan) overlap(first, last Day) int {
	from, until := max(s.From, first), last
	if s.Until != "" {
		until = min(s.Until, last)
	}
	return max(from.Until(until)+1, 0)
}

// Registered says whether a centre that stands in the national register from one day to another, both included, stands
// there on 1 January. "" is without a beginning or an end that we know.
func Registered(from, until Day, year int) bool {
	day := ReferenceDay(year)
	return from <= day && (until == "" || until >= day)
}
