package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Trajectory is the road under one question.
type Trajectory struct {
	ID         string     `json:"id"`
	QuestionID string     `json:"question_id"`
	Employee   Person     `json:"employee"`
	Coaches    []Person   `json:"coaches"`
	CreatedAt  time.Time  `json:"created_at"`
	StartedAt  *time.Time `json:"started_at"`
	PausedAt   *time.Time `json:"paused_at"`
	EndedAt    *time.Time `json:"ended_at"`
	State      string     `json:"state" enum:"wording,running,paused,ended"`
	CycleID    *string    `json:"cycle_id" doc:"The open cycle"`
}

func (p people) trajectory(t coaching.Trajectory) Trajectory {
	return Trajectory{
		ID: string(t.ID), QuestionID: string(t.QuestionID), Employee: p.of(t.EmployeeID),
		Coaches: p.all(t.CoachIDs), CreatedAt: instant(t.CreatedAt), StartedAt: perhaps(t.StartedAt),
		PausedAt: perhaps(t.PausedAt), EndedAt: perhaps(t.EndedAt), State: string(t.State()),
		CycleID: maybe(string(t.OpenCycleID)),
	}
}

func onRoad(trajectories ...coaching.Trajectory) []coaching.PersonID {
	var ids []coaching.PersonID
	for _, t := range trajectories {
		ids = append(append(ids, t.EmployeeID), t.CoachIDs...)
	}
	return ids
}

// trajectoryFrom runs one step of the store and shows the trajectory that it leaves.
func (a *API) trajectoryFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Trajectory, error)) (Trajectory, error) {
	var shown Trajectory
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		found, err := step(tx)
		if err != nil {
			return err
		}
		named, err := names(ctx, tx, onRoad(found)...)
		shown = named.trajectory(found)
		return err
	})
	return shown, err
}

// Trajectories lists the trajectories that the actor may see.
func (a *API) Trajectories() Operation {
	return Do(a, "trajectories", "The trajectories that you may see", func(ctx context.Context, actor coaching.Actor, in *Page) (*Of[List[Trajectory]], error) {
		var shown List[Trajectory]
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			items, next, err := tx.Trajectories(ctx, in.Cursor, in.Limit)
			if err != nil {
				return err
			}
			named, err := names(ctx, tx, onRoad(items...)...)
			shown = listOf(items, next, named.trajectory)
			return err
		})
		return of(shown, err)
	})
}

// Trajectory reads one trajectory.
func (a *API) Trajectory() Operation {
	return Do(a, "trajectory", "One trajectory", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Trajectory], error) {
		return of(a.trajectoryFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Trajectory, error) {
			return tx.Trajectory(ctx, coaching.TrajectoryID(in.ID))
		}))
	})
}

type coachInput struct {
	ByID
	Body struct {
		CoachID string `json:"coach_id" doc:"Empty: nobody for now"`
		Words   string `json:"words,omitempty" doc:"To the coach before; nobody else reads them"`
	}
}

// ChooseCoach is the employee's choice; an earlier coach's part ends with it.
func (a *API) ChooseCoach() Operation {
	return Do(a, "choose-coach", "Choose the coach of your trajectory", func(ctx context.Context, actor coaching.Actor, in *coachInput) (*Of[Trajectory], error) {
		if in.Body.CoachID != "" {
			if err := checkID("coach_id", in.Body.CoachID); err != nil {
				return nil, err
			}
		}
		return of(a.trajectoryFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Trajectory, error) {
			return tx.ChangeCoach(ctx, actor, coaching.TrajectoryID(in.ID), coaching.PersonID(in.Body.CoachID), in.Body.Words, a.Now())
		}))
	})
}

type steering func(tx *postgres.Tx, ctx context.Context, actor coaching.Actor, id coaching.TrajectoryID, now time.Time) (coaching.Trajectory, error)

func (a *API) steer(id, summary string, step steering) Operation {
	return Do(a, id, summary, func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Trajectory], error) {
		return of(a.trajectoryFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Trajectory, error) {
			return step(tx, ctx, actor, coaching.TrajectoryID(in.ID), a.Now())
		}))
	})
}

// PauseTrajectory rests it.
func (a *API) PauseTrajectory() Operation {
	return a.steer("pause-trajectory", "Pause your trajectory", (*postgres.Tx).Pause)
}

// ResumeTrajectory goes on after a pause.
func (a *API) ResumeTrajectory() Operation {
	return a.steer("resume-trajectory", "Go on with your trajectory", (*postgres.Tx).Resume)
}

// EndTrajectory ends it; an open cycle closes with it.
func (a *API) EndTrajectory() Operation {
	return a.steer("end-trajectory", "End your trajectory", (*postgres.Tx).End)
}
