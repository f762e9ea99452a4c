package coaching_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestASpanIsThisYearUnlessDaysAreGiven(t *testing.T) {
	t.Parallel()
	for given, want := range map[[2]string]coaching.Span{
		{"", ""}:                     {From: "2026-01-01", Until: "2026-12-31"},
		{"2025-03-01", ""}:           {From: "2025-03-01", Until: "2025-12-31"},
		{"", "2025-03-01"}:           {From: "2025-01-01", Until: "2025-03-01"},
		{"2024-02-29", "2026-12-31"}: {From: "2024-02-29", Until: "2026-12-31"},
		{"2026-12-31", "2026-12-31"}: {From: "2026-12-31", Until: "2026-12-31"},
	} {
		got, err := coaching.ReadSpan(given[0], given[1], "2026-11-22")
		require.NoError(t, err, "%v", given)
		require.Equal(t, want, got)
	}
	for given, want := range map[[2]string]coaching.FieldError{
		{"x", ""}:                    {Field: "from", Code: "not_a_date"},
		{"2026-02-29", ""}:           {Field: "from", Code: "not_a_date"},
		{"", "2026-1-1"}:             {Field: "until", Code: "not_a_date"},
		{"1999-12-31", ""}:           {Field: "from", Code: "out_of_range"},
		{"", "2027-01-01"}:           {Field: "until", Code: "out_of_range"},
		{"2026-03-02", "2026-03-01"}: {Field: "until", Code: "before_the_start"},
	} {
		_, err := coaching.ReadSpan(given[0], given[1], "2026-11-22")
		require.Equal(t, coaching.Invalid{want}, err, "%v", given)
	}
}

// TestASpanIsCountedInTheZone: the day on which the clock goes back has 25 hours, the one on which it goes forward 23, and a
// year begins an hour before it does in UTC.
func TestASpanIsCountedInTheZone(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	long := func(day coaching.Day) time.Duration {
		begin, end := coaching.Span{From: day, Until: day}.Within(zone)
		return end.Sub(begin)
	}
	require.Equal(t, 25*time.Hour, long("2026-10-25"))
	require.Equal(t, 23*time.Hour, long("2026-03-29"))
	begin, end := coaching.Span{From: "2026-01-01", Until: "2026-12-31"}.Within(zone)
	require.Equal(t, "2025-12-31T23:00:00Z", begin.UTC().Format(time.RFC3339))
	require.Equal(t, "2026-12-31T23:00:00Z", end.UTC().Format(time.RFC3339))
}

func TestMonthsStopAtToday(t *testing.T) {
	t.Parallel()
	require.Len(t, coaching.MonthsOf(2025, "2026-03-31"), 12)
	months := coaching.MonthsOf(2024, "2026-03-31")
	require.Equal(t, coaching.Span{From: "2024-02-01", Until: "2024-02-29"}, months[1])
	require.Equal(t, []coaching.Span{{From: "2026-01-01", Until: "2026-01-31"}, {From: "2026-02-01", Until: "2026-02-28"}}, coaching.MonthsOf(2026, "2026-02-28"))
	require.Empty(t, coaching.MonthsOf(2027, "2026-12-31"))
}
