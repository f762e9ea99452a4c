package coaching

import "time"

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
	Mark         *Annotation
}

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

// Entry is coaching that took place, confirmed by the coach: date, kind and minutes. Nothing derives it.
type Entry struct {
	ID          EntryID
	CycleID     CycleID
	CoachID     PersonID
	EmployeeID  PersonID
	HeldOn      string // a day in the holder's zone, "2026-03-05"
	Kind        string // "feedback", "review", "intake", "observation", "other"
	Minutes     int    // 0 to 600
	ConfirmedAt time.Time
}
