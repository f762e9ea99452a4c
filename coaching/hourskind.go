package coaching

import "slices"

// HoursKind is what minutes were spent on.
type HoursKind string

// The kinds. Those of cycles come by themselves, with feedback that is released and talks that were held.
const (
	KindIntake      HoursKind = "intake"      // a first talk
	KindObservation HoursKind = "observation" // looking along on the group, or filming there
	KindPreparation HoursKind = "preparation" // looking at film, choosing moments
	KindFeedback    HoursKind = "feedback"    // writing feedback
	KindReview      HoursKind = "review"      // a review talk
	KindTeam        HoursKind = "team"        // with several people at once; its minutes count once
	KindOther       HoursKind = "other"       // other coaching
	KindPolicy      HoursKind = "policy"      // developing policy and seeing to it that it is followed
	KindVE          HoursKind = "ve"          // for preschool education, beside the norm
)

// CoachingKinds are those that can count as hours of coaching, in the order of a cycle.
func CoachingKinds() []HoursKind {
	return []HoursKind{KindIntake, KindObservation, KindPreparation, KindFeedback, KindReview, KindTeam, KindOther}
}

// HoursKinds are all of them.
func HoursKinds() []HoursKind { return append(CoachingKinds(), KindPolicy, KindVE) }

// Known says whether it is one of the kinds.
func (k HoursKind) Known() bool { return slices.Contains(HoursKinds(), k) }

// Coaching says whether it can count as coaching.
func (k HoursKind) Coaching() bool { return slices.Contains(CoachingKinds(), k) }

// Reaches says whether somebody is coached by it: preparing and writing are hours of the coach only, but feedback that
// is written is read.
func (k HoursKind) Reaches() bool { return k.Coaching() && k != KindPreparation }

// OffGroup says whether whom it is with spends the same minutes away from the children.
func (k HoursKind) OffGroup() bool { return k == KindIntake || k == KindReview || k == KindTeam }

// HoursSide is the column in which minutes count.
type HoursSide string

// The sides: two of the norm, one beside it, and what a holder does not count.
const (
	CoachingSide HoursSide = "coaching"
	PolicySide   HoursSide = "policy"
	VESide       HoursSide = "ve"
	NoSide       HoursSide = "uncounted"
)

// SideOf is where minutes of a kind count by the rule of the year.
func (r HoursRule) SideOf(kind HoursKind) HoursSide {
	switch {
	case kind == KindPolicy:
		return PolicySide
	case kind == KindVE:
		return VESide
	case slices.Contains(r.Counted, kind):
		return CoachingSide
	}
	return NoSide
}
