package ingest

import (
	"context"
	"errors"
	"time"

	"terugblik/media"
)

// Sink opens a new take of a recording. Errors: media.ErrDiskFull, media.ErrReadOnly, media.ErrErased.
type Sink interface {
	Open(ctx context.Context, recording media.RecordingID) (Writer, error)
}

// Writer keeps what arrives. Its methods are called by several goroutines and must not wait for a disk; an error ends
// the session (media.ErrDiskFull and media.ErrReadOnly with reasons of their own).
type Writer interface {
	AddTrack(t media.Track, ssrc uint32, payloadType uint8, fmtp string) (number int, err error)
	WriteRTP(track int, at time.Time, packet []byte) error
	WriteReport(at time.Time, ssrc uint32, ntp uint64, rtp, packets, octets uint32) error
	WriteNote(at time.Time, text string) error
	Synced() time.Time         // arrival of the last packet that a power cut cannot take away
	Close(reason string) error // ends the take; waits for the disk
}

// SessionID names one WHIP session; it cannot be guessed.
type SessionID string

// Reason says why a session ended.
type Reason string

// The reasons.
const (
	Ended        Reason = "ended"         // by the publisher
	Stopped      Reason = "stopped"       // by the server: the recording was stopped
	Discarded    Reason = "discarded"     // thrown away; nothing is to be finalised
	Vanished     Reason = "vanished"      // the connection was lost for good
	NotConnected Reason = "not_connected" // no connection ever came about
	Replaced     Reason = "replaced"      // the publisher came back with a new session
	DiskFull     Reason = "disk_full"
	ReadOnly     Reason = "disk_read_only"
	Shutdown     Reason = "shutdown" // the server stops
	Failed       Reason = "failed"   // something else; the event carries the error
)

// EventKind says what an event tells.
type EventKind string

// The kinds of event. Every session gives Ended last and exactly once.
const (
	EventState EventKind = "state" // the connection changed: State
	EventFirst EventKind = "first" // the first picture that can be shown (or the first sound where there is no picture) came at At
	EventSafe  EventKind = "safe"  // each second: Safe and Loss
	EventEnded EventKind = "ended" // the take is closed: Reason, Err, Safe and Loss
)

// Event is something that happened in a session.
type Event struct {
	Kind      EventKind
	Session   SessionID
	Recording media.RecordingID
	At        time.Time    // wall clock of the server
	State     string       // "connecting", "connected", "disconnected" (may return), "failed"
	Safe      media.Millis // so much of the take is on the disk, counted from its first picture
	Loss      Loss
	Mark      Mark // with EventSafe: the newest picture, if Marked
	Marked    bool
	Reason    Reason
	Err       error
}

// Loss counts packets of all tracks since the session began.
type Loss struct {
	Received int64
	Repaired int64 // came late, mostly because they were asked for again
	Lost     int64 // given up after two seconds
}

// What can go wrong beside media.ErrUnsupported, media.ErrBusy, media.ErrDiskFull and media.ErrErased.
var (
	ErrBadOffer     = errors.New("malformed session description")
	ErrTooLarge     = errors.New("session description too large")
	ErrTooMany      = errors.New("too many candidates") // 429
	ErrNoSession    = errors.New("no such session")
	ErrNoMatch      = errors.New("entity tag is missing")     // 428
	ErrStaleMatch   = errors.New("entity tag does not match") // 412
	ErrShuttingDown = errors.New("server is stopping")
)
