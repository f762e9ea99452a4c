package coaching

import (
	"slices"
	"time"
)

// Kind is what sort of mark it is; "" only for a mark with codes.
type Kind string

// The kinds of mark.
const (
	Top         Kind = "top"
	Tip         Kind = "tip"
	Ask         Kind = "question"
	Observation Kind = "observation"
	Proud       Kind = "proud"
)

// Subject is whom a mark shows, never by name.
type Subject string

// Whom a mark can show.
const (
	SubjectEmployee Subject = "employee"
	SubjectChild    Subject = "child"
	SubjectOther    Subject = "other"
)

// Visibility is who can see a mark: Own is the employee's, Draft the coach's before release.
type Visibility string

// The visibilities.
const (
	Own      Visibility = "own"
	Draft    Visibility = "draft"
	Released Visibility = "released"
)

// Annotation is a mark: a note or codes at a moment (EndMS equals StartMS) or over a stretch of a recording.
type Annotation struct {
	ID          AnnotationID
	HolderID    HolderID
	RecordingID RecordingID
	AuthorID    PersonID
	StartMS     int64
	EndMS       int64
	Kind        Kind
	Text        string
	Codes       []string // "scheme:item"
	Subject     Subject  // "" when not said
	AnswersID   AnnotationID
	Shapes      []byte // JSON array; drawings come later
	Visibility  Visibility
	Version     int
	CreatedAt   time.Time
	UpdatedAt   time.Time
	Replies     int // how many
}

// MostCodes is how many codes one mark can carry.
const MostCodes = 9

// Check is Invalid with the names of the API's fields. A duration of 0 is not known yet and limits nothing.
func (a Annotation) Check(durationMS int64, codes Codes) error {
	var c checked
	if a.StartMS < 0 || (durationMS > 0 && a.StartMS > durationMS) {
		c.fail("start_ms", "outside_the_recording")
	}
	if a.EndMS < a.StartMS {
		c.fail("end_ms", "before_the_start")
	} else if durationMS > 0 && a.EndMS > durationMS {
		c.fail("end_ms", "outside_the_recording")
	}
	c.text("text", a.Text, false, 4000)
	if a.Kind == "" && len(a.Codes) == 0 {
		c.fail("kind", "required")
	}
	if a.Kind != "" && !slices.Contains([]Kind{Top, Tip, Ask, Observation, Proud}, a.Kind) {
		c.fail("kind", "unknown")
	}
	if !slices.Contains([]Subject{"", SubjectEmployee, SubjectChild, SubjectOther}, a.Subject) {
		c.fail("subject", "unknown")
	}
	if a.AnswersID != "" && a.AnswersID == a.ID {
		c.fail("answers_id", "itself")
	}
	c.codes(a.Codes, codes)
	return c.err()
}

func (c *checked) codes(codes []string, known Codes) {
	if len(codes) > MostCodes {
		c.fail("codes", "too_many")
	}
	for i, code := range codes {
		if _, ok := known[code]; !ok {
			c.fail("codes", "unknown")
			return
		}
		if slices.Contains(codes[:i], code) {
			c.fail("codes", "twice")
			return
		}
	}
}

// MayMark says as what the actor marks this recording: the owner's marks are her own, a coach's are drafts.
func (r Recording) MayMark(actor Actor) (Visibility, error) {
	if r.LockedAt != nil {
		return "", Conflict("recording_locked")
	}
	if r.AngleOf != "" {
		return "", Conflict("goes_with_its_recording")
	}
	if actor.ID == r.OwnerID {
		return Own, nil
	}
	return Draft, nil
}

// MayChange says whether the actor may reword or remove the mark. Both coaches of a trajectory may change a draft.
func (a Annotation) MayChange(actor Actor) error {
	switch {
	case a.Visibility == Released:
		return Conflict("released_marks_are_frozen")
	case a.Visibility == Own && a.AuthorID != actor.ID:
		return Forbidden("only_the_author")
	}
	return nil
}

// Growth says whether the mark points at what could grow rather than at what works.
func (a Annotation) Growth(codes Codes) bool {
	if a.Kind != "" {
		return a.Kind == Tip
	}
	return slices.ContainsFunc(a.Codes, func(code string) bool {
		item := codes[code]
		return item.Valence == "growth"
	})
}

// ProudMark is a mark that somebody keeps, with the recording it is in.
type ProudMark struct {
	Mark      Annotation
	Recording Recording
}
