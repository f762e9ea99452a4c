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

// Account is all that a manager learns of an employee: that a trajectory runs, and minutes of this year.
type Account struct {
	EmployeeID   PersonID
	Name         Name
	LocationID   LocationID
	LocationName string
	Running      bool
	Minutes      int
}
