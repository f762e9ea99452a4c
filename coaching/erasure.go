package coaching

import "time"

// Receipt is what remains of an erased recording.
type Receipt struct {
	RecordingID    RecordingID
	OwnerID        PersonID
	CycleID        CycleID
	Reason         string
	RequestedAt    time.Time
	KeyDestroyedAt *time.Time
	CompletedAt    *time.Time
	Files          int
	Bytes          int64
}
