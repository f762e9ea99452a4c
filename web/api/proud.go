package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// ProudMark is something that the employee keeps, with the recording that it is in.
type ProudMark struct {
	Mark      Annotation `json:"mark"`
	Recording ProudOf    `json:"recording"`
}

// ProudOf names a recording.
type ProudOf struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// ProudMarks lists what the actor is proud of, newest first.
func (a *API) ProudMarks() Operation {
	return Do(a, "proud-marks", "What you are proud of", func(ctx context.Context, actor coaching.Actor, _ *Empty) (*Of[List[ProudMark]], error) {
		var shown []ProudMark
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			found, err := tx.ProudMarks(ctx)
			if err != nil {
				return err
			}
			named := people{actor.ID: actor.Person}
			shown = each(found, func(m coaching.ProudMark) ProudMark {
				return ProudMark{Mark: named.annotation(m.Mark), Recording: ProudOf{string(m.Recording.ID), m.Recording.Title}}
			})
			return nil
		})
		return of(whole(shown), err)
	})
}
