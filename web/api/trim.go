package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Trim is a stretch that is cut out of a recording for good.
type Trim struct {
	ID       string     `json:"id"`
	StartMS  int64      `json:"start_ms" doc:"What was asked"`
	EndMS    int64      `json:"end_ms"`
	Reason   string     `json:"reason" enum:"consent,other,restored"`
	AskedAt  time.Time  `json:"asked_at"`
	FromMS   *int64     `json:"from_ms" doc:"What went, once it is cut: never less than was asked"`
	ToMS     *int64     `json:"to_ms"`
	DoneAt   *time.Time `json:"done_at" doc:"From then on the old files are not there any more"`
	FailedAt *time.Time `json:"failed_at" doc:"It could not be cut, and nothing has changed"`
	Failure  *string    `json:"failure" enum:"nothing_left,not_cuttable,unreadable,files_missing"`
	Files    int        `json:"files" doc:"That were destroyed"`
	Bytes    int64      `json:"bytes"`
}

func trimOf(t coaching.Trim) Trim {
	return Trim{
		ID: string(t.ID), StartMS: t.StartMS, EndMS: t.EndMS, Reason: string(t.Reason), AskedAt: instant(t.AskedAt),
		FromMS: t.FromMS, ToMS: t.ToMS, DoneAt: perhaps(t.DoneAt), FailedAt: perhaps(t.FailedAt), Failure: maybe(t.Failure),
		Files: t.Files, Bytes: t.Bytes,
	}
}

// Trims lists what was cut out of a recording of the actor.
func (a *API) Trims() Operation {
	return Do(a, "trims", "What was cut out of a recording, and what is being cut", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[Trim]], error) {
		var found []coaching.Trim
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			id := coaching.RecordingID(in.ID)
			recording, err := tx.Recording(ctx, id)
			if err != nil {
				return err
			}
			if recording.OwnerID != actor.ID {
				return coaching.ErrNotFound
			}
			found, err = tx.Trims(ctx, id)
			return err
		})
		return of(whole(each(found, trimOf)), err)
	})
}

type trimInput struct {
	ByID
	Body struct {
		StartMS int64  `json:"start_ms"`
		EndMS   int64  `json:"end_ms"`
		Reason  string `json:"reason" enum:"consent,other"`
	}
}

// CreateTrim cuts a stretch out of a recording for good. It takes a while: the answer says that it is asked.
func (a *API) CreateTrim() Operation {
	return Make(a, "create-trim", "Cut a stretch out of a recording, and out of its further cameras, for good", func(ctx context.Context, actor coaching.Actor, in *trimInput) (*Of[Trim], error) {
		var asked coaching.Trim
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			asked, err = tx.AskTrim(ctx, actor, coaching.RecordingID(in.ID), in.Body.StartMS, in.Body.EndMS, coaching.TrimReason(in.Body.Reason), a.Now())
			return err
		})
		if err != nil {
			return nil, err
		}
		a.Changed()
		return of(trimOf(asked), nil)
	})
}
