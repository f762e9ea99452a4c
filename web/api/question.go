package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Question is an employee's coach question. Text is the accepted wording.
type Question struct {
	ID              string            `json:"id"`
	Employee        Person            `json:"employee"`
	CreatedAt       time.Time         `json:"created_at"`
	Text            *string           `json:"text"`
	AcceptedVersion *int              `json:"accepted_version"`
	Versions        []QuestionVersion `json:"versions"`
	Trajectory      Trajectory        `json:"trajectory"`
}

// QuestionVersion is one wording of a question.
type QuestionVersion struct {
	Number     int        `json:"number"`
	Author     Person     `json:"author"`
	Text       string     `json:"text"`
	Situation  string     `json:"situation"`
	CreatedAt  time.Time  `json:"created_at"`
	AcceptedAt *time.Time `json:"accepted_at"`
}

func (p people) question(q coaching.Question) Question {
	shown := Question{
		ID: string(q.ID), Employee: p.of(q.EmployeeID), CreatedAt: instant(q.CreatedAt),
		Versions: each(q.Versions, p.version), Trajectory: p.trajectory(q.Trajectory),
	}
	if accepted := q.Accepted(); accepted != nil {
		shown.Text, shown.AcceptedVersion = &accepted.Text, &accepted.Number
	}
	return shown
}

func (p people) version(v coaching.QuestionVersion) QuestionVersion {
	return QuestionVersion{
		Number: v.Number, Author: p.of(v.AuthorID), Text: v.Text, Situation: v.Situation,
		CreatedAt: instant(v.CreatedAt), AcceptedAt: perhaps(v.AcceptedAt),
	}
}

func mentioned(questions ...coaching.Question) []coaching.PersonID {
	var ids []coaching.PersonID
	for _, q := range questions {
		ids = append(append(ids, q.EmployeeID), q.Trajectory.CoachIDs...)
		for _, v := range q.Versions {
			ids = append(ids, v.AuthorID)
		}
	}
	return ids
}

// questionFrom runs one step of the store and shows the question that it leaves.
func (a *API) questionFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Question, error)) (Question, error) {
	var shown Question
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		found, err := step(tx)
		if err != nil {
			return err
		}
		named, err := names(ctx, tx, mentioned(found)...)
		shown = named.question(found)
		return err
	})
	return shown, err
}

// Questions lists the questions that the actor may see.
func (a *API) Questions() Operation {
	return Do(a, "questions", "The questions that you may see", func(ctx context.Context, actor coaching.Actor, in *Page) (*Of[List[Question]], error) {
		var shown List[Question]
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			items, next, err := tx.Questions(ctx, in.Cursor, in.Limit)
			if err != nil {
				return err
			}
			named, err := names(ctx, tx, mentioned(items...)...)
			shown = listOf(items, next, named.question)
			return err
		})
		return of(shown, err)
	})
}

type questionInput struct {
	Body struct {
		Text      string `json:"text"`
		Situation string `json:"situation,omitempty"`
		CoachID   string `json:"coach_id,omitempty"`
		Accept    bool   `json:"accept,omitempty" doc:"The wording is accepted at once"`
	}
}

// CreateQuestion asks a new question.
func (a *API) CreateQuestion() Operation {
	return Make(a, "create-question", "Ask a question of your own", func(ctx context.Context, actor coaching.Actor, in *questionInput) (*Of[Question], error) {
		if err := checkID("coach_id", in.Body.CoachID); err != nil {
			return nil, err
		}
		return of(a.questionFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Question, error) {
			return tx.CreateQuestion(ctx, actor, in.Body.Text, in.Body.Situation, coaching.PersonID(in.Body.CoachID), in.Body.Accept, a.Now())
		}))
	})
}

// Question reads one question.
func (a *API) Question() Operation {
	return Do(a, "question", "One question with its wordings", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Question], error) {
		return of(a.questionFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Question, error) {
			return tx.Question(ctx, coaching.QuestionID(in.ID))
		}))
	})
}

// Versions lists the wordings of a question, oldest first.
func (a *API) Versions() Operation {
	return Do(a, "versions", "The wordings of a question", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[QuestionVersion]], error) {
		found, err := a.questionFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Question, error) {
			return tx.Question(ctx, coaching.QuestionID(in.ID))
		})
		return of(whole(found.Versions), err)
	})
}

type versionInput struct {
	ByID
	Body struct {
		Text      string `json:"text"`
		Situation string `json:"situation,omitempty"`
		Accept    bool   `json:"accept,omitempty"`
	}
}

// AddVersion proposes a wording; the employee may accept her own at once.
func (a *API) AddVersion() Operation {
	return Make(a, "add-version", "Propose a wording", func(ctx context.Context, actor coaching.Actor, in *versionInput) (*Of[Question], error) {
		return of(a.questionFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Question, error) {
			return tx.AddVersion(ctx, actor, coaching.QuestionID(in.ID), in.Body.Text, in.Body.Situation, in.Body.Accept, a.Now())
		}))
	})
}

type acceptInput struct {
	ByID
	Number int `path:"n"`
}

// AcceptVersion makes a wording the question.
func (a *API) AcceptVersion() Operation {
	return Do(a, "accept-version", "Accept a wording of your question", func(ctx context.Context, actor coaching.Actor, in *acceptInput) (*Of[Question], error) {
		return of(a.questionFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Question, error) {
			return tx.AcceptVersion(ctx, actor, coaching.QuestionID(in.ID), in.Number, a.Now())
		}))
	})
}
