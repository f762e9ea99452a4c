package coaching

import "time"

// Take is one unbroken stretch of a recording as it is kept beside the recording's record.
type Take struct {
	Number      int
	Node        string
	BeganAt     time.Time
	EndedAt     *time.Time
	FinalisedAt *time.Time
	File        string
	StartMS     int64
	LeadMS      int64 // what of its file lies before its start
	DurationMS  int64
	Source      string // Live or Uploaded
	Video       []byte // JSON of the track, nil without picture
	Audio       []byte
}

// Where a take came from.
const (
	Live     = "live"
	Uploaded = "upload"
)

// Gap is a stretch of which a track has nothing.
type Gap struct {
	Take    int
	StartMS int64
	EndMS   int64
	Track   string // "video" or "audio"
	Reason  string
}
