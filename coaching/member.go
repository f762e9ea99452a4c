package coaching

import (
	"slices"
	"time"
)

// Member is a person as those who keep the holder's people see her.
type Member struct {
	Person
	Version   int      // of name and address
	Activated bool     // has chosen a password
	Roles     []Tenure // for this holder, those that ended included, the oldest first
	Link      *Invitation
}

// Ended says whether no role holds any more and none is to come.
func (m Member) Ended(now time.Time) bool {
	return !slices.ContainsFunc(m.Roles, func(t Tenure) bool { return !t.Over(now) })
}

// EndsAt is when the last role ends; nil while one has no end, or when there is none.
func (m Member) EndsAt() *time.Time {
	var last *time.Time
	for _, t := range m.Roles {
		if t.Until == nil {
			return nil
		}
		if last == nil || t.Until.After(*last) {
			last = t.Until
		}
	}
	return last
}

// Keeper is the holder whose people the actor keeps (administrator) or watches over (data protection officer);
// ErrNotFound for anybody else.
func (a Actor) Keeper() (HolderID, error) {
	for _, role := range []Role{Administrator, DataProtectionOfficer} {
		if holder, err := a.HolderAs(role); err == nil {
			return holder, nil
		}
	}
	return "", ErrNotFound
}

// Appointment is a role that is to be given.
type Appointment struct {
	Role     Role
	Location LocationID // "" for the whole holder
	Group    GroupID    // "" for all groups of the location
	FirstDay string     // "2026-03-05"; "" for today
	From     time.Time  // what Dated makes of it

	EndsCoaching bool // whoever gives it knows that it ends coaching, where it does
}

// Dated says when the role begins, in the zone of the holder. Invalid with field "first_day".
func (a Appointment) Dated(now time.Time, zone *time.Location) (Appointment, error) {
	if a.FirstDay == "" {
		a.From = now
		return a, nil
	}
	var err error
	a.From, err = BeginOn("first_day", a.FirstDay, now, zone)
	return a, err
}

// Roles lists all roles there are.
func Roles() []Role { return []Role{Employee, Coach, Manager, Administrator, DataProtectionOfficer} }

// CheckAppointment is Invalid with fields "role", "location_id" and "group_id". places are those of the holder; where the
// role begins must be open by then.
func CheckAppointment(a Appointment, places []Location, today Day) error {
	var c checked
	if !slices.Contains(Roles(), a.Role) {
		c.fail("role", "unknown")
	}
	on := max(today, Day(a.FirstDay))
	switch {
	case a.Location == "":
	case a.Role == Administrator || a.Role == DataProtectionOfficer:
		c.fail("location_id", "not_with_this_role")
	default:
		c.place("location_id", places, a.Location, "", on)
	}
	switch {
	case a.Group == "":
	case a.Role != Employee:
		c.fail("group_id", "not_with_this_role")
	case a.Location == "":
		c.fail("group_id", "unknown")
	default:
		c.place("group_id", places, a.Location, a.Group, on)
	}
	return c.err()
}

// MayAppoint is Conflict "role_held" when she has exactly this role then already, or is about to.
func (m Member) MayAppoint(a Appointment) error {
	for _, t := range m.Roles {
		if t.Role == a.Role && t.Location == a.Location && t.Group == a.Group && !t.Over(a.From) {
			return Conflict("role_held")
		}
	}
	return nil
}

// LastAdministrator says whether ending tenures would leave the holder without an administrator who can log in and
// has no last day herself. all are the people of the holder; ends says which tenures are to end.
func LastAdministrator(all []Member, ends func(Tenure) bool, now time.Time) bool {
	loses := false
	for _, m := range all {
		for _, t := range m.Roles {
			if t.Role != Administrator || t.Over(now) {
				continue
			}
			if ends(t) {
				loses = true
			} else if m.Activated && t.Until == nil && t.Holds(now) {
				return false
			}
		}
	}
	return loses
}

// Ending are the tenures that an end concerns and that have not ended yet.
func (m Member) Ending(which func(Tenure) bool, now time.Time) []Tenure {
	var ending []Tenure
	for _, t := range m.Roles {
		if which(t) && !t.Over(now) {
			ending = append(ending, t)
		}
	}
	return ending
}

// CheckNewcomer is Invalid with the fields of CheckPerson and CheckAppointment; "roles" when she is to have none or one twice.
func CheckNewcomer(p Person, roles []Appointment, places []Location, today Day) error {
	var c checked
	c.join(CheckPerson(p))
	if len(roles) == 0 {
		c.fail("roles", "required")
	}
	for i, role := range roles {
		c.join(CheckAppointment(role, places, today))
		for _, other := range roles[:i] {
			if other.Role == role.Role && other.Location == role.Location && other.Group == role.Group {
				c.fail("roles", "twice")
			}
		}
	}
	return c.err()
}
