package coaching

import (
	"slices"
	"time"
)

// Pause is a stretch in which the employee rests her trajectory; ResumedAt is nil while it lasts.
type Pause struct {
	PausedAt  time.Time
	ResumedAt *time.Time
}

// TrajectoryState is where a trajectory stands; it is derived from dates.
type TrajectoryState string

// The states of a trajectory.
const (
	Wording TrajectoryState = "wording" // no wording of the question has been accepted yet
	Running TrajectoryState = "running"
	Paused  TrajectoryState = "paused"
	Ended   TrajectoryState = "ended"
)

// Trajectory is the road under one coach question. It starts when a wording is first accepted.
type Trajectory struct {
	ID          TrajectoryID
	QuestionID  QuestionID
	HolderID    HolderID
	EmployeeID  PersonID
	CoachIDs    []PersonID // who coaches it now; chosen by the employee
	Lost        *Parting   // how the employee came to have no coach without choosing so; nil otherwise, and for others
	CreatedAt   time.Time
	StartedAt   *time.Time
	PausedAt    *time.Time // of the pause that lasts now
	EndedAt     *time.Time
	OpenCycleID CycleID    // "" when none is open
	RoundAt     *time.Time // when its newest cycle began
	ReopenedAt  *time.Time // when it last went on after an end
}

// State derives where the trajectory stands.
func (t Trajectory) State() TrajectoryState {
	switch {
	case t.EndedAt != nil:
		return Ended
	case t.StartedAt == nil:
		return Wording
	case t.PausedAt != nil:
		return Paused
	}
	return Running
}

// Met are who coaches it now, and whom the employee lost as her coach.
func (t Trajectory) Met() []PersonID {
	if t.Lost == nil {
		return t.CoachIDs
	}
	return append(slices.Clone(t.CoachIDs), t.Lost.CoachID)
}

// IsCoach says whether the person coaches this trajectory now.
func (t Trajectory) IsCoach(person PersonID) bool { return slices.Contains(t.CoachIDs, person) }

// MustRun is a Conflict unless the trajectory is running: nothing is recorded or planned in a pause.
func (t Trajectory) MustRun() error {
	switch t.State() {
	case Wording:
		return Conflict("question_not_accepted")
	case Paused:
		return Conflict("trajectory_paused")
	case Ended:
		return Conflict("trajectory_ended")
	}
	return nil
}

// MayChooseCoach, MayPause, MayResume and MayEnd are the employee's: she directs her own trajectory.
func (t Trajectory) MayChooseCoach(actor Actor) error {
	return t.may(actor, ActChoose, "only_the_employee_directs")
}

// MayPause is for a running trajectory.
func (t Trajectory) MayPause(actor Actor) error {
	return t.may(actor, ActPause, "only_the_employee_directs")
}

// MayResume is for a paused trajectory.
func (t Trajectory) MayResume(actor Actor) error {
	return t.may(actor, ActResume, "only_the_employee_directs")
}

// MayEnd is for every trajectory that has not ended.
func (t Trajectory) MayEnd(actor Actor) error {
	return t.may(actor, ActEnd, "only_the_employee_directs")
}
