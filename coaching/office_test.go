package coaching

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestARequestIsAnsweredWithinACalendarMonth(t *testing.T) {
	t.Parallel()
	for received, want := range map[Day][2]Day{
		"2026-06-02": {"2026-07-02", "2026-09-02"},
		"2026-01-31": {"2026-02-28", "2026-04-30"},
		"2028-01-31": {"2028-02-29", "2028-04-30"}, // a leap year
		"2026-01-29": {"2026-02-28", "2026-04-29"},
		"2026-05-31": {"2026-06-30", "2026-08-31"},
		"2026-08-31": {"2026-09-30", "2026-11-30"},
		"2026-11-30": {"2026-12-30", "2027-02-28"},
		"2026-12-01": {"2027-01-01", "2027-03-01"}, // over the turn of the year
		"2026-12-31": {"2027-01-31", "2027-03-31"},
		"2026-02-28": {"2026-03-28", "2026-05-28"},
	} {
		r := PrivacyRequest{ReceivedOn: received}
		require.Equal(t, want[0], r.Due(), received)
		at := time.Now()
		r.ExtendedAt = &at
		require.Equal(t, want[1], r.Due(), received)
	}
}

func TestDaysLeftAreCountedInTheZoneOfTheHolder(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	for _, c := range []struct {
		received Day
		now      string // UTC
		left     int
	}{
		{"2026-03-01", "2026-03-28T22:30:00Z", 4}, // the night of the change to summer time, 23:30 there
		{"2026-03-01", "2026-03-28T23:30:00Z", 3}, // 0:30 on the 29th
		{"2026-03-01", "2026-03-29T21:59:00Z", 3}, // 23:59, summer time
		{"2026-03-01", "2026-03-29T22:01:00Z", 2},
		{"2026-09-25", "2026-10-24T21:59:00Z", 1}, // the day before winter time
		{"2026-09-25", "2026-10-24T22:01:00Z", 0},
		{"2026-09-25", "2026-10-25T22:59:00Z", 0},
		{"2026-09-25", "2026-10-25T23:01:00Z", -1},
		{"2026-12-31", "2026-12-31T22:59:00Z", 31},
		{"2026-12-31", "2026-12-31T23:01:00Z", 30}, // the new year there, not yet in UTC
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		require.NoError(t, err)
		require.Equal(t, c.left, PrivacyRequest{ReceivedOn: c.received}.DaysLeft(now, zone), "%s at %s", c.received, c.now)
	}
}

func TestABreachIsTold72HoursLaterAlsoOverAClockChange(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	for noticed, want := range map[string]string{
		"2026-03-28 10:00": "2026-03-31 11:00", // an hour fell out
		"2026-10-24 10:00": "2026-10-27 09:00", // an hour came twice
		"2026-12-30 23:00": "2027-01-02 23:00",
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", noticed, zone)
		require.NoError(t, err)
		require.Equal(t, want, Breach{NoticedAt: at}.TellBy().In(zone).Format("2006-01-02 15:04"))
	}
}

func TestABreachIsClosedWhenBothTellingsAreDecided(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 2, 12, 0, 0, 0, time.UTC)
	b := Breach{NoticedAt: now.Add(-time.Hour), What: "Een laptop is weg", Authority: TellOpen, People: TellOpen}
	require.NoError(t, CheckBreach(b, now))
	b.Closed = true
	require.Equal(t, Invalid{{"authority", "required"}, {"people", "required"}}, CheckBreach(b, now))
	b.Authority, b.AuthorityAt = TellTold, &now
	b.People = TellNotNeeded
	require.Equal(t, Invalid{{"people_why", "required"}}, CheckBreach(b, now))
	b.PeopleWhy = "De schijf was versleuteld"
	require.NoError(t, CheckBreach(b, now))
	early := b.NoticedAt.Add(-time.Minute)
	b.AuthorityAt = &early
	require.Equal(t, Invalid{{"authority_at", "too_early"}}, CheckBreach(b, now))
	b.NoticedAt = now.Add(time.Minute)
	require.ErrorIs(t, CheckBreach(b, now), ErrInvalid)
}

func actorAs(id PersonID, roles ...Role) Actor {
	a := Actor{Person: Person{ID: id}}
	for _, role := range roles {
		a.Roles = append(a.Roles, Assignment{HolderID: "h", Role: role})
	}
	return a
}

func TestAnEmergencyTakesTwoPeopleAndNoManager(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 2, 12, 0, 0, 0, time.UTC)
	officer, administrator := actorAs("o", DataProtectionOfficer), actorAs("a", Administrator)
	e := Emergency{HolderID: "h", AskedBy: "o"}
	require.NoError(t, MayAskEmergency(officer, "h"))
	require.ErrorIs(t, MayAskEmergency(actorAs("c", Coach), "h"), ErrNotFound)
	require.ErrorIs(t, MayAskEmergency(officer, "other"), ErrNotFound)
	require.ErrorIs(t, MayAskEmergency(actorAs("m", Administrator, Manager), "h"), Forbidden("not_as_manager"))
	require.ErrorIs(t, e.MayGrant(officer, now), Forbidden("needs_two_people"))
	require.ErrorIs(t, e.MayGrant(actorAs("m", Administrator, Manager), now), Forbidden("not_as_manager"))
	require.NoError(t, e.MayGrant(administrator, now))
	until := now.Add(time.Hour)
	e.GrantedAt, e.ClosesAt = &now, &until
	require.Equal(t, EmergencyOpen, e.State(until.Add(-1)))
	require.Equal(t, EmergencyOver, e.State(until))
	require.ErrorIs(t, e.MayGrant(administrator, now), Conflict("changed_meanwhile"))
	require.NoError(t, e.MayEnd(administrator, now))
	require.ErrorIs(t, e.MayEnd(actorAs("m", Manager), now), ErrNotFound)
	require.ErrorIs(t, e.MayEnd(administrator, until), Conflict("changed_meanwhile"))
	require.NoError(t, CheckEmergencyLength(MostEmergency))
	require.ErrorIs(t, CheckEmergencyLength(MostEmergency+1), ErrInvalid)
}

func TestAViewingIsOpenFromItsBeginningToItsEnd(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 2, 12, 0, 0, 0, time.UTC)
	v := Viewing{Present: "ouder 1", Recordings: []RecordingID{"r"}, OpensAt: now, ClosesAt: now.Add(ViewingLength)}
	require.NoError(t, CheckViewing(v, now))
	require.False(t, v.Open(now.Add(-1)))
	require.True(t, v.Open(now))
	require.False(t, v.Open(v.ClosesAt))
	require.True(t, v.Over(v.ClosesAt))
	v.EndedAt = &now
	require.False(t, v.Open(now))
	v.ClosesAt = now.Add(MostViewing + 1)
	require.ErrorIs(t, CheckViewing(v, now), ErrInvalid)
}

func TestWhatWasPlayedIsToldOncePerStretch(t *testing.T) {
	t.Parallel()
	require.Equal(t, []Played{{RecordingID: "a", FromMS: 0, ToMS: 9000}, {RecordingID: "a", FromMS: 20000, ToMS: 21000}, {RecordingID: "b", FromMS: 5, ToMS: 6}},
		MergePlayed([]Played{
			{RecordingID: "a", FromMS: 0, ToMS: 5000}, {RecordingID: "a", FromMS: 1000, ToMS: 2000}, {RecordingID: "a", FromMS: 5500, ToMS: 9000},
			{RecordingID: "a", FromMS: 20000, ToMS: 21000}, {RecordingID: "b", FromMS: 5, ToMS: 6},
		}))
}
