package coaching

import (
	"slices"
	"time"
)

// Release is the coach's feedback on a cycle: a message and moments in order, strengths first.
type Release struct {
	ID         ReleaseID
	CycleID    CycleID
	CoachID    PersonID
	Message    string
	ReleasedAt time.Time
	Moments    []Moment
}

// Moment is one stretch to look at. Mark is nil until the employee has looked herself.
type Moment struct {
	ID           MomentID
	RecordingID  RecordingID
	AnnotationID AnnotationID
	Position     int // counted from 1
	StartMS      int64
	EndMS        int64
	Look         *Look
	Opened       bool // she looked, or her words were written down in the talk
	Mark         *Annotation
}

// The gentle limits of a choice: beyond them the coach is warned, not stopped.
const (
	FewStrengths = 3
	FewGrowth    = 1
	mostMoments  = 20
)

// OrderMoments puts strengths before growth and keeps the coach's order within each.
func OrderMoments(choice []Annotation, codes Codes) []Annotation {
	ordered := slices.Clone(choice)
	slices.SortStableFunc(ordered, func(a, b Annotation) int {
		return count(a.Growth(codes)) - count(b.Growth(codes))
	})
	return ordered
}

// ChoiceWarnings are codes: "many_strengths" beyond three, "many_growth" beyond one.
func ChoiceWarnings(choice []Annotation, codes Codes) []string {
	growth := 0
	for _, a := range choice {
		growth += count(a.Growth(codes))
	}
	var warnings []string
	if len(choice)-growth > FewStrengths {
		warnings = append(warnings, "many_strengths")
	}
	if growth > FewGrowth {
		warnings = append(warnings, "many_growth")
	}
	return warnings
}

// CheckChoice is Invalid with field "annotation_ids": each once, and not a list to tire somebody with.
func CheckChoice(ids []AnnotationID) error {
	var c checked
	if len(ids) > mostMoments {
		c.fail("annotation_ids", "too_many")
	}
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			c.fail("annotation_ids", "twice")
			break
		}
	}
	return c.err()
}

// MayRelease says whether the actor may release the choice of a cycle with a message.
func (c Cycle) MayRelease(actor Actor, t Trajectory, message string, choice []Annotation) error {
	if err := c.MayChoose(actor, t); err != nil {
		return err
	}
	if len(choice) == 0 {
		return Conflict("nothing_chosen")
	}
	var wrong checked
	wrong.text("message", message, false, 4000)
	return wrong.err()
}

// MayChoose says whether the actor may choose moments of a cycle.
func (c Cycle) MayChoose(actor Actor, t Trajectory) error {
	return c.may(actor, t, ActRelease, "only_the_coach")
}
