package coaching

import (
	"slices"
	"strings"
)

// Name is a Dutch personal name: given "Samira", prefix "van den", family "Oetelaar".
type Name struct {
	Given  string
	Prefix string
	Family string
}

// Full is the name as it is spoken: "Samira van den Oetelaar".
func (n Name) Full() string {
	return strings.Join(strings.Fields(n.Given+" "+n.Prefix+" "+n.Family), " ")
}

// Initials are the first letters of given and family name, for a small round badge.
func (n Name) Initials() string {
	initials := ""
	for _, part := range []string{n.Given, n.Family} {
		for _, r := range part {
			initials += strings.ToUpper(string(r))
			break
		}
	}
	return initials
}

// Person has one account. Language is "nl", "en" or "" for no choice made.
type Person struct {
	ID       PersonID
	HolderID HolderID
	Name     Name
	Email    string
	Language string
}

// Role is what somebody is for a holder, perhaps for one location only.
type Role string

// The roles.
const (
	Employee              Role = "employee"
	Coach                 Role = "coach"
	Manager               Role = "manager"
	Administrator         Role = "administrator"
	DataProtectionOfficer Role = "data_protection_officer"
)

// Assignment is one role that holds now. Location is "" for the whole holder.
type Assignment struct {
	HolderID HolderID
	Role     Role
	Location LocationID
}

// Actor is for whom something is done: a person with the roles that hold now.
type Actor struct {
	Person
	Roles   []Assignment // those for Working only
	Working HolderID     // for whom she works now: nothing of another holder is there; "" for all of her roles
	Holders []HolderID   // all for whom she could: those with a role now, and those she left lately
	Leaver  bool         // she left Working lately: her own dossier is all that is there
	Tablet  TabletID     // the shared device on which she is, as an employee only; "" anywhere else
	Over    bool         // the holder that she chose is there for her no more; Working is another one, which she did not choose
}

// LeavingDays is for how long somebody who left can still fetch her own dossier.
const LeavingDays = 60

// At is the holder for which she works now; without a choice that of her account.
func (a Actor) At() HolderID {
	if a.Working != "" {
		return a.Working
	}
	return a.HolderID
}

// WorkFor narrows the actor to one holder: the chosen one, else that of her account, else the first for which she has
// a role, else one that she left lately; Over says that it is not the chosen one. Roles and Holders are all of hers, left those that she left lately.
func (a Actor) WorkFor(chosen HolderID, left []HolderID) Actor {
	var now []HolderID
	for _, r := range a.Roles {
		if !slices.Contains(now, r.HolderID) {
			now = append(now, r.HolderID)
		}
	}
	left = slices.DeleteFunc(slices.Clone(left), func(h HolderID) bool { return slices.Contains(now, h) })
	a.Holders, a.Working = slices.Concat(now, left), ""
	for _, holder := range slices.Concat([]HolderID{chosen, a.HolderID}, now, left) {
		if slices.Contains(now, holder) || holder == chosen && slices.Contains(left, holder) || len(now) == 0 && slices.Contains(left, holder) {
			a.Working = holder
			break
		}
	}
	a.Leaver = slices.Contains(left, a.Working)
	a.Over = chosen != "" && a.Working != "" && a.Working != chosen
	a.Roles = slices.DeleteFunc(slices.Clone(a.Roles), func(r Assignment) bool { return r.HolderID != a.Working })
	return a
}

// Is says whether the actor has the role anywhere.
func (a Actor) Is(role Role) bool {
	for _, assignment := range a.Roles {
		if assignment.Role == role {
			return true
		}
	}
	return false
}

// Manages says whether the actor is manager of a location.
func (a Actor) Manages(location LocationID) bool {
	for _, assignment := range a.Roles {
		if assignment.Role == Manager && (assignment.Location == "" || assignment.Location == location) {
			return true
		}
	}
	return false
}

// HolderAs is the holder for which the actor has the role; without it Forbidden.
func (a Actor) HolderAs(role Role) (HolderID, error) {
	for _, assignment := range a.Roles {
		if assignment.Role == role {
			return assignment.HolderID, nil
		}
	}
	return "", Forbidden("only_as_" + string(role))
}
