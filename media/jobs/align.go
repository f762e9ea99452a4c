package jobs

import "terugblik/media"

// Align finds where an angle lies on the clock of its recording.
type Align struct {
	Recording media.RecordingID `json:"recording"`
	Angle     media.RecordingID `json:"angle"`
	Versions  string            `json:"versions"` // of both that can be watched: others are aligned anew
}

// Kind names the job in the queue.
func (Align) Kind() string { return "align" }

// Beside is the other recording that a child compares with the one of its order.
type Beside struct {
	Takes  []media.Take  `json:"takes"`
	Files  []string      `json:"files"`               // of its takes; they are inherited after those of the order
	Guess  *media.Millis `json:"guess_ms,omitempty"`  // where its zero lies, as a clock says
	Within media.Millis  `json:"within_ms,omitempty"` // how far off the guess may be
	Key    Secret        `json:"-"`                   // opens its files
}
