package coaching

import (
	"slices"
	"time"
)

// Sharing is one thing that may leave the pair, beside that coaching took place and how many minutes. Nothing in the
// program is sent because of it: it is what the two promise each other.
type Sharing string

// The sharings, in the order in which they are shown.
const (
	ShareReport      Sharing = "own_report"  // she may show the approved report herself
	ShareTeam        Sharing = "team_clips"  // the team may ask her for a moment; she chooses each time
	ShareSupervision Sharing = "supervision" // the coach may take the talk to her own supervision, without film or names
)

// Sharings are all there are.
func Sharings() []Sharing { return []Sharing{ShareReport, ShareTeam, ShareSupervision} }

// Yes is somebody's yes to a version of an agreement.
type Yes struct {
	PersonID PersonID
	AgreedAt time.Time
}

// AgreementVersion is one proposal of what may leave the pair. It is never changed; a new one gets the next number.
type AgreementVersion struct {
	ID           AgreementID
	TrajectoryID TrajectoryID
	HolderID     HolderID
	Number       int
	ProposedBy   PersonID // says yes with it
	TextVersion  int      // of the AgreementText that both read
	Allowed      []Sharing
	Note         string // up to 1000 characters, in the words of the two
	CreatedAt    time.Time
	Yes          []Yes // oldest first
}

// AgreedAt is when the person said yes, or nil.
func (v AgreementVersion) AgreedAt(person PersonID) *time.Time {
	for i := range v.Yes {
		if v.Yes[i].PersonID == person {
			return &v.Yes[i].AgreedAt
		}
	}
	return nil
}

// Agreement is what the employee and her coach agree on what stays between them: all versions, oldest first.
type Agreement struct {
	Trajectory Trajectory
	Versions   []AgreementVersion
}

// Newest is the last version, or nil.
func (a Agreement) Newest() *AgreementVersion {
	if len(a.Versions) == 0 {
		return nil
	}
	return &a.Versions[len(a.Versions)-1]
}

// both says whether she and who coaches her now have said yes: the yes of an earlier coach went with that coach.
func (a Agreement) both(v AgreementVersion) bool {
	byCoach := slices.ContainsFunc(v.Yes, func(y Yes) bool { return a.Trajectory.IsCoach(y.PersonID) })
	return byCoach && v.AgreedAt(a.Trajectory.EmployeeID) != nil
}

// InForce is the last version to which both said yes, or nil.
func (a Agreement) InForce() *AgreementVersion {
	for i := len(a.Versions) - 1; i >= 0; i-- {
		if a.both(a.Versions[i]) {
			return &a.Versions[i]
		}
	}
	return nil
}

// Allowed is what may leave the pair now: what both agreed on, without what she has crossed out since.
func (a Agreement) Allowed() []Sharing {
	var allowed []Sharing
	for _, v := range a.Versions {
		switch {
		case a.both(v):
			allowed = v.Allowed
		case v.ProposedBy == a.Trajectory.EmployeeID:
			allowed = slices.DeleteFunc(slices.Clone(allowed), func(s Sharing) bool { return !slices.Contains(v.Allowed, s) })
		}
	}
	return allowed
}

// Settled says whether the newest version is what both agreed on.
func (a Agreement) Settled() bool { return a.Newest() != nil && a.both(*a.Newest()) }

// ofEarlierCoach says whether somebody said yes who has no part in the trajectory any more: the two begin anew.
func (a Agreement) ofEarlierCoach(v AgreementVersion) bool {
	return slices.ContainsFunc(v.Yes, func(y Yes) bool {
		return y.PersonID != a.Trajectory.EmployeeID && !a.Trajectory.IsCoach(y.PersonID)
	})
}

// NeedsAnew says whether the newest version was made with a coach who has gone.
func (a Agreement) NeedsAnew() bool { return a.Newest() != nil && a.ofEarlierCoach(*a.Newest()) }

// MayAgree says whether the actor may say yes to a version: a party, and to the newest one only.
func (a Agreement) MayAgree(actor Actor, number int) error {
	if err := a.mustBeParty(actor); err != nil {
		return err
	}
	if number < 1 || number > len(a.Versions) {
		return ErrNotFound
	}
	if number < len(a.Versions) || a.NeedsAnew() {
		return Conflict("newer_agreement")
	}
	return nil
}

// WaitsFor says whether the next step is the actor's: to propose where there is nothing, or to say yes.
func (a Agreement) WaitsFor(actor Actor) bool {
	if a.mustBeParty(actor) != nil || a.Settled() || a.Trajectory.EndedAt != nil {
		return false
	}
	newest := a.Newest()
	return newest == nil || a.NeedsAnew() || newest.AgreedAt(actor.ID) == nil
}

// MayPropose says whether the actor may propose a version. After the end only she may, and only less than holds now.
func (a Agreement) MayPropose(actor Actor, allowed []Sharing, note string) error {
	if err := a.mustBeParty(actor); err != nil {
		return err
	}
	if err := checkAgreement(allowed, note); err != nil {
		return err
	}
	if newest := a.Newest(); newest != nil && !a.NeedsAnew() && newest.Note == note && sameSharings(newest.Allowed, allowed) {
		return Conflict("agreement_unchanged")
	}
	if a.Trajectory.EndedAt != nil && !(actor.ID == a.Trajectory.EmployeeID && a.narrows(allowed)) {
		return Conflict("trajectory_ended")
	}
	return nil
}

func (a Agreement) narrows(allowed []Sharing) bool {
	now := a.Allowed()
	return len(allowed) < len(now) && !slices.ContainsFunc(allowed, func(s Sharing) bool { return !slices.Contains(now, s) })
}

func (a Agreement) mustBeParty(actor Actor) error {
	if actor.ID != a.Trajectory.EmployeeID && !a.Trajectory.IsCoach(actor.ID) {
		return ErrNotFound
	}
	if len(a.Trajectory.CoachIDs) == 0 {
		return Conflict("no_coach")
	}
	return nil
}

func checkAgreement(allowed []Sharing, note string) error {
	var c checked
	for i, s := range allowed {
		if !slices.Contains(Sharings(), s) {
			c.fail("allowed", "unknown")
		} else if slices.Contains(allowed[:i], s) {
			c.fail("allowed", "twice")
		}
	}
	c.text("note", note, false, 1000)
	return c.err()
}

func sameSharings(a, b []Sharing) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(s Sharing) bool { return !slices.Contains(b, s) })
}
