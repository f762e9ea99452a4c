package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func TestOnlyTheEmployeeMakesAWordingTheQuestion(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	ctx := t.Context()
	var question coaching.Question
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		question, err = tx.CreateQuestion(ctx, s.Employee, "Ze luisteren niet", "", s.Coach.ID, false, s.Now)
		return err
	})
	require.Equal(t, coaching.Wording, question.Trajectory.State())
	s.As(s.Coach, func(tx *postgres.Tx) (err error) {
		question, err = tx.AddVersion(ctx, s.Coach, question.ID, "Hoe maak ik contact?", "", false, s.Now)
		return err
	})
	require.Len(t, question.Versions, 2)
	require.Nil(t, question.Accepted())
	err := s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.AcceptVersion(ctx, s.Coach, question.ID, 2, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrForbidden)
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		question, err = tx.AcceptVersion(ctx, s.Employee, question.ID, 2, s.Now)
		return err
	})
	require.Equal(t, 2, question.Accepted().Number)
	require.Equal(t, coaching.Running, question.Trajectory.State())
	require.NotEmpty(t, question.Trajectory.OpenCycleID, "cycle 1 is open")

	err = s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.AcceptVersion(ctx, s.Employee, question.ID, 1, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrConflict, "an older wording is too late")
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		question, err = tx.AddVersion(ctx, s.Employee, question.ID, "Hoe maak ik contact aan tafel?", "", true, s.Now)
		require.NoError(t, err)
		cycles, err := tx.Cycles(ctx, question.Trajectory.ID)
		require.Len(t, cycles, 1, "only the first acceptance opens a cycle")
		return err
	})
	require.Equal(t, 3, question.Accepted().Number)
}

func TestQuestionsComeInPages(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	ctx := t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		for _, text := range []string{"een", "twee", "drie"} {
			_, err := tx.CreateQuestion(ctx, s.Employee, text, "", "", false, s.Now) // at one instant: the id decides
			require.NoError(t, err)
		}
		var texts []string
		cursor := ""
		for range 3 {
			page, next, err := tx.Questions(ctx, cursor, 1)
			require.NoError(t, err)
			require.Len(t, page, 1)
			texts = append(texts, page[0].Versions[0].Text)
			cursor = next
		}
		require.Empty(t, cursor)
		require.Equal(t, []string{"drie", "twee", "een"}, texts)
		_, _, err := tx.Questions(ctx, "x", 1)
		require.ErrorIs(t, err, coaching.ErrInvalid)
		return nil
	})
}

func TestAnotherCoachTakesOver(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	ctx := t.Context()
	sees := func(actor coaching.Actor) (seen bool) {
		s.As(actor, func(tx *postgres.Tx) error {
			recordings, _, err := tx.Recordings(ctx, postgres.RecordingFilter{}, "", 0)
			seen = len(recordings) > 0
			return err
		})
		return seen
	}
	require.True(t, sees(s.Coach))
	require.False(t, sees(s.Coach2))
	choose := func(actor coaching.Actor, coach coaching.PersonID) error {
		return s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			_, err := tx.ChooseCoach(ctx, actor, s.Trajectory.ID, coach, s.Now)
			return err
		})
	}
	require.ErrorIs(t, choose(s.Coach, s.Coach2.ID), coaching.ErrForbidden)
	require.ErrorIs(t, choose(s.Colleague, s.Coach2.ID), coaching.ErrNotFound)
	require.ErrorIs(t, choose(s.Employee, s.Outsider.ID), coaching.ErrInvalid, "not engaged here")
	require.ErrorIs(t, choose(s.Employee, s.Employee.ID), coaching.ErrInvalid, "nobody coaches herself")
	require.NoError(t, choose(s.Employee, s.Coach2.ID))
	require.NoError(t, choose(s.Employee, s.Coach2.ID), "twice is once")
	require.False(t, sees(s.Coach))
	require.True(t, sees(s.Coach2))
	s.As(s.Employee, func(tx *postgres.Tx) error {
		names, err := tx.PersonNames(ctx, []coaching.PersonID{s.Coach.ID})
		require.Len(t, names, 1, "who coached her keeps a name")
		return err
	})
}

func TestACoachWhoseEngagementEndedSeesNothing(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Whole()
	_, err := s.PG.Owner.ExecContext(t.Context(), `
		UPDATE role_assignment
		SET valid_until = $2
		WHERE person_id = $1`, s.Coach.ID, s.Now)
	require.NoError(t, err)
	q := newQuestions(t, s.PG.Owner)
	q.asking(s.PG.App, "", func(ask question) {
		for table := range q.rows {
			want := map[string]string{
				"person": "see 1 change 1", "credential": "see 1 change 1", "role_assignment": "see 1",
				"code_pad": "see 1 add 1 change 1 remove 1", // her own things
			}[table]
			require.Equal(t, want, ask.powers(table, string(s.Coach.ID)), table)
		}
	})
}

func TestPauseResumeAndEnd(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	steer := func(actor coaching.Actor, do func(*postgres.Tx) (coaching.Trajectory, error)) (coaching.TrajectoryState, error) {
		var trajectory coaching.Trajectory
		err := s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) (err error) {
			trajectory, err = do(tx)
			return err
		})
		return trajectory.State(), err
	}
	pause := func(tx *postgres.Tx) (coaching.Trajectory, error) {
		return tx.Pause(ctx, s.Employee, s.Trajectory.ID, s.Now)
	}
	state, err := steer(s.Employee, pause)
	require.NoError(t, err)
	require.Equal(t, coaching.Paused, state)
	_, err = steer(s.Employee, pause)
	require.ErrorIs(t, err, coaching.ErrConflict)
	err = s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.CreateRecording(ctx, s.Employee, s.Cycle.ID, "", nil, 0, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrConflict, "nothing is recorded in a pause")
	state, err = steer(s.Employee, func(tx *postgres.Tx) (coaching.Trajectory, error) {
		return tx.Resume(ctx, s.Employee, s.Trajectory.ID, s.Now)
	})
	require.NoError(t, err)
	require.Equal(t, coaching.Running, state)
	_, err = steer(s.Coach, func(tx *postgres.Tx) (coaching.Trajectory, error) {
		return tx.End(ctx, s.Coach, s.Trajectory.ID, s.Now)
	})
	require.ErrorIs(t, err, coaching.ErrForbidden)
	state, err = steer(s.Employee, func(tx *postgres.Tx) (coaching.Trajectory, error) {
		return tx.End(ctx, s.Employee, s.Trajectory.ID, s.Now)
	})
	require.NoError(t, err)
	require.Equal(t, coaching.Ended, state)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		cycle, err := tx.Cycle(ctx, s.Cycle.ID)
		require.Equal(t, coaching.StepClosed, cycle.Step(), "an open cycle closes with it")
		return err
	})
}

func TestACycleClosesAndTheNextOpens(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Look()
	ctx := t.Context()
	closeIt := func(actor coaching.Actor, next bool) (closed coaching.Cycle, opened *coaching.Cycle, err error) {
		err = s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) (err error) {
			closed, opened, err = tx.CloseCycle(ctx, actor, s.Cycle.ID, next, s.Now)
			return err
		})
		return closed, opened, err
	}
	_, _, err := closeIt(s.Coach, true)
	require.ErrorIs(t, err, coaching.ErrForbidden)
	closed, opened, err := closeIt(s.Employee, true)
	require.NoError(t, err)
	require.Equal(t, coaching.StepClosed, closed.Step())
	require.Equal(t, coaching.CycleFacts{Recorded: 1, Shared: 1, Released: 1, Moments: 2, Looked: 1, WorkPoints: 1, Followed: 1}, closed.Facts)
	require.Equal(t, coaching.StageNext, closed.Stage())
	require.Equal(t, 2, opened.Number)
	require.Equal(t, coaching.StepRecord, opened.Step())
	_, _, err = closeIt(s.Employee, false)
	require.ErrorIs(t, err, coaching.ErrConflict)
}

func TestCyclesOfAllTrajectoriesComeInPages(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, _, err := tx.CloseCycle(t.Context(), s.Employee, s.Cycle.ID, true, s.Now)
		return err
	})
	pages := func(actor coaching.Actor) (seen []int) {
		for cursor, more := "", true; more; more = cursor != "" {
			s.As(actor, func(tx *postgres.Tx) error {
				cycles, next, err := tx.SeenCycles(t.Context(), cursor, 1)
				cursor = next
				for _, cycle := range cycles {
					seen = append(seen, cycle.Number)
				}
				return err
			})
		}
		return seen
	}
	require.Equal(t, []int{2, 1}, pages(s.Employee))
	require.Equal(t, []int{2, 1}, pages(s.Coach))
	for _, actor := range []coaching.Actor{s.Coach2, s.Colleague, s.Manager, s.Administrator, s.Officer, s.Outsider} {
		require.Empty(t, pages(actor), actor.Email)
	}
}
