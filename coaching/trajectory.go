package coaching

import "time"

// Pause is a stretch in which the employee rests her trajectory; ResumedAt is nil while it lasts.
type Pause struct {
	PausedAt  time.Time
	ResumedAt *time.Time
}

// Trajectory is the road under one coach question. It starts when a wording is first accepted.
type Trajectory struct {
	ID         TrajectoryID
	QuestionID QuestionID
	HolderID   HolderID
	EmployeeID PersonID
	CoachIDs   []PersonID // who coaches it now; chosen by the employee
	CreatedAt  time.Time
	StartedAt  *time.Time
	PausedAt   *time.Time // of the pause that lasts now
	EndedAt    *time.Time
}
