package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Practice is once that the employee tried out her work point.
type Practice struct {
	ID      string    `json:"id"`
	CycleID string    `json:"cycle_id"`
	Text    string    `json:"text" doc:"A line of her diary; her coach reads it too"`
	TriedAt time.Time `json:"tried_at"`
}

func practiceOf(p coaching.Practice) Practice {
	return Practice{ID: string(p.ID), CycleID: string(p.CycleID), Text: p.Text, TriedAt: instant(p.TriedAt)}
}

// Practices lists the times that the work point of a cycle was tried, oldest first.
func (a *API) Practices() Operation {
	return Do(a, "practices", "The times that you tried your work point", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[Practice]], error) {
		var shown []Practice
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			cycle, err := tx.Cycle(ctx, coaching.CycleID(in.ID))
			if err != nil {
				return err
			}
			found, err := tx.Practices(ctx, cycle.ID)
			shown = each(found, practiceOf)
			return err
		})
		return of(whole(shown), err)
	})
}

type practiceInput struct {
	ByID
	Body struct {
		Text string `json:"text,omitempty"`
	}
}

// TryWorkPoint says that the employee tried it.
func (a *API) TryWorkPoint() Operation {
	return Do(a, "try-work-point", "Say that you tried your work point", func(ctx context.Context, actor coaching.Actor, in *practiceInput) (*Of[Practice], error) {
		var tried coaching.Practice
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			tried, err = tx.TryWorkPoint(ctx, actor, coaching.CycleID(in.ID), in.Body.Text, a.Now())
			return err
		})
		return of(practiceOf(tried), err)
	})
}
