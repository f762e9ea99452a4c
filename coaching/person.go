package coaching

import "strings"

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
	Roles   []Assignment
	Working HolderID // for whom she works now: nothing of another holder is there; "" for all of her roles
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

// HolderAs is the holder for which the actor has the role; without it Forbidden.
func (a Actor) HolderAs(role Role) (HolderID, error) {
	for _, assignment := range a.Roles {
		if assignment.Role == role {
			return assignment.HolderID, nil
		}
	}
	return "", Forbidden("only_as_" + string(role))
}
