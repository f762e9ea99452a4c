package coaching

import (
	"slices"
	"time"
)

// Roster says who is there when it is filmed, and who stays out of view. It holds for all cameras of a recording.
type Roster struct {
	ID          RosterID
	HolderID    HolderID
	RecordingID RecordingID
	GroupID     GroupID
	Adults      int  // besides the employee
	AdultsTold  bool // they know, and agree
	MadeBy      PersonID
	ConfirmedBy PersonID   // who answers for the seat plan
	ConfirmedAt *time.Time // nil while nobody does
	Version     int
	UpdatedAt   time.Time
	Children    []RosterChild // who is there
}

// RosterChild is a child that is there.
type RosterChild struct {
	ChildID ChildID
	Name    string
	Seen    InView
	Allowed []Purpose // what its guardians allow, now
}

// MayBeSeen says whether the guardians allow a purpose.
func (c RosterChild) MayBeSeen(purpose Purpose) bool { return slices.Contains(c.Allowed, purpose) }

// MostAdults is how many others can be there.
const MostAdults = 50

// Check is Invalid with fields "group_id", "adults", "adults_told" and "children". A child that may not be in view is kept
// out, and never just there. before is the group that the roster has; another one must be there on the day of the film.
func (r Roster) Check(before GroupID, places []Location, on Day) error {
	var c checked
	switch r.GroupID {
	case "":
		c.fail("group_id", "required")
	case before:
	default:
		c.place("group_id", places, "", r.GroupID, on)
	}
	if r.Adults < 0 || r.Adults > MostAdults {
		c.fail("adults", "out_of_range")
	}
	if r.Adults > 0 && !r.AdultsTold {
		c.fail("adults_told", "required")
	}
	seen := map[ChildID]bool{}
	for _, child := range r.Children {
		if seen[child.ChildID] || !slices.Contains([]InView{ViewPresent, ViewKeptOut}, child.Seen) {
			c.fail("children", "unknown")
			break
		}
		seen[child.ChildID] = true
	}
	return c.err()
}

// InTheWay are the children in view whose guardians do not allow the purpose, and while nobody answers for the seat
// plan also those that should stay out.
func (r Roster) InTheWay(purpose Purpose) []RosterChild {
	var found []RosterChild
	for _, child := range r.Children {
		if (child.Seen == ViewPresent || r.ConfirmedAt == nil) && !child.MayBeSeen(purpose) {
			found = append(found, child)
		}
	}
	return found
}

// AudienceAllowed says whether what was filmed may be shown for a purpose: each child in view allows it. AudienceRefused.
func AudienceAllowed(r Roster, purpose Purpose) error {
	missing := r.InTheWay(purpose)
	if len(missing) == 0 {
		return nil
	}
	refused := AudienceRefused{Purpose: purpose}
	for _, child := range missing {
		refused.Children = append(refused.Children, child.Name)
	}
	return refused
}

// AudienceRefused is a Conflict("audience_not_allowed") that names the children whose guardians do not allow a purpose, for
// who sees the roster.
type AudienceRefused struct {
	Purpose  Purpose
	Children []string
}

// Error names no child: it may stand in a log.
func (e AudienceRefused) Error() string {
	return "not every child in view may be seen for " + string(e.Purpose)
}

// Unwrap makes it a conflict.
func (e AudienceRefused) Unwrap() error { return Conflict("audience_not_allowed") }

// NeedsRoster says whether it must be known who was there before anybody else sees a recording: one that was made since
// the register is in use.
func (b Basis) NeedsRoster(r Recording) bool { return b.RegisterInUse && r.CreatedAt.After(b.SetAt) }

// rostered is the condition before film comes in.
func rostered(b Beginning) error {
	switch {
	case b.Device, !b.Basis.RegisterInUse && b.Roster.ID == "":
		return nil
	// What was begun before the register goes on.
	case b.Roster.ID == "" && b.Begun:
		return nil
	case b.Roster.ID == "":
		return Conflict("roster_needed")
	case b.Roster.ConfirmedAt == nil:
		return Conflict("roster_not_confirmed")
	case len(b.Roster.InTheWay(OwnQuestion)) > 0:
		return Conflict("child_not_to_be_filmed")
	}
	return nil
}

// Follows says whether a roster may follow another one once there is film: who was in view stays on it.
func (r Roster) Follows(before Roster) error {
	for _, was := range before.Children {
		i := slices.IndexFunc(r.Children, func(c RosterChild) bool { return c.ChildID == was.ChildID })
		if i < 0 || was.Seen == ViewPresent && r.Children[i].Seen != ViewPresent {
			return Conflict("roster_filmed")
		}
	}
	return nil
}
