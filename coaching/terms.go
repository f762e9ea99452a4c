package coaching

import (
	"slices"
	"time"
)

// Terms are how long a holder keeps what. They are versioned: one is never changed, only followed by another.
type Terms struct {
	ID         TermsID
	HolderID   HolderID
	ReviewDays int       // a recording stays so many days after its review
	CapDays    int       // and never longer than so many days after it was made
	HoursYears int       // confirmed minutes stay so many full calendar years
	Reason     string    // why it became longer
	SetBy      PersonID  // "" for the terms with which retention came to a holder that was there before
	SetAt      time.Time // when it was decided
	ValidFrom  time.Time // from when it shortens what exists, or holds for what is made
}

// The limits of terms, in days and years.
const (
	LeastReviewDays, MostReviewDays = 1, 90
	LeastCapDays, MostCapDays       = 14, 120
	LeastHoursYears, MostHoursYears = 3, 7

	// WarningDays lie at least between a decision to keep things shorter and its first effect.
	WarningDays = 7
)

// DefaultTerms hold for a holder that chose none.
func DefaultTerms() Terms { return Terms{ReviewDays: 14, CapDays: 60, HoursYears: 3} }

// Check is Invalid with fields "review_days", "cap_days", "hours_years" and "reason". Keeping anything longer than
// the terms before needs a reason.
func (t Terms) Check(before Terms) error {
	var c checked
	within := func(field string, value, least, most int) {
		if value < least || value > most {
			c.fail(field, "out_of_range")
		}
	}
	within("review_days", t.ReviewDays, LeastReviewDays, MostReviewDays)
	within("cap_days", t.CapDays, LeastCapDays, MostCapDays)
	within("hours_years", t.HoursYears, LeastHoursYears, MostHoursYears)
	if c.err() == nil && t.ReviewDays > t.CapDays {
		c.fail("review_days", "longer_than_cap")
	}
	longer := t.ReviewDays > before.ReviewDays || t.CapDays > before.CapDays || t.HoursYears > before.HoursYears
	c.text("reason", t.Reason, longer, 500)
	return c.err()
}

// MaySetTerms is the holder for which the actor may do so: as its administrator.
func MaySetTerms(actor Actor) (HolderID, error) { return actor.HolderAs(Administrator) }

// Same says whether two versions keep everything as long as each other.
func (t Terms) Same(other Terms) bool {
	return t.ReviewDays == other.ReviewDays && t.CapDays == other.CapDays && t.HoursYears == other.HoursYears
}

// least is the shorter of two terms, part by part.
func (t Terms) least(other Terms) Terms {
	t.ReviewDays, t.CapDays = min(t.ReviewDays, other.ReviewDays), min(t.CapDays, other.CapDays)
	t.HoursYears = min(t.HoursYears, other.HoursYears)
	return t
}

// TermsHistory are the versions of one holder, the first decided first.
type TermsHistory []Terms

// standing leaves out what was replaced before it began: a mistake can be mended as long as it has done nothing.
func (h TermsHistory) standing() TermsHistory {
	var kept TermsHistory
	for i, t := range h {
		replaced := slices.ContainsFunc(h[i+1:], func(later Terms) bool { return !later.SetAt.After(t.ValidFrom) && later.SetBy != "" && t.SetBy != "" })
		if !replaced {
			kept = append(kept, t)
		}
	}
	return kept
}

// At are the terms in force at an instant.
func (h TermsHistory) At(at time.Time) Terms {
	force := DefaultTerms()
	for _, t := range h.standing() {
		if !t.ValidFrom.After(at) {
			force = t
		}
	}
	return force
}

// Pending are terms that were decided and are not in force yet.
func (h TermsHistory) Pending(now time.Time) (Terms, bool) {
	for _, t := range h.standing() {
		if t.ValidFrom.After(now) && t.SetBy != "" {
			return t, true
		}
	}
	return Terms{}, false
}

// Begin dates new terms: what makes anything shorter begins after the warning, all else at once.
func (h TermsHistory) Begin(next Terms, now time.Time) Terms {
	next.SetAt, next.ValidFrom = now, now
	if force := h.At(now); !next.least(force).Same(force) {
		next.ValidFrom = now.AddDate(0, 0, WarningDays)
	}
	return next
}
