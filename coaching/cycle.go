package coaching

import "time"

// Step is where a cycle stands. It is derived from dated facts and never stored.
type Step string

// The steps of a cycle, in order.
const (
	StepRecord   Step = "record"   // nothing has been recorded yet
	StepShare    Step = "share"    // recorded; the coach cannot see it yet
	StepAnalyse  Step = "analyse"  // shared; the coach marks and chooses
	StepLook     Step = "look"     // released; the employee looks first, then opens the coach's marks
	StepPractise Step = "practise" // all moments seen: a work point is written or to be written
	StepClosed   Step = "closed"
)

// Cycle is one round of filming, looking back and trying out. Facts are what its step derives from.
type Cycle struct {
	ID           CycleID
	HolderID     HolderID
	TrajectoryID TrajectoryID
	Number       int
	OpenedAt     time.Time
	ClosedAt     *time.Time
	Facts        CycleFacts
}

// CycleFacts are counted when a cycle is read, by what the reader may see.
type CycleFacts struct {
	Recorded   int // recordings that hold film and are not deleted
	Shared     int // of these, shared with the coach now
	Released   int // releases of the coach
	Moments    int // released moments
	Looked     int // of these, looked at by the employee, alone or in the talk
	WorkPoints int // 0 or 1
	Talking    int // talks that run: 0 or 1
	Talked     int // talks that were held
	ToApprove  int // notes of a talk that wait for her: was it said so?
	Tried      int // times that she says she tried it
	Followed   int // 1 when another cycle came after it
	Evaluated  int // evaluations that began after it was closed
}

// Step is where the cycle stands on the line of its steps: its stage, told less finely.
func (c Cycle) Step() Step { return stepOf(c.Stage()) }

// MustBeOpen is a Conflict for a closed cycle.
func (c Cycle) MustBeOpen() error {
	if c.ClosedAt != nil {
		return Conflict("cycle_closed")
	}
	return nil
}

// MayClose says whether the actor may close the cycle; with next it is followed by a new one.
func (c Cycle) MayClose(actor Actor, t Trajectory, next bool) error {
	if err := c.may(actor, t, ActClose, "only_the_employee_directs"); err != nil {
		return err
	}
	if next {
		return t.MustRun()
	}
	return nil
}
