package coaching

import "time"

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

// Reply is one answer in the thread under a mark.
type Reply struct {
	ID           ReplyID
	AnnotationID AnnotationID
	AuthorID     PersonID
	Text         string
	CreatedAt    time.Time
}
