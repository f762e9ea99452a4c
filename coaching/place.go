package coaching

import "slices"

// OpenPlaces are those that are still there on a day, each with what of it is: a closed one stays in the books, and is not
// offered any more. Whatever offers a location, a centre or a group to begin something there asks this first.
func OpenPlaces(places []Location, on Day) []Location {
	var open []Location
	for _, place := range places {
		if Shut(place.Until, on) {
			continue
		}
		place.Groups = slices.DeleteFunc(slices.Clone(place.Groups), func(g Group) bool { return Shut(g.Until, on) })
		place.Centres = slices.DeleteFunc(slices.Clone(place.Centres), func(c Centre) bool { return Shut(c.Until, on) })
		open = append(open, place)
	}
	return open
}

// IsOpen says whether a group of a place, and the place, are still there on a day.
func IsOpen(place Location, group GroupID, on Day) bool {
	return standing([]Location{place}, place.ID, group, on) == ""
}

// CheckOpenLocation is Invalid with the field: "unknown" for a location that is not among places, "closed" for one that is
// over on a day. "" is the whole holder.
func CheckOpenLocation(field string, places []Location, location LocationID, on Day) error {
	var c checked
	if location != "" {
		c.place(field, places, location, "", on)
	}
	return c.err()
}

// CheckOpenGroup is CheckOpenLocation for a group, which is closed also where its location is.
func CheckOpenGroup(field string, places []Location, group GroupID, on Day) error {
	var c checked
	c.place(field, places, "", group, on)
	return c.err()
}

// place demands a group, or a location where group is "", that is there on a day. location "" is that of the group.
func (c *checked) place(field string, places []Location, location LocationID, group GroupID, on Day) {
	if code := standing(places, location, group, on); code != "" {
		c.fail(field, code)
	}
}

// standing is "" for a place that is there on a day, else "unknown" or "closed".
func standing(places []Location, location LocationID, group GroupID, on Day) string {
	for _, place := range places {
		if location != "" && place.ID != location {
			continue
		}
		until := place.Until
		if group != "" {
			at := slices.IndexFunc(place.Groups, func(g Group) bool { return g.ID == group })
			if at < 0 {
				continue
			}
			until = earlier(until, place.Groups[at].Until)
		}
		if Shut(until, on) {
			return "closed"
		}
		return ""
	}
	return "unknown"
}

// Shut says whether what has a last day, or "", is over on a day.
func Shut(until, on Day) bool { return until != "" && until < on }

// earlier is the first of two last days; "" is none.
func earlier(a, b Day) Day {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// CheckPlace is Invalid with fields "name" and "until_day".
func CheckPlace(name string, until Day) error {
	var c checked
	c.line("name", name, true, 200)
	c.day("until_day", until, false)
	return c.err()
}

// CheckGroup is Invalid with fields "name", "until_day" and "centre_id". at is where it is; before is its centre as it is
// kept, which may have closed since.
func CheckGroup(group Group, before CentreID, at Location, today Day) error {
	var c checked
	c.join(CheckPlace(group.Name, group.Until))
	if group.Centre == "" || group.Centre == before {
		return c.err()
	}
	centre := slices.IndexFunc(at.Centres, func(c Centre) bool { return c.ID == group.Centre })
	switch {
	case centre < 0:
		c.fail("centre_id", "unknown")
	case Shut(earlier(at.Until, at.Centres[centre].Until), today):
		c.fail("centre_id", "closed")
	}
	return c.err()
}
