package coaching

import "time"

// DualRole is what a coach is beside that in the same organisation, in her own words or the administrator's. Who chooses
// her or has her reads it.
type DualRole struct {
	ID         DualRoleID
	PersonID   PersonID
	Words      string
	DeclaredBy PersonID
	DeclaredAt time.Time
}

// CheckDualRole is Invalid with field "words".
func CheckDualRole(words string) error {
	var c checked
	c.line("words", words, true, 500)
	return c.err()
}
