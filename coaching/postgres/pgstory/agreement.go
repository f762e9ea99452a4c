package pgstory

import (
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Agree: the employee proposes that she may show the report, and the coach agrees.
func (s *Story) Agree() *Story {
	s.t.Helper()
	ctx := s.t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ProposeAgreement(ctx, s.Employee, s.Trajectory.ID, []coaching.Sharing{coaching.ShareReport}, "", s.day(-17))
		return err
	})
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.Agree(ctx, s.Coach, s.Trajectory.ID, 1, s.day(-16))
		return err
	})
	return s
}

// Answered closes the open cycle, opens the next one, starts an evaluation and hands in her answers.
func (s *Story) Answered() *Story {
	s.t.Helper()
	s.lookBack()
	s.answer(s.Employee, coaching.Answers{Answered: "Nog niet helemaal", BestMoment: "Het lachen aan tafel", NextQuestion: "Hoe doe ik dat buiten?"}, true)
	return s
}

func (s *Story) lookBack() {
	s.t.Helper()
	ctx := s.t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		trajectory, err := tx.Trajectory(ctx, s.Trajectory.ID)
		if err != nil {
			return err
		}
		if _, _, err := tx.CloseCycle(ctx, s.Employee, trajectory.OpenCycleID, true, s.day(-2)); err != nil {
			return err
		}
		_, err = tx.StartEvaluation(ctx, s.Employee, s.Trajectory.ID, s.day(-2))
		return err
	})
}

func (s *Story) answer(actor coaching.Actor, answers coaching.Answers, handIn bool) {
	s.t.Helper()
	s.As(actor, func(tx *postgres.Tx) error {
		_, err := tx.Answer(s.t.Context(), actor, s.Trajectory.ID, answers, handIn, 0, s.day(-1))
		return err
	})
}

// visited leaves an evaluation half way: another coach came by, handed in and left, hers stays a draft, and
// the report that came of it waits for the employee.
func (s *Story) visited() {
	s.t.Helper()
	ctx := s.t.Context()
	s.lookBack()
	s.answer(s.Coach, coaching.Answers{Growth: "Dit is nog niet af"}, false)
	s.chooses(s.Coach2)
	s.answer(s.Coach2, coaching.Answers{Growth: "Je wacht langer"}, true)
	s.answer(s.Employee, coaching.Answers{Answered: "Nog niet helemaal"}, true)
	s.chooses(s.Coach)
	s.As(s.Coach, func(tx *postgres.Tx) (err error) {
		if s.Written, err = tx.ApproveReport(ctx, s.Coach, s.Trajectory.ID, 1, s.day(-1)); err != nil {
			return err
		}
		return tx.LogReport(ctx, s.Coach, "report_pdf", s.Written, s.day(-1))
	})
}

func (s *Story) chooses(coach coaching.Actor) {
	s.t.Helper()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ChooseCoach(s.t.Context(), s.Employee, s.Trajectory.ID, coach.ID, time.Now())
		return err
	})
}

// Evaluate: both have handed in, both approve the report, and she takes it away.
func (s *Story) Evaluate() *Story {
	s.t.Helper()
	s.Answered()
	s.answer(s.Coach, coaching.Answers{Growth: "Je wacht langer"}, true)
	ctx := s.t.Context()
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.ApproveReport(ctx, s.Coach, s.Trajectory.ID, 1, s.day(-1))
		return err
	})
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		if s.Written, err = tx.ApproveReport(ctx, s.Employee, s.Trajectory.ID, 1, s.day(-1)); err != nil {
			return err
		}
		return tx.LogReport(ctx, s.Employee, "report_pdf", s.Written, s.day(-1))
	})
	return s
}
