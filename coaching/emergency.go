package coaching

import (
	"slices"
	"time"
)

// MostEmergency is the longest that film stays open in an emergency.
const MostEmergency = 24 * time.Hour

// Emergency is film of one employee on one day, for one person, who asked and to whom another one granted it.
type Emergency struct {
	ID        EmergencyID
	HolderID  HolderID
	OwnerID   PersonID
	OnDay     Day
	Reason    string
	AskedBy   PersonID
	AskedAt   time.Time
	GrantedBy PersonID // "" while nobody did
	GrantedAt *time.Time
	ClosesAt  *time.Time
	EndedAt   *time.Time
	EndedBy   PersonID
}

// EmergencyState is where it stands.
type EmergencyState string

// The states.
const (
	EmergencyAsked   EmergencyState = "asked"
	EmergencyOpen    EmergencyState = "open"
	EmergencyEnded   EmergencyState = "ended"   // by hand
	EmergencyOver    EmergencyState = "over"    // by itself
	EmergencyRefused EmergencyState = "refused" // or taken back, before it was granted
)

// State is where it stands now.
func (e Emergency) State(now time.Time) EmergencyState {
	switch {
	case e.EndedAt != nil && e.GrantedAt == nil:
		return EmergencyRefused
	case e.EndedAt != nil:
		return EmergencyEnded
	case e.GrantedAt == nil:
		return EmergencyAsked
	case !now.Before(*e.ClosesAt):
		return EmergencyOver
	}
	return EmergencyOpen
}

// MayAskEmergency says whether the actor may ask: officer or administrator, and never who manages people there.
func MayAskEmergency(actor Actor, holder HolderID) error {
	if !actor.IsFor(holder, Administrator, DataProtectionOfficer) {
		return ErrNotFound
	}
	if actor.IsFor(holder, Manager) {
		return Forbidden("not_as_manager")
	}
	return nil
}

// MayGrant says whether the actor may open it: as who asks, but another person, and not the employee herself.
func (e Emergency) MayGrant(actor Actor, now time.Time) error {
	if err := MayAskEmergency(actor, e.HolderID); err != nil {
		return err
	}
	if actor.ID == e.AskedBy {
		return Forbidden("needs_two_people")
	}
	if e.State(now) != EmergencyAsked {
		return Conflict("changed_meanwhile")
	}
	return nil
}

// MayEnd says whether the actor may end it, or refuse it while it waits.
func (e Emergency) MayEnd(actor Actor, now time.Time) error {
	if !actor.IsFor(e.HolderID, Administrator, DataProtectionOfficer) {
		return ErrNotFound
	}
	if !slices.Contains([]EmergencyState{EmergencyAsked, EmergencyOpen}, e.State(now)) {
		return Conflict("changed_meanwhile")
	}
	return nil
}

// CheckEmergency is Invalid with fields "person", "day" and "reason".
func CheckEmergency(e Emergency, today Day) error {
	var c checked
	if e.OwnerID == "" {
		c.fail("person", "required")
	}
	c.pastDay("day", e.OnDay, today)
	c.text("reason", e.Reason, true, 1000)
	if len([]rune(TidyLine(e.Reason))) < 10 {
		c.fail("reason", "too_short")
	}
	return c.err()
}

// CheckEmergencyLength is Invalid with field "hours".
func CheckEmergencyLength(length time.Duration) error {
	var c checked
	if length < time.Hour || length > MostEmergency {
		c.fail("hours", "out_of_range")
	}
	return c.err()
}
