package coaching

import "time"

// Reopening undoes the end of a trajectory, or of one of its cycles. The employee does it at once; what her coach asks
// waits for her answer. CycleID is "" for the trajectory.
type Reopening struct {
	ID           ReopeningID
	HolderID     HolderID
	TrajectoryID TrajectoryID
	CycleID      CycleID
	EndedAt      time.Time // the end that it undoes
	AskedBy      PersonID
	AskedAt      time.Time
	AnsweredAt   *time.Time // by the employee
	Granted      bool
}

// Waits says whether she has not answered yet.
func (r Reopening) Waits() bool { return r.AnsweredAt == nil }

// MayReopen says whether the actor may let the trajectory go on: she who directs it does, her coach asks.
func (t Trajectory) MayReopen(actor Actor) error {
	if t.partyOf(actor) == TheCoach {
		return t.may(actor, ActAskReopen, "only_the_employee_directs")
	}
	return t.may(actor, ActReopen, "only_the_employee_directs")
}

// MayReopen says whether the actor may open the cycle again: one cycle is open at a time, and only while the trajectory runs.
func (c Cycle) MayReopen(actor Actor, t Trajectory) error {
	act := ActReopen
	if t.partyOf(actor) == TheCoach {
		act = ActAskReopen
	}
	if err := c.may(actor, t, act, "only_the_employee_directs"); err != nil {
		return err
	}
	if err := t.MustRun(); err != nil {
		return err
	}
	if t.OpenCycleID != "" {
		return Conflict("another_cycle_open")
	}
	return nil
}

// MayAnswer says whether the actor may say yes or no to what her coach asks.
func (r Reopening) MayAnswer(actor Actor, t Trajectory) error {
	if actor.ID != t.EmployeeID {
		return Forbidden("only_the_employee_directs")
	}
	if !r.Waits() {
		return Conflict("answered_already")
	}
	return nil
}
