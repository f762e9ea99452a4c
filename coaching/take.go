package coaching

import (
	"slices"
	"time"
)

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
	Source      string // Live, Uploaded or Device
	Timing      string // Device: the file that says which of its times is which on the clock
	Video       []byte // JSON of the track, nil without picture
	Audio       []byte
	Steady
}

// Steady is the steady clock of a machine when a take began.
type Steady struct {
	Boot      string        // names one boot of one machine; empty where it is not known
	SinceBoot time.Duration // goes on while the machine sleeps, and no one sets it
}

// ClockShift is by how much the wall clock had been set forward when the take of that number began, since the first take
// of the same boot of the same machine; 0 where there is none.
func ClockShift(takes []Take, number int) time.Duration {
	this := slices.IndexFunc(takes, func(t Take) bool { return t.Number == number })
	if this < 0 || takes[this].Boot == "" {
		return 0
	}
	first := slices.IndexFunc(takes, func(t Take) bool { return t.Boot == takes[this].Boot })
	return takes[this].BeganAt.Sub(takes[first].BeganAt) - (takes[this].SinceBoot - takes[first].SinceBoot)
}

// Where a take came from.
const (
	Live     = "live"
	Uploaded = "upload"
	Device   = "device"
)
