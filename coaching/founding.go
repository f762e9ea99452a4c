package coaching

// UsualZone is the time zone of a new holder.
const UsualZone = "Europe/Amsterdam"

// Founding is what the first administrator says when there is no holder yet.
type Founding struct {
	Holder   string // its name
	Location string // name of the first location
	Person   Person // herself
}

// CheckFounding is Invalid with fields "holder", "location" and those of CheckPerson.
func CheckFounding(f Founding) error {
	var c checked
	c.line("holder", f.Holder, true, 200)
	c.line("location", f.Location, true, 200)
	c.join(CheckPerson(f.Person))
	return c.err()
}

// Tidy takes white space around and double spaces away.
func (f Founding) Tidy() Founding {
	return Founding{Holder: oneSpaced(f.Holder), Location: oneSpaced(f.Location), Person: f.Person.Tidy()}
}
