package coaching

import "time"

// LockReason is why a recording is locked; nobody watches, shares or takes away what is.
type LockReason string

// The reasons.
const (
	LockConsent LockReason = "child_consent"  // a child that may not be in view is, or is not surely out of it
	LockRequest LockReason = "access_request" // a person or a guardian asked for it, and the officer decides
	LockSafety  LockReason = "safety_signal"  // it may be evidence: nobody deletes anything of it either
	LockRestore LockReason = "restore"        // the server was put back from a backup, and nobody has looked yet
)

// Lock is one reason why a recording is locked, while it stands. It names no person.
type Lock struct {
	ID          LockID
	RecordingID RecordingID
	Reason      LockReason
	CauseID     string // the child, the request, the signal, the restore
	MadeAt      time.Time
	LiftedAt    *time.Time
}

// ChildRecording is what the officer is told of a recording that has a child on its roster: no title, question or mark.
type ChildRecording struct {
	ID         RecordingID
	RecordedAt *time.Time // nil while there is no film
	DurationMS int64
	OwnerID    PersonID
	GivenName  string
	Prefix     string
	FamilyName string
	State      RecordingState
	Seen       InView
	Locked     bool
	Marks      int // how many
}

// InView is how a child that is there stands to the camera.
type InView string

// What a roster says of a child that is present.
const (
	ViewPresent InView = "present"  // may be in view
	ViewKeptOut InView = "keep_out" // sits or plays where the camera does not look
)

// What the log of a recording's owner calls a lock and its lifting; the database writes them.
const (
	LoggedLock   = "lock"
	LoggedUnlock = "unlock"
)
