package postgres_test

import (
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// holdersDay is the day where the holder is: its first hour or two are of the day before on the server.
const holdersDay = `(now() AT TIME ZONE 'Europe/Amsterdam')::date`

// beginnings are statements that begin something at the first location, or in its first group, centre or team, from today on.
func beginnings() map[string]string {
	const place, group = `(SELECT id FROM location WHERE name = 'Kindercentrum Noord')`, `(SELECT id FROM care_group WHERE name = 'De Uiltjes')`
	const me, holder = `(SELECT id FROM person WHERE email = 'beheer@demo.test')`, `(SELECT holder_id FROM person WHERE email = 'beheer@demo.test')`
	insert := func(table, columns, values string) string {
		return `INSERT INTO ` + table + ` (id, holder_id, ` + columns + `) VALUES (gen_random_uuid(), ` + holder + `, ` + values + `)`
	}
	return map[string]string{
		"role_assignment":   insert("role_assignment", "person_id, role, location_id, valid_from", me+`, 'coach', `+place+`, now()`),
		"care_group":        insert("care_group", "location_id, name, created_at", place+`, 'De Mieren', now()`),
		"centre":            insert("centre", "location_id, name, kind, registered_from, created_at", place+`, 'Noord bso', 'out_of_school', `+holdersDay+`, now()`),
		"team":              insert("team", "location_id, name, created_at", place+`, 'Nieuw', now()`),
		"team_member":       insert("team_member", "team_id, person_id, valid_from", `(SELECT id FROM team WHERE name = 'Team Noord'), `+me+`, now()`),
		"employment":        insert("employment", "person_id, kind, fte, standing, location_id, from_day, created_at", me+`, 'agency', 1, 'other', `+place+`, `+holdersDay+`, now()`),
		"engagement":        insert("engagement", "email, name, location_id, from_day, until_day, offered_by, offered_at", `'x@y.test', 'Wim', `+place+`, `+holdersDay+`, `+holdersDay+`, `+me+`, now()`),
		"child":             insert("child", "group_id, name, created_at", group+`, 'Noor', now()`),
		"tablet":            insert("tablet", "group_id, made_by, name, made_at, code_until", group+`, `+me+`, 'Tablet', now(), now()`),
		"transparency_page": insert("transparency_page", "location_id, token, contact, shown, changed_at", place+`, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 'De locatiemanager', true, now()`),

		"a child that moves":         `UPDATE child SET group_id = ` + group,
		"a period that moves":        `UPDATE employment SET location_id = ` + place + ` WHERE location_id IS NULL`,
		"a group that gets a centre": `UPDATE care_group SET centre_id = (SELECT id FROM centre WHERE name = 'Kindercentrum Noord') WHERE name = 'De Uiltjes'`,
		"a page that is switched on": `UPDATE transparency_page SET shown = true WHERE NOT shown`,
	}
}

// TestNothingBeginsAtAClosedPlace: the database itself refuses it, whoever asks, and says why. Each statement is done
// where the place is open, so that nothing else refuses it.
func TestNothingBeginsAtAClosedPlace(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	for _, prepared := range []string{
		`INSERT INTO centre (id, holder_id, location_id, name, kind, registered_from, created_at) SELECT gen_random_uuid(), holder_id, id, 'Kindercentrum Noord', 'daycare', ` + holdersDay + `, now() FROM location WHERE name = 'Kindercentrum Noord'`,
		`INSERT INTO team (id, holder_id, location_id, name, created_at) SELECT gen_random_uuid(), holder_id, id, 'Team Noord', now() FROM location WHERE name = 'Kindercentrum Noord'`,
		`INSERT INTO child (id, holder_id, group_id, name, created_at) SELECT gen_random_uuid(), holder_id, id, 'Bram', now() FROM care_group WHERE name = 'De Vlinders'`,
		`INSERT INTO employment (id, holder_id, person_id, kind, fte, standing, from_day, created_at) SELECT gen_random_uuid(), holder_id, id, 'flexible', 1, 'other', ` + holdersDay + `, now() FROM person WHERE email = 'coach@demo.test'`,
		`INSERT INTO transparency_page (id, holder_id, location_id, token, contact, shown, changed_at) SELECT gen_random_uuid(), holder_id, id, 'bbbbbbbbbbbbbbbbbbbbbbbbbb', '', false, now() FROM location WHERE name = 'Kindercentrum Noord'`,
	} {
		_, err := s.PG.Owner.Exec(prepared)
		require.NoError(t, err, prepared)
	}
	try := func(statement, closing string) error {
		tx, err := s.PG.Owner.Beginx()
		require.NoError(t, err)
		defer tx.Rollback() //nolint:errcheck // nothing is kept
		if statement == beginnings()["transparency_page"] {
			_, err = tx.Exec(`DELETE FROM transparency_page`)
			require.NoError(t, err)
		}
		_, err = tx.Exec(closing)
		require.NoError(t, err, closing)
		_, err = tx.Exec(statement)
		return err
	}
	const yesterday = ` SET until_day = ` + holdersDay + ` - 1`
	for name, statement := range beginnings() {
		require.NoError(t, try(statement, `UPDATE location`+yesterday+` + 1`), "%s: on the last day", name)
		var said *pq.Error
		require.ErrorAs(t, try(statement, `UPDATE location`+yesterday), &said, name)
		require.Equal(t, "place_open", said.Constraint, "%s: %s", name, said.Message)
	}
	for name, closing := range map[string]string{
		"child": `UPDATE care_group` + yesterday, "tablet": `UPDATE care_group` + yesterday, "team_member": `UPDATE team` + yesterday,
		"a group that gets a centre": `UPDATE centre SET registered_from = current_date - 10, registered_until = current_date - 2`,
	} {
		require.ErrorContains(t, try(beginnings()[name], closing), "closed place", name)
	}
}

// TestWhateverPointsAtAPlaceAsksWhetherItIsOpen: each table with a place has the trigger, or a reason why not.
func TestWhateverPointsAtAPlaceAsksWhetherItIsOpen(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	reasons := map[string]string{
		"roster":        "it says who was there on the day of the film",
		"safety_signal": "it tells of a day that was",
		"entry_share":   "minutes are for a day that was",
		"hours_sum":     "a sum of those",
	}
	var tables, asked []string
	require.NoError(t, s.PG.Owner.Select(&tables, `
		SELECT DISTINCT conrelid::regclass::text
		FROM pg_constraint
		WHERE contype = 'f'
		  AND confrelid IN ('location'::regclass, 'care_group'::regclass, 'centre'::regclass, 'team'::regclass)`))
	require.NoError(t, s.PG.Owner.Select(&asked, `SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'open_place'`))
	require.NotEmpty(t, asked)
	for _, table := range tables {
		if reasons[table] != "" {
			require.NotContains(t, asked, table, reasons[table])
			continue
		}
		require.Contains(t, asked, table, "something can begin there where it is closed")
		require.Contains(t, beginnings(), table, "and is tried above")
	}
}

func TestATeamEndsWithTheTimeOfItsMembers(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	zone, admin := s.Holder.Zone(), s.Administrator
	today := coaching.DayOf(s.Now, zone)
	var team coaching.Team
	s.As(admin, func(tx *postgres.Tx) (err error) {
		team, err = tx.AddTeam(t.Context(), admin, coaching.Team{Name: "Noord"}, s.Now)
		return err
	})
	join := func(person coaching.PersonID, first, last coaching.Day) error {
		return s.DB.AsActor(t.Context(), admin, func(tx *postgres.Tx) error {
			_, err := tx.JoinTeam(t.Context(), admin, team.ID, person, string(first), string(last), s.Now)
			return err
		})
	}
	closed := func(until coaching.Day, now time.Time) (err error) {
		return s.DB.AsActor(t.Context(), admin, func(tx *postgres.Tx) error {
			changed, err := tx.ChangeTeam(t.Context(), admin, team.ID, team.Name, until, team.Version, now)
			if err == nil {
				team = changed
			}
			return err
		})
	}
	ends := func(person coaching.PersonID) (days []string) {
		s.As(admin, func(tx *postgres.Tx) error {
			times, err := tx.Memberships(t.Context(), s.Holder.ID, person)
			for _, m := range times {
				day := ""
				if m.Until != nil {
					day = string(coaching.DayOf(m.Until.Add(-time.Millisecond), zone))
				}
				days = append(days, day)
			}
			return err
		})
		return days
	}
	require.NoError(t, join(s.Employee.ID, "", ""))
	require.ErrorIs(t, join(s.Employee.ID, "", ""), coaching.Conflict("in_team"))
	require.NoError(t, join(s.Colleague.ID, today, today.Plus(10)))
	require.NoError(t, join(s.Coach.ID, today.Plus(40), ""))
	require.NoError(t, closed(today.Plus(30), s.Now))
	require.Equal(t, []string{string(today.Plus(30))}, ends(s.Employee.ID), "it ends with the team")
	require.Equal(t, []string{string(today.Plus(10))}, ends(s.Colleague.ID), "her own day is earlier")
	require.Equal(t, []string{string(today.Plus(39))}, ends(s.Coach.ID), "she never begins")
	require.NoError(t, join(s.Manager.ID, today.Plus(5), today.Plus(60)))
	require.Equal(t, []string{string(today.Plus(30))}, ends(s.Manager.ID))
	require.ErrorContains(t, join(s.Coach2.ID, today.Plus(31), ""), "team_id closed")

	require.NoError(t, closed(today.Plus(90), s.Now), "it goes on for longer")
	require.Equal(t, []string{string(today.Plus(90))}, ends(s.Employee.ID))
	require.NoError(t, closed("", s.Now), "it does not close after all")
	require.Equal(t, []string{""}, ends(s.Employee.ID))
	require.Equal(t, []string{string(today.Plus(10))}, ends(s.Colleague.ID))

	require.NoError(t, closed(today, s.Now))
	tomorrow := s.Now.AddDate(0, 0, 1)
	s.As(admin, func(tx *postgres.Tx) error {
		teams, err := tx.Teams(t.Context(), s.Holder.ID, tomorrow)
		require.Len(t, teams, 1, "it stays in the books")
		require.Empty(t, teams[0].Members, "and nobody is in it")
		return err
	})
	require.NoError(t, closed("", tomorrow), "it opens again")
	require.Equal(t, []string{string(today)}, ends(s.Employee.ID), "she is not put back unasked")
	team.Version--
	require.ErrorIs(t, closed(today, tomorrow), coaching.ErrStale)
}

// TestWhoLeavesATeamIsOutAfterHerLastDay, and what had not begun never begins.
func TestWhoLeavesATeamIsOutAfterHerLastDay(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	zone, admin, today := s.Holder.Zone(), s.Administrator, coaching.DayOf(s.Now, s.Holder.Zone())
	times := func() (times []coaching.Membership) {
		s.As(admin, func(tx *postgres.Tx) (err error) {
			times, err = tx.Memberships(t.Context(), s.Holder.ID, s.Employee.ID)
			return err
		})
		return times
	}
	leave := func(id string, last coaching.Day, now time.Time) error {
		return s.DB.AsActor(t.Context(), admin, func(tx *postgres.Tx) error {
			_, err := tx.LeaveTeam(t.Context(), admin, s.Employee.ID, id, string(last), now)
			return err
		})
	}
	s.As(admin, func(tx *postgres.Tx) error {
		team, err := tx.AddTeam(t.Context(), admin, coaching.Team{Name: "Noord"}, s.Now)
		require.NoError(t, err)
		_, err = tx.JoinTeam(t.Context(), admin, team.ID, s.Employee.ID, "", string(today.Plus(9)), s.Now)
		require.NoError(t, err)
		_, err = tx.JoinTeam(t.Context(), admin, team.ID, s.Employee.ID, string(today.Plus(20)), "", s.Now)
		return err
	})
	later, now := times()[0], times()[1]
	require.NoError(t, leave(now.ID, today.Plus(5), s.Now))
	require.True(t, today.Plus(5).Over(zone).Equal(*times()[1].Until))
	require.NoError(t, leave(now.ID, today.Plus(8), s.Now))
	require.True(t, today.Plus(5).Over(zone).Equal(*times()[1].Until), "a last day does not lengthen it")
	require.NoError(t, leave(later.ID, today, s.Now))
	require.True(t, times()[0].Over(s.Now), "taken back before it began")
	require.ErrorIs(t, leave(now.ID, today, s.Now.AddDate(0, 0, 7)), coaching.ErrNotFound, "it has ended")
	require.ErrorContains(t, leave(now.ID, "gisteren", s.Now), "last_day not_a_date")
}

// TestTheCentresOfAClosedLocationCountForNoLaterYear, also where nobody took them out of the register.
func TestTheCentresOfAClosedLocationCountForNoLaterYear(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	for _, statement := range []string{
		`INSERT INTO centre (id, holder_id, location_id, name, kind, registered_from, created_at) SELECT gen_random_uuid(), holder_id, id, 'Noord', 'daycare', '2020-01-01', now() FROM location WHERE name = 'Kindercentrum Noord'`,
		`UPDATE location SET until_day = '2026-01-01' WHERE name = 'Kindercentrum Noord'`,
	} {
		_, err := s.PG.Owner.Exec(statement)
		require.NoError(t, err)
	}
	for year, want := range map[int]int{2019: 0, 2020: 1, 2026: 1, 2027: 0} {
		s.As(s.Administrator, func(tx *postgres.Tx) error {
			there, err := tx.CentresOfYear(t.Context(), s.Holder.ID, year)
			require.NoError(t, err)
			require.Len(t, there, want, year)
			counted, err := tx.CountHours(t.Context(), s.Holder.ID, year)
			require.Len(t, counted.Centres, want, year)
			return err
		})
	}
}
