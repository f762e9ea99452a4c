package postgres_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func lastEvaluation(t *testing.T, s *pgstory.Story, actor coaching.Actor) (found coaching.Evaluation) {
	t.Helper()
	s.As(actor, func(tx *postgres.Tx) error {
		all, err := tx.Evaluations(t.Context(), s.Trajectory.ID)
		if err == nil && len(all) > 0 {
			found = all[0]
		}
		return err
	})
	return found
}

func answers(t *testing.T, s *pgstory.Story, actor coaching.Actor, said coaching.Answers, handIn bool, version int) error {
	t.Helper()
	return s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
		_, err := tx.Answer(t.Context(), actor, s.Trajectory.ID, said, handIn, version, s.Now)
		return err
	})
}

// TestTheCoachCannotReadHerAnswersBeforeSheHandsThemIn asks the database itself, past every rule of the program.
func TestTheCoachCannotReadHerAnswersBeforeSheHandsThemIn(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Look()
	ctx := t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		if _, _, err := tx.CloseCycle(ctx, s.Employee, s.Cycle.ID, true, s.Now); err != nil {
			return err
		}
		_, err := tx.StartEvaluation(ctx, s.Employee, s.Trajectory.ID, s.Now)
		return err
	})
	require.NoError(t, answers(t, s, s.Employee, coaching.Answers{Answered: "Nog geheim"}, false, 0))
	require.NoError(t, answers(t, s, s.Coach, coaching.Answers{Growth: "Nog dicht"}, true, 0))
	texts := func(actor coaching.Actor) (found []string) {
		s.As(actor, func(tx *postgres.Tx) error {
			return tx.SelectContext(ctx, &found, `SELECT answered || growth FROM evaluation_part ORDER BY 1`)
		})
		return found
	}
	require.Equal(t, []string{"Nog dicht"}, texts(s.Coach))
	require.Equal(t, []string{"Nog geheim"}, texts(s.Employee), "and hers first: the coach's is still shut")
	require.Empty(t, texts(s.Manager))
	err := s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE evaluation_part SET handed_in_at = now()`)
		if err != nil {
			return err
		}
		rows, err := result.RowsAffected()
		require.Zero(t, rows, "nobody hands in for her, and what is handed in stays")
		return err
	})
	require.NoError(t, err)
	require.ErrorIs(t, answers(t, s, s.Employee, coaching.Answers{Answered: "Ander venster"}, false, 0), coaching.ErrStale)
	require.NoError(t, answers(t, s, s.Employee, coaching.Answers{Answered: "Nog niet"}, true, 1))
	require.Equal(t, []string{"Nog dicht", "Nog niet"}, texts(s.Coach))
	require.Equal(t, []string{"Nog dicht", "Nog niet"}, texts(s.Employee))
	require.ErrorIs(t, answers(t, s, s.Employee, coaching.Answers{Answered: "Toch ja"}, false, 2), coaching.Conflict("handed_in"))
	require.NotNil(t, lastEvaluation(t, s, s.Employee).Report)
}

// TestBothHandInAtOnceAndThereIsOneReport, in both orders.
func TestBothHandInAtOnceAndThereIsOneReport(t *testing.T) {
	t.Parallel()
	for name, order := range map[string]func(*pgstory.Story) [2]coaching.Actor{
		"employee first": func(s *pgstory.Story) [2]coaching.Actor { return [2]coaching.Actor{s.Employee, s.Coach} },
		"coach first":    func(s *pgstory.Story) [2]coaching.Actor { return [2]coaching.Actor{s.Coach, s.Employee} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newPeople(t).Look()
			ctx := t.Context()
			s.As(s.Employee, func(tx *postgres.Tx) error {
				if _, _, err := tx.CloseCycle(ctx, s.Employee, s.Cycle.ID, false, s.Now); err != nil {
					return err
				}
				_, err := tx.StartEvaluation(ctx, s.Employee, s.Trajectory.ID, s.Now)
				return err
			})
			said := map[coaching.PersonID]coaching.Answers{s.Employee.ID: {Answered: "Ja"}, s.Coach.ID: {Growth: "Je wacht"}}
			pair := order(s)
			var second <-chan error
			s.As(pair[0], func(tx *postgres.Tx) error {
				_, err := tx.Answer(ctx, pair[0], s.Trajectory.ID, said[pair[0].ID], true, 0, s.Now)
				second = late(t, s, func() error { return answers(t, s, pair[1], said[pair[1].ID], true, 0) })
				return err
			})
			require.NoError(t, <-second)
			report := lastEvaluation(t, s, s.Employee).Report
			require.NotNil(t, report, "the second sees what the first handed in")
			require.Equal(t, "Ja", report.Answered)
			require.Equal(t, "Je wacht", report.Growth)
			require.Equal(t, "Drie tellen wachten", report.WorkPoints)
			require.Equal(t, s.Coach.Name.Full(), report.Coach)
		})
	}
}

func drafted(t *testing.T) *pgstory.Story {
	t.Helper()
	s := newPeople(t).Look().Answered()
	require.NoError(t, answers(t, s, s.Coach, coaching.Answers{Growth: "Je wacht"}, true, 0))
	return s
}

func TestBothApproveAtOnceAndItIsFrozen(t *testing.T) {
	t.Parallel()
	s := drafted(t)
	var both sync.WaitGroup
	errs := make([]error, 2)
	for i, actor := range []coaching.Actor{s.Employee, s.Coach} {
		both.Go(func() {
			errs[i] = s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
				_, err := tx.ApproveReport(t.Context(), actor, s.Trajectory.ID, 1, s.Now)
				return err
			})
		})
	}
	both.Wait()
	require.NoError(t, errs[0])
	require.NoError(t, errs[1])
	require.NotNil(t, lastEvaluation(t, s, s.Coach).Report.ApprovedAt())
	err := s.DB.AsActor(t.Context(), s.Coach, func(tx *postgres.Tx) error {
		result, err := tx.ExecContext(t.Context(), `UPDATE report SET growth = 'anders', updated_by = $1`, s.Coach.ID)
		if err != nil {
			return err
		}
		rows, err := result.RowsAffected()
		require.Zero(t, rows, "the database itself keeps it as it is")
		return err
	})
	require.NoError(t, err)
}

// TestAnApprovalDoesNotLandOnATextThatIsBeingChanged, and a change does not land on a text that is being frozen.
func TestAnApprovalDoesNotLandOnATextThatIsBeingChanged(t *testing.T) {
	t.Parallel()
	s := drafted(t)
	ctx := t.Context()
	approve := func(actor coaching.Actor, version int) error {
		return s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			_, err := tx.ApproveReport(ctx, actor, s.Trajectory.ID, version, s.Now)
			return err
		})
	}
	require.NoError(t, approve(s.Coach, 1))
	text := lastEvaluation(t, s, s.Employee).Report.ReportText
	text.Growth = "Je wacht langer"
	var yes <-chan error
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.EditReport(ctx, s.Employee, s.Trajectory.ID, text, 1, s.Now)
		yes = late(t, s, func() error { return approve(s.Employee, 1) })
		return err
	})
	require.ErrorIs(t, <-yes, coaching.ErrStale)
	require.Empty(t, lastEvaluation(t, s, s.Employee).Report.Approvals, "the coach's was of the text before")

	require.NoError(t, approve(s.Employee, 2))
	var change <-chan error
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.ApproveReport(ctx, s.Coach, s.Trajectory.ID, 2, s.Now)
		change = late(t, s, func() error {
			return s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.EditReport(ctx, s.Employee, s.Trajectory.ID, coaching.ReportText{Question: "Anders"}, 2, s.Now)
				return err
			})
		})
		return err
	})
	require.ErrorIs(t, <-change, coaching.Conflict("report_approved"))
}

func TestTwoCoachesDoNotApproveWithoutHer(t *testing.T) {
	t.Parallel()
	s := drafted(t)
	ctx := t.Context()
	for _, coach := range []coaching.Actor{s.Coach, s.Coach2} {
		s.As(s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.ChooseCoach(ctx, s.Employee, s.Trajectory.ID, coach.ID, s.Now)
			return err
		})
		s.As(coach, func(tx *postgres.Tx) error {
			_, err := tx.ApproveReport(ctx, coach, s.Trajectory.ID, 1, s.Now)
			return err
		})
	}
	require.Len(t, lastEvaluation(t, s, s.Employee).Report.Approvals, 2)
	require.Nil(t, lastEvaluation(t, s, s.Employee).Report.ApprovedAt())
	text := lastEvaluation(t, s, s.Employee).Report.ReportText
	text.Growth = "Toch anders"
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.EditReport(ctx, s.Employee, s.Trajectory.ID, text, 1, s.Now)
		return err
	})
}
