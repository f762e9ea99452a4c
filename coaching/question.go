package coaching

import "time"

// QuestionVersion is one wording. A wording is never changed; a new one gets the next number.
type QuestionVersion struct {
	Number     int
	AuthorID   PersonID
	Text       string // 1 to 500 characters
	Situation  string // up to 2000 characters; the moment of the day it is about
	CreatedAt  time.Time
	AcceptedAt *time.Time // by the employee
}

// Question is an employee's coach question with all its wordings, oldest first.
type Question struct {
	ID         QuestionID
	HolderID   HolderID
	EmployeeID PersonID
	CreatedAt  time.Time
	Versions   []QuestionVersion
	Trajectory Trajectory
}

// Accepted is the wording that is the question now: the accepted one with the highest number, or nil.
func (q Question) Accepted() *QuestionVersion {
	for i := len(q.Versions) - 1; i >= 0; i-- {
		if q.Versions[i].AcceptedAt != nil {
			return &q.Versions[i]
		}
	}
	return nil
}

// CheckWording is Invalid with fields "text" and "situation".
func CheckWording(text, situation string) error {
	var c checked
	c.text("text", text, true, 500)
	c.text("situation", situation, false, 2000)
	return c.err()
}

// MayWord says whether the actor may add a wording, and with accept make it the question at once.
func (q Question) MayWord(actor Actor, accept bool) error {
	if accept {
		return q.Trajectory.may(actor, ActAccept, "only_the_employee_accepts")
	}
	return q.Trajectory.may(actor, ActWord, "only_the_pair_words")
}

// MayAccept says whether the actor may make a wording the question. An older one than the question is too late.
func (q Question) MayAccept(actor Actor, number int) error {
	if err := q.MayWord(actor, true); err != nil {
		return err
	}
	if number < 1 || number > len(q.Versions) {
		return ErrNotFound
	}
	if now := q.Accepted(); now != nil && number < now.Number {
		return Conflict("newer_wording_accepted")
	}
	return nil
}
