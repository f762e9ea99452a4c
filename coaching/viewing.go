package coaching

import "time"

// Viewing is film that an officer opens to look at together with who asked for access.
type Viewing struct {
	ID         ViewingID
	HolderID   HolderID
	RequestID  PrivacyRequestID
	OfficerID  PersonID
	Present    string // who looks along
	Recordings []RecordingID
	OpensAt    time.Time
	ClosesAt   time.Time
	PlannedAt  time.Time
	EndedAt    *time.Time
	EndedBy    PersonID
}

// How long a supervised viewing stays open.
const (
	ViewingLength = 2 * time.Hour // unless chosen otherwise
	MostViewing   = 8 * time.Hour
)

// What its owner's log says of a viewing, written by a trigger with the viewing itself.
const (
	ViewingPlanned = "viewing_planned"
	ViewingOver    = "viewing_over"
)

// Open says whether its film can be looked at now.
func (v Viewing) Open(now time.Time) bool {
	return v.EndedAt == nil && !now.Before(v.OpensAt) && now.Before(v.ClosesAt)
}

// Over says whether it can never be looked at any more.
func (v Viewing) Over(now time.Time) bool { return v.EndedAt != nil || !now.Before(v.ClosesAt) }

// MayPlanViewing says whether an officer may open film: not who keeps or manages people there too, for then one person
// alone would decide and look. Forbidden "office_independent".
func MayPlanViewing(actor Actor, holder HolderID) error {
	if actor.IsFor(holder, Administrator, Manager) {
		return Forbidden("office_independent")
	}
	return nil
}

// CheckViewing is Invalid with fields "present", "recordings", "opens_at" and "minutes".
func CheckViewing(v Viewing, now time.Time) error {
	var c checked
	c.text("present", v.Present, true, 300)
	if len(v.Recordings) == 0 || len(v.Recordings) > 50 {
		c.fail("recordings", "required")
	}
	switch {
	case v.OpensAt.IsZero():
		c.fail("opens_at", "not_a_date")
	case v.OpensAt.Before(now.Add(-time.Hour)):
		c.fail("opens_at", "in_the_past")
	case v.OpensAt.After(now.AddDate(0, 6, 0)):
		c.fail("opens_at", "too_late")
	}
	if length := v.ClosesAt.Sub(v.OpensAt); length <= 0 || length > MostViewing {
		c.fail("minutes", "out_of_range")
	}
	return c.err()
}

// OfficeCause is why the office sees a film.
type OfficeCause string

// The causes.
const (
	CauseViewing   OfficeCause = "viewing"
	CauseEmergency OfficeCause = "emergency"
	CauseSignal    OfficeCause = "signal"
)

// OfficeFilm is film that is open to the actor now by a cause of the office: no title, no marks.
type OfficeFilm struct {
	RecordingID RecordingID
	MainID      RecordingID // the one whose further camera it is, or itself
	HolderID    HolderID
	OwnerID     PersonID
	Generation  int // 0 while there is nothing to watch
	DurationMS  int64
	RecordedAt  *time.Time
	Cause       OfficeCause
	CauseID     string
	ClosesAt    *time.Time // nil while it has no end of its own
}

// Viewed is the act that the owner's log calls looking at it.
func (f OfficeFilm) Viewed() string {
	switch f.Cause {
	case CauseEmergency:
		return "emergency_view"
	case CauseSignal:
		return "signal_view"
	}
	return "viewing"
}

// Played is a stretch of a film that was on the screen of whom the office let in.
type Played struct {
	RecordingID RecordingID
	PersonID    PersonID
	FromMS      int64
	ToMS        int64
	PlayedAt    time.Time
}

// MergePlayed joins stretches of one recording that touch or overlap; the result is in order and says when each began.
func MergePlayed(list []Played) []Played {
	var merged []Played
	for _, next := range list { // ordered by recording, person and FromMS
		if n := len(merged) - 1; n >= 0 && merged[n].RecordingID == next.RecordingID && merged[n].PersonID == next.PersonID &&
			next.FromMS <= merged[n].ToMS+1000 {
			merged[n].ToMS = max(merged[n].ToMS, next.ToMS)
			if next.PlayedAt.Before(merged[n].PlayedAt) {
				merged[n].PlayedAt = next.PlayedAt
			}
			continue
		}
		merged = append(merged, next)
	}
	return merged
}
