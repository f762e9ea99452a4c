package coaching

import "time"

// KeptWord is what stays of a recording whose time came: words without film. They are the employee's until she leaves;
// her coach reads those that were shared.
type KeptWord struct {
	ID          KeptWordID
	RecordingID RecordingID
	CycleID     CycleID
	OwnerID     PersonID
	AuthorID    PersonID
	Kind        string     // of a mark ("top", ...), or "look" or "reply", or "" for codes alone
	AnswersID   KeptWordID // the mark that a look or reply belongs to; "" for a mark
	Text        string
	Codes       []string
	StartMS     int64 // where in the film it was
	SaidAt      time.Time
}
