package coaching

import "strings"

// CentreKind is what a registered centre is.
type CentreKind string

// The kinds.
const (
	Daycare     CentreKind = "daycare"
	OutOfSchool CentreKind = "out_of_school"
	Playgroup   CentreKind = "playgroup"
)

// CentreKinds lists them all.
func CentreKinds() []CentreKind { return []CentreKind{Daycare, OutOfSchool, Playgroup} }

// Centre is one entry in the national register of childcare (LRK).
type Centre struct {
	ID       CentreID
	Location LocationID
	Name     string
	Kind     CentreKind
	LRK      string // its number there, nine to twelve figures; "" where it is not known yet
	From     Day    // registered since
	Until    Day    // its last day in the register; "" without end
	Version  int
}

// LRKUnusual says whether a number is not of the length that they have now: worth a second look, no reason to refuse it.
func (c Centre) LRKUnusual() bool { return c.LRK != "" && len(c.LRK) != usualLRK }

const (
	usualLRK   = 9
	longestLRK = 12
)

// CheckCentre is Invalid with fields "name", "kind", "lrk_number", "registered_from" and "registered_until".
func CheckCentre(centre Centre) error {
	var c checked
	c.line("name", centre.Name, true, 200)
	if centre.Kind != Daycare && centre.Kind != OutOfSchool && centre.Kind != Playgroup {
		c.fail("kind", "unknown")
	}
	if n := len(centre.LRK); n != 0 && (n < usualLRK || n > longestLRK || strings.Trim(centre.LRK, "0123456789") != "") {
		c.fail("lrk_number", "not_an_lrk_number")
	}
	c.day("registered_from", centre.From, true)
	c.day("registered_until", centre.Until, false)
	if c.err() == nil && centre.Until != "" && centre.Until < centre.From {
		c.fail("registered_until", "before_the_start")
	}
	return c.err()
}
