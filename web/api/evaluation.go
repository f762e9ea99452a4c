package api

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Answers are what the two say when looking back: the first four are the employee's, the last three the coach's.
type Answers struct {
	Answered     string `json:"answered,omitempty" doc:"Has the question been answered; not yet is an answer"`
	BestMoment   string `json:"best_moment,omitempty"`
	Keep         string `json:"keep,omitempty"`
	NextQuestion string `json:"next_question,omitempty"`
	Growth       string `json:"growth,omitempty" doc:"What the coach saw grow"`
	Helped       string `json:"helped,omitempty"`
	Wish         string `json:"wish,omitempty"`
}

// EvaluationPart is one person's answers. The other's is there once it has been handed in, the coach's for the
// employee only when hers is too.
type EvaluationPart struct {
	Author     Person     `json:"author"`
	Version    int        `json:"version"`
	HandedInAt *time.Time `json:"handed_in_at"`
	Answers
}

// Evaluation is the newest looking back on a trajectory. Number is 0 while there is none.
type Evaluation struct {
	Number    int              `json:"number"`
	StartedBy *Person          `json:"started_by"`
	StartedAt *time.Time       `json:"started_at"`
	Parts     []EvaluationPart `json:"parts"`
	HasReport bool             `json:"has_report"`
}

func (p people) part(part coaching.EvaluationPart) EvaluationPart {
	return EvaluationPart{
		Author: p.of(part.AuthorID), Version: part.Version, HandedInAt: perhaps(part.HandedInAt), Answers: Answers(part.Answers),
	}
}

func (p people) evaluation(e coaching.Evaluation) Evaluation {
	shown := Evaluation{Number: e.Number, Parts: each(e.Parts, p.part), HasReport: e.Report != nil}
	if e.Number > 0 {
		starter, at := p.of(e.StartedBy), instant(e.StartedAt)
		shown.StartedBy, shown.StartedAt = &starter, &at
	}
	return shown
}

// evaluationFrom runs one step of the store and shows the evaluation that it leaves, with the ETag of the actor's part.
func (a *API) evaluationFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Evaluation, error)) (*Tagged[Evaluation], error) {
	var shown Tagged[Evaluation]
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		found, err := step(tx)
		if err != nil {
			return err
		}
		ids := []coaching.PersonID{}
		if found.Number > 0 {
			ids = append(ids, found.StartedBy)
		}
		for _, part := range found.Parts {
			ids = append(ids, part.AuthorID)
		}
		if own := found.PartOf(actor.ID); own != nil {
			shown.ETag = fmt.Sprintf("%q", fmt.Sprint(own.Version))
		}
		named, err := names(ctx, tx, ids...)
		shown.Body = named.evaluation(found)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &shown, nil
}

// newestEvaluation is the zero value while there is none.
func newestEvaluation(ctx context.Context, tx *postgres.Tx, id string) (coaching.Evaluation, error) {
	if _, err := tx.Trajectory(ctx, coaching.TrajectoryID(id)); err != nil {
		return coaching.Evaluation{}, err
	}
	evaluations, err := tx.Evaluations(ctx, coaching.TrajectoryID(id))
	if err != nil || len(evaluations) == 0 {
		return coaching.Evaluation{}, err
	}
	return evaluations[0], nil
}

// Evaluation reads the newest one of a trajectory.
func (a *API) Evaluation() Operation {
	return Do(a, "evaluation", "The newest evaluation of a trajectory", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Evaluation], error) {
		return a.evaluationFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Evaluation, error) {
			return newestEvaluation(ctx, tx, in.ID)
		})
	})
}

// StartEvaluation begins to look back, after a closed cycle.
func (a *API) StartEvaluation() Operation {
	return Make(a, "start-evaluation", "Begin to look back on a trajectory", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Evaluation], error) {
		return a.evaluationFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Evaluation, error) {
			return tx.StartEvaluation(ctx, actor, coaching.TrajectoryID(in.ID), a.Now())
		})
	})
}

type answersInput struct {
	ByID
	IfMatch string `header:"If-Match" doc:"The ETag that the change was made from; leave out for the first"`
	Body    struct {
		Answers
		HandIn bool `json:"hand_in,omitempty" doc:"The other may read it, and it does not change any more"`
	}
}

// Answer writes the actor's own part, and with hand_in hands it in.
func (a *API) Answer() Operation {
	return Do(a, "answer-evaluation", "Write your part of the evaluation", func(ctx context.Context, actor coaching.Actor, in *answersInput) (*Tagged[Evaluation], error) {
		return a.evaluationFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Evaluation, error) {
			found, err := newestEvaluation(ctx, tx, in.ID)
			if err != nil {
				return coaching.Evaluation{}, err
			}
			version := 0
			if found.PartOf(actor.ID) != nil {
				if version, err = (Change{IfMatch: in.IfMatch}).version(); err != nil {
					return coaching.Evaluation{}, err
				}
			} else if in.IfMatch != "" {
				return coaching.Evaluation{}, coaching.ErrStale
			}
			return tx.Answer(ctx, actor, coaching.TrajectoryID(in.ID), coaching.Answers(in.Body.Answers), in.Body.HandIn, version, a.Now())
		})
	})
}
