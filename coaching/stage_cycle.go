package coaching

import "slices"

// The stages of a cycle, in their usual order.
const (
	StagePlanned   Stage = "planned"    // nothing has been recorded yet
	StageRecorded  Stage = "recorded"   // the coach cannot see it yet
	StageAnalysed  Stage = "analysed"   // the coach looks, marks and chooses; what she marks is hers until she releases it
	StageReleased  Stage = "released"   // the employee looks first
	StageReviewed  Stage = "reviewed"   // all moments seen
	StageWorkPoint Stage = "work_point" // she wrote down what she will try
	StagePractised Stage = "practised"  // she says that she tried it
	StageNext      Stage = "next"       // closed, and another round follows
	StageEvaluated Stage = "evaluated"  // closed, and the two looked back after it
	StageDone      Stage = "closed"     // closed
)

// The acts of a cycle.
const (
	ActPlan      Act = "plan"       // plan a recording
	ActRecord    Act = "record"     // film, or give a film
	ActShare     Act = "share"      // let the coach see it
	ActWithdraw  Act = "withdraw"   // take that back, at any time
	ActErase     Act = "erase"      // throw a recording away, at any time
	ActRelease   Act = "release"    // give the chosen moments
	ActLook      Act = "look"       // look at a moment, alone or in the talk
	ActWorkPoint Act = "work_point" // write what to try
	ActTry       Act = "try"        // say that it was tried
	ActClose     Act = "close"
)

// CycleStages are the stages of a round in their order, without those of its end.
func CycleStages() []Stage {
	return []Stage{StagePlanned, StageRecorded, StageAnalysed, StageReleased, StageReviewed, StageWorkPoint, StagePractised}
}

// CycleTransitions is the life of a cycle. What the employee shares she takes back whenever she wants, also after the end.
func CycleTransitions() Transitions {
	her, his, both := []Party{TheEmployee}, []Party{TheCoach}, []Party{TheEmployee, TheCoach}
	at := func(stages ...Stage) []Stage { return stages }
	open := CycleStages()
	ended := at(StageDone, StageNext, StageEvaluated)
	all := append(CycleStages(), ended...)
	after := at(StageReleased, StageReviewed, StageWorkPoint, StagePractised)
	return Transitions{
		{ActPlan, both, open, open, nil},
		{ActRecord, her, open, append(at(StageRecorded, StageAnalysed), after...), at(StagePlanned)},
		{ActShare, her, all, append(at(StageAnalysed), append(after, ended...)...), at(StageRecorded)},
		{ActWithdraw, her, all, all, nil},
		{ActErase, her, all, all, nil},
		{ActRelease, his, open, at(StageReleased), at(StageAnalysed)},
		{ActLook, her, all, append(after, ended...), at(StageReleased)},
		{ActWorkPoint, her, open, append(at(StageWorkPoint), open...), at(StageReviewed)},
		{ActTry, her, open, append(at(StagePractised), open...), at(StageWorkPoint)},
		{ActClose, her, open, ended, at(StagePractised)},
		{ActAskReopen, his, ended, ended, nil},
		{ActReopen, her, ended, append(at(StagePractised), open...), nil},
	}
}

// Stage derives where the cycle stands, by the facts that its reader may see.
func (c Cycle) Stage() Stage {
	switch f := c.Facts; {
	case c.ClosedAt != nil:
		return c.ending()
	case f.Released > 0 && f.Looked < f.Moments:
		return StageReleased
	case f.Released > 0 && f.WorkPoints == 0:
		return StageReviewed
	case f.Released > 0 && f.Tried == 0:
		return StageWorkPoint
	case f.Released > 0:
		return StagePractised
	case f.Recorded == 0:
		return StagePlanned
	case f.Shared == 0:
		return StageRecorded
	}
	return StageAnalysed
}

func (c Cycle) ending() Stage {
	switch {
	case c.Facts.Followed > 0:
		return StageNext
	case c.Facts.Evaluated > 0:
		return StageEvaluated
	}
	return StageDone
}

// stepOf is the step of the line of a round that a stage belongs to.
func stepOf(stage Stage) Step {
	switch stage {
	case StagePlanned:
		return StepRecord
	case StageRecorded:
		return StepShare
	case StageAnalysed:
		return StepAnalyse
	case StageReleased:
		return StepLook
	case StageReviewed, StageWorkPoint, StagePractised:
		return StepPractise
	}
	return StepClosed
}

// Next says what is usually next in the cycle.
func (c Cycle) Next() Next { return CycleTransitions().nextIn(c.Stage()) }

// may asks the table. Forbidden with refused for who is not to do it, a Conflict where it is not the time.
func (c Cycle) may(actor Actor, t Trajectory, act Act, refused Forbidden) error {
	transition, stage := CycleTransitions().Of(act), c.Stage()
	if !transition.by(t.partyOf(actor)) {
		return refused
	}
	if !slices.Contains(transition.From, stage) {
		if c.ClosedAt == nil {
			return Conflict("cycle_open")
		}
		return Conflict("cycle_closed")
	}
	return nil
}
