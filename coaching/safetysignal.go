package coaching

import "time"

// Signal is a suspicion of violence or neglect. Until it is closed nothing that it holds is deleted, and only two people
// who are named may look.
type Signal struct {
	ID          SignalID
	HolderID    HolderID
	RaisedBy    PersonID
	RaisedAt    time.Time
	RecordingID RecordingID // seen by who raised it; "" where a group and a day were named
	GroupID     GroupID
	Group       string // its name, and that of its location
	Place       string
	OnDay       Day
	Named       int // how many may look now
	ClosedAt    *time.Time
	ClosedBy    PersonID
}

// SafetyNote is something written in a signal, for those who are named.
type SafetyNote struct {
	ID        SafetyNoteID
	AuthorID  PersonID
	Kind      string // "raised", "note" or "closed"
	Text      string
	WrittenAt time.Time
}

// SafetyOfficer is somebody who may look while a signal stands.
type SafetyOfficer struct {
	Slot     int // 1 or 2
	PersonID PersonID
	NamedBy  PersonID
	NamedAt  time.Time
}

// OwnSignal is what an employee is told of a signal about a recording of hers.
type OwnSignal struct {
	SignalID    SignalID
	RecordingID RecordingID
	RaisedAt    time.Time
	Officers    []string // names of who may look
}

// MayRaise says whether the actor may raise a signal at all: as coach, manager or in the office.
func MayRaise(actor Actor) error {
	for _, role := range []Role{Coach, Manager, Administrator, DataProtectionOfficer} {
		if actor.Is(role) {
			return nil
		}
	}
	return ErrNotFound
}

// CheckSignal is Invalid with fields "group", "day" and "words". A group must have been there on the day: one that closed
// since can still be told of.
func CheckSignal(s Signal, words string, places []Location, today Day) error {
	var c checked
	if s.RecordingID == "" {
		if s.GroupID == "" {
			c.fail("group", "required")
		} else {
			c.place("group", places, "", s.GroupID, s.OnDay)
		}
		c.pastDay("day", s.OnDay, today)
	}
	c.text("words", words, true, 4000)
	return c.err()
}

// CheckSafetyNote is Invalid with field "words".
func CheckSafetyNote(text string) error {
	var c checked
	c.text("words", text, true, 4000)
	return c.err()
}

// MayClose says whether the actor may close it: who is named in it, or the data protection officer.
func (s Signal) MayClose(actor Actor, officers []SafetyOfficer) error {
	if s.ClosedAt != nil {
		return Conflict("changed_meanwhile")
	}
	if actor.IsFor(s.HolderID, DataProtectionOfficer) {
		return nil
	}
	for _, officer := range officers {
		if officer.PersonID == actor.ID {
			return nil
		}
	}
	return Forbidden("only_named_officers")
}
