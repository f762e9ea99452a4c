package coaching

import (
	"slices"
	"time"
)

// TalkVoice is whose words a note holds, whoever typed it.
type TalkVoice string

// The voices of a talk.
const (
	VoiceEmployee TalkVoice = "employee"
	VoiceCoach    TalkVoice = "coach"
)

// TalkNote is one thing that was said in a talk. What stands there as hers is hers only after she approved it.
type TalkNote struct {
	ID          TalkNoteID
	HolderID    HolderID
	TalkID      TalkID
	AuthorID    PersonID // who typed it
	Voice       TalkVoice
	Kind        string // "word", "insight" or "agreement"
	Step        TalkStep
	Text        string // 1 to 4000 characters
	MomentID    MomentID
	RecordingID RecordingID // with PositionMS: the place in the film that it is about; "" for none
	PositionMS  int64       // on the recording's clock
	Version     int
	CreatedAt   time.Time
	UpdatedAt   time.Time
	ApprovedAt  *time.Time
}

// Check is Invalid with fields "text", "voice", "kind", "step" and "position_ms".
func (n TalkNote) Check() error {
	var c checked
	c.text("text", n.Text, true, 4000)
	if n.Voice != VoiceEmployee && n.Voice != VoiceCoach {
		c.fail("voice", "unknown")
	}
	if !slices.Contains([]string{"word", "insight", "agreement"}, n.Kind) {
		c.fail("kind", "unknown")
	}
	if !slices.Contains(TalkSteps(), n.Step) {
		c.fail("step", "unknown")
	}
	if n.PositionMS < 0 {
		c.fail("position_ms", "outside_the_recording")
	}
	return c.err()
}

// Hers says whether the words stand there as hers: in her voice, or agreed by both.
func (n TalkNote) Hers() bool { return n.Voice == VoiceEmployee || n.Kind == "agreement" }

// Waits says whether the note waits until she says that it was said so.
func (n TalkNote) Waits() bool { return n.Hers() && n.ApprovedAt == nil }

// Opens says whether these words, at a moment, open the coach's mark of it.
func (n TalkNote) Opens() bool { return n.Voice == VoiceEmployee && n.MomentID != "" }

// MayChange says whether the actor may reword or take away the note: who typed it, and she what stands there as hers.
func (n TalkNote) MayChange(actor Actor, t Trajectory) error {
	if actor.ID == n.AuthorID || actor.ID == t.EmployeeID && n.Hers() {
		return nil
	}
	return Forbidden("only_the_author")
}

// MayApprove says whether the actor may say that it was said so: only she.
func (n TalkNote) MayApprove(actor Actor, t Trajectory) error {
	if actor.ID != t.EmployeeID || !n.Hers() {
		return Forbidden("only_the_employee_approves")
	}
	return nil
}

// Approved is when the note counts as approved after the actor wrote it: what she writes as hers is; nothing else.
func (n TalkNote) Approved(actor Actor, t Trajectory, now time.Time) *time.Time {
	if actor.ID != t.EmployeeID || !n.Hers() {
		return nil
	}
	return &now
}
