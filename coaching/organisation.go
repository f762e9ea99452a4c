package coaching

import "time"

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

// MayRecord says whether recording is switched on: in the demo, or after the administrator's confirmation.
func (h Holder) MayRecord() bool { return h.Demo || h.RecordingConfirmedAt != nil }

// Location is one place of a holder.
type Location struct {
	ID     LocationID
	Name   string
	LRK    string // its number in the national register of childcare
	Groups []Group
}

// Group is a group of children at a location.
type Group struct {
	ID   GroupID
	Name string
}

// PersonWithRoles is a line in the administrator's list of people.
type PersonWithRoles struct {
	Person
	Roles []Assignment
}

// Account is all that a manager learns of an employee: that a trajectory runs, and minutes of this year.
type Account struct {
	EmployeeID   PersonID
	Name         Name
	LocationID   LocationID
	LocationName string
	Running      bool
	Minutes      int
}
