package coaching

import (
	"slices"
	"time"
)

// Team is people who work together, at a location or for the whole holder.
type Team struct {
	ID       TeamID
	Name     string
	Location LocationID // "" for the whole holder
	Until    Day        // the last day on which it is there; "" without end
	Members  []PersonID // now, and only those whom the reader may know of
	Version  int
}

// Membership is somebody's time in a team, from an instant up to another.
type Membership struct {
	ID       string
	TeamID   TeamID
	PersonID PersonID
	From     time.Time
	Until    *time.Time // not any more at this instant; nil without end
}

// Over says whether it has ended by an instant; one that was taken back before it began is over always.
func (m Membership) Over(at time.Time) bool {
	return m.Until != nil && (!m.Until.After(at) || !m.Until.After(m.From))
}

// meets says whether two have an instant in common.
func (m Membership) meets(other Membership) bool {
	return !m.Over(other.From) && !other.Over(m.From)
}

// CheckTeam is Invalid with fields "name", "until_day" and "location_id". A team is new where its id is "", and then its
// location must be open today.
func CheckTeam(team Team, places []Location, today Day) error {
	var c checked
	c.join(CheckPlace(team.Name, team.Until))
	if team.ID == "" {
		c.join(CheckOpenLocation("location_id", places, team.Location, today))
	}
	return c.err()
}

// IsOpen says whether the team is there on a day; one of a location that is closed is not.
func (t Team) IsOpen(places []Location, on Day) bool {
	if at := slices.IndexFunc(places, func(l Location) bool { return l.ID == t.Location }); at >= 0 && Shut(places[at].Until, on) {
		return false
	}
	return !Shut(t.Until, on)
}

// Ends is when the time of everybody in the team ends at the latest; nil without end.
func (t Team) Ends(zone *time.Location) *time.Time {
	if t.Until == "" {
		return nil
	}
	end := t.Until.Over(zone)
	return &end
}

// Joined is somebody's time in the team as it is kept: until her last day or that of the team, whichever is first.
// firstDay and lastDay are as people write them, "" for today and for no end. Invalid with fields "team_id", "first_day" and
// "last_day"; Conflict "in_team" where she is in it then already.
func (t Team) Joined(m Membership, firstDay, lastDay string, there []Membership, places []Location, now time.Time, zone *time.Location) (Membership, error) {
	m.TeamID, m.From = t.ID, now
	var err error
	if firstDay != "" {
		if m.From, err = BeginOn("first_day", firstDay, now, zone); err != nil {
			return m, err
		}
	}
	if !t.IsOpen(places, DayOf(m.From, zone)) {
		return m, Invalid{{Field: "team_id", Code: "closed"}}
	}
	m.Until = t.Ends(zone)
	if lastDay != "" {
		last, err := readDay("last_day", lastDay, now)
		switch {
		case err != nil:
			return m, err
		case last < DayOf(m.From, zone):
			return m, Invalid{{Field: "last_day", Code: "before_the_start"}}
		}
		if end := last.Over(zone); m.Until == nil || end.Before(*m.Until) {
			m.Until = &end
		}
	}
	for _, other := range there {
		if other.TeamID == t.ID && other.meets(m) {
			return m, Conflict("in_team")
		}
	}
	return m, nil
}
