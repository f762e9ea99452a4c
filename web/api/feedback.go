package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Release is the coach's feedback on a cycle.
type Release struct {
	ID         string    `json:"id"`
	CycleID    string    `json:"cycle_id"`
	Coach      Person    `json:"coach"`
	Message    string    `json:"message"`
	ReleasedAt time.Time `json:"released_at"`
	Moments    []Moment  `json:"moments"`
}

// Moment is one stretch to look at. Mark is null for the employee until her own look.
type Moment struct {
	ID           string      `json:"id"`
	RecordingID  string      `json:"recording_id"`
	AnnotationID string      `json:"annotation_id"`
	Position     int         `json:"position"`
	StartMS      int64       `json:"start_ms"`
	EndMS        int64       `json:"end_ms"`
	Look         *Look       `json:"look"`
	Opened       bool        `json:"opened" doc:"She looked, or her words were written down in the talk"`
	Mark         *Annotation `json:"mark"`
}

func (p people) release(r coaching.Release) Release {
	return Release{
		ID: string(r.ID), CycleID: string(r.CycleID), Coach: p.of(r.CoachID), Message: r.Message,
		ReleasedAt: instant(r.ReleasedAt), Moments: each(r.Moments, p.moment),
	}
}

func (p people) moment(m coaching.Moment) Moment {
	shown := Moment{
		ID: string(m.ID), RecordingID: string(m.RecordingID), AnnotationID: string(m.AnnotationID),
		Position: m.Position, StartMS: m.StartMS, EndMS: m.EndMS, Opened: m.Opened,
	}
	if m.Look != nil {
		look := lookOf(*m.Look)
		shown.Look = &look
	}
	if m.Mark != nil {
		mark := p.annotation(*m.Mark)
		shown.Mark = &mark
	}
	return shown
}

func released(releases ...coaching.Release) []coaching.PersonID {
	var ids []coaching.PersonID
	for _, r := range releases {
		ids = append(ids, r.CoachID)
		for _, m := range r.Moments {
			if m.Mark != nil {
				ids = append(ids, m.Mark.AuthorID)
			}
		}
	}
	return ids
}

// Choice are the moments that the coach wants to release, in order, with gentle warnings.
type Choice struct {
	Items    []Annotation `json:"items"`
	Warnings []Warning    `json:"warnings"`
}

// Warning says what may be too much. It stops nothing.
type Warning struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// Choice reads what is chosen; the employee finds nothing here.
func (a *API) Choice() Operation {
	return Do(a, "choice", "The moments chosen for release", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Choice], error) {
		return of(a.choiceFrom(ctx, actor, coaching.CycleID(in.ID), func(*postgres.Tx) error { return nil }))
	})
}

func (a *API) choiceFrom(ctx context.Context, actor coaching.Actor, id coaching.CycleID, step func(*postgres.Tx) error) (Choice, error) {
	var shown Choice
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		cycle, err := tx.Cycle(ctx, id)
		if err != nil {
			return err
		}
		if err := step(tx); err != nil {
			return err
		}
		chosen, err := tx.Choice(ctx, cycle.ID)
		if err != nil {
			return err
		}
		named, err := names(ctx, tx, authors(chosen...)...)
		shown.Items = each(chosen, named.annotation)
		shown.Warnings = each(coaching.ChoiceWarnings(chosen, a.codes), func(code string) Warning {
			return Warning{Code: code, Detail: a.Say(ctx, "api.warning."+code)}
		})
		return err
	})
	return shown, err
}

type choiceInput struct {
	ByID
	Body struct {
		AnnotationIDs []string `json:"annotation_ids"`
	}
}

// SetChoice replaces what is chosen.
func (a *API) SetChoice() Operation {
	return Do(a, "set-choice", "Choose moments for release, in order", func(ctx context.Context, actor coaching.Actor, in *choiceInput) (*Of[Choice], error) {
		for _, id := range in.Body.AnnotationIDs {
			if !isID(id) {
				return nil, coaching.Invalid{{Field: "annotation_ids", Code: "unknown"}}
			}
		}
		chosen := each(in.Body.AnnotationIDs, func(id string) coaching.AnnotationID { return coaching.AnnotationID(id) })
		return of(a.choiceFrom(ctx, actor, coaching.CycleID(in.ID), func(tx *postgres.Tx) error {
			_, err := tx.SetChoice(ctx, actor, coaching.CycleID(in.ID), chosen)
			return err
		}))
	})
}

type releaseInput struct {
	ByID
	Body struct {
		Message string `json:"message"`
		Entry   struct {
			Date    string `json:"date" doc:"2026-03-05, in the zone of the holder"`
			Kind    string `json:"kind" doc:"feedback, review, intake, observation or other"`
			Minutes int    `json:"minutes"`
		} `json:"entry" doc:"The minutes of coaching that the coach confirms"`
	}
}

// Release gives the chosen moments to the employee.
func (a *API) Release() Operation {
	return Make(a, "release", "Release the chosen moments with a message and minutes", func(ctx context.Context, actor coaching.Actor, in *releaseInput) (*Of[Release], error) {
		entry := coaching.Entry{HeldOn: in.Body.Entry.Date, Kind: in.Body.Entry.Kind, Minutes: in.Body.Entry.Minutes}
		var shown Release
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			made, err := tx.Release(ctx, actor, coaching.CycleID(in.ID), in.Body.Message, entry, a.Now())
			if err != nil {
				return err
			}
			named, err := names(ctx, tx, released(made)...)
			shown = named.release(made)
			return err
		})
		return of(shown, err)
	})
}

// Releases lists the feedback of a cycle, oldest first.
func (a *API) Releases() Operation {
	return Do(a, "releases", "The feedback of a cycle", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[Release]], error) {
		var shown []Release
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			cycle, err := tx.Cycle(ctx, coaching.CycleID(in.ID))
			if err != nil {
				return err
			}
			found, err := tx.Releases(ctx, cycle.ID)
			if err != nil {
				return err
			}
			named, err := names(ctx, tx, released(found...)...)
			shown = each(found, named.release)
			return err
		})
		return of(whole(shown), err)
	})
}
