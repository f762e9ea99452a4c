package coaching

import (
	"slices"
	"time"
)

// LiveInvitation lets one coach watch one recording while it is filmed, until EndedAt.
type LiveInvitation struct {
	ID          WatchID
	RecordingID RecordingID
	CoachID     PersonID
	InvitedAt   time.Time
	EndedAt     *time.Time
}

// WatchToken is what a token to watch live stands for.
type WatchToken struct {
	RecordingID RecordingID
	OwnerID     PersonID
	PersonID    PersonID // who watches
}

// MayInvite says whether the actor may let somebody watch the recording while it is filmed: only she who is filmed, and
// only where film may still come in.
func (r Recording) MayInvite(actor Actor) error {
	if err := r.MayLetIn(actor); err != nil {
		return err
	}
	if r.AngleOf != "" {
		return Conflict("goes_with_its_recording")
	}
	if r.AcceptedAt == nil {
		return Conflict("recording_not_accepted")
	}
	return nil
}

// Inviting is the coach of the trajectory who is invited: the one that is asked for, else the first. Invalid with field
// "coach_id" for somebody else, Conflict without any.
func (t Trajectory) Inviting(coach PersonID) (PersonID, error) {
	switch {
	case len(t.CoachIDs) == 0:
		return "", Conflict("no_coach")
	case coach == "":
		return t.CoachIDs[0], nil
	case !slices.Contains(t.CoachIDs, coach):
		return "", Invalid{{Field: "coach_id", Code: "unknown"}}
	}
	return coach, nil
}
