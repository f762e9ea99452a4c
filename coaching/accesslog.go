package coaching

import (
	"strings"
	"time"
)

// LogLine is one thing that was done to a recording, and by whom.
type LogLine struct {
	ID          string
	At          time.Time
	Actor       string // a person's id, or "system:" and a door
	Action      string // "play", "still", "watch", "share", "withdraw", "release", "export", "erase", ...
	RecordingID RecordingID
	Detail      string
}

// SharedRecording is one that others than its owner can see now.
type SharedRecording struct {
	ID       RecordingID
	Title    string
	SharedAt time.Time
	Coaches  string // ids of those who can, with spaces between
}

// CoachIDs are those who can see it.
func (s SharedRecording) CoachIDs() []PersonID {
	var ids []PersonID
	for id := range strings.FieldsSeq(s.Coaches) {
		ids = append(ids, PersonID(id))
	}
	return ids
}
