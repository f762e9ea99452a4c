package api

import (
	"context"
	"encoding/json"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Annotation is a mark at a moment or over a stretch of a recording.
type Annotation struct {
	ID          string          `json:"id"`
	RecordingID string          `json:"recording_id"`
	AuthorID    string          `json:"author_id"`
	Author      Person          `json:"author"`
	StartMS     int64           `json:"start_ms"`
	EndMS       int64           `json:"end_ms" doc:"Equal to start_ms for a moment"`
	Kind        *string         `json:"kind" doc:"top, tip, question, observation or proud; null only with codes"`
	Text        string          `json:"text"`
	Codes       []string        `json:"codes"`
	Subject     *string         `json:"subject" doc:"employee, child or other"`
	AnswersID   *string         `json:"answers_id" doc:"The mark that it answers"`
	Shapes      json.RawMessage `json:"shapes"`
	Visibility  string          `json:"visibility" enum:"own,draft,released"`
	Version     int             `json:"version"`
	Replies     int             `json:"replies"`
	CreatedAt   time.Time       `json:"created_at"`
	UpdatedAt   time.Time       `json:"updated_at"`
}

func (p people) annotation(a coaching.Annotation) Annotation {
	shown := Annotation{
		ID: string(a.ID), RecordingID: string(a.RecordingID), AuthorID: string(a.AuthorID), Author: p.of(a.AuthorID),
		StartMS: a.StartMS, EndMS: a.EndMS, Kind: maybe(string(a.Kind)), Text: a.Text, Codes: a.Codes,
		Subject: maybe(string(a.Subject)), AnswersID: maybe(string(a.AnswersID)), Shapes: json.RawMessage(a.Shapes),
		Visibility: string(a.Visibility), Version: a.Version, Replies: a.Replies,
		CreatedAt: instant(a.CreatedAt), UpdatedAt: instant(a.UpdatedAt),
	}
	if shown.Codes == nil {
		shown.Codes = []string{}
	}
	if len(shown.Shapes) == 0 {
		shown.Shapes = json.RawMessage("[]")
	}
	return shown
}

func authors(marks ...coaching.Annotation) []coaching.PersonID {
	ids := make([]coaching.PersonID, 0, len(marks))
	for _, mark := range marks {
		ids = append(ids, mark.AuthorID)
	}
	return ids
}

// annotationFrom runs one step of the store and shows the mark that it leaves.
func (a *API) annotationFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Annotation, error)) (*Tagged[Annotation], error) {
	var shown Annotation
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		found, err := step(tx)
		if err != nil {
			return err
		}
		named, err := names(ctx, tx, found.AuthorID)
		shown = named.annotation(found)
		return err
	})
	return tagged(shown, shown.Version, err)
}

// Annotations is a page of marks with the count over all of them.
type Annotations struct {
	List[Annotation]
	Chain Chain `json:"chain"`
}

// Chain counts initiatives and what became of them.
type Chain struct {
	Initiatives int `json:"initiatives"`
	Received    int `json:"received"`
	Verbal      int `json:"verbal"`
	Answered    int `json:"answered"`
}

type annotationsInput struct {
	ByID
	Page
}

// Annotations lists the marks of a recording that the actor may see, by position.
func (a *API) Annotations() Operation {
	return Do(a, "annotations", "The marks of a recording", func(ctx context.Context, actor coaching.Actor, in *annotationsInput) (*Of[Annotations], error) {
		var shown Annotations
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			recording, err := tx.Recording(ctx, coaching.RecordingID(in.ID))
			if err != nil {
				return err
			}
			items, next, err := tx.Annotations(ctx, recording.ID, in.Cursor, in.Limit)
			if err != nil {
				return err
			}
			chain, err := tx.Chain(ctx, recording.ID)
			if err != nil {
				return err
			}
			named, err := names(ctx, tx, authors(items...)...)
			shown = Annotations{listOf(items, next, named.annotation), Chain(chain)}
			return err
		})
		return of(shown, err)
	})
}

// annotationInput is a new mark. What a change may leave out is in Marked.
type annotationInput struct {
	ByID
	Body struct {
		ID      string `json:"id,omitempty" doc:"A UUIDv7 of your own makes a repeated request harmless"`
		StartMS int64  `json:"start_ms"`
		Marked
	}
}

// Marked are the fields that a mark can do without.
type Marked struct {
	EndMS     Optional[int64]    `json:"end_ms,omitempty" doc:"start_ms unless given"`
	Kind      Optional[string]   `json:"kind,omitempty"`
	Text      Optional[string]   `json:"text,omitempty"`
	Codes     Optional[[]string] `json:"codes,omitempty"`
	Subject   Optional[string]   `json:"subject,omitempty"`
	AnswersID Optional[string]   `json:"answers_id,omitempty"`
}

// on lays what was given over a mark.
func (m Marked) on(a coaching.Annotation) coaching.Annotation {
	m.EndMS.into(&a.EndMS)
	m.Text.into(&a.Text)
	m.Codes.into(&a.Codes)
	if m.Kind.Set {
		a.Kind = coaching.Kind(m.Kind.Value)
	}
	if m.Subject.Set {
		a.Subject = coaching.Subject(m.Subject.Value)
	}
	if m.AnswersID.Set {
		a.AnswersID = coaching.AnnotationID(m.AnswersID.Value)
	}
	return a
}

// CreateAnnotation makes a mark: the owner's own, or a coach's draft.
func (a *API) CreateAnnotation() Operation {
	return Make(a, "create-annotation", "Mark a moment or a stretch", func(ctx context.Context, actor coaching.Actor, in *annotationInput) (*Tagged[Annotation], error) {
		made := in.Body.on(coaching.Annotation{
			ID: coaching.AnnotationID(in.Body.ID), RecordingID: coaching.RecordingID(in.ID),
			StartMS: in.Body.StartMS, EndMS: in.Body.StartMS, CreatedAt: a.Now(),
		})
		return a.annotationFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Annotation, error) {
			return tx.CreateAnnotation(ctx, actor, made)
		})
	})
}

// Annotation reads one mark.
func (a *API) Annotation() Operation {
	return Do(a, "annotation", "One mark", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Annotation], error) {
		return a.annotationFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Annotation, error) {
			return tx.Annotation(ctx, coaching.AnnotationID(in.ID))
		})
	})
}

type annotationChange struct {
	ByID
	Change
	Body struct {
		StartMS Optional[int64] `json:"start_ms,omitempty"`
		Marked
	}
}

// ChangeAnnotation changes the fields that are given. A moment stays a moment when only its start moves.
func (a *API) ChangeAnnotation() Operation {
	return Do(a, "change-annotation", "Change a mark", func(ctx context.Context, actor coaching.Actor, in *annotationChange) (*Tagged[Annotation], error) {
		return a.annotationFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Annotation, error) {
			there, err := tx.Annotation(ctx, coaching.AnnotationID(in.ID))
			if err != nil {
				return coaching.Annotation{}, err
			}
			version, err := in.version()
			if err != nil {
				return coaching.Annotation{}, err
			}
			if in.Body.StartMS.Set && there.StartMS == there.EndMS {
				there.EndMS = in.Body.StartMS.Value
			}
			in.Body.StartMS.into(&there.StartMS)
			there.UpdatedAt = a.Now()
			return tx.ChangeAnnotation(ctx, actor, in.Body.on(there), version)
		})
	})
}

type annotationRemoval struct {
	ByID
	Change
}

// DeleteAnnotation removes a mark that has not been released.
func (a *API) DeleteAnnotation() Operation {
	return Do(a, "delete-annotation", "Delete a mark", func(ctx context.Context, actor coaching.Actor, in *annotationRemoval) (*Nothing, error) {
		return nothing(a.as(ctx, actor, func(tx *postgres.Tx) error {
			id := coaching.AnnotationID(in.ID)
			if _, err := tx.Annotation(ctx, id); err != nil {
				return err
			}
			version, err := in.version()
			if err != nil {
				return err
			}
			return tx.DeleteAnnotation(ctx, actor, id, version)
		}))
	})
}
