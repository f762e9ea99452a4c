package coaching

import "time"

// Why a recording was erased.
const (
	ErasedByOwner     = "owner"
	ErasedByRetention = "retention"
	ErasedByRequest   = "erasure_request" // by the data protection officer
)

// Receipt is what remains of an erased recording.
type Receipt struct {
	RecordingID    RecordingID
	OwnerID        PersonID
	CycleID        CycleID
	Reason         string    // ErasedByOwner or ErasedByRetention
	Why            EndReason // with ErasedByRetention
	RequestedAt    time.Time
	KeyDestroyedAt *time.Time
	CompletedAt    *time.Time
	Files          int
	Bytes          int64
}
