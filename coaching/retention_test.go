package coaching

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var amsterdam = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return zone
}()

// on is noon of a day in Amsterdam.
func on(day string) time.Time {
	at, err := time.ParseInLocation(time.DateOnly, day, amsterdam)
	if err != nil {
		panic(err)
	}
	return at.Add(12 * time.Hour)
}

func film(recorded string, reviews ...string) Lifespan {
	at := on(recorded)
	l := Lifespan{TimeZone: "Europe/Amsterdam", RecordedAt: &at}
	for _, day := range reviews {
		l.Reviews = append(l.Reviews, on(day))
	}
	return l
}

func decided(at string, review, cap int) Terms {
	return Terms{ReviewDays: review, CapDays: cap, HoursYears: 3, SetBy: "administrator", SetAt: on(at)}
}

// history dates terms one after the other as the store does.
func history(decisions ...Terms) TermsHistory {
	var h TermsHistory
	for _, d := range decisions {
		h = append(h, h.Begin(d, d.SetAt))
	}
	return h
}

func TestARecordingEndsAfterItsReviewOrAtTheCap(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		span Lifespan
		want End
	}{
		"never reviewed":              {film("2026-03-05"), End{"2026-05-04", EndCap}},
		"reviewed":                    {film("2026-03-05", "2026-03-10"), End{"2026-03-24", EndReviewed}},
		"the first review counts":     {film("2026-03-05", "2026-03-20", "2026-03-10"), End{"2026-03-24", EndReviewed}},
		"reviewed too late to matter": {film("2026-03-05", "2026-04-29"), End{"2026-05-04", EndCap}},
		"a review of an earlier film": {film("2026-03-05", "2026-03-01"), End{"2026-05-04", EndCap}},
		"over the 29th of February":   {film("2028-02-20", "2028-02-20"), End{"2028-03-05", EndReviewed}},
		"made on the 29th":            {film("2028-02-29"), End{"2028-04-29", EndCap}},
		"over the summer change":      {film("2026-03-28", "2026-03-28"), End{"2026-04-11", EndReviewed}},
	} {
		end, ok := TermsHistory(nil).End(c.span)
		require.True(t, ok, name)
		require.Equal(t, c.want, end, name)
	}
	_, ok := TermsHistory(nil).End(Lifespan{Reviews: []time.Time{on("2026-03-05")}})
	require.False(t, ok, "without film nothing ends")
}

func TestTheDayIsTheHoldersAndOverAtItsMidnight(t *testing.T) {
	t.Parallel()
	late := time.Date(2026, 3, 5, 23, 30, 0, 0, time.UTC) // the sixth in Amsterdam
	end, _ := TermsHistory(nil).End(Lifespan{TimeZone: "Europe/Amsterdam", RecordedAt: &late})
	require.Equal(t, Day("2026-05-05"), end.On)
	for day, over := range map[Day]string{
		"2026-05-05": "2026-05-05T22:00:00Z", // summer
		"2026-03-28": "2026-03-28T23:00:00Z", // the next day has 23 hours
		"2026-03-29": "2026-03-29T22:00:00Z", // it has 23 hours itself
		"2026-10-25": "2026-10-25T23:00:00Z", // 25 hours
		"2026-12-31": "2026-12-31T23:00:00Z",
	} {
		at, err := time.Parse(time.RFC3339, over)
		require.NoError(t, err)
		require.False(t, End{On: day}.Due(at.Add(-time.Millisecond), amsterdam), day)
		require.True(t, End{On: day}.Due(at, amsterdam), day)
	}
	require.Equal(t, 1, Day("2026-03-28").Until("2026-03-29"))
	require.Equal(t, -366, Day("2028-12-31").Until("2027-12-31"))
}

func TestWhatWasPromisedIsNeverPutOffByTheHolder(t *testing.T) {
	t.Parallel()
	h := history(decided("2026-03-10", 30, 90))
	end, _ := h.End(film("2026-03-05", "2026-03-08"))
	require.Equal(t, End{"2026-03-22", EndReviewed}, end, "made before: fourteen days stay fourteen")
	end, _ = h.End(film("2026-03-10", "2026-03-12"))
	require.Equal(t, End{"2026-04-11", EndReviewed}, end, "made afterwards: thirty")
	end, _ = h.End(film("2026-03-11"))
	require.Equal(t, End{"2026-06-09", EndCap}, end)

	back := history(decided("2026-03-01", 5, 60), decided("2026-04-01", 14, 60))
	end, _ = back.End(film("2026-02-20", "2026-03-30"))
	require.Equal(t, End{"2026-04-04", EndReviewed}, end, "shortened, then longer again: it stays short for what was there")
}

func TestAShorterTermTakesEffectAfterTheWarningOnly(t *testing.T) {
	t.Parallel()
	h := history(decided("2026-03-20", 3, 14))
	require.Equal(t, on("2026-03-27"), h[0].ValidFrom)
	end, _ := h.End(film("2026-03-05", "2026-03-10"))
	require.Equal(t, End{"2026-03-24", EndReviewed}, end, "the end it had comes before the warning is over")
	end, _ = h.End(film("2026-03-05"))
	require.Equal(t, End{"2026-03-27", EndCap}, end, "long due by the new term: not before the warning is over")
	end, _ = h.End(film("2026-03-19"))
	require.Equal(t, End{"2026-04-02", EndCap}, end)
	require.Equal(t, 14, h.At(on("2026-03-26")).ReviewDays)
	require.Equal(t, 3, h.At(on("2026-03-27")).ReviewDays)

	mixed := history(decided("2026-03-20", 3, 90))
	end, _ = mixed.End(film("2026-03-05"))
	require.Equal(t, End{"2026-05-04", EndCap}, end, "the shorter half shortens, the longer half does not lengthen")
}

func TestAMistakeCanBeMendedBeforeItHasDoneAnything(t *testing.T) {
	t.Parallel()
	h := history(decided("2026-03-20", 1, 14), decided("2026-03-21", 14, 60))
	end, _ := h.End(film("2026-03-05"))
	require.Equal(t, End{"2026-05-04", EndCap}, end)
	_, pending := h.Pending(on("2026-03-22"))
	require.False(t, pending)

	late := history(decided("2026-03-20", 1, 14), decided("2026-03-28", 14, 60))
	end, _ = late.End(film("2026-03-05"))
	require.Equal(t, End{"2026-03-27", EndCap}, end, "it was in force by then")
}

func TestWhatWasThereBeforeRetentionGetsAWarningToo(t *testing.T) {
	t.Parallel()
	came := DefaultTerms()
	came.SetAt, came.ValidFrom = on("2026-11-22"), on("2026-11-29")
	end, _ := TermsHistory{came}.End(film("2026-01-05", "2026-01-10"))
	require.Equal(t, Day("2026-11-29"), end.On)
	end, _ = TermsHistory{came}.End(film("2026-11-20"))
	require.Equal(t, End{"2027-01-19", EndCap}, end)
	end, _ = TermsHistory{came}.End(film("2026-11-23", "2026-11-23"))
	require.Equal(t, End{"2026-12-07", EndReviewed}, end)
}

func TestHerOwnChoiceGoesBeforeTheTerm(t *testing.T) {
	t.Parallel()
	l := film("2026-03-05", "2026-03-10")
	l.ExtendedTo = "2026-06-01"
	end, _ := history(decided("2026-03-20", 1, 14)).End(l)
	require.Equal(t, End{"2026-06-01", EndExtended}, end)
	l.ExtendedTo = ""
	back := on("2026-05-20")
	l.TakenBackAt = &back
	end, _ = TermsHistory(nil).End(l)
	require.Equal(t, Day("2026-05-23"), end.On, "its own end is past: it does not go the same night")
}

func TestALaterEndNeedsAReasonAndADayThatMakesSense(t *testing.T) {
	t.Parallel()
	l, now := film("2026-03-05"), on("2026-03-06")
	end, _ := TermsHistory(nil).End(l) // 4 May
	for name, c := range map[string]struct{ until, reason, field, code string }{
		"no reason":     {"2026-06-01", " ", "reason", "required"},
		"no day":        {"", "Overleg", "until", "required"},
		"no such day":   {"2026-02-29", "Overleg", "until", "not_a_date"},
		"nonsense":      {"morgen", "Overleg", "until", "not_a_date"},
		"past":          {"2026-03-05", "Overleg", "until", "in_the_past"},
		"earlier":       {"2026-05-04", "Overleg", "until", "not_later"},
		"beyond 180":    {"2026-09-02", "Overleg", "until", "too_late"},
		"a whole novel": {"2026-06-01", string(make([]byte, 501)), "reason", "not_text"},
	} {
		err := l.CheckExtension(c.until, c.reason, end, now)
		require.Equal(t, Invalid{{Field: c.field, Code: c.code}}, err, name)
	}
	require.NoError(t, l.CheckExtension("2026-09-01", "Overleg", end, now))
	require.NoError(t, l.CheckExtension("2026-05-05", "Overleg", end, now))
}

func TestTermsHaveLimitsAndLongerNeedsAReason(t *testing.T) {
	t.Parallel()
	before := DefaultTerms()
	require.NoError(t, before.Check(before))
	require.NoError(t, Terms{ReviewDays: 1, CapDays: 14, HoursYears: 3}.Check(before))
	require.Equal(t, Invalid{{Field: "reason", Code: "required"}}, Terms{ReviewDays: 15, CapDays: 60, HoursYears: 3}.Check(before))
	require.NoError(t, Terms{ReviewDays: 15, CapDays: 60, HoursYears: 3, Reason: "Vakantie"}.Check(before))
	require.Equal(t, Invalid{{Field: "review_days", Code: "longer_than_cap"}}, Terms{ReviewDays: 20, CapDays: 15, HoursYears: 3, Reason: "x"}.Check(before))
	err := Terms{ReviewDays: 0, CapDays: 121, HoursYears: 2, Reason: "x"}.Check(before)
	require.Len(t, err, 3)
}

func TestMinutesStayForThreeFullCalendarYears(t *testing.T) {
	t.Parallel()
	terms := DefaultTerms()
	require.Equal(t, Day("2026-01-01"), terms.HoursUntil(on("2029-12-31"), amsterdam))
	require.Equal(t, Day("2027-01-01"), terms.HoursUntil(on("2030-01-01"), amsterdam))
	newYear := time.Date(2029, 12, 31, 23, 30, 0, 0, time.UTC)
	require.Equal(t, Day("2027-01-01"), terms.HoursUntil(newYear, amsterdam), "it is 2030 in Amsterdam")
}
