package coaching_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

func TestTheStepFollowsFromFacts(t *testing.T) {
	t.Parallel()
	for want, facts := range map[coaching.Step]coaching.CycleFacts{
		coaching.StepRecord:   {},
		coaching.StepShare:    {Recorded: 1},
		coaching.StepAnalyse:  {Recorded: 2, Shared: 1},
		coaching.StepLook:     {Recorded: 1, Shared: 1, Released: 1, Moments: 2, Looked: 1},
		coaching.StepPractise: {Recorded: 1, Released: 1, Moments: 2, Looked: 2},
	} {
		require.Equal(t, want, coaching.Cycle{Facts: facts}.Step())
		require.Equal(t, coaching.StepClosed, coaching.Cycle{Facts: facts, ClosedAt: &noon}.Step())
	}
}

func TestTheEmployeeDirects(t *testing.T) {
	t.Parallel()
	her, coach := actor("her", coaching.Employee), actor("coach", coaching.Coach)
	states := map[coaching.TrajectoryState]coaching.Trajectory{
		coaching.Wording: {EmployeeID: "her"},
		coaching.Running: {EmployeeID: "her", StartedAt: &noon},
		coaching.Paused:  {EmployeeID: "her", StartedAt: &noon, PausedAt: &noon},
		coaching.Ended:   {EmployeeID: "her", StartedAt: &noon, PausedAt: &noon, EndedAt: &noon},
	}
	type rule = func(coaching.Trajectory, coaching.Actor) error
	allowed := map[string]struct {
		may  rule
		from []coaching.TrajectoryState
	}{
		"choose a coach": {coaching.Trajectory.MayChooseCoach, []coaching.TrajectoryState{coaching.Wording, coaching.Running, coaching.Paused}},
		"pause":          {coaching.Trajectory.MayPause, []coaching.TrajectoryState{coaching.Running}},
		"resume":         {coaching.Trajectory.MayResume, []coaching.TrajectoryState{coaching.Paused}},
		"end":            {coaching.Trajectory.MayEnd, []coaching.TrajectoryState{coaching.Wording, coaching.Running, coaching.Paused}},
		"record":         {func(t coaching.Trajectory, _ coaching.Actor) error { return t.MustRun() }, []coaching.TrajectoryState{coaching.Running}},
	}
	for name, a := range allowed {
		for state, trajectory := range states {
			require.Equal(t, state, trajectory.State())
			if err := a.may(trajectory, her); slices.Contains(a.from, state) {
				require.NoError(t, err, "%s when %s", name, state)
			} else {
				require.ErrorIs(t, err, coaching.ErrConflict, "%s when %s", name, state)
			}
			if name != "record" {
				require.ErrorIs(t, a.may(trajectory, coach), coaching.ErrForbidden)
			}
		}
	}
}

func TestClosingACycle(t *testing.T) {
	t.Parallel()
	her := actor("her", coaching.Employee)
	running := coaching.Trajectory{EmployeeID: "her", StartedAt: &noon}
	paused := coaching.Trajectory{EmployeeID: "her", StartedAt: &noon, PausedAt: &noon}
	require.NoError(t, coaching.Cycle{}.MayClose(her, running, true))
	require.NoError(t, coaching.Cycle{}.MayClose(her, paused, false))
	require.ErrorIs(t, coaching.Cycle{}.MayClose(her, paused, true), coaching.ErrConflict, "none opens in a pause")
	require.ErrorIs(t, coaching.Cycle{ClosedAt: &noon}.MayClose(her, running, false), coaching.ErrConflict)
	require.ErrorIs(t, coaching.Cycle{}.MayClose(actor("coach", coaching.Coach), running, false), coaching.ErrForbidden)
}
