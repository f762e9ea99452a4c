package coaching

import "time"

// LogLine is one thing that was done to a recording, and by whom.
type LogLine struct {
	ID          string
	At          time.Time
	Actor       string // a person's id, or "system:" and a door
	Action      string // "play", "share", "withdraw", "release", "export", "erase"
	RecordingID RecordingID
	Detail      string
}
