package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Cycle is one round of filming, looking back and trying out.
type Cycle struct {
	ID           string     `json:"id"`
	TrajectoryID string     `json:"trajectory_id"`
	QuestionID   string     `json:"question_id"`
	Number       int        `json:"number"`
	Step         string     `json:"step" enum:"record,share,analyse,look,practise,closed"`
	Stage        string     `json:"stage" enum:"planned,recorded,analysed,released,reviewed,work_point,practised,next,evaluated,closed" doc:"The step more finely, see docs/stages.md"`
	OpenedAt     time.Time  `json:"opened_at"`
	ClosedAt     *time.Time `json:"closed_at"`
	Facts        Facts      `json:"facts"`
}

// Facts are what the step derives from, as far as the reader may see them.
type Facts struct {
	Recorded   int `json:"recorded"`
	Shared     int `json:"shared"`
	Released   int `json:"released"`
	Moments    int `json:"moments"`
	Looked     int `json:"looked"`
	WorkPoints int `json:"work_points"`
	Talking    int `json:"talking" doc:"Review talks that run"`
	Talked     int `json:"talked" doc:"Review talks that were held"`
	ToApprove  int `json:"to_approve" doc:"Notes of a talk that wait for her"`
	Tried      int `json:"tried" doc:"Times that she says she tried her work point"`
	Followed   int `json:"followed" doc:"1 when another cycle came after it"`
	Evaluated  int `json:"evaluated" doc:"Evaluations that began after it was closed"`
}

// cycleOf shows a cycle of a trajectory.
func cycleOf(t coaching.Trajectory) func(coaching.Cycle) Cycle {
	return func(c coaching.Cycle) Cycle {
		return Cycle{
			ID: string(c.ID), TrajectoryID: string(c.TrajectoryID), QuestionID: string(t.QuestionID),
			Number: c.Number, Step: string(c.Step()), Stage: string(c.Stage()), OpenedAt: instant(c.OpenedAt), ClosedAt: perhaps(c.ClosedAt),
			Facts: Facts(c.Facts),
		}
	}
}

// Cycles lists the cycles of a trajectory, the first one first.
func (a *API) Cycles() Operation {
	return Do(a, "cycles", "The cycles of a trajectory", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[Cycle]], error) {
		var shown []Cycle
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			trajectory, err := tx.Trajectory(ctx, coaching.TrajectoryID(in.ID))
			if err != nil {
				return err
			}
			found, err := tx.Cycles(ctx, trajectory.ID)
			shown = each(found, cycleOf(trajectory))
			return err
		})
		return of(whole(shown), err)
	})
}

// SeenCycles lists the cycles of all trajectories that the actor may see.
func (a *API) SeenCycles() Operation {
	return Do(a, "seen-cycles", "The cycles that you may see, the newest first; at most 25 at a time", func(ctx context.Context, actor coaching.Actor, in *Page) (*Of[List[Cycle]], error) {
		var shown List[Cycle]
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			found, next, err := tx.SeenCycles(ctx, in.Cursor, in.Limit)
			if err != nil {
				return err
			}
			roads, err := tx.TrajectoriesOf(ctx, found)
			shown = listOf(found, next, func(c coaching.Cycle) Cycle { return cycleOf(roads[c.TrajectoryID])(c) })
			return err
		})
		return of(shown, err)
	})
}

// Cycle reads one cycle.
func (a *API) Cycle() Operation {
	return Do(a, "cycle", "One cycle and where it stands", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Cycle], error) {
		var shown Cycle
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			found, err := tx.Cycle(ctx, coaching.CycleID(in.ID))
			if err != nil {
				return err
			}
			trajectory, err := tx.Trajectory(ctx, found.TrajectoryID)
			shown = cycleOf(trajectory)(found)
			return err
		})
		return of(shown, err)
	})
}

type closeInput struct {
	ByID
	Body struct {
		Next bool `json:"next" doc:"Open the next cycle at once"`
	}
}

// Closed is a closed cycle and the one that was opened after it.
type Closed struct {
	Closed Cycle  `json:"closed"`
	Next   *Cycle `json:"next"`
}

// CloseCycle closes a cycle.
func (a *API) CloseCycle() Operation {
	return Do(a, "close-cycle", "Close a cycle, and open the next", func(ctx context.Context, actor coaching.Actor, in *closeInput) (*Of[Closed], error) {
		var shown Closed
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			closed, next, err := tx.CloseCycle(ctx, actor, coaching.CycleID(in.ID), in.Body.Next, a.Now())
			if err != nil {
				return err
			}
			trajectory, err := tx.Trajectory(ctx, closed.TrajectoryID)
			shown.Closed = cycleOf(trajectory)(closed)
			if next != nil {
				opened := cycleOf(trajectory)(*next)
				shown.Next = &opened
			}
			return err
		})
		return of(shown, err)
	})
}
