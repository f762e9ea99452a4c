package coaching

import (
	"strconv"
	"time"
)

// Angle is a further camera of a recording. Its film is that of a recording of its own with the same id, which belongs
// to the one that it is an angle of and stands in no list.
type Angle struct {
	ID          RecordingID
	HolderID    HolderID
	RecordingID RecordingID // whose angle it is
	Number      int         // from 2 on: 1 is the recording itself
	Name        string
	Source      AngleSource
	CreatedAt   time.Time
	FoundMS     *int64 // where its zero lies on the clock of the recording, as was found; nil until then
	Placed      Placing
	Confidence  float64 // of FoundMS, 0 to 1
	HandMS      *int64  // instead of FoundMS, by its owner

	State        RecordingState // of its own film, like the rest
	Reason       string
	DurationMS   int64
	FrameRateNum int
	FrameRateDen int
	Generation   int
	Joined       bool   // a device may film for it now
	ClockMS      *int64 // where its zero lies by the clock of the server; nil until there is film of both
}

// AngleSource is how its film comes in.
type AngleSource string

// The sources of an angle.
const (
	AngleLive AngleSource = "live" // a device that joined with a code
	AngleFile AngleSource = "file"
)

// Placing says by what an angle was put in step.
type Placing string

// The ways. Where sound decides nothing, film that came in live stands by the clock of the server.
const (
	NotPlaced     Placing = "" // yet
	PlacedByClock Placing = "clock"
	PlacedBySound Placing = "sound"
	PlacedByNone  Placing = "none" // its owner is asked to do it
)

// The bounds of angles and of the codes that devices join with.
const (
	MostAngles     = 3 // beside the recording itself
	JoinCodeDigits = 6
	JoinCodeLength = 15 * time.Minute
	JoinedLength   = 3 * time.Hour // a device films at most; a recording is at most two hours
	farthestByHand = 24 * time.Hour
	longestAngle   = 60
)

// OffsetMS is where the angle's zero lies on the clock of the recording, in milliseconds: by hand, as was found, or by
// the clock.
func (a Angle) OffsetMS() int64 {
	switch {
	case a.HandMS != nil:
		return *a.HandMS
	case a.FoundMS != nil:
		return *a.FoundMS
	case a.Source == AngleLive && a.ClockMS != nil:
		return *a.ClockMS
	}
	return 0
}

// NextAngle is the first number that no angle has.
func NextAngle(angles []Angle) int {
	number := 2
	for _, a := range angles { // by number
		if a.Number == number {
			number++
		}
	}
	return number
}

// AngleName is what an angle is called until its owner calls it something else; the same in both languages.
func AngleName(number int) string { return "Camera " + strconv.Itoa(number) }

// CheckAngle is Invalid with fields "name" and "source".
func CheckAngle(name string, source AngleSource) error {
	var c checked
	c.text("name", name, true, longestAngle)
	if source != AngleLive && source != AngleFile {
		c.fail("source", "unknown")
	}
	return c.err()
}

// CheckOffset is Invalid with field "offset_ms" for one that no two cameras can have.
func CheckOffset(ms int64) error {
	if far := farthestByHand.Milliseconds(); ms < -far || ms > far {
		return Invalid{{Field: "offset_ms", Code: "out_of_range"}}
	}
	return nil
}

// Main is the recording that film of this one belongs to: itself, or that whose angle it is. Consent, shares and marks
// are about it.
func (r Recording) Main() RecordingID {
	if r.AngleOf != "" {
		return r.AngleOf
	}
	return r.ID
}

// MayAddAngle says whether the actor may add a camera to the recording, which has so many beside itself. What is shared
// gets no film that its owner has not looked at.
func (r Recording) MayAddAngle(actor Actor, holder Holder, others int) error {
	if err := r.MayLetIn(actor); err != nil {
		return err
	}
	if err := r.MayPublish(holder); err != nil {
		return err
	}
	if r.AngleOf != "" {
		return Conflict("angle_of_angle")
	}
	if others >= MostAngles {
		return Conflict("too_many_angles")
	}
	return nil
}

// MayOpenCode says whether a device may join for the angle of the recording now: it is filmed, or about to be.
func (r Recording) MayOpenCode(actor Actor, a Angle) error {
	if err := r.MayLetIn(actor); err != nil {
		return err
	}
	if a.Source != AngleLive || r.State != Planned && r.State != InProgress {
		return Conflict("recording_finished")
	}
	return nil
}

// Over says of a recording that its further cameras need not go on.
func (r Recording) Over() bool {
	return r.DeletedAt != nil || r.State != Planned && r.State != InProgress
}
