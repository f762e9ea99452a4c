package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Reopening is an end that was undone, or that a coach asks the employee to undo.
type Reopening struct {
	ID         string     `json:"id"`
	CycleID    *string    `json:"cycle_id" doc:"null: the whole trajectory"`
	EndedAt    time.Time  `json:"ended_at" doc:"The end that it undoes"`
	AskedBy    string     `json:"asked_by"`
	AskedAt    time.Time  `json:"asked_at"`
	AnsweredAt *time.Time `json:"answered_at"`
	Granted    bool       `json:"granted"`
}

func reopeningOf(r coaching.Reopening) Reopening {
	return Reopening{
		ID: string(r.ID), CycleID: maybe(string(r.CycleID)), EndedAt: instant(r.EndedAt), AskedBy: string(r.AskedBy),
		AskedAt: instant(r.AskedAt), AnsweredAt: perhaps(r.AnsweredAt), Granted: r.Granted,
	}
}

// Reopenings lists those of a trajectory, oldest first.
func (a *API) Reopenings() Operation {
	return Do(a, "reopenings", "Ends that were undone, or asked to be", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[Reopening]], error) {
		var shown []Reopening
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			trajectory, err := tx.Trajectory(ctx, coaching.TrajectoryID(in.ID))
			if err != nil {
				return err
			}
			found, err := tx.Reopenings(ctx, trajectory.ID)
			shown = each(found, reopeningOf)
			return err
		})
		return of(whole(shown), err)
	})
}

// ReopenTrajectory lets it go on; a coach asks.
func (a *API) ReopenTrajectory() Operation {
	return Do(a, "reopen-trajectory", "Go on after the end, or ask her to", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Reopening], error) {
		return a.reopening(ctx, actor, func(tx *postgres.Tx) (coaching.Reopening, error) {
			return tx.ReopenTrajectory(ctx, actor, coaching.TrajectoryID(in.ID), a.Now())
		})
	})
}

// ReopenCycle opens it again; a coach asks.
func (a *API) ReopenCycle() Operation {
	return Do(a, "reopen-cycle", "Open a closed cycle again, or ask her to", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Reopening], error) {
		return a.reopening(ctx, actor, func(tx *postgres.Tx) (coaching.Reopening, error) {
			return tx.ReopenCycle(ctx, actor, coaching.CycleID(in.ID), a.Now())
		})
	})
}

type answerReopeningInput struct {
	ByID
	Reopening string `path:"reopening"`
	Body      struct {
		Yes bool `json:"yes"`
	}
}

// AnswerReopening is the employee's yes or no.
func (a *API) AnswerReopening() Operation {
	return Do(a, "answer-reopening", "Say yes or no to going on", func(ctx context.Context, actor coaching.Actor, in *answerReopeningInput) (*Of[Reopening], error) {
		if !isID(in.Reopening) {
			return nil, coaching.ErrNotFound
		}
		return a.reopening(ctx, actor, func(tx *postgres.Tx) (coaching.Reopening, error) {
			return tx.AnswerReopening(ctx, actor, coaching.ReopeningID(in.Reopening), in.Body.Yes, a.Now())
		})
	})
}

func (a *API) reopening(ctx context.Context, actor coaching.Actor, do func(*postgres.Tx) (coaching.Reopening, error)) (*Of[Reopening], error) {
	var made coaching.Reopening
	err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
		made, err = do(tx)
		return err
	})
	return of(reopeningOf(made), err)
}
