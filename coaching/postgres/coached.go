package postgres

import (
	"context"
	"slices"
	"time"

	"terugblik/coaching"
)

// Coached is one question that the actor helps with: of whom, where it stands, and when there last was contact.
type Coached struct {
	Question    coaching.Question
	Employee    coaching.Person
	Cycle       *coaching.Cycle // the open one, or nil
	LastContact *time.Time      // a wording, a share, feedback or confirmed minutes; never from viewing
}

// Coached lists the questions of which the person is the coach now and whose trajectory has not ended, by the family name
// of the employee.
func (tx *Tx) Coached(ctx context.Context, coach coaching.PersonID, cursor string, limit int) ([]Coached, string, error) {
	list, next, err := tx.coached(ctx, coach, false, cursor, limit)
	if err != nil {
		return nil, "", err
	}
	return list, next, tx.fillCoached(ctx, list)
}

// Finished lists those whose trajectory has ended in the same way, without cycle and contact.
func (tx *Tx) Finished(ctx context.Context, coach coaching.PersonID, cursor string, limit int) ([]Coached, string, error) {
	return tx.coached(ctx, coach, true, cursor, limit)
}

// CountFinished says how many Finished lists.
func (tx *Tx) CountFinished(ctx context.Context, coach coaching.PersonID) (int, error) {
	var count int
	err := tx.one(ctx, "count who was coached", &count, `
		SELECT count(*)
		FROM trajectory t
		JOIN trajectory_coach c ON c.trajectory_id = t.id AND c.coach_id = $1 AND c.valid_until IS NULL
		WHERE t.ended_at IS NOT NULL`, coach)
	return count, err
}

func (tx *Tx) coached(ctx context.Context, coach coaching.PersonID, ended bool, cursor string, limit int) ([]Coached, string, error) {
	from, err := readCursor(cursor, func(string) error { return nil })
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var rows []coachedRow
	if err := tx.many(ctx, "list who is coached", &rows, selectCoached, coach, from.id, limit+1, ended); err != nil {
		return nil, "", err
	}
	rows, next := cut(rows, limit, func(r coachedRow) string { return writeCursor("", string(r.ID)) })
	questions := make([]coaching.Question, len(rows))
	employees := make([]coaching.PersonID, len(rows))
	for i, row := range rows {
		questions[i] = coaching.Question{ID: row.ID, HolderID: row.HolderID, EmployeeID: row.EmployeeID, CreatedAt: row.CreatedAt}
		employees[i] = row.EmployeeID
	}
	if err := tx.fillQuestions(ctx, questions); err != nil {
		return nil, "", err
	}
	people, err := tx.PersonNames(ctx, employees)
	list := make([]Coached, len(questions))
	for i, question := range questions {
		list[i] = Coached{Question: question, Employee: people[question.EmployeeID]}
	}
	return list, next, err
}

type coachedRow struct {
	ID         coaching.QuestionID
	HolderID   coaching.HolderID
	EmployeeID coaching.PersonID
	CreatedAt  time.Time
}

const selectCoached = `
		SELECT q.id,
		       q.holder_id,
		       q.employee_id,
		       q.created_at
		FROM coach_question q
		JOIN trajectory t ON t.question_id = q.id
		JOIN person p ON p.id = q.employee_id
		WHERE EXISTS (SELECT FROM trajectory_coach c
		              WHERE c.trajectory_id = t.id AND c.coach_id = $1 AND c.valid_until IS NULL)
		  AND (t.ended_at IS NOT NULL) = $4
		  AND ($2::uuid IS NULL
		       OR (p.family_name COLLATE "nl-x-icu", p.given_name COLLATE "nl-x-icu", q.id) >
		          (SELECT l.family_name, l.given_name, o.id FROM coach_question o
		           JOIN person l ON l.id = o.employee_id
		           WHERE o.id = $2))
		ORDER BY p.family_name COLLATE "nl-x-icu", p.given_name COLLATE "nl-x-icu", q.id
		LIMIT $3`

// fillCoached adds the open cycles and when there last was contact.
func (tx *Tx) fillCoached(ctx context.Context, coached []Coached) error {
	var open []coaching.CycleID
	trajectories := make([]coaching.TrajectoryID, len(coached))
	for i, one := range coached {
		trajectories[i] = one.Question.Trajectory.ID
		if one.Question.Trajectory.OpenCycleID != "" {
			open = append(open, one.Question.Trajectory.OpenCycleID)
		}
	}
	cycles, err := tx.CyclesByID(ctx, open)
	if err != nil {
		return err
	}
	contacts, err := tx.lastContacts(ctx, trajectories)
	for i, one := range coached {
		coached[i].LastContact = contacts[one.Question.Trajectory.ID]
		at := slices.IndexFunc(cycles, func(c coaching.Cycle) bool { return c.ID == one.Question.Trajectory.OpenCycleID })
		if at >= 0 {
			coached[i].Cycle = &cycles[at]
		}
	}
	return err
}

// lastContacts says when there last was contact in trajectories that the actor coaches; none is nil.
func (tx *Tx) lastContacts(ctx context.Context, ids []coaching.TrajectoryID) (map[coaching.TrajectoryID]*time.Time, error) {
	var rows []struct {
		TrajectoryID coaching.TrajectoryID
		At           *time.Time
	}
	err := tx.many(ctx, "see when there was contact", &rows, `
		SELECT trajectory_id,
		       at
		FROM access.last_contacts($1::uuid[])`, list(ids))
	contacts := make(map[coaching.TrajectoryID]*time.Time, len(rows))
	for _, row := range rows {
		contacts[row.TrajectoryID] = row.At
	}
	return contacts, err
}
