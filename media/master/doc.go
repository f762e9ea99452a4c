// Package master reads what a device recorded itself to its end, and places it on the clock of the recording by what came live.
package master

import (
	"io"
	"time"

	"terugblik/media"
)

// Longest is how long a device may have recorded without a break.
const Longest = 6 * time.Hour

// Live is a finalised take that came over the network at about the same time.
type Live struct {
	Take media.Take
	File io.ReaderAt
	Size int64
}

// Input is one file that a device kept.
type Input struct {
	File  io.ReaderAt
	Size  int64          // bytes
	Guess *time.Duration // where the file's zero lies on the clock, to some seconds; nil: this file sets the clock
	Live  []Live
}

// Kept is what of a file counts. Its bytes are kept as they are.
type Kept struct {
	Ext    string       `json:"ext"`    // "webm" or "mp4"
	Take   media.Take   `json:"take"`   // the caller numbers and names it
	Timing media.Timing `json:"timing"` // where each of its pictures lies
	Gaps   []media.Gap  `json:"gaps"`   // what it misses itself
	By     string       `json:"by"`     // "picture", "sound" or "clock": by what it was placed
}
