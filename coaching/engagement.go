package coaching

import "time"

// Engagement is a coach from outside, hired for a time. PersonID is "" until she has accepted it herself.
type Engagement struct {
	ID                   EngagementID
	HolderID             HolderID
	PersonID             PersonID
	Email                string
	Name                 string // as the administrator calls her
	Location             LocationID
	Contract             string // how both call the contract
	ProcessorAgreementOn Day    // "" while it has not been signed
	From, Until          Day    // the first and the last day, in the zone of the holder
	OfferedBy            PersonID
	OfferedAt            time.Time
	LinkUntil            *time.Time // how long the link of the offer can be used
	AcceptedAt           *time.Time
	EndedAt              *time.Time // earlier than Until, or taken back before she accepted
	Version              int
}

// EngagementState is what an engagement is at an instant.
type EngagementState string

// The states.
const (
	EngagementOffered EngagementState = "offered"
	EngagementAhead   EngagementState = "ahead" // accepted, and not begun
	EngagementRuns    EngagementState = "runs"
	EngagementOver    EngagementState = "over"
)

// State is what the engagement is now, by the days of the holder.
func (e Engagement) State(now time.Time, zone *time.Location) EngagementState {
	today := DayOf(now, zone)
	switch {
	case e.EndedAt != nil || today > e.Until:
		return EngagementOver
	case e.AcceptedAt == nil:
		return EngagementOffered
	case today < e.From:
		return EngagementAhead
	}
	return EngagementRuns
}

// OfferLasts is how long the link of an offer can be used.
const OfferLasts = 14 * 24 * time.Hour

// longestEngagement keeps an engagement from running on unseen: a new one is made after that.
const longestEngagement = 3 * 366 // days

// CheckEngagement is Invalid with fields "name", "email", "contract_reference", "from_day", "until_day",
// "processor_agreement_on" and "location_id". today is that of the holder. An engagement is new where its id is "", and then
// its location must be open when it begins.
func CheckEngagement(e Engagement, places []Location, today Day) error {
	var c checked
	c.line("name", e.Name, true, 200)
	switch {
	case e.Email == "":
		c.fail("email", "required")
	case len(e.Email) > longestEmail || !isEmail(e.Email):
		c.fail("email", "not_an_address")
	}
	c.line("contract_reference", e.Contract, true, 200)
	c.day("from_day", e.From, true)
	c.day("until_day", e.Until, true)
	c.day("processor_agreement_on", e.ProcessorAgreementOn, false)
	switch {
	case c.wrong.OrNil() != nil:
	case e.Until < e.From:
		c.fail("until_day", "before_the_start")
	case e.Until < today:
		c.fail("until_day", "in_the_past")
	case e.From.Until(e.Until) > longestEngagement:
		c.fail("until_day", "out_of_range")
	}
	if e.ID == "" {
		c.join(CheckOpenLocation("location_id", places, e.Location, max(today, e.From)))
	}
	return c.err()
}

// day demands a date between 2000 and 2100.
func (c *checked) day(field string, day Day, needed bool) {
	_, ok := ParseDay(string(day))
	switch {
	case day == "" && needed:
		c.fail(field, "required")
	case day != "" && !ok:
		c.fail(field, "not_a_date")
	case day != "" && (day < "2000-01-01" || day >= "2100-01-01"):
		c.fail(field, "out_of_range")
	}
}
