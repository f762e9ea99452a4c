package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Look is the employee's own first look at a moment.
type Look struct {
	ID       string    `json:"id"`
	Seen     string    `json:"seen" enum:"something,nothing,skipped"`
	Text     string    `json:"text"`
	LookedAt time.Time `json:"looked_at"`
}

func lookOf(l coaching.Look) Look {
	return Look{ID: string(l.ID), Seen: string(l.Seen), Text: l.Text, LookedAt: instant(l.LookedAt)}
}

type lookInput struct {
	ByID
	Body struct {
		MomentID string `json:"moment_id"`
		Seen     string `json:"seen" enum:"something,nothing,skipped"`
		Text     string `json:"text,omitempty"`
	}
}

// CreateLook stores what she sees and opens the coach's mark of that moment. The first look stays.
func (a *API) CreateLook() Operation {
	return Make(a, "create-look", "Say what you see; the coach's mark opens", func(ctx context.Context, actor coaching.Actor, in *lookInput) (*Of[Moment], error) {
		if !isID(in.Body.MomentID) {
			return nil, coaching.Invalid{{Field: "moment_id", Code: "unknown"}}
		}
		var shown Moment
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			id := coaching.MomentID(in.Body.MomentID)
			if _, err := momentOf(ctx, tx, coaching.CycleID(in.ID), id); err != nil {
				return err
			}
			opened, err := tx.CreateLook(ctx, actor, id, coaching.Seen(in.Body.Seen), in.Body.Text, a.Now())
			if err != nil {
				return err
			}
			named := people{}
			if opened.Mark != nil {
				named, err = names(ctx, tx, opened.Mark.AuthorID)
			}
			shown = named.moment(opened)
			return err
		})
		return of(shown, err)
	})
}

// momentOf finds a released moment of a cycle.
func momentOf(ctx context.Context, tx *postgres.Tx, cycle coaching.CycleID, id coaching.MomentID) (coaching.Moment, error) {
	releases, err := tx.Releases(ctx, cycle)
	if err != nil {
		return coaching.Moment{}, err
	}
	for _, release := range releases {
		for _, moment := range release.Moments {
			if moment.ID == id {
				return moment, nil
			}
		}
	}
	return coaching.Moment{}, coaching.ErrNotFound
}
