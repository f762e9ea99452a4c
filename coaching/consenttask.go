package coaching

import "time"

// TaskEnd is how a task was done.
type TaskEnd string

// The ends.
const (
	TaskDeleted    TaskEnd = "deleted"
	TaskTrimmed    TaskEnd = "trimmed"
	TaskMasked     TaskEnd = "masked"
	TaskGivenAgain TaskEnd = "given_again" // the guardians allow it again, and somebody said so here
)

// ConsentTask is what is to be done about a child that may not be in view of a recording: delete it, or cut the child
// out. Until then the recording is locked; after its last day it is deleted.
type ConsentTask struct {
	ID          TaskID
	HolderID    HolderID
	RecordingID RecordingID
	Title       string // of the recording; "" for who does not see it, and where it is gone
	OwnerID     PersonID
	ChildID     ChildID
	ChildName   string
	MadeAt      time.Time
	DueOn       Day // its last day, in the holder's zone
	DoneHow     TaskEnd
	DoneAt      *time.Time
	DoneBy      string // a person's id, or "system:" and a door
	Allowed     bool   // the guardians allow it again
}

// MayReopen says whether the lock may be lifted: the guardians allow it again, and the recording is hers or is shared
// with her.
func (t ConsentTask) MayReopen() error {
	if t.DoneAt != nil {
		return Conflict("task_done")
	}
	if !t.Allowed {
		return Conflict("consent_not_given")
	}
	return nil
}

// DueOn is the last day of a task that begins at an instant.
func (b Basis) DueOn(at time.Time, zone *time.Location) Day { return DayOf(at, zone).Plus(b.TaskDays) }
