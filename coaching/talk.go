package coaching

import (
	"slices"
	"time"
)

// TalkSetting is how the two sit: at one screen, or each at her own with the same playhead.
type TalkSetting string

// The settings of a talk.
const (
	Together TalkSetting = "together"
	Apart    TalkSetting = "apart"
)

// TalkStep is what is asked now. Each has one prompt on the screens.
type TalkStep string

// TalkSteps are the steps of a talk in order; after the last one she writes her work point.
func TalkSteps() []TalkStep {
	return []TalkStep{"look", "child", "you", "after", "why", "question", "more", "need", "when"}
}

// Talk is the review talk of a cycle. It is planned, running or held by its dates; a cycle has one that is not held yet.
type Talk struct {
	ID         TalkID
	HolderID   HolderID
	CycleID    CycleID
	PlannedFor *time.Time
	StartedBy  PersonID // "" while it is only planned
	StartedAt  *time.Time
	EndedAt    *time.Time
	Setting    TalkSetting
	Step       TalkStep
	MomentID   MomentID // the released moment that is talked about; "" for none
	Playhead   Playhead
	Openings   []Opening
	Confirmed  bool // the coach confirmed its minutes
}

// Opening says that the coach's mark of a moment opened in the talk: her words were written down, or she skipped.
type Opening struct {
	MomentID MomentID
	Skipped  bool
}

// Running says whether the two are talking.
func (t Talk) Running() bool { return t.StartedAt != nil && t.EndedAt == nil }

// MustRun is a Conflict unless the two are talking.
func (t Talk) MustRun() error {
	switch {
	case t.EndedAt != nil:
		return Conflict("talk_ended")
	case t.StartedAt == nil:
		return Conflict("talk_not_started")
	}
	return nil
}

// MayTalk says whether the actor takes part in a talk of the cycle now: she and her coach, while the round is open and
// the trajectory runs.
func (c Cycle) MayTalk(actor Actor, t Trajectory) error {
	if actor.ID != t.EmployeeID && !t.IsCoach(actor.ID) {
		return Forbidden("only_the_two")
	}
	if err := c.MustBeOpen(); err != nil {
		return err
	}
	return t.MustRun()
}

// MayShow says whether a recording can be looked at in a talk: there is something to watch, and she shares it.
func (r Recording) MayShow() error {
	if r.AngleOf != "" {
		return Conflict("goes_with_its_recording")
	}
	if r.State != Ready || r.SharedAt == nil || r.DeletedAt != nil {
		return Conflict("nothing_to_show")
	}
	return nil
}

// MaySkip says whether the actor may open a mark without words: she, or either of the two at one screen.
func (t Talk) MaySkip(actor Actor, trajectory Trajectory) error {
	if actor.ID != trajectory.EmployeeID && t.Setting != Together {
		return Forbidden("only_the_employee_looks")
	}
	return nil
}

// MaySit says whether the actor may change how the two sit: from apart to one screen only she, for there her coach may
// open a mark for her.
func (t Talk) MaySit(actor Actor, trajectory Trajectory, setting TalkSetting) error {
	if setting == Together && t.Setting == Apart && actor.ID != trajectory.EmployeeID {
		return Forbidden("only_the_employee_looks")
	}
	return nil
}

// MayConfirmMinutes says whether the actor may confirm how long a talk took: the coach, of a talk that was held.
func (t Talk) MayConfirmMinutes(actor Actor, trajectory Trajectory) error {
	if !trajectory.IsCoach(actor.ID) {
		return Forbidden("only_the_coach")
	}
	if t.EndedAt == nil || t.StartedAt == nil {
		return Conflict("talk_not_held")
	}
	if t.Confirmed {
		return Conflict("minutes_confirmed")
	}
	return nil
}

// CheckTalk is Invalid with fields "setting" and "step".
func CheckTalk(setting TalkSetting, step TalkStep) error {
	var c checked
	if setting != Together && setting != Apart {
		c.fail("setting", "unknown")
	}
	if !slices.Contains(TalkSteps(), step) {
		c.fail("step", "unknown")
	}
	return c.err()
}

// mostProposed is the longest talk that is proposed; who left it open for a day fills in the minutes herself.
const mostProposed = 120

// ProposedMinutes is how long a talk took until now or its end, to five minutes and at least five; 0 before its start.
func (t Talk) ProposedMinutes(now time.Time) int {
	if t.StartedAt == nil {
		return 0
	}
	if t.EndedAt != nil {
		now = *t.EndedAt
	}
	fives := int(now.Sub(*t.StartedAt).Minutes()/5 + 0.5)
	return min(max(fives*5, 5), mostProposed)
}
