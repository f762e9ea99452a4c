package coaching

// Team is people who work together, at a location or for the whole holder.
type Team struct {
	ID       TeamID
	Name     string
	Location LocationID // "" for the whole holder
	Members  []PersonID // now, and only those whom the reader may know of
	Version  int
}

// CheckTeam is Invalid with fields "name" and "location_id".
func CheckTeam(team Team, places []Location) error {
	var c checked
	c.line("name", team.Name, true, 200)
	if team.Location != "" && !hasLocation(places, team.Location) {
		c.fail("location_id", "unknown")
	}
	return c.err()
}
