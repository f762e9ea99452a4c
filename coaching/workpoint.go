package coaching

import "time"

// WorkPoint is the one small thing the employee tries out after a cycle, in her own words.
type WorkPoint struct {
	ID        WorkPointID
	CycleID   CycleID
	Text      string // 1 to 500 characters
	TryWhen   string // when and where she tries it
	NoticedBy string // by what she will notice it
	Version   int
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Check is Invalid with fields "text", "try_when" and "noticed_by".
func (w WorkPoint) Check() error {
	var c checked
	c.text("text", w.Text, true, 500)
	c.text("try_when", w.TryWhen, false, 500)
	c.text("noticed_by", w.NoticedBy, false, 500)
	return c.err()
}

// MayWriteWorkPoint says whether the actor may write or reword the work point of a cycle: the employee, while it is open.
func (c Cycle) MayWriteWorkPoint(actor Actor, t Trajectory) error {
	return c.may(actor, t, ActWorkPoint, "only_the_employee_writes")
}
