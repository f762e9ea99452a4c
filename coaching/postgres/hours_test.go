package postgres_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// counted is a story with two centres since 2020: one in the north, where the employee works, one in the south.
type counted struct {
	*pgstory.Story
	north, south coaching.CentreID
}

func newCounted(t *testing.T) counted {
	t.Helper()
	c := counted{Story: pgstory.New(t, ""), north: postgres.NewID[coaching.CentreID](), south: postgres.NewID[coaching.CentreID]()}
	for i, id := range []coaching.CentreID{c.north, c.south} {
		c.sql(t, `INSERT INTO centre (id, holder_id, location_id, name, kind, registered_from, created_at)
		          VALUES ($1, $2, $3, $4, 'daycare', '2020-01-01', now())`, id, c.Holder.ID, c.Locations[i].ID, c.Locations[i].Name)
	}
	c.sql(t, `UPDATE role_assignment SET valid_from = '2026-01-01' WHERE valid_from > '2026-01-01'`) // whenever these tests run
	t.Cleanup(func() { c.recounted(t) })
	return c
}

func (c counted) sql(t *testing.T, query string, args ...any) {
	t.Helper()
	_, err := c.PG.Owner.ExecContext(t.Context(), query, args...)
	require.NoError(t, err)
}

func (c counted) note(t *testing.T, actor coaching.Actor, line coaching.HoursLine, now time.Time) (made coaching.HoursLine) {
	t.Helper()
	c.As(actor, func(tx *postgres.Tx) (err error) {
		made, err = tx.NoteHours(t.Context(), actor, line, now)
		return err
	})
	return made
}

func (c counted) realised(t *testing.T, actor coaching.Actor, year int) (found []coaching.Realised) {
	t.Helper()
	c.As(actor, func(tx *postgres.Tx) (err error) {
		found, err = tx.Realised(t.Context(), c.Holder.ID, year)
		return err
	})
	return found
}

func (c counted) coached(t *testing.T, actor coaching.Actor, year int) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	c.As(actor, func(tx *postgres.Tx) error {
		workers, _, err := tx.Workers(t.Context(), c.Holder.ID, year, false, "", "", 0)
		for _, worker := range workers {
			found[worker.Name.Given] = worker.Coached
		}
		return err
	})
	return found
}

// recounted says that the sums are what the lines say; every test of minutes ends with it.
func (c counted) recounted(t *testing.T) {
	t.Helper()
	for sums, lines := range map[string]string{
		`SELECT holder_id, year, centre_id, kind, in_ratio, minutes FROM hours_sum WHERE minutes <> 0`: `SELECT * FROM access.hours_counted`,
		`SELECT holder_id, year, person_id, minutes, lines FROM hours_reached WHERE minutes <> 0`:      `SELECT * FROM access.hours_coached`,
	} {
		var differ int
		require.NoError(t, c.PG.Owner.Get(&differ, `
			SELECT count(*) FROM ((`+sums+` EXCEPT `+lines+`) UNION ALL (`+lines+` EXCEPT `+sums+`)) AS other`))
		require.Zero(t, differ, lines)
	}
}

func amsterdam(t *testing.T, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	require.NoError(t, err)
	return at
}

func TestMinutesCountInTheYearOfTheirDayInTheHoldersZone(t *testing.T) {
	t.Parallel()
	c := newCounted(t)
	late := coaching.HoursLine{CoachID: c.Coach.ID, HeldOn: "2025-12-31", Kind: coaching.KindReview, Minutes: 45, CentreID: c.north}
	c.note(t, c.Coach, late, amsterdam(t, "2025-12-31 23:50"))
	c.note(t, c.Coach, late, amsterdam(t, "2026-01-01 00:10"))
	first := late
	first.HeldOn, first.Minutes = "2026-01-01", 30
	err := c.DB.AsActor(t.Context(), c.Coach, func(tx *postgres.Tx) error {
		_, err := tx.NoteHours(t.Context(), c.Coach, first, amsterdam(t, "2025-12-31 23:50"))
		return err
	})
	require.ErrorIs(t, err, coaching.ErrInvalid, "the new year has not begun")
	c.note(t, c.Coach, first, amsterdam(t, "2026-01-01 00:10")) // in UTC the old year goes on for 50 minutes
	require.Equal(t, []coaching.Realised{{CentreID: c.north, Kind: coaching.KindReview, Minutes: 90}}, c.realised(t, c.Administrator, 2025))
	require.Equal(t, []coaching.Realised{{CentreID: c.north, Kind: coaching.KindReview, Minutes: 30}}, c.realised(t, c.Administrator, 2026))
	for _, day := range []string{"2026-03-29", "2026-10-25"} {
		line := late
		line.HeldOn = coaching.Day(day)
		c.note(t, c.Coach, line, amsterdam(t, day+" 23:59"))
		require.Equal(t, line.HeldOn, coaching.DayOf(amsterdam(t, day+" 00:00"), c.Holder.Zone()))
	}
}

func TestWhoWorkedInAYearIsToldByTheHoldersDays(t *testing.T) {
	t.Parallel()
	c := newCounted(t)
	c.sql(t, `DELETE FROM role_assignment WHERE role = 'employee'`)
	work := func(person coaching.PersonID, from, until string) {
		c.sql(t, `INSERT INTO role_assignment (id, holder_id, person_id, role, location_id, valid_from, valid_until) VALUES ($1, $2, $3, 'employee', $4, $5, $6)`,
			postgres.NewID[string](), c.Holder.ID, person, c.Locations[0].ID, amsterdam(t, from), amsterdam(t, until))
	}
	work(c.Employee.ID, "2025-01-01 00:00", "2026-01-01 00:00") // her last day is 31 December
	work(c.Colleague.ID, "2026-01-01 00:00", "2026-02-01 00:00")
	work(c.Coach2.ID, "2026-03-01 00:00", "2026-03-01 00:00") // taken back before it began
	require.Equal(t, map[string]bool{"Samira": false}, c.coached(t, c.Administrator, 2025))
	require.Equal(t, map[string]bool{"Noor": false}, c.coached(t, c.Administrator, 2026))
	c.sql(t, `INSERT INTO employment (id, holder_id, person_id, kind, fte, standing, location_id, from_day, until_day, created_at)
	          VALUES ($1, $2, $3, 'flexible', 0.2, 'qualified', $4, '2026-05-01', '2026-05-31', now())`,
		postgres.NewID[string](), c.Holder.ID, c.Employee.ID, c.Locations[1].ID)
	require.Equal(t, map[string]bool{"Noor": false, "Samira": false}, c.coached(t, c.Administrator, 2026), "also who came in for a month")
	require.Equal(t, map[string]bool{"Noor": false}, c.coached(t, c.Manager, 2026), "a manager those of her location")
	require.Equal(t, map[string]bool{"Samira": false}, c.coached(t, c.Manager2, 2026))
	for _, nobody := range []coaching.Actor{c.Coach, c.Employee, c.Officer, c.Outsider} {
		require.Empty(t, c.coached(t, nobody, 2026))
		require.Empty(t, c.realised(t, nobody, 2026))
	}
}

func TestASessionWithATeamCountsOnceAndEverybodyInItWasCoached(t *testing.T) {
	t.Parallel()
	c := newCounted(t)
	line := coaching.HoursLine{HeldOn: "2026-05-14", Kind: coaching.KindTeam, Minutes: 75, Attended: []coaching.PersonID{c.Employee.ID, c.Colleague.ID}}
	line = c.note(t, c.Administrator, line, c.Now)
	require.Equal(t, []coaching.Realised{{CentreID: c.north, Kind: coaching.KindTeam, Minutes: 75}}, c.realised(t, c.Manager, 2026), "75 minutes, where they work")
	require.Equal(t, map[string]bool{"Samira": true, "Noor": true}, c.coached(t, c.Administrator, 2026))
	require.Empty(t, c.realised(t, c.Manager2, 2026))
	c.As(c.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.CorrectHours(t.Context(), c.Administrator, line.ID, coaching.Correction{HeldOn: line.HeldOn, Kind: coaching.KindTeam, Reason: "Ging niet door"}, c.Now)
		return err
	})
	require.Equal(t, map[string]bool{"Samira": false, "Noor": false}, c.coached(t, c.Administrator, 2026), "it never took place")
}

func TestWhatWaitsForItsCoachCountsNowhere(t *testing.T) {
	t.Parallel()
	c := newCounted(t)
	line := c.note(t, c.Administrator, coaching.HoursLine{
		CoachID: c.Coach2.ID, HeldOn: "2026-05-14", Kind: coaching.KindReview, Minutes: 60, CentreID: c.south, Attended: []coaching.PersonID{c.Employee.ID},
	}, c.Now)
	require.Empty(t, c.realised(t, c.Administrator, 2026))
	require.False(t, c.coached(t, c.Administrator, 2026)["Samira"])
	err := c.DB.AsActor(t.Context(), c.Coach, func(tx *postgres.Tx) error {
		_, err := tx.ConfirmHours(t.Context(), c.Coach, line.ID, c.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound, "another coach does not see it")
	c.As(c.Coach2, func(tx *postgres.Tx) error {
		_, err := tx.ConfirmHours(t.Context(), c.Coach2, line.ID, c.Now)
		return err
	})
	require.Equal(t, []coaching.Realised{{CentreID: c.south, Kind: coaching.KindReview, Minutes: 60}}, c.realised(t, c.Manager2, 2026))
	require.True(t, c.coached(t, c.Administrator, 2026)["Samira"])
}

func TestMinutesOfACycleComeByThemselvesAndArePlaced(t *testing.T) {
	t.Parallel()
	c := newCounted(t)
	c.Give() // feedback is released with its minutes
	year := c.Now.In(c.Holder.Zone()).Year()
	realised := c.realised(t, c.Administrator, year)
	require.Len(t, realised, 1)
	require.Equal(t, c.north, realised[0].CentreID, "where she works")
	require.Positive(t, realised[0].Minutes)
	c.sql(t, `DELETE FROM entry_share`)
	require.Empty(t, c.realised(t, c.Manager, year), "minutes for no centre are the administrator's to place")
	c.As(c.Administrator, func(tx *postgres.Tx) error {
		placed, err := tx.PlaceHours(t.Context(), c.Holder.ID, year)
		require.Equal(t, 1, placed)
		return err
	})
	require.Equal(t, realised, c.realised(t, c.Manager, year))
}

func TestMinutesThatAreTooOldLeaveTheSums(t *testing.T) {
	t.Parallel()
	c := newCounted(t)
	c.Give()
	c.note(t, c.Administrator, coaching.HoursLine{HeldOn: "2026-05-14", Kind: coaching.KindTeam, Minutes: 75, Attended: []coaching.PersonID{c.Employee.ID}}, c.Now)
	require.NotEmpty(t, c.realised(t, c.Administrator, 2026))
	c.Behind(postgres.Retain, func(tx *postgres.Tx) error {
		_, err := tx.ExpireEntries(t.Context(), c.Holder.ID, "2200-01-01")
		return err
	})
	require.Empty(t, c.realised(t, c.Administrator, 2026))
	require.False(t, c.coached(t, c.Administrator, 2026)["Samira"])
}

// together does the same twice at the same moment, each in a transaction of its own.
func together(do func() error) (errs []error) {
	errs = make([]error, 2)
	var both sync.WaitGroup
	for i := range errs {
		both.Go(func() { errs[i] = do() })
	}
	both.Wait()
	return errs
}

func TestTwoAtTheSameMomentHaveOneOutcome(t *testing.T) {
	t.Parallel()
	c := newCounted(t)
	line := c.note(t, c.Coach, coaching.HoursLine{CoachID: c.Coach.ID, HeldOn: "2026-05-14", Kind: coaching.KindTeam, Minutes: 75, CentreID: c.north}, c.Now)
	for what, race := range map[string]struct {
		as   coaching.Actor
		do   func(*postgres.Tx) error
		lost error
	}{
		"two administrators fix the count": {c.Administrator, func(tx *postgres.Tx) error {
			_, err := tx.FixHours(t.Context(), c.Administrator, coaching.HoursSnapshot{Year: 2026, FTE: coaching.FTE{Fixed: 1050}, Source: "x"}, c.Now)
			return err
		}, coaching.ErrStale},
		"two plans": {c.Administrator, func(tx *postgres.Tx) error {
			_, err := tx.SetHoursPlan(t.Context(), c.Administrator, coaching.HoursPlan{Year: 2026}, c.Now)
			return err
		}, coaching.ErrStale},
		"two taps on a correction": {c.Coach, func(tx *postgres.Tx) error {
			_, err := tx.CorrectHours(t.Context(), c.Coach, line.ID, coaching.Correction{HeldOn: line.HeldOn, Kind: line.Kind, Minutes: 60, Reason: "x"}, c.Now)
			return err
		}, coaching.ErrConflict},
	} {
		errs := together(func() error { return c.DB.AsActor(t.Context(), race.as, race.do) })
		if errs[0] != nil {
			errs[0], errs[1] = errs[1], errs[0]
		}
		require.NoError(t, errs[0], what)
		require.ErrorIs(t, errs[1], race.lost, what)
	}
}

func TestASnapshotStaysAsItWasFixed(t *testing.T) {
	t.Parallel()
	c := newCounted(t)
	fix := func(version int, fte coaching.Hundredths, reason string) {
		c.As(c.Administrator, func(tx *postgres.Tx) error {
			_, err := tx.FixHours(t.Context(), c.Administrator, coaching.HoursSnapshot{
				Year: 2026, Version: version, FTE: coaching.FTE{Fixed: fte}, Source: "Loonadministratie", Reason: reason,
				Centres: []coaching.CountedCentre{{ID: c.north, Toddlers: 4}},
			}, c.Now)
			return err
		})
	}
	fix(0, 340, "")
	c.sql(t, `UPDATE centre SET name = 'Nieuwe naam', registered_until = '2026-06-01' WHERE id = $1`, c.north)
	fix(1, 350, "Contract vergeten")
	c.As(c.Administrator, func(tx *postgres.Tx) error {
		versions, err := tx.HoursSnapshots(t.Context(), c.Holder.ID, 2026)
		require.Len(t, versions, 2)
		require.Equal(t, "135", versions[0].Norm().Hours.String())
		require.Equal(t, "134", versions[1].Norm().Hours.String(), "the older one stays")
		require.Equal(t, "Kindercentrum Noord", versions[1].Centres[0].Name, "as it was called then")
		require.Equal(t, "40", versions[1].Norm().VEHours.String())
		return err
	})
	for _, act := range []string{`UPDATE hours_snapshot SET fte_fixed = 0`, `DELETE FROM hours_snapshot`, `UPDATE hours_plan SET words = ''`, `UPDATE coaching_entry SET minutes = 0`} {
		err := c.DB.AsActor(t.Context(), c.Administrator, func(tx *postgres.Tx) error {
			_, err := tx.ExecContext(t.Context(), act)
			return err
		})
		require.Error(t, err, act)
	}
}
