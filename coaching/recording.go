package coaching

import "time"

// RecordingState is where a recording stands. Locked, deleted and pending-device stand beside it.
type RecordingState string

// The states of a recording.
const (
	Planned    RecordingState = "planned"
	InProgress RecordingState = "recording"
	Processing RecordingState = "processing"
	Ready      RecordingState = "ready"
	Failed     RecordingState = "failed"
)

// Recording is the record of a film; the files are on the media side under the same id.
type Recording struct {
	ID             RecordingID
	HolderID       HolderID
	CycleID        CycleID
	OwnerID        PersonID
	Title          string
	State          RecordingState
	Reason         string // a stable code when State is Failed, for example "no_media"
	PlannedBy      PersonID
	PlannedFor     *time.Time
	PlannedMinutes int // 0 for no preset
	AcceptedAt     *time.Time
	ZeroAt         *time.Time // capture time of position 0
	DurationMS     int64      // 0 while unknown
	FrameRateNum   int        // frames in FrameRateDen seconds of the watchable version; 0 while there is none
	FrameRateDen   int
	Generation     int // of the watchable version; 0 for none yet
	ProgressMS     int64
	Version        int
	CreatedAt      time.Time
	LockedAt       *time.Time
	DeletedAt      *time.Time
	PendingDevice  bool
	SharedAt       *time.Time // since when its owner shares it with her coach; nil while she does not
}

// Take is one unbroken stretch of a recording as it is kept beside the recording's record.
type Take struct {
	Number      int
	Node        string
	BeganAt     time.Time
	EndedAt     *time.Time
	FinalisedAt *time.Time
	File        string
	StartMS     int64
	DurationMS  int64
	Video       []byte // JSON of the track, nil without picture
	Audio       []byte
}

// Gap is a stretch of which a track has nothing.
type Gap struct {
	Take    int
	StartMS int64
	EndMS   int64
	Track   string // "video" or "audio"
	Reason  string
}

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
