package coaching

import (
	"cmp"
	"slices"
	"time"
)

// Trim is a stretch that is cut out of a recording for good. The clock stays: what is cut becomes a gap.
type Trim struct {
	ID          TrimID
	HolderID    HolderID
	RecordingID RecordingID
	WithID      TrimID // of a further camera: the trim of its recording
	AskedBy     PersonID
	AskedAt     time.Time
	Reason      TrimReason
	StartMS     int64 // what was asked
	EndMS       int64
	FromMS      *int64 // what went, once it is cut: never less
	ToMS        *int64
	SwitchedAt  *time.Time // from then on nobody can read the old files
	DoneAt      *time.Time // and from then on they are not there
	FailedAt    *time.Time
	Failure     string // a stable code, with FailedAt
	Files       int    // that were destroyed
	Bytes       int64
}

// TrimReason is why a stretch is cut out.
type TrimReason string

// The reasons. TrimRestored is one that is done once more, because a backup brought back what had been cut.
const (
	TrimConsent  TrimReason = "consent"
	TrimOther    TrimReason = "other"
	TrimRestored TrimReason = "restored"
)

// Why a cut failed. Nothing has changed then.
const (
	TrimNothingLeft = "nothing_left"  // no picture and no sound would be left: it is to be thrown away
	TrimUnsupported = "not_cuttable"  // a film of which it cannot be said that the rest stays as it is
	TrimUnreadable  = "unreadable"    // a film that cannot be read
	TrimMissing     = "files_missing" // it is not in storage
)

// Trimmed is the reason of the gap that a cut leaves.
const Trimmed = "trimmed"

// Open says that the cut is still to be made, or the old files are still to be destroyed.
func (t Trim) Open() bool { return t.DoneAt == nil && t.FailedAt == nil }

// The bounds of a cut, in milliseconds.
const (
	shortestTrim = 200
	trimSlack    = 250  // a recording of which no more is left is thrown away instead
	angleMargin  = 300  // how much wider a further camera is cut: how far apart two cameras may be that sound put in step
	clockMargin  = 2500 // and those that stand by the clock, or by hand
)

// CheckTrim is Invalid with fields "start_ms", "end_ms" and "reason", and Conflict("trim_is_everything") where nothing
// would be left: then the recording is to be thrown away.
func (r Recording) CheckTrim(start, end int64, reason TrimReason) error {
	var c checked
	if start < 0 || start >= r.DurationMS {
		c.fail("start_ms", "outside_the_recording")
	}
	switch {
	case end <= start:
		c.fail("end_ms", "before_the_start")
	case end-start < shortestTrim:
		c.fail("end_ms", "too_short")
	case end > r.DurationMS+1000: // of a second that was begun
		c.fail("end_ms", "outside_the_recording")
	}
	if reason != TrimConsent && reason != TrimOther {
		c.fail("reason", "unknown")
	}
	if err := c.err(); err != nil {
		return err
	}
	if start <= trimSlack && end >= r.DurationMS-trimSlack {
		return Conflict("trim_is_everything")
	}
	return nil
}

// MayTrim says whether the actor may cut something out of the recording: its owner, also where a child's consent locks it,
// once all that was filmed is there.
func (r Recording) MayTrim(actor Actor, others []Angle) error {
	if actor.ID != r.OwnerID {
		return Forbidden("only_the_owner")
	}
	return r.MayBeTrimmed(others)
}

// MayBeTrimmed says whether something can be cut out of the recording and its further cameras now.
func (r Recording) MayBeTrimmed(others []Angle) error {
	switch {
	case r.AngleOf != "":
		return Conflict("goes_with_its_recording")
	case r.FrozenAt != nil:
		return Conflict("recording_frozen")
	case r.State != Ready:
		return Conflict("recording_not_ready")
	}
	for _, a := range others {
		switch {
		case a.State == Planned && !a.Joined:
		case a.State != Ready:
			return Conflict("angle_not_ready")
		case !a.stands():
			return Conflict("angle_not_placed")
		}
	}
	return nil
}

// MayTrimLocked says whether the locks that stand let something be cut out: those because of a child do, since it is what
// they ask for.
func (r Recording) MayTrimLocked(locks []Lock) error {
	if r.LockedAt != nil && len(locks) == 0 {
		return Conflict("recording_locked")
	}
	for _, lock := range locks {
		if lock.Reason != LockConsent {
			return Conflict("recording_locked")
		}
	}
	return nil
}

// stands says whether it is known where the camera lies on the clock of the recording.
func (a Angle) stands() bool {
	return a.HandMS != nil || a.FoundMS != nil || a.Source == AngleLive && a.ClockMS != nil
}

// TrimOf is what of the angle's own film goes with a stretch of the recording; false for a camera that filmed nothing then.
func (a Angle) TrimOf(start, end int64) (from, to int64, any bool) {
	if a.State != Ready {
		return 0, 0, false
	}
	margin := int64(clockMargin)
	if a.Placed == PlacedBySound && a.HandMS == nil {
		margin = angleMargin
	}
	from = max(0, start-a.OffsetMS()-margin)
	to = end - a.OffsetMS() + margin
	return from, to, to > 0 && from < a.DurationMS
}

// TrimTask is a child because of whom something is to be cut out of a recording.
type TrimTask struct {
	ChildID ChildID
	Name    string // a first name or a code
	MadeAt  time.Time
	DueOn   Day
}

// MayConfirmTrimmed says whether the actor may say that a child is nowhere to be seen any more. open is how much is still
// to be cut out, of the further cameras too.
func (r Recording) MayConfirmTrimmed(actor Actor, child ChildID, tasks []TrimTask, trims []Trim, open int) error {
	if actor.ID != r.OwnerID {
		return Forbidden("only_the_owner")
	}
	return TrimmedFor(child, tasks, trims, open)
}

// TrimmedFor says whether something was cut out for a child since its task was made, and nothing is still to be cut.
func TrimmedFor(child ChildID, tasks []TrimTask, trims []Trim, open int) error {
	if open > 0 {
		return Conflict("trim_under_way")
	}
	for _, task := range tasks {
		if task.ChildID != child {
			continue
		}
		for _, t := range trims {
			if t.DoneAt != nil && !t.AskedAt.Before(task.MadeAt) {
				return nil
			}
		}
		return Conflict("trim_first")
	}
	return ErrNotFound
}

// CutOut says whether what was at a moment of the recording is cut out.
func CutOut(trims []Trim, ms int64) bool {
	return slices.ContainsFunc(trims, func(t Trim) bool { return t.SwitchedAt != nil && ms >= *t.FromMS && ms < *t.ToMS })
}

// WithTrims are gaps with what was cut out for good in their place.
func WithTrims(gaps []Gap, trims []Trim) []Gap {
	for _, t := range trims {
		if t.SwitchedAt == nil {
			continue
		}
		gaps = cut(gaps, *t.FromMS, *t.ToMS)
		for _, track := range []string{"video", "audio"} {
			gaps = append(gaps, Gap{StartMS: *t.FromMS, EndMS: *t.ToMS, Track: track, Reason: Trimmed})
		}
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(a.StartMS, b.StartMS), cmp.Compare(a.EndMS, b.EndMS), cmp.Compare(a.Track, b.Track))
	})
	return gaps
}
