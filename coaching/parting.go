package coaching

import "time"

// PartingWhy is why the part of a coach in a trajectory ended.
type PartingWhy string

// The reasons.
const (
	PartedByChoice   PartingWhy = "chosen"  // the employee chose so
	PartedByManaging PartingWhy = "manages" // nobody coaches whom she manages
	PartedByLeaving  PartingWhy = "gone"    // she is no coach of the holder any more; it is never written down
)

// Parting is the end of a coach's part in a trajectory.
type Parting struct {
	TrajectoryID TrajectoryID
	CoachID      PersonID
	Why          PartingWhy
	At           *time.Time // nil where it is not known
}

// Farewell is what a coach is told of the end of her part: whom it was with, and what that person wrote to her.
type Farewell struct {
	QuestionID QuestionID
	Employee   Name
	Why        PartingWhy
	Words      string
	At         time.Time
}

// FarewellFor is how long a coach is told of it.
const FarewellFor = 14 * 24 * time.Hour

const longestFarewell = 500

// CheckFarewell is Invalid with field "words". "" is fine: nobody has to say why.
func CheckFarewell(words string) error {
	var c checked
	c.line("words", words, false, longestFarewell)
	return c.err()
}
