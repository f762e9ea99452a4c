package jobs

import "terugblik/media"

// Voice makes the sound that a browser sent one that every browser plays. It is done while the browser waits, and never
// stands in a queue.
type Voice struct{}

// Kind names the order.
func (Voice) Kind() string { return "voice" }

// Spoken is what came of it.
type Spoken struct {
	File     string       `json:"file"` // in the folder of the order
	Duration media.Millis `json:"duration_ms"`
}
