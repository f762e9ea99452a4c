package coaching

import "time"

// Practice is once that she tried out her work point, with a line of her diary if she likes.
type Practice struct {
	ID          PracticeID
	WorkPointID WorkPointID
	CycleID     CycleID
	Text        string // up to 500 characters; she and her coach read it
	TriedAt     time.Time
}

// CheckPractice is Invalid with field "text".
func CheckPractice(text string) error {
	var c checked
	c.text("text", text, false, 500)
	return c.err()
}

// MayTry says whether the actor may say that she tried her work point: she alone, while the cycle is open and there is one.
func (c Cycle) MayTry(actor Actor, t Trajectory) error {
	if err := c.may(actor, t, ActTry, "only_the_employee_writes"); err != nil {
		return err
	}
	if c.Facts.WorkPoints == 0 {
		return Conflict("no_work_point")
	}
	return nil
}
