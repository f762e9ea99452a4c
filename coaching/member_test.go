package coaching_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func amsterdam(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	return zone
}

func TestALastDayIsWholeInTheZoneOfTheHolder(t *testing.T) {
	t.Parallel()
	zone := amsterdam(t)
	now := time.Date(2026, 3, 27, 23, 30, 0, 0, time.UTC) // the 28th in Amsterdam, a day before summer time
	for day, want := range map[string]time.Time{
		"2026-03-27": now, // over: at once
		"2026-03-28": now, // today: at once
		"2026-03-29": time.Date(2026, 3, 30, 0, 0, 0, 0, zone),
		"2026-03-30": time.Date(2026, 3, 31, 0, 0, 0, 0, zone),
	} {
		end, err := coaching.EndOn("last_day", day, now, zone)
		require.NoError(t, err)
		require.True(t, want.Equal(end), "%s: %s", day, end)
	}
}

func TestNobodyBeginsYesterday(t *testing.T) {
	t.Parallel()
	zone := amsterdam(t)
	now := time.Date(2026, 3, 27, 23, 30, 0, 0, time.UTC)
	begin := func(day string) (time.Time, error) {
		a, err := coaching.Appointment{FirstDay: day}.Dated(now, zone)
		return a.From, err
	}
	for day, want := range map[string]time.Time{"": now, "2026-03-28": now, "2026-04-01": time.Date(2026, 4, 1, 0, 0, 0, 0, zone)} {
		from, err := begin(day)
		require.NoError(t, err, day)
		require.True(t, want.Equal(from), "%s: %s", day, from)
	}
	for day, code := range map[string]string{
		"2026-03-27": "in_the_past", "28-03-2026": "not_a_date", "2026-02-30": "not_a_date", "1999-12-31": "out_of_range", "2037-01-01": "out_of_range",
	} {
		_, err := begin(day)
		require.Equal(t, coaching.Invalid{{Field: "first_day", Code: code}}, err, day)
	}
}

func TestARoleIsNarrowedOnlyWhereThatMeansSomething(t *testing.T) {
	t.Parallel()
	places := []coaching.Location{
		{ID: "noord", Groups: []coaching.Group{{ID: "uiltjes"}, {ID: "egels", Until: "2026-03-04"}, {ID: "mussen", Until: "2026-03-05"}}},
		{ID: "zuid"}, {ID: "west", Until: "2026-03-31", Groups: []coaching.Group{{ID: "meeuwen"}}},
	}
	for name, c := range map[string]struct {
		a    coaching.Appointment
		want error
	}{
		"everywhere":               {coaching.Appointment{Role: coaching.Coach}, nil},
		"a location":               {coaching.Appointment{Role: coaching.Manager, Location: "zuid"}, nil},
		"a group":                  {coaching.Appointment{Role: coaching.Employee, Location: "noord", Group: "uiltjes"}, nil},
		"no such role":             {coaching.Appointment{Role: "boss"}, coaching.Invalid{{Field: "role", Code: "unknown"}}},
		"no such location":         {coaching.Appointment{Role: coaching.Coach, Location: "oost"}, coaching.Invalid{{Field: "location_id", Code: "unknown"}}},
		"administrator of one":     {coaching.Appointment{Role: coaching.Administrator, Location: "zuid"}, coaching.Invalid{{Field: "location_id", Code: "not_with_this_role"}}},
		"a coach of a group":       {coaching.Appointment{Role: coaching.Coach, Location: "noord", Group: "uiltjes"}, coaching.Invalid{{Field: "group_id", Code: "not_with_this_role"}}},
		"a group of elsewhere":     {coaching.Appointment{Role: coaching.Employee, Location: "zuid", Group: "uiltjes"}, coaching.Invalid{{Field: "group_id", Code: "unknown"}}},
		"a closed group":           {coaching.Appointment{Role: coaching.Employee, Location: "noord", Group: "egels"}, coaching.Invalid{{Field: "group_id", Code: "closed"}}},
		"a group on its last day":  {coaching.Appointment{Role: coaching.Employee, Location: "noord", Group: "mussen"}, nil},
		"a place before it closes": {coaching.Appointment{Role: coaching.Coach, Location: "west", FirstDay: "2026-03-31"}, nil},
		"a place closed by then":   {coaching.Appointment{Role: coaching.Coach, Location: "west", FirstDay: "2026-04-01"}, coaching.Invalid{{Field: "location_id", Code: "closed"}}},
		"a group of a place closed by then": {coaching.Appointment{Role: coaching.Employee, Location: "west", Group: "meeuwen", FirstDay: "2026-04-01"},
			coaching.Invalid{{Field: "location_id", Code: "closed"}, {Field: "group_id", Code: "closed"}}},
		"a group without its place": {coaching.Appointment{Role: coaching.Employee, Group: "uiltjes"}, coaching.Invalid{{Field: "group_id", Code: "unknown"}}},
	} {
		require.Equal(t, c.want, coaching.CheckAppointment(c.a, places, "2026-03-05"), name)
	}
}

func TestSomebodyWhoCanLogInMustRemainAdministrator(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	later := now.AddDate(0, 1, 0)
	who := func(id coaching.TenureID, activated bool, from time.Time, until *time.Time) coaching.Member {
		return coaching.Member{Activated: activated, Roles: []coaching.Tenure{{ID: id, Role: coaching.Administrator, From: from, Until: until}}}
	}
	fatma := who("fatma", true, now.AddDate(-1, 0, 0), nil)
	ends := func(t coaching.Tenure) bool { return t.ID == "fatma" }
	for name, c := range map[string]struct {
		other coaching.Member
		last  bool
	}{
		"nobody else":           {coaching.Member{}, true},
		"another":               {who("bram", true, now.AddDate(-1, 0, 0), nil), false},
		"one who never came in": {who("bram", false, now.AddDate(-1, 0, 0), nil), true},
		"one who will leave":    {who("bram", true, now.AddDate(-1, 0, 0), &later), true},
		"one who has left":      {who("bram", true, now.AddDate(-1, 0, 0), &now), true},
		"one who is to begin":   {who("bram", true, later, nil), true},
	} {
		require.Equal(t, c.last, coaching.LastAdministrator([]coaching.Member{fatma, c.other}, ends, now), name)
	}
	coach := coaching.Member{Roles: []coaching.Tenure{{ID: "fatma", Role: coaching.Coach}}}
	require.False(t, coaching.LastAdministrator([]coaching.Member{coach}, ends, now), "a coach was never administrator")
}

func TestALinkIsOpenUntilUsedReplacedOrOld(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	link := coaching.Invitation{Kind: coaching.ToBegin, MadeAt: now, ExpiresAt: now.Add(coaching.ToBegin.Lasts())}
	require.Equal(t, coaching.InvitationOpen, link.State(now.Add(7*24*time.Hour-time.Second)))
	require.Equal(t, coaching.InvitationExpired, link.State(now.Add(7*24*time.Hour)))
	used, replaced := link, link
	used.UsedAt, replaced.ReplacedAt = &now, &now
	require.Equal(t, coaching.InvitationUsed, used.State(now.AddDate(1, 0, 0)), "used stays used")
	require.Equal(t, coaching.InvitationReplaced, replaced.State(now))
	require.Equal(t, 24*time.Hour, coaching.ToResetPassword.Lasts())
	require.False(t, link.Notice(now), "a first password takes nobody's place")
	link.Kind = coaching.ToResetPassword
	require.True(t, link.Notice(now.AddDate(0, 0, 29)))
	require.False(t, link.Notice(now.AddDate(0, 0, 30)))
}
