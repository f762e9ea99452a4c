// Package jobs holds what can be asked of the media side, and what a media child is told and answers, as plain values.
package jobs

import "terugblik/media"

// Finalise makes an indexed file of the journal of one take, on the node that holds the journal.
type Finalise struct {
	Recording media.RecordingID `json:"recording"`
	Take      int               `json:"take"` // counted from 1
}

// Kind names the job in the queue.
func (Finalise) Kind() string { return "finalise" }

// Adopt makes what came as a file a take of its recording, on the node that holds its bytes.
type Adopt struct {
	Recording media.RecordingID `json:"recording"`
	Upload    string            `json:"upload"`           // its id
	Device    bool              `json:"device,omitempty"` // what the device that filmed kept itself, beside other takes
}

// Kind names the job in the queue.
func (Adopt) Kind() string { return "adopt" }

// Transcode makes a watchable version of all takes of a recording.
type Transcode struct {
	Recording  media.RecordingID `json:"recording"`
	Generation int               `json:"generation"` // counted from 1; a later one replaces an earlier one
}

// Kind names the job in the queue.
func (Transcode) Kind() string { return "transcode" }

// Trim cuts a stretch out of a recording, and finishes that: see coaching.Trim.
type Trim struct {
	Recording media.RecordingID `json:"recording"`
	Trim      string            `json:"trim"` // its id
}

// Kind names the job in the queue.
func (Trim) Kind() string { return "trim" }

// Erase removes a recording: its key, its files and its logs.
type Erase struct {
	Recording media.RecordingID `json:"recording"`
}

// Kind names the job in the queue.
func (Erase) Kind() string { return "erase" }
