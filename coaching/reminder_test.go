package coaching_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestAReminderIsDueByTheClockOnTheWall(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	daily := []int{1, 2, 3, 4, 5, 6, 7}
	for name, c := range map[string]struct {
		weekdays []int
		minute   int
		now      string // UTC
		due      bool
		on       coaching.Day
		since    string
	}{
		"before the time":                     {daily, 510, "2026-03-05T07:29:59Z", false, "2026-03-05", "2026-03-05T07:30:00Z"},
		"from the time on":                    {daily, 510, "2026-03-05T07:30:00Z", true, "2026-03-05", "2026-03-05T07:30:00Z"},
		"until the day is over":               {daily, 510, "2026-03-05T22:59:59Z", true, "2026-03-05", "2026-03-05T07:30:00Z"},
		"not on another day of the week":      {[]int{5}, 510, "2026-03-05T12:00:00Z", false, "", ""},
		"a Friday that is Thursday in UTC":    {[]int{5}, 0, "2026-03-05T23:30:00Z", true, "2026-03-06", "2026-03-05T23:00:00Z"},
		"New Year's Eve in UTC is New Year":   {[]int{5}, 0, "2026-12-31T23:15:00Z", true, "2027-01-01", "2026-12-31T23:00:00Z"},
		"spring: the hour after the gap":      {daily, 510, "2026-03-29T06:30:00Z", true, "2026-03-29", "2026-03-29T06:30:00Z"},
		"spring: a time that does not exist":  {daily, 150, "2026-03-29T01:00:00Z", true, "2026-03-29", "2026-03-29T01:00:00Z"},
		"spring: and not before":              {daily, 150, "2026-03-29T00:59:59Z", false, "2026-03-29", "2026-03-29T01:00:00Z"},
		"autumn: a time that comes twice":     {daily, 150, "2026-10-25T00:30:00Z", true, "2026-10-25", "2026-10-25T00:30:00Z"},
		"autumn: and not before":              {daily, 150, "2026-10-25T00:29:00Z", false, "2026-10-25", "2026-10-25T00:30:00Z"},
		"autumn: the evening is an hour more": {daily, 510, "2026-10-25T22:59:00Z", true, "2026-10-25", "2026-10-25T07:30:00Z"},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		require.NoError(t, err)
		on, since, due := coaching.Reminder{Kind: coaching.OnDays, Weekdays: c.weekdays, Minute: c.minute}.Due(now, zone)
		require.Equal(t, c.due, due, name)
		require.Equal(t, c.on, on, name)
		if c.since != "" {
			require.Equal(t, c.since, since.UTC().Format(time.RFC3339), name)
		}
	}
	_, _, due := coaching.Reminder{Kind: coaching.WhenWorking}.Due(noon, zone)
	require.True(t, due, "whenever she opens the program")
}

func TestAReminderIsChecked(t *testing.T) {
	t.Parallel()
	require.NoError(t, coaching.Reminder{Kind: coaching.WhenWorking}.Check())
	require.NoError(t, coaching.Reminder{Kind: coaching.OnDays, Weekdays: []int{1, 4}, Minute: 1439}.Check())
	for _, wrong := range []coaching.Reminder{
		{}, {Kind: coaching.OnDays}, {Kind: coaching.OnDays, Weekdays: []int{0}}, {Kind: coaching.OnDays, Weekdays: []int{8}},
		{Kind: coaching.OnDays, Weekdays: []int{2, 2}}, {Kind: coaching.OnDays, Weekdays: []int{3, 2}},
		{Kind: coaching.OnDays, Weekdays: []int{1}, Minute: 1440}, {Kind: coaching.WhenWorking, Weekdays: []int{1}},
	} {
		require.ErrorIs(t, wrong.Check(), coaching.ErrInvalid, "%+v", wrong)
	}
	minute, ok := coaching.ParseMinute("08:30")
	require.True(t, ok)
	require.Equal(t, 510, minute)
	for _, text := range []string{"", "8:30", "24:00", "08:60", "0830", "-1:00", "08:3x"} {
		_, ok := coaching.ParseMinute(text)
		require.False(t, ok, text)
	}
}
