package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// CreateQuestion stores an employee's coach question with its first wording and the trajectory under it.
// With accept that wording is the question at once and cycle 1 opens. coach may be "".
func (tx *Tx) CreateQuestion(ctx context.Context, actor coaching.Actor, text, situation string, coach coaching.PersonID, accept bool, now time.Time) (coaching.Question, error) {
	if err := coaching.CheckWording(text, situation); err != nil {
		return coaching.Question{}, err
	}
	holder, err := actor.HolderAs(coaching.Employee)
	if err != nil {
		return coaching.Question{}, err
	}
	id := NewID[coaching.QuestionID]()
	if _, err := tx.run(ctx, "create question", `
		INSERT INTO coach_question (id, holder_id, employee_id, created_at)
		VALUES ($1, $2, $3, $4)`, id, holder, actor.ID, now); err != nil {
		return coaching.Question{}, err
	}
	trajectory := NewID[coaching.TrajectoryID]()
	if _, err := tx.run(ctx, "create trajectory", `
		INSERT INTO trajectory (id, holder_id, question_id, employee_id, created_at)
		VALUES ($1, $2, $3, $4, $5)`, trajectory, holder, id, actor.ID, now); err != nil {
		return coaching.Question{}, err
	}
	if coach != "" {
		if _, err := tx.ChooseCoach(ctx, actor, trajectory, coach, now); err != nil {
			return coaching.Question{}, err
		}
	}
	return tx.AddVersion(ctx, actor, id, text, situation, accept, now)
}

// Questions lists what the actor may see, newest first.
func (tx *Tx) Questions(ctx context.Context, cursor string, limit int) ([]coaching.Question, string, error) {
	from, err := readCursor(cursor, instantKey)
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var questions []coaching.Question
	if err := tx.many(ctx, "list questions", &questions, `
		SELECT id,
		       holder_id,
		       employee_id,
		       created_at
		FROM coach_question
		WHERE $1::timestamptz IS NULL
		   OR (created_at, id) < ($1::timestamptz, $2::uuid)
		ORDER BY created_at DESC, id DESC
		LIMIT $3`, from.key, from.id, limit+1); err != nil {
		return nil, "", err
	}
	questions, next := cut(questions, limit, func(q coaching.Question) string { return instantCursor(q.CreatedAt, string(q.ID)) })
	return questions, next, tx.fillQuestions(ctx, questions)
}

// Question reads one with its wordings and trajectory.
func (tx *Tx) Question(ctx context.Context, id coaching.QuestionID) (coaching.Question, error) {
	questions := make([]coaching.Question, 1)
	if err := tx.one(ctx, "read question", &questions[0], `
		SELECT id,
		       holder_id,
		       employee_id,
		       created_at
		FROM coach_question
		WHERE id = $1`, id); err != nil {
		return coaching.Question{}, err
	}
	err := tx.fillQuestions(ctx, questions)
	return questions[0], err
}

func (tx *Tx) fillQuestions(ctx context.Context, questions []coaching.Question) error {
	ids := make([]coaching.QuestionID, len(questions))
	at := make(map[coaching.QuestionID]*coaching.Question, len(questions))
	for i := range questions {
		ids[i] = questions[i].ID
		at[ids[i]] = &questions[i]
	}
	var versions []struct {
		QuestionID coaching.QuestionID
		coaching.QuestionVersion
	}
	if err := tx.many(ctx, "read wordings", &versions, `
		SELECT question_id,
		       number,
		       author_id,
		       text,
		       situation,
		       created_at,
		       accepted_at
		FROM question_version
		WHERE question_id = ANY ($1::uuid[])
		ORDER BY question_id, number`, list(ids)); err != nil {
		return err
	}
	for _, v := range versions {
		q := at[v.QuestionID]
		q.Versions = append(q.Versions, v.QuestionVersion)
	}
	trajectories, err := tx.trajectories(ctx, `
		WHERE t.question_id = ANY ($1::uuid[])`, list(ids))
	for _, t := range trajectories {
		at[t.QuestionID].Trajectory = t
	}
	return err
}

// AddVersion adds a wording: a proposal, or with accept the employee's own that is the question at once.
func (tx *Tx) AddVersion(ctx context.Context, actor coaching.Actor, id coaching.QuestionID, text, situation string, accept bool, now time.Time) (coaching.Question, error) {
	if err := coaching.CheckWording(text, situation); err != nil {
		return coaching.Question{}, err
	}
	question, err := tx.Question(ctx, id)
	if err != nil {
		return coaching.Question{}, err
	}
	if err := question.MayWord(actor, accept); err != nil {
		return coaching.Question{}, err
	}
	number := len(question.Versions) + 1
	if _, err := tx.run(ctx, "add wording", `
		INSERT INTO question_version (question_id, number, holder_id, author_id, text, situation, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, id, number, question.HolderID, actor.ID, text, situation, now); err != nil {
		return coaching.Question{}, err
	}
	if accept {
		return tx.AcceptVersion(ctx, actor, id, number, now)
	}
	if err := tx.Notify(ctx, TopicTrajectory, string(question.Trajectory.ID)); err != nil {
		return coaching.Question{}, err
	}
	return tx.Question(ctx, id)
}

// AcceptVersion makes a wording the question. The first time it starts the trajectory and opens cycle 1.
func (tx *Tx) AcceptVersion(ctx context.Context, actor coaching.Actor, id coaching.QuestionID, number int, now time.Time) (coaching.Question, error) {
	question, err := tx.Question(ctx, id)
	if err != nil {
		return coaching.Question{}, err
	}
	// It may be ending at this moment.
	if question.Trajectory, err = tx.lockTrajectory(ctx, question.Trajectory.ID); err != nil {
		return coaching.Question{}, err
	}
	if err := question.MayAccept(actor, number); err != nil {
		return coaching.Question{}, err
	}
	if _, err := tx.run(ctx, "accept wording", `
		UPDATE question_version
		SET accepted_at = $3
		WHERE question_id = $1
		  AND number = $2
		  AND accepted_at IS NULL`, id, number, now); err != nil {
		return coaching.Question{}, err
	}
	if err := tx.startTrajectory(ctx, question.Trajectory, now); err != nil {
		return coaching.Question{}, err
	}
	return tx.Question(ctx, id)
}
