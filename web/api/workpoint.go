package api

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// WorkPoint is the one small thing that the employee tries out, in her own words.
type WorkPoint struct {
	ID        string    `json:"id"`
	CycleID   string    `json:"cycle_id"`
	Text      string    `json:"text"`
	TryWhen   string    `json:"try_when"`
	NoticedBy string    `json:"noticed_by"`
	Version   int       `json:"version"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

func workPointOf(w coaching.WorkPoint) WorkPoint {
	return WorkPoint{
		ID: string(w.ID), CycleID: string(w.CycleID), Text: w.Text, TryWhen: w.TryWhen, NoticedBy: w.NoticedBy,
		Version: w.Version, CreatedAt: instant(w.CreatedAt), UpdatedAt: instant(w.UpdatedAt),
	}
}

// WorkPoint reads the work point of a cycle.
func (a *API) WorkPoint() Operation {
	return Do(a, "work-point", "The work point of a cycle", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[WorkPoint], error) {
		var found coaching.WorkPoint
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.WorkPoint(ctx, coaching.CycleID(in.ID))
			return err
		})
		return tagged(workPointOf(found), found.Version, err)
	})
}

type workPointInput struct {
	ByID
	IfMatch     string `header:"If-Match" doc:"The ETag that the change was made from; leave out for the first"`
	IfNoneMatch string `header:"If-None-Match" doc:"* demands that there is none yet"`
	Body        struct {
		Text      string `json:"text"`
		TryWhen   string `json:"try_when,omitempty"`
		NoticedBy string `json:"noticed_by,omitempty"`
	}
}

// SetWorkPoint writes or rewords the work point.
func (a *API) SetWorkPoint() Operation {
	return Do(a, "set-work-point", "Write your work point", func(ctx context.Context, actor coaching.Actor, in *workPointInput) (*Tagged[WorkPoint], error) {
		point := coaching.WorkPoint{
			CycleID: coaching.CycleID(in.ID), Text: in.Body.Text, TryWhen: in.Body.TryWhen, NoticedBy: in.Body.NoticedBy,
		}
		var written coaching.WorkPoint
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			version, err := in.from(ctx, tx)
			if err != nil {
				return err
			}
			written, err = tx.SetWorkPoint(ctx, actor, point.CycleID, point, version)
			return err
		})
		return tagged(workPointOf(written), written.Version, err)
	})
}

// from is the version that the change starts from, 0 for the first work point. Once there is one,
// its version has to be named.
func (in *workPointInput) from(ctx context.Context, tx *postgres.Tx) (int, error) {
	if _, err := tx.Cycle(ctx, coaching.CycleID(in.ID)); err != nil {
		return 0, err
	}
	_, err := tx.WorkPoint(ctx, coaching.CycleID(in.ID))
	switch missing := errors.Is(err, coaching.ErrNotFound); {
	case err != nil && !missing:
		return 0, err
	case missing && in.IfMatch != "":
		return 0, coaching.ErrStale
	case missing:
		return 0, nil
	case in.IfNoneMatch == "*":
		return 0, coaching.ErrStale
	}
	return Change{IfMatch: in.IfMatch}.version()
}
