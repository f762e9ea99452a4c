package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// act does one thing as an actor and gives its error.
func act(t *testing.T, s *pgstory.Story, actor coaching.Actor, do func(*postgres.Tx) error) error {
	t.Helper()
	return s.DB.AsActor(t.Context(), actor, do)
}

func stageOf(t *testing.T, s *pgstory.Story, actor coaching.Actor) (stage coaching.Stage) {
	t.Helper()
	require.NoError(t, act(t, s, actor, func(tx *postgres.Tx) error {
		cycle, err := tx.Cycle(t.Context(), s.Cycle.ID)
		stage = cycle.Stage()
		return err
	}))
	return stage
}

func TestSheSaysThatSheTriedIt(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	ctx := t.Context()
	try := func(actor coaching.Actor, text string) error {
		return act(t, s, actor, func(tx *postgres.Tx) error {
			_, err := tx.TryWorkPoint(ctx, actor, s.Cycle.ID, text, s.Now)
			return err
		})
	}
	require.ErrorIs(t, try(s.Employee, ""), coaching.Conflict("no_work_point"))
	s = newPeople(t).Look()
	require.NoError(t, act(t, s, s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.CreateLook(ctx, s.Employee, s.Release.Moments[1].ID, coaching.SeenNothing, "", s.Now)
		return err
	}))
	require.Equal(t, coaching.StageWorkPoint, stageOf(t, s, s.Employee))
	require.ErrorIs(t, try(s.Coach, ""), coaching.ErrForbidden)
	require.ErrorIs(t, try(s.Colleague, ""), coaching.ErrNotFound)
	require.NoError(t, try(s.Employee, "Ze keken op"))
	require.Equal(t, coaching.StagePractised, stageOf(t, s, s.Employee))
	require.Equal(t, coaching.StagePractised, stageOf(t, s, s.Coach), "the two stand in the same place")
}

func TestAnEndIsUndoneByHerOrWithHerYes(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	reopen := func(actor coaching.Actor) (r coaching.Reopening, err error) {
		err = act(t, s, actor, func(tx *postgres.Tx) (err error) {
			r, err = tx.ReopenTrajectory(ctx, actor, s.Trajectory.ID, s.Now.Add(time.Minute))
			return err
		})
		return r, err
	}
	answer := func(actor coaching.Actor, id coaching.ReopeningID, yes bool) error {
		return act(t, s, actor, func(tx *postgres.Tx) error {
			_, err := tx.AnswerReopening(ctx, actor, id, yes, s.Now.Add(2*time.Minute))
			return err
		})
	}
	end := func() {
		s.As(s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.End(ctx, s.Employee, s.Trajectory.ID, s.Now)
			return err
		})
	}
	trajectory := func() (found coaching.Trajectory) {
		s.As(s.Employee, func(tx *postgres.Tx) (err error) {
			found, err = tx.Trajectory(ctx, s.Trajectory.ID)
			return err
		})
		return found
	}
	_, err := reopen(s.Employee)
	require.ErrorIs(t, err, coaching.Conflict("trajectory_running"))
	end()
	_, err = reopen(s.Manager)
	require.ErrorIs(t, err, coaching.ErrNotFound)
	asked, err := reopen(s.Coach)
	require.NoError(t, err)
	require.True(t, asked.Waits())
	require.NotNil(t, trajectory().EndedAt, "asking opens nothing")
	_, err = reopen(s.Coach)
	require.ErrorIs(t, err, coaching.Conflict("reopening_waits"))
	require.ErrorIs(t, answer(s.Coach, asked.ID, true), coaching.ErrForbidden)
	require.NoError(t, answer(s.Employee, asked.ID, false))
	require.NotNil(t, trajectory().EndedAt)
	require.ErrorIs(t, answer(s.Employee, asked.ID, true), coaching.Conflict("answered_already"))

	asked, err = reopen(s.Coach)
	require.NoError(t, err)
	require.NoError(t, answer(s.Employee, asked.ID, true))
	now := trajectory()
	require.Nil(t, now.EndedAt)
	require.Equal(t, s.Cycle.ID, now.OpenCycleID, "the round that ended with it goes on")
	require.Equal(t, coaching.StageReopened, now.Stage(coaching.TrajectoryFacts{Agreed: true}))

	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, _, err := tx.CloseCycle(ctx, s.Employee, s.Cycle.ID, false, s.Now.Add(-time.Hour))
		return err
	})
	end()
	_, err = reopen(s.Employee)
	require.NoError(t, err)
	now = trajectory()
	require.NotEqual(t, s.Cycle.ID, now.OpenCycleID, "what she had closed herself stays closed")
	require.NotEmpty(t, now.OpenCycleID)
}

func TestAClosedRoundIsOpenedAgain(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Look()
	ctx := t.Context()
	reopen := func(actor coaching.Actor) error {
		return act(t, s, actor, func(tx *postgres.Tx) error {
			_, err := tx.ReopenCycle(ctx, actor, s.Cycle.ID, s.Now)
			return err
		})
	}
	require.ErrorIs(t, reopen(s.Employee), coaching.Conflict("cycle_open"))
	var next *coaching.Cycle
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		_, next, err = tx.CloseCycle(ctx, s.Employee, s.Cycle.ID, true, s.Now)
		return err
	})
	require.ErrorIs(t, reopen(s.Employee), coaching.Conflict("another_cycle_open"))
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, _, err := tx.CloseCycle(ctx, s.Employee, next.ID, false, s.Now)
		return err
	})
	require.NoError(t, reopen(s.Coach), "she asks")
	require.NoError(t, reopen(s.Employee), "she does it herself, which answers what was asked")
	require.Equal(t, coaching.StageReleased, stageOf(t, s, s.Employee))
	var waiting int
	require.NoError(t, s.PG.Owner.Get(&waiting, `SELECT count(*) FROM reopening WHERE answered_at IS NULL`))
	require.Zero(t, waiting)
}

// TestSheTakesTheFilmBackWhileTheCoachReleases: whoever commits first decides. When she is first the coach releases
// nothing; when the coach is first the film goes nevertheless, and with it what was released.
func TestSheTakesTheFilmBackWhileTheCoachReleases(t *testing.T) {
	t.Parallel()
	choose := func(t *testing.T) *pgstory.Story {
		s := newPeople(t).Mark()
		s.As(s.Coach, func(tx *postgres.Tx) error {
			_, err := tx.SetChoice(t.Context(), s.Coach, s.Cycle.ID, []coaching.AnnotationID{s.Top.ID})
			return err
		})
		return s
	}
	withdraw := func(s *pgstory.Story, tx *postgres.Tx) error {
		_, err := tx.Withdraw(t.Context(), s.Employee, s.Recording.ID, s.Now)
		return err
	}
	release := func(s *pgstory.Story, tx *postgres.Tx) error {
		_, err := tx.Release(t.Context(), s.Coach, s.Cycle.ID, "", entry(s), s.Now)
		return err
	}
	released := func(t *testing.T, s *pgstory.Story) (n int) {
		require.NoError(t, s.PG.Owner.Get(&n, `SELECT count(*) FROM feedback_release`))
		return n
	}
	coachSees := func(t *testing.T, s *pgstory.Story) error {
		return act(t, s, s.Coach, func(tx *postgres.Tx) error {
			_, err := tx.Recording(t.Context(), s.Recording.ID)
			return err
		})
	}
	// seen: the release is there for both or for neither; what is in it, for her alone.
	seen := func(t *testing.T, s *pgstory.Story, count int) {
		for actor, moments := range map[*coaching.Actor]int{&s.Employee: count, &s.Coach: 0} {
			s.As(*actor, func(tx *postgres.Tx) error {
				releases, err := tx.Releases(t.Context(), s.Cycle.ID)
				require.Len(t, releases, count)
				for _, release := range releases {
					require.Len(t, release.Moments, moments, actor.Email)
				}
				return err
			})
		}
	}
	t.Run("she first", func(t *testing.T) {
		t.Parallel()
		s := choose(t)
		var late1 <-chan error
		s.As(s.Employee, func(tx *postgres.Tx) error {
			err := withdraw(s, tx)
			late1 = late(t, s, func() error { return act(t, s, s.Coach, func(tx *postgres.Tx) error { return release(s, tx) }) })
			return err
		})
		require.ErrorIs(t, <-late1, coaching.Conflict("nothing_chosen"))
		require.Zero(t, released(t, s))
		seen(t, s, 0)
		require.ErrorIs(t, coachSees(t, s), coaching.ErrNotFound)
	})
	t.Run("the coach first", func(t *testing.T) {
		t.Parallel()
		s := choose(t)
		var late1 <-chan error
		s.As(s.Coach, func(tx *postgres.Tx) error {
			err := release(s, tx)
			late1 = late(t, s, func() error { return act(t, s, s.Employee, func(tx *postgres.Tx) error { return withdraw(s, tx) }) })
			return err
		})
		require.NoError(t, <-late1)
		require.Equal(t, 1, released(t, s))
		seen(t, s, 1)
		require.ErrorIs(t, coachSees(t, s), coaching.ErrNotFound)
	})
}

func TestAReminderIsToldOnceADayAndOnlyToHer(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Look()
	ctx := t.Context()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	monday := time.Date(2026, 3, 30, 6, 30, 0, 0, time.UTC) // 08:30 in Amsterdam, the day after the clock went forward
	set := coaching.Reminder{Kind: coaching.OnDays, Weekdays: []int{1}, Minute: 510}
	require.ErrorIs(t, act(t, s, s.Coach, func(tx *postgres.Tx) error { return tx.SetReminder(ctx, s.Coach, s.Cycle.ID, set, monday) }), coaching.ErrForbidden)
	due := func(now time.Time) (found *coaching.Reminder) {
		s.As(s.Employee, func(tx *postgres.Tx) (err error) {
			found, err = tx.DueReminder(ctx, s.Cycle.ID, zone, now)
			return err
		})
		return found
	}
	notices := func(now time.Time) (written int64) {
		s.Behind(postgres.Remind, func(tx *postgres.Tx) (err error) {
			written, err = tx.WriteNotices(ctx, now)
			return err
		})
		return written
	}
	require.Nil(t, due(monday), "off until she chooses")
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.SetReminder(ctx, s.Employee, s.Cycle.ID, set, monday) })
	require.Nil(t, due(monday.Add(-time.Minute)))
	require.Zero(t, notices(monday.Add(-time.Minute)))
	require.NotNil(t, due(monday))
	require.EqualValues(t, 1, notices(monday))
	require.Zero(t, notices(monday.Add(time.Hour)), "once")
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.AnswerReminder(ctx, s.Employee, s.Cycle.ID, monday) })
	require.Nil(t, due(monday.Add(time.Hour)), "she has seen it")
	require.NotNil(t, due(monday.AddDate(0, 0, 7)))
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Pause(ctx, s.Employee, s.Trajectory.ID, monday)
		return err
	})
	require.Zero(t, notices(monday.AddDate(0, 0, 7)), "not in a pause")
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.EndReminder(ctx, s.Employee, s.Cycle.ID) })
	require.Nil(t, due(monday.AddDate(0, 0, 7)))
}
