package coaching

import "time"

// RecordingState is where a recording stands. Locked, deleted and pending-device stand beside it.
type RecordingState string

// The states of a recording.
const (
	Planned    RecordingState = "planned"
	InProgress RecordingState = "recording"
	Processing RecordingState = "processing"
	Ready      RecordingState = "ready"
	Failed     RecordingState = "failed"
)

// ProcessingFailed is the reason of a recording whose making whole or watchable failed again and again.
const ProcessingFailed = "processing_failed"

// FilesMissing is the reason of a recording whose files are not in storage any more. Its marks stay, and it can be
// watched again when the files come back.
const FilesMissing = "files_missing"

// Recording is the record of a film; the files are on the media side under the same id.
type Recording struct {
	ID             RecordingID
	HolderID       HolderID
	CycleID        CycleID
	OwnerID        PersonID
	Title          string
	State          RecordingState
	Reason         string // a stable code when State is Failed, for example "no_media"
	PlannedBy      PersonID
	PlannedFor     *time.Time
	PlannedMinutes int // 0 for no preset
	AcceptedAt     *time.Time
	ZeroAt         *time.Time // capture time of position 0
	DurationMS     int64      // 0 while unknown
	FrameRateNum   int        // frames in FrameRateDen seconds of the watchable version; 0 while there is none
	FrameRateDen   int
	Generation     int // of the watchable version; 0 for none yet
	ProgressMS     int64
	Version        int
	CreatedAt      time.Time
	LockedAt       *time.Time // since when nobody may watch it; the reasons are its Locks
	FrozenAt       *time.Time // since when nobody may delete anything of it
	DeletedAt      *time.Time
	PendingDevice  bool
	AngleOf        RecordingID // the recording whose further camera this is; "" for none
	SharedAt       *time.Time  // since when its owner shares it with her coach; nil while she does not
}

// FilmedAt is when it was filmed, or now while it was not.
func (r Recording) FilmedAt(now time.Time) time.Time {
	if r.ZeroAt != nil {
		return *r.ZeroAt
	}
	return now
}

// MostPlannedMinutes is the longest recording that can be planned.
const MostPlannedMinutes = 120

// CheckRecording is Invalid with fields "title" and "planned_minutes".
func CheckRecording(title string, minutes int) error {
	var c checked
	c.text("title", title, false, 200)
	if minutes < 0 || minutes > MostPlannedMinutes {
		c.fail("planned_minutes", "out_of_range")
	}
	return c.err()
}

// IsPlan says whether the recording is the coach's plan, to which its owner has not said yes.
func (r Recording) IsPlan() bool { return r.State == Planned && r.AcceptedAt == nil }

// HasFilm says whether something was recorded that can be watched, now or after processing.
func (r Recording) HasFilm() bool { return r.State == Processing || r.State == Ready }

// MayAccept says whether the actor may say yes to a plan. Twice is once.
func (r Recording) MayAccept(actor Actor) error { return r.mustOwn(actor) }

// MayDecline says whether the actor may remove a plan: its owner, or the coach who made it.
func (r Recording) MayDecline(actor Actor) error {
	if actor.ID != r.OwnerID && actor.ID != r.PlannedBy {
		return Forbidden("only_the_owner")
	}
	if !r.IsPlan() {
		return Conflict("not_a_plan")
	}
	return nil
}

// MayRename says whether the actor may give the recording another title.
func (r Recording) MayRename(actor Actor) error { return r.mustOwn(actor) }

// MayErase says whether the actor may have the recording erased: also a locked one, but none that is kept as evidence.
func (r Recording) MayErase(actor Actor) error {
	if actor.ID != r.OwnerID {
		return Forbidden("only_the_owner")
	}
	if r.FrozenAt != nil {
		return Conflict("recording_frozen")
	}
	return nil
}

// MayShare says whether the actor may show the recording to her coach.
func (r Recording) MayShare(actor Actor) error {
	if err := r.mustOwn(actor); err != nil {
		return err
	}
	if r.AngleOf != "" {
		return Conflict("goes_with_its_recording")
	}
	if !r.HasFilm() {
		return Conflict("nothing_to_share")
	}
	return nil
}

// MayWithdraw says whether the actor may stop showing it; it is always hers to do.
func (r Recording) MayWithdraw(actor Actor) error {
	if actor.ID != r.OwnerID {
		return Forbidden("only_the_owner")
	}
	return nil
}

// MayLetIn says whether the actor may hand out a token to publish into the recording. What is filmed is hers alone until
// she shares it, so nothing comes in where it would be shared at once.
func (r Recording) MayLetIn(actor Actor) error {
	if err := r.mustOwn(actor); err != nil {
		return err
	}
	if r.SharedAt != nil {
		return Conflict("recording_shared")
	}
	return nil
}

// MayPublish says whether film may come in for this recording: its owner said yes, and recording is switched on.
func (r Recording) MayPublish(holder Holder) error {
	switch {
	case r.DeletedAt != nil:
		return ErrNotFound
	case r.LockedAt != nil:
		return Conflict("recording_locked")
	case r.AcceptedAt == nil:
		return Conflict("recording_not_accepted")
	case !holder.MayRecord():
		return Conflict("recording_not_confirmed")
	}
	return nil
}

// MayRoster says whether the actor may say who is there: its owner, and her coach while it is a plan of hers.
func (r Recording) MayRoster(actor Actor) error {
	switch {
	case r.AngleOf != "":
		return Conflict("goes_with_its_recording")
	case actor.ID == r.OwnerID:
		return nil
	case r.State == Planned && actor.ID == r.PlannedBy:
		return nil
	}
	return Forbidden("only_the_owner")
}

func (r Recording) mustOwn(actor Actor) error {
	if actor.ID != r.OwnerID {
		return Forbidden("only_the_owner")
	}
	if r.LockedAt != nil {
		return Conflict("recording_locked")
	}
	return nil
}
