package coaching

import "time"

// BreachWithin is how soon the authority is told after a breach was noticed (GDPR article 33(1)): clock hours, weekends
// and clock changes included.
const BreachWithin = 72 * time.Hour

// Telling is whether somebody was told of a breach.
type Telling string

// The tellings.
const (
	TellOpen      Telling = "open"
	TellTold      Telling = "told"
	TellNotNeeded Telling = "not_needed" // with the reason why
)

// Tellings lists them.
func Tellings() []Telling { return []Telling{TellOpen, TellTold, TellNotNeeded} }

// Breach is what was last written about a breach of personal data.
type Breach struct {
	BreachID     BreachID
	HolderID     HolderID
	Number       int // of what was written; 1 is the first
	NoticedAt    time.Time
	What         string
	Kinds        string // of data
	Affected     *int   // people; nil while nobody knows
	Measures     string
	Authority    Telling
	AuthorityAt  *time.Time
	AuthorityWhy string
	People       Telling
	PeopleAt     *time.Time
	PeopleWhy    string
	Closed       bool
	WrittenBy    PersonID
	WrittenAt    time.Time
}

// TellBy is the last instant at which the authority is told in time.
func (b Breach) TellBy() time.Time { return b.NoticedAt.Add(BreachWithin) }

// Waits says whether the clock of 72 hours still runs, or ran out, without the authority being told.
func (b Breach) Waits() bool { return b.Authority == TellOpen && !b.Closed }

// CheckBreach is Invalid with the fields of Breach in snake case; closing one demands that both tellings are decided.
func CheckBreach(b Breach, now time.Time) error {
	var c checked
	switch {
	case b.NoticedAt.IsZero():
		c.fail("noticed_at", "not_a_date")
	case b.NoticedAt.After(now):
		c.fail("noticed_at", "in_the_future")
	case b.NoticedAt.Before(now.AddDate(-5, 0, 0)):
		c.fail("noticed_at", "too_early")
	}
	c.text("what", b.What, true, 4000)
	c.text("kinds", b.Kinds, false, 1000)
	c.text("measures", b.Measures, false, 4000)
	if b.Affected != nil && (*b.Affected < 0 || *b.Affected > 10_000_000) {
		c.fail("affected", "out_of_range")
	}
	c.telling("authority", b.Authority, b.AuthorityAt, b.AuthorityWhy, b, now)
	c.telling("people", b.People, b.PeopleAt, b.PeopleWhy, b, now)
	return c.err()
}

func (c *checked) telling(field string, telling Telling, at *time.Time, why string, b Breach, now time.Time) {
	switch telling {
	case TellOpen:
		if b.Closed {
			c.fail(field, "required")
		}
	case TellTold:
		switch {
		case at == nil:
			c.fail(field+"_at", "required")
		case at.After(now):
			c.fail(field+"_at", "in_the_future")
		case at.Before(b.NoticedAt):
			c.fail(field+"_at", "too_early")
		}
	case TellNotNeeded:
		if TidyLine(why) == "" {
			c.fail(field+"_why", "required")
		}
	default:
		c.fail(field, "unknown")
	}
	c.text(field+"_why", why, false, 1000)
}

// SawLine is one thing that was done to a recording, as the office may know it: no content.
type SawLine struct {
	ID          string
	At          time.Time
	Actor       string // a person's id, or "system:" and a door, or "operator"
	Action      string // "play", "lock", "unlock", as in the log of its owner
	RecordingID RecordingID
	OwnerID     PersonID
}
