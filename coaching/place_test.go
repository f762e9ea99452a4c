package coaching_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

var streets = []coaching.Location{
	{ID: "noord", Groups: []coaching.Group{{ID: "uiltjes"}, {ID: "egels", Until: "2026-03-05"}}, Centres: []coaching.Centre{{ID: "kdv"}, {ID: "bso", Until: "2026-03-05"}}},
	{ID: "zuid", Until: "2026-03-31", Groups: []coaching.Group{{ID: "vlinders"}, {ID: "mieren", Until: "2026-05-01"}}},
}

func TestAPlaceIsThereUntilItsLastDayAndThatOfItsLocation(t *testing.T) {
	t.Parallel()
	for group, days := range map[coaching.GroupID]map[coaching.Day]string{
		"uiltjes":  {"2026-03-05": "", "2036-01-01": ""},
		"egels":    {"2026-03-05": "", "2026-03-06": "closed"},
		"vlinders": {"2026-03-31": "", "2026-04-01": "closed"},
		"mieren":   {"2026-03-31": "", "2026-04-01": "closed"},
		"nergens":  {"2026-03-05": "unknown"},
	} {
		for day, code := range days {
			err := coaching.CheckOpenGroup("group_id", streets, group, day)
			if code == "" {
				require.NoError(t, err, "%s %s", group, day)
			} else {
				require.Equal(t, coaching.Invalid{{Field: "group_id", Code: code}}, err, "%s %s", group, day)
			}
			offered := false
			for _, place := range coaching.OpenPlaces(streets, day) {
				for _, g := range place.Groups {
					offered = offered || g.ID == group
				}
			}
			require.Equal(t, code == "", offered, "what is offered is what can be chosen: %s %s", group, day)
		}
	}
	require.NoError(t, coaching.CheckOpenLocation("location_id", streets, "", "2036-01-01"), "the whole holder does not close")
	require.ErrorContains(t, coaching.CheckOpenLocation("location_id", streets, "zuid", "2026-04-01"), "location_id closed")
}

func TestAGroupKeepsACentreThatClosedAndGetsNoneThatIsClosed(t *testing.T) {
	t.Parallel()
	group := coaching.Group{Name: "De Uiltjes", Centre: "bso"}
	require.NoError(t, coaching.CheckGroup(group, "", streets[0], "2026-03-05"))
	require.ErrorContains(t, coaching.CheckGroup(group, "kdv", streets[0], "2026-03-06"), "centre_id closed")
	require.NoError(t, coaching.CheckGroup(group, "bso", streets[0], "2026-03-06"))
	group.Centre = "elders"
	require.ErrorContains(t, coaching.CheckGroup(group, "", streets[0], "2026-03-05"), "centre_id unknown")
}

// TestTheTimeInATeamIsCountedInDaysOfTheHolder: it begins at once or with a day, and ends after one, also where the clock is
// put back or the year turns, and never after the team.
func TestTheTimeInATeamIsCountedInDaysOfTheHolder(t *testing.T) {
	t.Parallel()
	zone := amsterdam(t)
	at := func(text string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
		require.NoError(t, err)
		return at
	}
	for name, c := range map[string]struct {
		team        coaching.Team
		now         string
		first, last string
		from, until string
	}{
		"now, without end":     {coaching.Team{}, "2026-03-05 12:00", "", "", "2026-03-05 12:00", ""},
		"today":                {coaching.Team{}, "2026-03-05 12:00", "2026-03-05", "2026-03-05", "2026-03-05 12:00", "2026-03-06 00:00"},
		"the clock put back":   {coaching.Team{}, "2026-10-24 23:30", "2026-10-25", "2026-10-25", "2026-10-25 00:00", "2026-10-26 00:00"},
		"the clock put ahead":  {coaching.Team{}, "2026-03-28 23:30", "2026-03-29", "2026-03-29", "2026-03-29 00:00", "2026-03-30 00:00"},
		"the turn of the year": {coaching.Team{}, "2026-12-31 00:30", "2027-01-01", "2027-12-31", "2027-01-01 00:00", "2028-01-01 00:00"},
		"the team ends first":  {coaching.Team{Until: "2026-06-30"}, "2026-03-05 12:00", "", "2026-12-31", "2026-03-05 12:00", "2026-07-01 00:00"},
		"she leaves first":     {coaching.Team{Until: "2026-06-30"}, "2026-03-05 12:00", "", "2026-04-30", "2026-03-05 12:00", "2026-05-01 00:00"},
	} {
		m, err := c.team.Joined(coaching.Membership{}, c.first, c.last, nil, streets, at(c.now), zone)
		require.NoError(t, err, name)
		require.True(t, at(c.from).Equal(m.From), "%s: %s", name, m.From)
		if c.until == "" {
			require.Nil(t, m.Until, name)
		} else {
			require.True(t, at(c.until).Equal(*m.Until), "%s: %s", name, m.Until)
		}
	}
	join := func(team coaching.Team, first, last string, there ...coaching.Membership) error {
		_, err := team.Joined(coaching.Membership{}, first, last, there, streets, at("2026-03-05 12:00"), zone)
		return err
	}
	require.ErrorContains(t, join(coaching.Team{Until: "2026-03-04"}, "", ""), "team_id closed")
	require.ErrorContains(t, join(coaching.Team{Until: "2026-03-31"}, "2026-04-01", ""), "team_id closed")
	require.ErrorContains(t, join(coaching.Team{Location: "zuid"}, "2026-04-01", ""), "team_id closed")
	require.NoError(t, join(coaching.Team{Location: "zuid"}, "2026-03-31", ""))
	require.ErrorContains(t, join(coaching.Team{}, "2026-03-04", ""), "first_day in_the_past")
	require.ErrorContains(t, join(coaching.Team{}, "2026-04-01", "2026-03-31"), "last_day before_the_start")
	end := at("2026-04-01 00:00")
	there := coaching.Membership{From: at("2026-03-01 00:00"), Until: &end}
	require.ErrorIs(t, join(coaching.Team{}, "", "", there), coaching.Conflict("in_team"))
	require.NoError(t, join(coaching.Team{}, "2026-04-01", "", there), "the day after")
	require.NoError(t, join(coaching.Team{ID: "a"}, "", "", coaching.Membership{TeamID: "b", From: there.From}), "in another team")
	begun := there.From
	require.NoError(t, join(coaching.Team{}, "", "", coaching.Membership{From: there.From, Until: &begun}), "one that was taken back")
}
