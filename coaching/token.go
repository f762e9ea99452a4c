package coaching

import "time"

// AccessToken lets a person's scripts in. The token itself is shown once and kept only as a hash.
type AccessToken struct {
	ID        TokenID
	Name      string // 1 to 100 characters
	CreatedAt time.Time
	ExpiresAt *time.Time
}

// CheckTokenName is Invalid with field "name".
func CheckTokenName(name string) error {
	var c checked
	c.text("name", name, true, 100)
	return c.err()
}
