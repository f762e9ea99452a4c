package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// manage makes somebody a manager of the employee's location from a day on, and says what came of it.
func manage(t *testing.T, s *pgstory.Story, who coaching.PersonID, firstDay coaching.Day, known bool) error {
	t.Helper()
	_, err := s.DB.Appoint(t.Context(), s.Administrator, who, coaching.Appointment{
		Role: coaching.Manager, Location: s.Locations[0].ID, FirstDay: string(firstDay), EndsCoaching: known,
	}, s.Now)
	return err
}

func trajectoryAs(t *testing.T, s *pgstory.Story, actor coaching.Actor) (found coaching.Trajectory, err error) {
	t.Helper()
	err = s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) (err error) {
		found, err = tx.Trajectory(t.Context(), s.Trajectory.ID)
		return err
	})
	return found, err
}

func farewells(t *testing.T, s *pgstory.Story, actor coaching.Actor) (told []coaching.Farewell) {
	t.Helper()
	s.As(actor, func(tx *postgres.Tx) (err error) {
		told, err = tx.Farewells(t.Context(), s.Now)
		return err
	})
	return told
}

// TestNobodyBecomesTheManagerOfWhomSheCoachesUnasked: it needs a second word, ends the coaching for good, and is told to both.
func TestNobodyBecomesTheManagerOfWhomSheCoachesUnasked(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Share()
	require.ErrorIs(t, manage(t, s, s.Coach.ID, "", false), coaching.Conflict("ends_coaching"))
	found, err := trajectoryAs(t, s, s.Coach)
	require.NoError(t, err, "nothing has happened")
	require.Equal(t, []coaching.PersonID{s.Coach.ID}, found.CoachIDs)

	require.NoError(t, manage(t, s, s.Coach.ID, "", true))
	_, err = trajectoryAs(t, s, s.Coach)
	require.ErrorIs(t, err, coaching.ErrNotFound)
	told := farewells(t, s, s.Coach)
	require.Len(t, told, 1)
	require.Equal(t, coaching.PartedByManaging, told[0].Why)
	require.Equal(t, s.Employee.Name, told[0].Employee)
	found, err = trajectoryAs(t, s, s.Employee)
	require.NoError(t, err)
	require.Empty(t, found.CoachIDs)
	require.Equal(t, s.Coach.ID, found.Lost.CoachID)
	require.Equal(t, coaching.PartedByManaging, found.Lost.Why)
	choose := func(coach coaching.PersonID) error {
		return s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.ChooseCoach(t.Context(), s.Employee, s.Trajectory.ID, coach, s.Now)
			return err
		})
	}
	require.ErrorIs(t, choose(s.Coach.ID), coaching.Conflict("coach_manages_you"))
	require.ErrorIs(t, choose(s.Colleague.ID), coaching.ErrInvalid)

	_, err = s.PG.Owner.Exec(`UPDATE role_assignment SET valid_until = now() WHERE person_id = $1 AND role = 'manager'`, s.Coach.ID)
	require.NoError(t, err)
	_, err = trajectoryAs(t, s, s.Coach)
	require.ErrorIs(t, err, coaching.ErrNotFound, "it does not begin again by itself")
	require.NoError(t, choose(s.Coach.ID))
	require.Empty(t, farewells(t, s, s.Coach), "nothing to tell where she was chosen again")
}

// TestWhoComesToWorkUnderHerCoachIsParted: the same from the other side, when the employee gets the role.
func TestWhoComesToWorkUnderHerCoachIsParted(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Share()
	other := s.Locations[1].ID
	appoint := func(who coaching.PersonID, role coaching.Role, known bool) error {
		_, err := s.DB.Appoint(t.Context(), s.Administrator, who, coaching.Appointment{Role: role, Location: other, EndsCoaching: known}, s.Now)
		return err
	}
	require.NoError(t, appoint(s.Coach.ID, coaching.Manager, false), "where nobody of hers works it costs nothing")
	require.ErrorIs(t, appoint(s.Employee.ID, coaching.Employee, false), coaching.Conflict("ends_coaching"))
	require.NoError(t, appoint(s.Employee.ID, coaching.Employee, true))
	found, err := trajectoryAs(t, s, s.Employee)
	require.NoError(t, err)
	require.NotNil(t, found.Lost)
}

// TestARoleThatBeginsLaterEndsCoachingThen, and not before.
func TestARoleThatBeginsLaterEndsCoachingThen(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Share()
	require.NoError(t, manage(t, s, s.Coach.ID, coaching.DayOf(s.Now, s.Holder.Zone()).Plus(2), true))
	part := func(since time.Time) {
		s.Behind(postgres.Session, func(tx *postgres.Tx) error { return tx.PartBegun(t.Context(), since) })
	}
	part(time.Time{})
	_, err := trajectoryAs(t, s, s.Coach)
	require.NoError(t, err)
	_, err = s.PG.Owner.Exec(`UPDATE role_assignment SET valid_from = now() WHERE person_id = $1 AND role = 'manager'`, s.Coach.ID)
	require.NoError(t, err)
	part(time.Now().Add(-time.Hour))
	_, err = trajectoryAs(t, s, s.Coach)
	require.ErrorIs(t, err, coaching.ErrNotFound)
	require.Len(t, farewells(t, s, s.Coach), 1)
	part(time.Time{})
	require.Len(t, farewells(t, s, s.Coach), 1, "once")
}

// TestALostCoachIsNotTheEmployeesDoing: who is no coach any more is no coach of hers, until she is one again; and whoever
// leaves one tells her what she likes, and nobody else.
func TestALostCoachIsNotTheEmployeesDoing(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Share()
	_, err := s.PG.Owner.Exec(`UPDATE role_assignment SET valid_until = now() WHERE person_id = $1`, s.Coach.ID)
	require.NoError(t, err)
	found, err := trajectoryAs(t, s, s.Employee)
	require.NoError(t, err)
	require.Empty(t, found.CoachIDs)
	require.Equal(t, coaching.PartedByLeaving, found.Lost.Why)
	_, err = s.PG.Owner.Exec(`UPDATE role_assignment SET valid_until = NULL WHERE person_id = $1`, s.Coach.ID)
	require.NoError(t, err)

	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ChangeCoach(t.Context(), s.Employee, s.Trajectory.ID, s.Coach2.ID, " Dank  je wel ", s.Now)
		return err
	})
	told := farewells(t, s, s.Coach)
	require.Len(t, told, 1)
	require.Equal(t, "Dank je wel", told[0].Words)
	require.Equal(t, coaching.PartedByChoice, told[0].Why)
	for _, actor := range []coaching.Actor{s.Coach2, s.Manager, s.Administrator, s.Officer} {
		require.Empty(t, farewells(t, s, actor))
	}
	s.As(s.Employee, func(tx *postgres.Tx) error {
		found, err := tx.ChangeCoach(t.Context(), s.Employee, s.Trajectory.ID, "", "", s.Now)
		require.Empty(t, found.CoachIDs)
		require.Nil(t, found.Lost, "she chose so")
		return err
	})
	require.Len(t, farewells(t, s, s.Coach2), 1)
}
