package coaching_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

var hoursNow = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

func hoursActor(id coaching.PersonID, role coaching.Role) coaching.Actor {
	return coaching.Actor{Person: coaching.Person{ID: id}, Roles: []coaching.Assignment{{HolderID: "h", Role: role}}}
}

func TestACoachConfirmsHerOwnMinutes(t *testing.T) {
	t.Parallel()
	coach, other, admin := hoursActor("els", coaching.Coach), hoursActor("jeroen", coaching.Coach), hoursActor("fatma", coaching.Administrator)
	hers := coaching.HoursLine{CoachID: "els", HeldOn: "2026-10-01", Kind: coaching.KindTeam, Minutes: 75}

	own, err := hers.MayNote(coach, hoursNow)
	require.NoError(t, err)
	require.True(t, own.Counts(), "what she writes down herself counts at once")
	_, err = hers.MayNote(other, hoursNow)
	require.ErrorIs(t, err, coaching.ErrForbidden, "nobody writes another coach's")
	_, err = hers.MayNote(hoursActor("peter", coaching.Manager), hoursNow)
	require.ErrorIs(t, err, coaching.ErrNotFound)

	written, err := hers.MayNote(admin, hoursNow)
	require.NoError(t, err)
	require.False(t, written.Counts(), "what the administrator writes for her waits for her")
	require.NoError(t, written.MayConfirm(coach))
	require.ErrorIs(t, written.MayConfirm(admin), coaching.ErrForbidden)
	require.ErrorIs(t, own.MayConfirm(coach), coaching.ErrConflict, "once is enough")

	nobodys := hers
	nobodys.CoachID = ""
	nobodys, err = nobodys.MayNote(admin, hoursNow)
	require.NoError(t, err)
	require.True(t, nobodys.Counts(), "somebody without an account cannot confirm")
	_, err = coaching.HoursLine{Kind: coaching.KindPolicy}.MayNote(coach, hoursNow)
	require.ErrorIs(t, err, coaching.ErrForbidden)
}

func TestALineIsStruckThroughAndAnotherSaysItBetter(t *testing.T) {
	t.Parallel()
	coach, admin := hoursActor("els", coaching.Coach), hoursActor("fatma", coaching.Administrator)
	step := coaching.HoursLine{ID: "1", CycleID: "c", CoachID: "els", EmployeeID: "samira", HeldOn: "2026-10-01", Kind: coaching.KindReview, Minutes: 45, ConfirmedAt: &hoursNow}
	with := coaching.Correction{HeldOn: "2026-10-02", Kind: coaching.KindPolicy, Minutes: 30, Reason: "Verkeerde dag"}

	next, err := step.Corrected(coach, with, hoursNow)
	require.NoError(t, err)
	require.Equal(t, coaching.HoursLine{
		CycleID: "c", CoachID: "els", EmployeeID: "samira", HeldOn: "2026-10-02", Kind: coaching.KindReview, Minutes: 30,
		ConfirmedAt: &hoursNow, ReplacesID: "1", Reason: "Verkeerde dag",
	}, next, "a talk stays a talk")
	_, err = step.Corrected(admin, with, hoursNow)
	require.ErrorIs(t, err, coaching.ErrForbidden, "minutes of a cycle are the coach's")
	gone := step
	gone.ReplacedAt = &hoursNow
	_, err = gone.Corrected(coach, with, hoursNow)
	require.ErrorIs(t, err, coaching.ErrConflict)

	byHand := coaching.HoursLine{ID: "2", CoachID: "els", NotedBy: "els", HeldOn: "2026-10-01", Kind: coaching.KindTeam, Minutes: 75, ConfirmedAt: &hoursNow, Attended: []coaching.PersonID{"samira"}}
	next, err = byHand.Corrected(admin, with, hoursNow)
	require.NoError(t, err)
	require.False(t, next.Counts(), "what another made of her minutes she confirms again")
	require.Empty(t, next.Attended, "nobody is coached by hours of policy")
	require.ErrorIs(t, gone.MayConfirm(coach), coaching.ErrConflict)
}

func TestAHoursLineHasLimits(t *testing.T) {
	t.Parallel()
	const today = coaching.Day("2026-11-01")
	good := coaching.HoursLine{HeldOn: today, Kind: coaching.KindPolicy, Minutes: 6000}
	require.NoError(t, good.Check(today))
	for field, change := range map[string]func(*coaching.HoursLine){
		"date not_a_date":      func(l *coaching.HoursLine) { l.HeldOn = "2026-02-30" },
		"date in_the_future":   func(l *coaching.HoursLine) { l.HeldOn = "2026-11-02" },
		"kind unknown":         func(l *coaching.HoursLine) { l.Kind = "video" },
		"minutes out_of_range": func(l *coaching.HoursLine) { l.Minutes = 6001 },
		"reason required":      func(l *coaching.HoursLine) { l.ReplacesID = "1" },
		"reason not_text":      func(l *coaching.HoursLine) { l.ReplacesID, l.Reason = "1", "a\x00" },
		"attended unknown":     func(l *coaching.HoursLine) { l.Attended = []coaching.PersonID{"samira"} },
	} {
		wrong := good
		change(&wrong)
		require.EqualError(t, wrong.Check(today), "invalid: "+field)
	}
	step := coaching.HoursLine{CycleID: "c", HeldOn: today, Kind: coaching.KindReview, Minutes: 601}
	require.EqualError(t, step.Check(today), "invalid: minutes out_of_range")
	step.Minutes, step.ReplacesID, step.Reason = 0, "1", "Ging niet door"
	require.NoError(t, step.Check(today), "a correction can say that it never took place")
}

func TestWhatASideAddsUpTo(t *testing.T) {
	t.Parallel()
	rule := coaching.ShippedHoursRule(2026)
	rule.Counted = []coaching.HoursKind{coaching.KindReview, coaching.KindTeam}
	done := coaching.DoneAt(rule, []coaching.Realised{
		{"a", coaching.KindReview, false, 45}, {"a", coaching.KindTeam, true, 75}, {"a", coaching.KindPreparation, false, 30},
		{"b", coaching.KindPolicy, false, 600}, {"", coaching.KindPolicy, false, 60}, {"b", coaching.KindVE, false, 20},
	})
	require.Equal(t, coaching.Done{Coaching: 120, Uncounted: 30, InRatio: 75}, done["a"])
	require.Equal(t, coaching.Done{Policy: 600, VE: 20}, done["b"])
	require.Equal(t, coaching.Done{Policy: 660, Coaching: 120, VE: 20, Uncounted: 30, InRatio: 75}, coaching.Total(done))
	require.Equal(t, 780, coaching.Total(done).Counted())
	require.Equal(t, coaching.Day("2026-09-01"), coaching.DueFrom(2026))
}

func TestAWorkersOwnHoursAreThoseWithHer(t *testing.T) {
	t.Parallel()
	line := func(kind coaching.HoursKind, minutes int) coaching.HoursLine {
		return coaching.HoursLine{Kind: kind, Minutes: minutes, ConfirmedAt: &hoursNow}
	}
	struck, waiting, inRatio := line(coaching.KindReview, 500), line(coaching.KindTeam, 500), line(coaching.KindReview, 30)
	struck.ReplacedAt, waiting.ConfirmedAt, inRatio.InRatio = &hoursNow, nil, true
	lines := []coaching.HoursLine{
		line(coaching.KindReview, 45), line(coaching.KindTeam, 75), line(coaching.KindFeedback, 20), line(coaching.KindObservation, 60),
		line(coaching.KindPreparation, 90), struck, waiting, inRatio,
	}
	require.Equal(t, coaching.OwnHours{Coached: 230, OffGroup: 120}, coaching.OwnHoursOf(lines))
	require.Len(t, coaching.Standing(lines), 7)
}

func TestASnapshotAndAPlanHaveLimits(t *testing.T) {
	t.Parallel()
	snapshot := coaching.HoursSnapshot{Year: 2026, Version: 1, Rule: coaching.ShippedHoursRule(2026), FTE: coaching.FTE{Fixed: 1050}, Source: "Loonadministratie",
		Centres: []coaching.CountedCentre{{ID: "a", Toddlers: 5}, {ID: "b"}, {ID: "c"}, {ID: "d"}}}
	require.NoError(t, snapshot.Check("2026-01-01"))
	require.Equal(t, "305", snapshot.Norm().Hours.String())
	require.Equal(t, "50", snapshot.Norm().VEHours.String())
	require.ErrorIs(t, snapshot.Check("2025-12-31"), coaching.ErrConflict, "what is not there yet cannot be counted")
	snapshot.Version, snapshot.Source, snapshot.FTE.Agency, snapshot.Centres[1].Toddlers = 2, " ", -1, 10_001
	require.EqualError(t, snapshot.Check("2026-01-01"), "invalid: fte_agency out_of_range, toddlers out_of_range, source required, reason required")

	plan := coaching.HoursPlan{Centres: []coaching.PlannedCentre{{ID: "a", Policy: 5000, Coaching: 2625, VE: 100}, {ID: "b", Policy: 15000, Coaching: 7875}}}
	require.NoError(t, plan.Check())
	require.Equal(t, coaching.PlannedCentre{Policy: 20000, Coaching: 10500, VE: 100}, plan.Total())
	require.Equal(t, coaching.Hundredths(7875), plan.Of("b").Coaching)
	require.Zero(t, plan.Of("x").Policy)
	plan.Centres[0].VE = -1
	require.EqualError(t, plan.Check(), "invalid: ve out_of_range")
}

func TestTheFirstAndTheLastMinuteOfAYearAreTheHolders(t *testing.T) {
	t.Parallel()
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	for local, want := range map[string]coaching.Day{
		"2025-12-31 23:50": "2025-12-31", "2026-01-01 00:10": "2026-01-01", // the old year in UTC until one o'clock
		"2026-03-29 01:59": "2026-03-29", "2026-03-29 03:01": "2026-03-29", // the clock goes forward
		"2026-10-25 02:30": "2026-10-25", "2026-10-25 23:59": "2026-10-25", // and back
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", local, amsterdam)
		require.NoError(t, err)
		require.Equal(t, want, coaching.DayOf(at.UTC(), amsterdam), local)
	}
}
