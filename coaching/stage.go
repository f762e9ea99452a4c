package coaching

import "slices"

// Stage is where a trajectory or one of its cycles stands. It is derived from dated facts and never stored.
type Stage string

// Party is one of the two of a trajectory.
type Party string

// The parties. Nobody else does anything in a trajectory.
const (
	TheEmployee Party = "employee"
	TheCoach    Party = "coach"
)

// Act is something that one of the two does.
type Act string

// Transition says from which stages an act may be done, by whom, and in which stage that leaves things. Usual marks the
// act that is expected next in a stage: it tells who is to act.
type Transition struct {
	Act   Act
	By    []Party
	From  []Stage
	To    []Stage
	Usual []Stage // of From
}

// Transitions is all that can happen to a trajectory, or to a cycle. The rules ask it, docs/stages.md draws it.
type Transitions []Transition

// Of is the transition of an act. An act that is not there may be done by nobody.
func (all Transitions) Of(act Act) Transition {
	for _, t := range all {
		if t.Act == act {
			return t
		}
	}
	return Transition{}
}

// Expected is what is usually done next in a stage; false where nothing is.
func (all Transitions) Expected(stage Stage) (Transition, bool) {
	for _, t := range all {
		if slices.Contains(t.Usual, stage) {
			return t, true
		}
	}
	return Transition{}, false
}

// By says whether the party may do the act in some stage.
func (t Transition) by(party Party) bool { return slices.Contains(t.By, party) }

// partyOf is who the actor is in the trajectory, "" for neither.
func (t Trajectory) partyOf(actor Actor) Party {
	switch {
	case actor.ID == t.EmployeeID:
		return TheEmployee
	case t.IsCoach(actor.ID):
		return TheCoach
	}
	return ""
}

// Next says what is usually done next where something stands, by whom, and what comes after it: what a page tells as
// "where are we". The act is "" where nothing is to be done.
type Next struct {
	Act   Act
	By    []Party
	Stage Stage // that it leads to
}

// nextIn looks the stage up.
func (all Transitions) nextIn(stage Stage) Next {
	t, ok := all.Expected(stage)
	if !ok {
		return Next{}
	}
	next := Next{Act: t.Act, By: t.By, Stage: stage}
	for _, to := range t.To {
		if to != stage {
			next.Stage = to
			break
		}
	}
	return next
}
