package coaching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestTheNormIsFiftyForEachCentreAndTenForEachFullTimeJob(t *testing.T) {
	t.Parallel()
	rule := coaching.ShippedHoursRule(2026)
	for _, vector := range []struct {
		centres  int
		fte      coaching.Hundredths
		toddlers int
		hours    string
		ve       string
	}{
		{4, 1050, 0, "305", "0"},
		{5, 5684, 0, "818.4", "0"},
		{20, 6989, 0, "1698.9", "0"},
		{1, 340, 0, "84", "0"},
		{0, 0, 0, "0", "0"},
		{0, 250, 0, "25", "0"}, // everybody left over to a centre that closed on 31 December
		{1, 1, 0, "50.1", "0"},
		{3, 4167, 17, "566.7", "170"},
		{2, 3333, 1, "433.3", "10"},
		{500, 812_345, 8_000, "106234.5", "80000"},
	} {
		norm := coaching.NormOf(rule, vector.centres, coaching.FTE{Fixed: vector.fte}, vector.toddlers)
		require.Equal(t, vector.hours, norm.Hours.String(), "%d centres, %s fte", vector.centres, vector.fte)
		require.Equal(t, vector.ve, norm.VEHours.String())
		require.True(t, norm.Exact.Exact())
	}
}

func TestANormOfAnotherYearUsesItsOwnConstants(t *testing.T) {
	t.Parallel()
	rule := coaching.ShippedHoursRule(2031)
	rule.PerCentre, rule.PerFTE, rule.PerToddler = 5125, 1025, 1250
	norm := coaching.NormOf(rule, 3, coaching.FTE{Fixed: 1033}, 3)
	require.Equal(t, "153.75", norm.OfCentres.String())
	require.Equal(t, "105.8825", norm.OfFTE.String(), "what is multiplied is not rounded")
	require.Equal(t, "259.6325", norm.Exact.String())
	require.False(t, norm.Exact.Exact(), "that it was rounded is shown")
	require.Equal(t, "259.63", norm.Hours.String(), "the sum is rounded once")
	require.Equal(t, "37.5", norm.VEHours.String())
}

func TestWorkersInTrainingCountOnlyWhereTheHolderCountsThem(t *testing.T) {
	t.Parallel()
	fte := coaching.FTE{Fixed: 800, Flexible: 150, Agency: 50, Training: 200}
	rule := coaching.ShippedHoursRule(2026)
	require.Equal(t, "170", coaching.NormOf(rule, 1, fte, 0).Hours.String())
	rule.CountTraining = false
	require.Equal(t, "150", coaching.NormOf(rule, 1, fte, 0).Hours.String())
}

func TestFTEIsCountedOnTheFirstOfJanuaryAndFlexibleWorkBeforeIt(t *testing.T) {
	t.Parallel()
	work := func(kind coaching.WorkKind, fte coaching.Hundredths, from, until coaching.Day) coaching.WorkSpan {
		return coaching.WorkSpan{Kind: kind, FTE: fte, From: from, Until: until}
	}
	for name, c := range map[string]struct {
		spans []coaching.WorkSpan
		want  coaching.FTE
	}{
		"nobody":                          {nil, coaching.FTE{}},
		"begins on 1 January":             {[]coaching.WorkSpan{work(coaching.FixedWork, 67, "2026-01-01", "")}, coaching.FTE{Fixed: 67}},
		"last day 31 December":            {[]coaching.WorkSpan{work(coaching.FixedWork, 67, "2020-01-01", "2025-12-31")}, coaching.FTE{}},
		"last day 1 January":              {[]coaching.WorkSpan{work(coaching.FixedWork, 67, "2020-01-01", "2026-01-01")}, coaching.FTE{Fixed: 67}},
		"grows in March, for next year":   {[]coaching.WorkSpan{work(coaching.FixedWork, 50, "2020-01-01", "2026-02-28"), work(coaching.FixedWork, 89, "2026-03-01", "")}, coaching.FTE{Fixed: 50}},
		"flexible all thirteen weeks":     {[]coaching.WorkSpan{work(coaching.FlexibleWork, 40, "2025-01-01", "")}, coaching.FTE{Flexible: 40}},
		"flexible the last week of it":    {[]coaching.WorkSpan{work(coaching.FlexibleWork, 100, "2025-12-25", "")}, coaching.FTE{Flexible: 8}}, // 7 of 91 days
		"flexible from the first day":     {[]coaching.WorkSpan{work(coaching.FlexibleWork, 91, "2025-10-02", "2025-10-02")}, coaching.FTE{Flexible: 1}},
		"flexible before it":              {[]coaching.WorkSpan{work(coaching.FlexibleWork, 100, "2025-01-01", "2025-10-01")}, coaching.FTE{}},
		"flexible after it":               {[]coaching.WorkSpan{work(coaching.FlexibleWork, 100, "2026-01-01", "")}, coaching.FTE{}},
		"agency that ended in December":   {[]coaching.WorkSpan{work(coaching.AgencyWork, 100, "2025-11-01", "2025-11-30")}, coaching.FTE{Agency: 33}}, // 30 of 91
		"rounded once, not for each":      {[]coaching.WorkSpan{work(coaching.FlexibleWork, 1, "2025-12-01", ""), work(coaching.FlexibleWork, 1, "2025-12-01", ""), work(coaching.FlexibleWork, 1, "2025-12-01", "")}, coaching.FTE{Flexible: 1}},
		"fixed and flexible at one place": {[]coaching.WorkSpan{work(coaching.FixedWork, 50, "2020-01-01", ""), work(coaching.FlexibleWork, 10, "2020-01-01", "")}, coaching.FTE{Fixed: 50, Flexible: 10}},
	} {
		require.Equal(t, c.want, coaching.FTEOf(coaching.ShippedHoursRule(2026), c.spans), name)
	}
	training := work(coaching.FixedWork, 50, "2020-01-01", "")
	training.Training = true
	cook := work(coaching.FixedWork, 100, "2020-01-01", "")
	cook.Outside = true
	require.Equal(t, coaching.FTE{Training: 50}, coaching.FTEOf(coaching.ShippedHoursRule(2026), []coaching.WorkSpan{training, cook}))
}

func TestAFullTimeJobOfAnotherWeekIsWorkedOut(t *testing.T) {
	t.Parallel()
	rule := coaching.ShippedHoursRule(2026)
	rule.FullTime = coaching.Whole(40)
	spans := []coaching.WorkSpan{{Kind: coaching.FixedWork, FTE: 100, From: "2020-01-01"}}
	require.Equal(t, "0.9", coaching.FTEOf(rule, spans).Fixed.String(), "36 hours are nine tenths of forty")
	require.Equal(t, "1", coaching.WorkedFTE(coaching.ShippedHoursRule(2026), coaching.Whole(468)).String(), "thirteen weeks of 36 hours")
	require.Equal(t, "0.32", coaching.WorkedFTE(coaching.ShippedHoursRule(2026), coaching.Whole(150)).String())
}

func TestACentreCountsWhenItIsRegisteredOnTheFirstOfJanuary(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, until coaching.Day
		counts      bool
	}{
		{"2026-01-01", "", true}, {"2026-01-02", "", false}, {"2019-05-01", "2025-12-31", false},
		{"2019-05-01", "2026-01-01", true}, {"2026-06-01", "", false}, {"", "", true},
	} {
		require.Equal(t, c.counts, coaching.Registered(c.from, c.until, 2026), c)
	}
	require.True(t, coaching.Registered("2026-06-01", "", 2027), "what grows in a year counts for the next")
}

func TestARuleOfTheNormHasLimits(t *testing.T) {
	t.Parallel()
	require.NoError(t, coaching.ShippedHoursRule(2026).Check())
	wrong := coaching.ShippedHoursRule(2026)
	wrong.PerCentre, wrong.PerFTE, wrong.PerToddler, wrong.FullTime, wrong.Weeks = -1, coaching.Whole(1001), -1, 0, 0
	wrong.Counted, wrong.Source = []coaching.HoursKind{coaching.KindPolicy}, "a\nb"
	var invalid coaching.Invalid
	require.ErrorAs(t, wrong.Check(), &invalid)
	fields := make([]string, len(invalid))
	for i, field := range invalid {
		fields[i] = field.Field
	}
	require.Equal(t, []string{"per_centre", "per_fte", "per_toddler", "full_time", "weeks", "counted", "source"}, fields)
	require.NoError(t, coaching.CheckHoursYear(2027, 2026))
	require.Error(t, coaching.CheckHoursYear(2028, 2026))
	require.Error(t, coaching.CheckHoursYear(2017, 2026))
}

func TestEachKindCountsOnOneSide(t *testing.T) {
	t.Parallel()
	rule := coaching.ShippedHoursRule(2026)
	rule.Counted = []coaching.HoursKind{coaching.KindReview}
	for _, kind := range coaching.HoursKinds() {
		want := coaching.NoSide
		switch kind {
		case coaching.KindReview:
			want = coaching.CoachingSide
		case coaching.KindPolicy:
			want = coaching.PolicySide
		case coaching.KindVE:
			want = coaching.VESide
		}
		require.Equal(t, want, rule.SideOf(kind), kind)
	}
	require.False(t, coaching.KindPreparation.Reaches(), "nobody is coached by what is prepared")
	require.False(t, coaching.HoursKind("x").Known())
}
