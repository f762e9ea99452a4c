package coaching

import "time"

// DeviceMaster is what the device that filmed kept itself, on its way to the server and there. It replaces what the
// network lost, on the same clock. The device wipes its own copy only of one that is kept and whose SHA-256 is its own.
type DeviceMaster struct {
	ID          UploadID
	RecordingID RecordingID
	Reason      string // why it was refused; a stable code
	Received    int64  // bytes
	Size        int64  // bytes; 0 while the device has not told it
	SHA256      string // in hex, once the bytes are checked
	StartMS     int64  // on the clock of the recording, once kept
	DurationMS  int64
	CompletedAt *time.Time
	KeptAt      *time.Time
	EndedAt     *time.Time
}

// MasterState is where a device master stands.
type MasterState string

// The states of a device master. It goes from one to the next, and from checking to kept or refused; one that was thrown
// away, or of which nothing came for UploadSilence, is no more.
const (
	MasterReceiving MasterState = "receiving" // the device has not sent all of it
	MasterChecking  MasterState = "checking"  // it is whole, and is read through and placed
	MasterKept      MasterState = "kept"      // it decodes to its end, has its place on the clock, and is on the disk
	MasterRefused   MasterState = "refused"   // it is no film, or none of it decodes: see Reason
)

// State follows from its dates.
func (m DeviceMaster) State() MasterState {
	switch {
	case m.EndedAt != nil:
		return MasterRefused
	case m.KeptAt != nil:
		return MasterKept
	case m.CompletedAt != nil:
		return MasterChecking
	}
	return MasterReceiving
}

const (
	headStart   = 3 * time.Second // more than it takes to be live on a good line
	longestHead = 6 * time.Hour   // as long as a device may have recorded without a break
)

// ZeroOf is when a recording begins of which the first picture came live at first: then, or when a device began that had
// filmed long before without a network. What it filmed until then is part of the recording.
func ZeroOf(first time.Time, devices []Upload) time.Time {
	zero := first
	for _, u := range devices {
		if head := first.Sub(u.BeganAt()); head > headStart && head <= longestHead && u.BeganAt().Before(zero) {
			zero = u.BeganAt()
		}
	}
	return zero
}

// MayUploadDevice says whether the actor may send what her device kept of the recording. It may have takes, be under way
// or be ready. Nothing comes in where it would be shared at once, nor when coaching does not run, unless it was known
// before that something was still on a device: that belongs to what she filmed then. rests is why coaching does not run,
// or nil.
func (r Recording) MayUploadDevice(actor Actor, holder Holder, rests error) error {
	if err := r.mustOwn(actor); err != nil {
		return err
	}
	if err := r.MayPublish(holder); err != nil {
		return err
	}
	switch {
	case r.PendingDevice:
		return nil
	case r.SharedAt != nil:
		return Conflict("recording_shared")
	}
	return rests
}

// MayAwaitDevice says whether the actor may say that something of the recording is still on a device.
func (r Recording) MayAwaitDevice(actor Actor, pending bool) error {
	if err := r.mustOwn(actor); err != nil {
		return err
	}
	if pending && r.SharedAt != nil && !r.PendingDevice {
		return Conflict("recording_shared")
	}
	return nil
}
