package coaching

import "time"

// TransparencyPage tells parents of one location why and how is filmed. It says nothing about anybody.
type TransparencyPage struct {
	LocationID LocationID
	Token      string // of its address, which stays the same
	Contact    string // whom to ask, up to 300 characters; a function or a general address
	Shown      bool
	Version    int // 0 where there is none yet
	ChangedAt  time.Time
}

// Transparency is what the page says.
type Transparency struct {
	Holder, Location string
	Contact          string
	Basis            string // "opt_in" or "legitimate_interest"
	ReviewDays       int
	CapDays          int
}

// CheckTransparency is Invalid with the field "contact".
func CheckTransparency(contact string, shown bool) error {
	var c checked
	c.text("contact", contact, shown, 300)
	return c.err()
}
