package postgres_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func newcomer(email string) coaching.Person {
	return coaching.Person{Name: coaching.Name{Given: "Iris", Prefix: "de", Family: "Groot"}, Email: email}
}

func add(s *pgstory.Story, t *testing.T, email string, roles ...coaching.Appointment) (made coaching.Member) {
	t.Helper()
	s.As(s.Administrator, func(tx *postgres.Tx) (err error) {
		made, err = tx.AddMember(t.Context(), s.Administrator, newcomer(email), roles, s.Now)
		return err
	})
	return made
}

func today(s *pgstory.Story) string { return s.Now.In(s.Holder.Zone()).Format(time.DateOnly) }

// TestAnAdministratorWhoMakesHerselfCoachSeesNoLearning: she is somebody to choose, and nothing more.
func TestAnAdministratorWhoMakesHerselfCoachSeesNoLearning(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Whole()
	appoint := func(role coaching.Role) {
		_, err := s.DB.Appoint(t.Context(), s.Administrator, s.Administrator.ID, coaching.Appointment{Role: role}, s.Now)
		require.NoError(t, err)
	}
	choose := func(from int, why string) {
		s.As(s.Employee, func(tx *postgres.Tx) error {
			coaches, err := tx.EngagedCoaches(t.Context())
			require.Len(t, coaches, from, why)
			return err
		})
	}
	for _, role := range coaching.Roles() {
		if role != coaching.Administrator && role != coaching.Manager {
			appoint(role)
		}
	}
	choose(3, "the employee may choose her, and does not")
	appoint(coaching.Manager)
	choose(2, "who manages the employee does not coach her")
	for _, table := range []string{ // minutes without a cycle are hours that were written down by hand: hers to keep
		"coach_question", "question_version", "trajectory", "cycle", "recording", "take", "annotation", "reply", "feedback_choice",
		"feedback_release", "feedback_moment", "look", "work_point", "coaching_entry WHERE cycle_id IS NOT NULL", "recording_share", "recording_key", "access_log",
	} {
		s.As(s.Administrator, func(tx *postgres.Tx) error {
			var seen int
			require.NoError(t, tx.Get(&seen, `SELECT count(*) FROM `+table))
			require.Zero(t, seen, table)
			return nil
		})
	}
}

func TestAnAdministratorActsWithinHerOwnHolder(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	ctx := t.Context()
	_, err := s.DB.Appoint(ctx, s.Administrator, s.Outsider.ID, coaching.Appointment{Role: coaching.Coach}, s.Now)
	require.ErrorIs(t, err, coaching.ErrNotFound, "a role for somebody of another holder")
	_, err = s.DB.EndMember(ctx, s.Administrator, s.Outsider.ID, today(s), s.Now)
	require.ErrorIs(t, err, coaching.ErrNotFound)
	for name, statement := range map[string]string{
		"a role there":       `INSERT INTO role_assignment (id, holder_id, person_id, role, valid_from) VALUES (gen_random_uuid(), $1, $2, 'administrator', now())`,
		"a role for her":     `INSERT INTO role_assignment (id, holder_id, person_id, role, valid_from) SELECT gen_random_uuid(), p.holder_id, $2, 'coach', now() FROM person p WHERE p.id = access.actor() AND $1::uuid IS NOT NULL`,
		"a link for her":     `INSERT INTO invitation (id, holder_id, person_id, kind, token_hash, made_by, made_at, expires_at) SELECT gen_random_uuid(), p.holder_id, $2, 'password', 'x', p.id::text, now(), now() FROM person p WHERE p.id = access.actor() AND $1::uuid IS NOT NULL`,
		"a place there":      `INSERT INTO location (id, holder_id, name, created_at) SELECT gen_random_uuid(), $1, 'x', now() WHERE $2::uuid IS NOT NULL`,
		"another's password": `INSERT INTO credential (person_id, holder_id, password_hash, changed_at) VALUES ($2, $1, 'x', now())`,
	} {
		err := s.DB.AsActor(ctx, s.Administrator, func(tx *postgres.Tx) error {
			_, err := tx.ExecContext(ctx, statement, s.Other.ID, s.Outsider.ID)
			return err
		})
		require.ErrorContains(t, err, "row-level security", name)
	}
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE credential SET password_hash = 'x' WHERE person_id <> access.actor()`)
		require.NoError(t, err)
		rows, err := result.RowsAffected()
		require.Zero(t, rows, "nobody's password but her own")
		return err
	})
	for _, actor := range []coaching.Actor{s.Officer, s.Manager, s.Coach, s.Employee, s.Outsider} {
		err := s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			_, err := tx.AddMember(ctx, actor, newcomer("nieuw@demo.test"), []coaching.Appointment{{Role: coaching.Coach}}, s.Now)
			return err
		})
		require.ErrorIs(t, err, coaching.Forbidden("only_as_administrator"), actor.Email)
	}
}

func TestAnAddressBelongsToOnePersonOfTheServer(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	for _, email := range []string{"medewerker@demo.test", "Medewerker@Demo.TEST", "buiten@demo.test"} {
		err := s.DB.AsActor(t.Context(), s.Administrator, func(tx *postgres.Tx) error {
			_, err := tx.AddMember(t.Context(), s.Administrator, newcomer(email), []coaching.Appointment{{Role: coaching.Coach}}, s.Now)
			return err
		})
		require.ErrorIs(t, err, coaching.Conflict("email_taken"), email)
		require.NotContains(t, err.Error(), "Mirjam")
	}
}

func TestANameIsKeptInNormalFormC(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	var made coaching.Member
	s.As(s.Administrator, func(tx *postgres.Tx) (err error) {
		made, err = tx.AddMember(t.Context(), s.Administrator, coaching.Person{
			Name: coaching.Name{Given: " Rene\u0301 ", Family: "O\u0308zdemir"}, Email: "R@Demo.test",
		}, []coaching.Appointment{{Role: coaching.Coach}}, s.Now)
		return err
	})
	require.Equal(t, coaching.Name{Given: "René", Family: "Özdemir"}, made.Name)
	require.Equal(t, "r@demo.test", made.Email)
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		for search, want := range map[string]int{"rene\u0301 ö": 1, "ÖZDEMIR": 2, "%": 0, "_": 0, "de wit": 1, "demo.test": 9, "niemand": 0, "": 9} {
			found, _, err := tx.Members(t.Context(), s.Holder.ID, postgres.MemberFilter{Search: search}, s.Now, "", 50)
			require.NoError(t, err)
			require.Len(t, found, want, search)
		}
		return nil
	})
}

func TestAChangeFromAnOldVersionIsRefused(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	change := func(family string, version int) (made coaching.Member, err error) {
		err = s.DB.AsActor(t.Context(), s.Administrator, func(tx *postgres.Tx) (err error) {
			made, err = tx.ChangeMember(t.Context(), s.Administrator, s.Coach.ID, coaching.Name{Given: "Els", Prefix: "de", Family: family}, s.Coach.Email, version, s.Now)
			return err
		})
		return made, err
	}
	made, err := change("Zwart", 1)
	require.NoError(t, err)
	require.Equal(t, 2, made.Version)
	_, err = change("Rood", 1)
	require.ErrorIs(t, err, coaching.ErrStale)
	s.As(s.Officer, func(tx *postgres.Tx) error {
		lines, _, err := tx.AdministrationLog(t.Context(), s.Holder.ID, s.Coach.ID, "", 10)
		require.Len(t, lines, 1)
		require.Equal(t, "Els de Wit → Els de Zwart", lines[0].Detail)
		require.Equal(t, string(s.Administrator.ID), lines[0].Actor)
		return err
	})
}

func TestWhoHasEndedSeesAndKeepsNothing(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Whole()
	ctx := t.Context()
	before := func() (seen int) {
		s.As(s.Employee, func(tx *postgres.Tx) error { return tx.Get(&seen, `SELECT count(*) FROM recording`) })
		return seen
	}
	require.Equal(t, 6, before())
	member, err := s.DB.EndMember(ctx, s.Administrator, s.Employee.ID, today(s), s.Now)
	require.NoError(t, err)
	require.True(t, member.Ended(s.Now))
	require.Zero(t, before())
	var left string
	require.NoError(t, s.PG.Owner.Get(&left, `
		SELECT concat_ws(' ', (SELECT count(*) FROM login_session WHERE person_id = $1), (SELECT count(*) FROM access_token WHERE person_id = $1))`, s.Employee.ID))
	require.Equal(t, "0 0", left)
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		_, err := tx.IngestRecording(ctx, pgstory.Hash("ingest"), s.Now)
		require.ErrorIs(t, err, coaching.ErrNotFound, "her token to publish")
		gone, err := tx.MustStop(ctx, []coaching.RecordingID{s.Recording.ID}, s.Now)
		require.Equal(t, []coaching.RecordingID{s.Recording.ID}, gone)
		return err
	})
	_, err = s.DB.EndMember(ctx, s.Administrator, s.Employee.ID, today(s), s.Now)
	require.ErrorIs(t, err, coaching.ErrNotFound, "twice")
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		ended, _, err := tx.Members(ctx, s.Holder.ID, postgres.MemberFilter{Ended: true}, s.Now, "", 50)
		require.Len(t, ended, 1)
		require.Equal(t, s.Employee.ID, ended[0].ID)
		return err
	})
}

func TestALastDayToComeEndsByItself(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	ctx := t.Context()
	at := s.Now.In(s.Holder.Zone()).AddDate(0, 0, 3)
	member, err := s.DB.EndMember(ctx, s.Administrator, s.Coach.ID, at.Format(time.DateOnly), s.Now)
	require.NoError(t, err)
	require.False(t, member.Ended(s.Now))
	end := time.Date(at.Year(), at.Month(), at.Day()+1, 0, 0, 0, 0, s.Holder.Zone())
	require.True(t, end.Equal(*member.EndsAt()))
	holds := func(now time.Time) (roles int) {
		s.Behind(postgres.Session, func(tx *postgres.Tx) error {
			actor, err := tx.PersonActor(ctx, s.Coach.ID, now)
			roles = len(actor.Roles)
			return err
		})
		return roles
	}
	require.Equal(t, 1, holds(end.Add(-time.Second)))
	require.Zero(t, holds(end))
	// The clock of the policies is the database's: the end is moved to where that clock has been.
	_, err = s.PG.Owner.Exec(`UPDATE role_assignment SET valid_until = now() WHERE person_id = $1`, s.Coach.ID)
	require.NoError(t, err)
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.Recording(ctx, s.Recording.ID)
		require.ErrorIs(t, err, coaching.ErrNotFound)
		return nil
	})
}

func TestWhoComesBackDoesNotFindHerOldTokens(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Whole()
	_, err := s.PG.Owner.Exec(`UPDATE role_assignment SET valid_until = $2 WHERE person_id = $1`, s.Employee.ID, s.Now.Add(-time.Second)) // a last day that passed by itself
	require.NoError(t, err)
	_, err = s.DB.Appoint(t.Context(), s.Administrator, s.Employee.ID, coaching.Appointment{Role: coaching.Employee}, s.Now)
	require.NoError(t, err)
	var tokens int
	require.NoError(t, s.PG.Owner.Get(&tokens, `SELECT count(*) FROM access_token`))
	require.Zero(t, tokens)
}

func TestARoleThatHasNotBegunNeverHolds(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	later := s.Now.In(s.Holder.Zone()).AddDate(0, 0, 5).Format(time.DateOnly)
	made := add(s, t, "iris@demo.test", coaching.Appointment{Role: coaching.Coach, FirstDay: later})
	require.False(t, made.Ended(s.Now))
	member, err := s.DB.EndTenure(t.Context(), s.Administrator, made.ID, made.Roles[0].ID, today(s), s.Now)
	require.NoError(t, err)
	require.Equal(t, member.Roles[0].From, *member.Roles[0].Until)
	_, err = s.DB.Appoint(t.Context(), s.Administrator, made.ID, coaching.Appointment{Role: coaching.Coach}, s.Now)
	require.NoError(t, err, "the same role again")
	_, err = s.DB.Appoint(t.Context(), s.Administrator, made.ID, coaching.Appointment{Role: coaching.Coach}, s.Now)
	require.ErrorIs(t, err, coaching.Conflict("role_held"))
}

// TestTwoAdministratorsWhoEndEachOtherLeaveOne holds the roles until both are at it.
func TestTwoAdministratorsWhoEndEachOtherLeaveOne(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	_, err := s.DB.Appoint(t.Context(), s.Administrator, s.Manager.ID, coaching.Appointment{Role: coaching.Administrator}, s.Now)
	require.NoError(t, err)
	other := s.Manager
	other.Roles = append(other.Roles, coaching.Assignment{HolderID: s.Holder.ID, Role: coaching.Administrator})
	held, err := s.PG.Owner.Beginx()
	require.NoError(t, err)
	_, err = held.Exec(`SELECT FROM role_assignment FOR UPDATE`)
	require.NoError(t, err)
	errs := make([]error, 2)
	var both sync.WaitGroup
	both.Go(func() { _, errs[0] = s.DB.EndMember(t.Context(), s.Administrator, other.ID, today(s), s.Now) })
	both.Go(func() { _, errs[1] = s.DB.EndMember(t.Context(), other, s.Administrator.ID, today(s), s.Now) })
	require.Eventually(t, func() bool {
		var waiting int
		err := s.PG.Owner.Get(&waiting, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
		return err == nil && waiting == 2
	}, time.Minute, 5*time.Millisecond)
	require.NoError(t, held.Rollback())
	both.Wait()
	var said []string
	for _, err := range errs {
		if err != nil {
			said = append(said, err.Error())
		}
	}
	require.Len(t, said, 1, strings.Join(said, "; "))
	var administrators int
	require.NoError(t, s.PG.Owner.Get(&administrators, `SELECT count(*) FROM role_assignment WHERE role = 'administrator' AND valid_until IS NULL`))
	require.Equal(t, 1, administrators)
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	_, err := s.DB.EndMember(t.Context(), s.Administrator, s.Administrator.ID, "2030-01-01", s.Now)
	require.ErrorIs(t, err, coaching.Conflict("last_administrator"), "not even on a day to come")
	add(s, t, "iris@demo.test", coaching.Appointment{Role: coaching.Administrator})
	_, err = s.DB.EndMember(t.Context(), s.Administrator, s.Administrator.ID, today(s), s.Now)
	require.ErrorIs(t, err, coaching.Conflict("last_administrator"), "the other has no password yet")
}
