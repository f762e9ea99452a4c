package coaching

import (
	"strings"
	"time"
)

// Evaluation looks back on a trajectory, the employee first. Number counts from 1.
type Evaluation struct {
	ID           EvaluationID
	HolderID     HolderID
	TrajectoryID TrajectoryID
	Number       int
	StartedBy    PersonID
	StartedAt    time.Time
	Parts        []EvaluationPart // those that the reader may see
	Report       *Report          // nil until both have handed in
}

// Answers is what somebody says when looking back. The employee has the first four, the coach the last three.
type Answers struct {
	Answered     string // has the question been answered
	BestMoment   string
	Keep         string // what she wants to hold on to
	NextQuestion string
	Growth       string // what the coach saw grow
	Helped       string
	Wish         string
}

// mostAnswer bounds one answer, in characters.
const mostAnswer = 2000

// EvaluationPart is one person's answers. Nobody else sees them until they are handed in, and she sees her coach's
// only when hers are handed in too.
type EvaluationPart struct {
	ID           PartID
	EvaluationID EvaluationID
	AuthorID     PersonID
	Answers
	Version    int
	HandedInAt *time.Time
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// PartOf is the part that the person wrote, or nil.
func (e Evaluation) PartOf(person PersonID) *EvaluationPart {
	for i := range e.Parts {
		if e.Parts[i].AuthorID == person {
			return &e.Parts[i]
		}
	}
	return nil
}

// handedIn are her part and the newest one of a coach, where those are handed in.
func (e Evaluation) handedIn(t Trajectory) (hers, coachs *EvaluationPart) {
	for i := range e.Parts {
		switch part := &e.Parts[i]; {
		case part.HandedInAt == nil:
		case part.AuthorID == t.EmployeeID:
			hers = part
		case coachs == nil || part.HandedInAt.After(*coachs.HandedInAt):
			coachs = part
		}
	}
	return hers, coachs
}

// CoachPart is what a coach handed in, as far as the reader may see it; nil while there is none.
func (e Evaluation) CoachPart(t Trajectory) *EvaluationPart {
	_, coachs := e.handedIn(t)
	return coachs
}

// Done says whether its report is approved by both.
func (e Evaluation) Done() bool { return e.Report != nil && e.Report.ApprovedAt() != nil }

// What an evaluation can wait for.
const (
	WaitsForAnswers  = "answers"
	WaitsForApproval = "approval"
)

// WaitsFor is what the actor can do now: WaitsForAnswers, WaitsForApproval, or "" for nothing.
func (e Evaluation) WaitsFor(actor Actor, t Trajectory) string {
	switch part := e.PartOf(actor.ID); {
	case actor.ID != t.EmployeeID && !t.IsCoach(actor.ID), e.Done():
		return ""
	case e.Report != nil && !e.Report.ApprovedBy(actor.ID):
		return WaitsForApproval
	case e.Report == nil && (part == nil || part.HandedInAt == nil):
		return WaitsForAnswers
	}
	return ""
}

// MayEvaluate says whether the actor may start to look back: either of the pair, when a cycle has been closed
// since the evaluation before (last, nil for none), and not while that one is being made. It may be done after the trajectory has ended.
func (t Trajectory) MayEvaluate(actor Actor, closed int, last *Evaluation) error {
	switch {
	case actor.ID != t.EmployeeID && !t.IsCoach(actor.ID):
		return ErrNotFound
	case len(t.CoachIDs) == 0:
		return Conflict("no_coach")
	case last != nil && !last.Done():
		return Conflict("evaluation_open")
	case closed == 0, last != nil && closed <= last.Report.Rounds:
		return Conflict("no_round_closed")
	}
	return nil
}

// MayAnswer says whether the actor may write her part: until it is handed in.
func (e Evaluation) MayAnswer(actor Actor, t Trajectory) error {
	if actor.ID != t.EmployeeID && !t.IsCoach(actor.ID) {
		return ErrNotFound
	}
	if e.Report != nil {
		return Conflict("handed_in")
	}
	if part := e.PartOf(actor.ID); part != nil && part.HandedInAt != nil {
		return Conflict("handed_in")
	}
	return nil
}

// Check is Invalid by field. One hands in something: the employee whether her question is answered ("not yet" is an
// answer), the coach what grew. Answers that are the other's to give are refused.
func (a Answers) Check(employee, handIn bool) error {
	var c checked
	for _, field := range a.fields() {
		if field.hers != employee {
			if field.text != "" {
				c.fail(field.name, "not_yours")
			}
			continue
		}
		needed := handIn && (field.name == "answered" || field.name == "growth")
		c.text(field.name, field.text, needed, mostAnswer)
	}
	return c.err()
}

type answerField struct {
	name, text string
	hers       bool
}

func (a Answers) fields() []answerField {
	return []answerField{
		{"answered", a.Answered, true},
		{"best_moment", a.BestMoment, true},
		{"keep", a.Keep, true},
		{"next_question", a.NextQuestion, true},
		{"growth", a.Growth, false},
		{"helped", a.Helped, false},
		{"wish", a.Wish, false},
	}
}

// with joins what the one said and what the other said.
func (a Answers) with(b Answers) Answers {
	a.Growth, a.Helped, a.Wish = b.Growth, b.Helped, b.Wish
	return a.trimmed()
}

func (a Answers) trimmed() Answers {
	for _, text := range []*string{&a.Answered, &a.BestMoment, &a.Keep, &a.NextQuestion, &a.Growth, &a.Helped, &a.Wish} {
		*text = strings.TrimSpace(*text)
	}
	return a
}
