package coaching

import "slices"

// The stages of a trajectory.
const (
	StageIntake     Stage = "intake"     // the question is being worded
	StageAgreement  Stage = "agreement"  // it runs; what stays between the two is not agreed yet
	StageRunning    Stage = "running"    // the two work
	StagePaused     Stage = "paused"     // she rests it
	StageEvaluating Stage = "evaluating" // the two look back, she first
	StageClosed     Stage = "ended"
	StageReopened   Stage = "reopened" // it had ended and goes on; no round has begun since
)

// The acts of a trajectory.
const (
	ActWord      Act = "word"       // propose a wording
	ActAccept    Act = "accept"     // make a wording the question
	ActChoose    Act = "choose"     // choose a coach
	ActAgree     Act = "agree"      // say yes to what stays between the two
	ActPause     Act = "pause"      // rest
	ActResume    Act = "resume"     // go on
	ActLookBack  Act = "look_back"  // begin to evaluate
	ActHandIn    Act = "hand_in"    // give one's answers, she first
	ActApprove   Act = "approve"    // say yes to the report
	ActNextRound Act = "next_round" // begin another round
	ActEnd       Act = "end"
	ActAskReopen Act = "ask_reopen" // propose to go on after the end
	ActReopen    Act = "reopen"
)

// TrajectoryTransitions is the life of a trajectory. In every stage but the last the employee can end it.
func TrajectoryTransitions() Transitions {
	her, both := []Party{TheEmployee}, []Party{TheEmployee, TheCoach}
	at := func(stages ...Stage) []Stage { return stages }
	lively := at(StageAgreement, StageRunning, StageReopened, StageEvaluating)
	open := append(at(StageIntake, StagePaused), lively...)
	return Transitions{
		{ActWord, both, open, open, nil},
		{ActAccept, her, open, append(at(StageAgreement), open...), at(StageIntake)},
		{ActChoose, her, open, open, nil},
		{ActAgree, both, open, append(at(StageRunning), open...), at(StageAgreement)},
		{ActNextRound, her, lively, append(at(StageRunning), lively...), at(StageReopened)},
		{ActPause, her, lively, at(StagePaused), nil},
		{ActResume, her, at(StagePaused), lively, at(StagePaused)},
		{ActLookBack, both, append(at(StagePaused, StageClosed), lively...), at(StageEvaluating, StagePaused, StageClosed), at(StageRunning)},
		{ActHandIn, both, at(StageEvaluating, StagePaused, StageClosed), at(StageEvaluating, StagePaused, StageClosed), nil},
		{ActApprove, both, at(StageEvaluating, StagePaused, StageClosed), append(at(StageRunning, StagePaused, StageClosed), lively...), at(StageEvaluating)},
		{ActEnd, her, open, at(StageClosed), nil},
		{ActAskReopen, []Party{TheCoach}, at(StageClosed), at(StageClosed), nil},
		{ActReopen, her, at(StageClosed), append(at(StageReopened, StageIntake), lively...), nil},
	}
}

// TrajectoryFacts is what a stage needs beside the dates of the trajectory itself.
type TrajectoryFacts struct {
	Agreed     bool // what stays between the two is settled, or there is nobody to agree with
	Evaluating bool // an evaluation has begun and its report is not approved by both
}

// Stage derives where the trajectory stands.
func (t Trajectory) Stage(f TrajectoryFacts) Stage {
	switch state := t.State(); {
	case state == Ended:
		return StageClosed
	case state == Wording:
		return StageIntake
	case state == Paused:
		return StagePaused
	case f.Evaluating:
		return StageEvaluating
	case !f.Agreed:
		return StageAgreement
	case t.ReopenedAt != nil && (t.RoundAt == nil || !t.RoundAt.After(*t.ReopenedAt)):
		return StageReopened
	}
	return StageRunning
}

// stateOf is the state that the stages of a running trajectory have in common.
func stateOf(stage Stage) TrajectoryState {
	switch stage {
	case StageIntake:
		return Wording
	case StagePaused:
		return Paused
	case StageClosed:
		return Ended
	}
	return Running
}

// NextOf says what is usually next in a stage of a trajectory.
func (t Trajectory) NextOf(f TrajectoryFacts) Next { return TrajectoryTransitions().nextIn(t.Stage(f)) }

// may asks the table. Forbidden with refused for who is not to do it, a Conflict where it is not the time.
func (t Trajectory) may(actor Actor, act Act, refused Forbidden) error {
	transition, state := TrajectoryTransitions().Of(act), t.State()
	if !transition.by(t.partyOf(actor)) {
		return refused
	}
	if !slices.ContainsFunc(transition.From, func(s Stage) bool { return stateOf(s) == state }) {
		return Conflict("trajectory_" + string(state))
	}
	return nil
}
