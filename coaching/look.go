package coaching

import "time"

// Seen is what the employee answered when she looked first.
type Seen string

// What she can answer.
const (
	SeenSomething Seen = "something"
	SeenNothing   Seen = "nothing"
	SeenSkipped   Seen = "skipped"
)

// Look is her own first look at a moment, stored before the coach's mark opens.
type Look struct {
	ID       LookID
	MomentID MomentID
	Seen     Seen
	Text     string // what she sees; not empty exactly when Seen is SeenSomething
	LookedAt time.Time
}

// CheckLook is Invalid with fields "seen" and "text".
func CheckLook(seen Seen, text string) error {
	var c checked
	switch seen {
	case SeenSomething:
		c.text("text", text, true, 4000)
	case SeenNothing, SeenSkipped:
		if text != "" {
			c.fail("text", "not_with_this_answer")
		}
	default:
		c.fail("seen", "unknown")
	}
	return c.err()
}

// MayLook says whether a look at a moment of this recording is the actor's: only the employee looks first.
func (r Recording) MayLook(actor Actor) error {
	if actor.ID != r.OwnerID {
		return Forbidden("only_the_employee_looks")
	}
	return nil
}
