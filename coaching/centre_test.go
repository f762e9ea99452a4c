package coaching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestAnLRKNumberIsFiguresOrNotKnownYet(t *testing.T) {
	t.Parallel()
	check := func(lrk string) error {
		return coaching.CheckCentre(coaching.Centre{Name: "Noord", Kind: coaching.Daycare, From: "2020-01-01", LRK: lrk})
	}
	require.NoError(t, check("100000001"))
	require.NoError(t, check(""))
	require.NoError(t, check("100000000001"))
	require.True(t, coaching.Centre{LRK: "100000000001"}.LRKUnusual(), "worth a second look")
	for _, lrk := range []string{"12345678", "1234567890123", "12345678a", "١٢٣٤٥٦٧٨٩"} {
		require.EqualError(t, check(lrk), "invalid: lrk_number not_an_lrk_number")
	}
	require.EqualError(t, coaching.CheckCentre(coaching.Centre{Name: " ", Kind: "farm", From: "2020-02-30", Until: "2019-01-01"}),
		"invalid: name required, kind unknown, registered_from not_a_date")
	require.EqualError(t, coaching.CheckCentre(coaching.Centre{Name: "x", Kind: coaching.Playgroup, From: "2020-01-01", Until: "2019-12-31"}),
		"invalid: registered_until before_the_start")
}

func TestPeriodsOfOneKindAtOnePlaceDoNotOverlap(t *testing.T) {
	t.Parallel()
	there := []coaching.Employment{{ID: "1", Kind: "fixed", From: "2025-01-01", Until: "2025-12-31"}}
	period := func(kind string, from, until coaching.Day) error {
		return coaching.CheckEmployment(coaching.Employment{Kind: kind, Standing: "qualified", FTE: 67, From: from, Until: until}, there, nil)
	}
	require.NoError(t, period("fixed", "2026-01-01", ""))
	require.NoError(t, period("flexible", "2025-06-01", "2025-06-30"))
	require.ErrorIs(t, period("fixed", "2025-12-31", ""), coaching.Conflict("employment_overlaps"))
	require.ErrorIs(t, period("fixed", "2024-01-01", ""), coaching.Conflict("employment_overlaps"))
	require.ErrorIs(t, period("fixed", "2024-01-01", "2025-01-01"), coaching.Conflict("employment_overlaps"))
}

func TestAnFTEIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"1": 100, "0,67": 67, "0.5": 50, "0,05": 5} {
		got, ok := coaching.ParseFTE(text)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", ",5", "1,", "1,234", "-1", "1e3", "een"} {
		_, ok := coaching.ParseFTE(text)
		require.False(t, ok, text)
	}
}
