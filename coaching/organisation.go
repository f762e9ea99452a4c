package coaching

import (
	"slices"
	"time"
)

// Holder is the legal operator of childcare locations.
type Holder struct {
	ID                   HolderID
	Name                 string
	TimeZone             string     // IANA name; years and days are counted in it
	Demo                 bool       // demo data only
	DemoVersion          int        // of the demo data; 0 for a real holder
	RecordingConfirmedAt *time.Time // the administrator confirmed that everybody in view has agreed
	RecordingConfirmedBy PersonID   // who did, "" for nobody
}

// Workplace is a holder for which a person works, or that she left lately.
type Workplace struct {
	ID   HolderID
	Name string
	Left bool
}

// MayRecord says whether recording is switched on: in the demo, or after the administrator's confirmation.
func (h Holder) MayRecord() bool { return h.Demo || h.RecordingConfirmedAt != nil }

// Zone is that of the holder's days; UTC when its name is not known here.
func (h Holder) Zone() *time.Location {
	if zone, err := time.LoadLocation(h.TimeZone); err == nil && h.TimeZone != "" {
		return zone
	}
	return time.UTC
}

// Location is one place of a holder.
type Location struct {
	ID      LocationID
	Name    string
	Until   Day // the last day on which it is open; "" without end
	Centres []Centre
	Groups  []Group
	Version int
}

// Group is a group of children at a location.
type Group struct {
	ID      GroupID
	Name    string
	Centre  CentreID // the entry in the register to which it belongs; "" where nobody said
	Until   Day      // the last day on which it is open; "" without end
	Version int
}

// CheckGroup is Invalid with fields "name", "until_day" and "centre_id". at is where it is.
func CheckGroup(group Group, at Location) error {
	var c checked
	c.join(CheckPlace(group.Name, group.Until))
	if group.Centre != "" && !slices.ContainsFunc(at.Centres, func(c Centre) bool { return c.ID == group.Centre }) {
		c.fail("centre_id", "unknown")
	}
	return c.err()
}

// OpenPlaces are those that are still there on a day, each with what of it is: a closed one stays in the books, and is not
// offered any more.
func OpenPlaces(places []Location, on Day) []Location {
	var open []Location
	for _, place := range places {
		if shut(place.Until, on) {
			continue
		}
		place.Groups = slices.DeleteFunc(slices.Clone(place.Groups), func(g Group) bool { return shut(g.Until, on) })
		place.Centres = slices.DeleteFunc(slices.Clone(place.Centres), func(c Centre) bool { return shut(c.Until, on) })
		open = append(open, place)
	}
	return open
}

// IsOpen says whether a group of a place, and the place, are still there on a day.
func IsOpen(place Location, group GroupID, on Day) bool {
	open := OpenPlaces([]Location{place}, on)
	return len(open) > 0 && slices.ContainsFunc(open[0].Groups, func(g Group) bool { return g.ID == group })
}

// shut says whether what has a last day, or "", is over on a day.
func shut(until, on Day) bool { return until != "" && until < on }

// Account is all that a manager learns of an employee: that a trajectory runs, and minutes of this year.
type Account struct {
	EmployeeID   PersonID
	Name         Name
	LocationID   LocationID
	LocationName string
	Running      bool
	Minutes      int
}
