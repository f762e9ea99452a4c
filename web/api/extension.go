package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Extension is a later end of a recording: chosen by its owner or asked for by her coach.
type Extension struct {
	ID          string     `json:"id"`
	AskedBy     Person     `json:"asked_by"`
	Until       string     `json:"until" format:"date" doc:"The last day"`
	Reason      string     `json:"reason"`
	AskedAt     time.Time  `json:"asked_at"`
	DecidedAt   *time.Time `json:"decided_at" doc:"null while it waits for the owner"`
	Granted     bool       `json:"granted"`
	TakenBackAt *time.Time `json:"taken_back_at"`
}

func (p people) extension(e coaching.Extension) Extension {
	return Extension{
		ID: string(e.ID), AskedBy: p.of(e.AskedBy), Until: string(e.Until), Reason: e.Reason, AskedAt: instant(e.AskedAt),
		DecidedAt: perhaps(e.DecidedAt), Granted: e.Granted, TakenBackAt: perhaps(e.TakenBackAt),
	}
}

func showExtensions(ctx context.Context, tx *postgres.Tx, found []coaching.Extension) ([]Extension, error) {
	var ids []coaching.PersonID
	for _, e := range found {
		ids = append(ids, e.AskedBy)
	}
	named, err := names(ctx, tx, ids...)
	return each(found, named.extension), err
}

// extensionFrom runs one step of the store and shows the later end that it leaves.
func (a *API) extensionFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Extension, error)) (*Of[Extension], error) {
	var shown []Extension
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		found, err := step(tx)
		if err != nil {
			return err
		}
		shown, err = showExtensions(ctx, tx, []coaching.Extension{found})
		return err
	})
	if err != nil {
		return nil, err
	}
	return of(shown[0], nil)
}

// Extensions lists the later ends of a recording.
func (a *API) Extensions() Operation {
	return Do(a, "extensions", "Later ends that were chosen or asked for", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[Extension]], error) {
		var shown []Extension
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			id := coaching.RecordingID(in.ID)
			if _, err := tx.Recording(ctx, id); err != nil {
				return err
			}
			found, err := tx.Extensions(ctx, id)
			if err != nil {
				return err
			}
			shown, err = showExtensions(ctx, tx, found)
			return err
		})
		return of(whole(shown), err)
	})
}

type extendInput struct {
	ByID
	Body struct {
		Until  string `json:"until" doc:"The last day, 2026-12-06"`
		Reason string `json:"reason"`
	}
}

// Extend keeps a recording longer, or asks its owner to.
func (a *API) Extend() Operation {
	return Make(a, "extend", "Keep a recording longer; a coach's is a question to its owner", func(ctx context.Context, actor coaching.Actor, in *extendInput) (*Of[Extension], error) {
		return a.extensionFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Extension, error) {
			return tx.Extend(ctx, actor, coaching.RecordingID(in.ID), in.Body.Until, in.Body.Reason, a.Now())
		})
	})
}

type answerExtensionInput struct {
	ByExtension
	Body struct {
		Yes bool `json:"yes"`
	}
}

// AnswerExtension is the owner's yes or no.
func (a *API) AnswerExtension() Operation {
	return Do(a, "answer-extension", "Say yes or no to keeping it longer", func(ctx context.Context, actor coaching.Actor, in *answerExtensionInput) (*Of[Extension], error) {
		return a.extensionFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Extension, error) {
			return tx.AnswerExtension(ctx, actor, coaching.RecordingID(in.ID), coaching.ExtensionID(in.Extension), in.Body.Yes, a.Now())
		})
	})
}

// TakeBackExtensions lets the recording end on its own day again.
func (a *API) TakeBackExtensions() Operation {
	return Do(a, "take-back-extensions", "Do not keep it longer after all", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Nothing, error) {
		return nothing(a.as(ctx, actor, func(tx *postgres.Tx) error {
			return tx.TakeBackExtensions(ctx, actor, coaching.RecordingID(in.ID), a.Now())
		}))
	})
}
