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
