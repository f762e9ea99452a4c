package coaching_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

var update = flag.Bool("update", false, "write docs/stages.md anew")

// TestTheDrawingOfTheStagesIsCurrent: docs/stages.md is made from the tables that the rules ask.
func TestTheDrawingOfTheStagesIsCurrent(t *testing.T) {
	t.Parallel()
	const path = "../docs/stages.md"
	drawn := drawing()
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(drawn), 0o644))
	}
	stored, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, drawn, string(stored), "run: go test ./coaching -run Drawing -update")
}

func drawing() string {
	var b strings.Builder
	b.WriteString("# Stages\n\nMade by `go test ./coaching -run Drawing -update` from the tables in `coaching/stage_trajectory.go` and\n" +
		"`coaching/stage_cycle.go`, which the rules ask. A stage follows from dated facts and is never stored.\n" +
		"E is the employee, C her coach; a thick arrow is what usually comes next.\n")
	for _, part := range []struct {
		title string
		all   coaching.Transitions
	}{{"A trajectory", coaching.TrajectoryTransitions()}, {"A cycle", coaching.CycleTransitions()}} {
		fmt.Fprintf(&b, "\n## %s\n\n```mermaid\nflowchart TD\n", part.title)
		for _, tr := range part.all {
			for _, from := range tr.Usual {
				if next, _ := usual(part.all, from); next != from {
					fmt.Fprintf(&b, "    %s ==>|%s, %s| %s\n", from, initials(tr.By), tr.Act, next)
				}
			}
		}
		for _, tr := range part.all {
			if len(tr.Usual) == 0 && (len(tr.To) == 1 || tr.Act == coaching.ActReopen) {
				for _, from := range tr.From {
					if from != tr.To[0] {
						fmt.Fprintf(&b, "    %s -.->|%s, %s| %s\n", from, initials(tr.By), tr.Act, tr.To[0])
					}
				}
			}
		}
		b.WriteString("```\n\n| who | may | from | and then it stands in |\n|---|---|---|---|\n")
		for _, tr := range part.all {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", who(tr.By), tr.Act, names(tr.From), names(tr.To))
		}
	}
	return b.String()
}

func usual(all coaching.Transitions, from coaching.Stage) (coaching.Stage, bool) {
	tr, ok := all.Expected(from)
	for _, to := range tr.To {
		if to != from {
			return to, ok
		}
	}
	return from, ok
}

func initials(by []coaching.Party) string {
	var out []string
	for _, p := range by {
		out = append(out, strings.ToUpper(string(p)[:1]))
	}
	return strings.Join(out, " or ")
}

func who(by []coaching.Party) string {
	var out []string
	for _, p := range by {
		out = append(out, string(p))
	}
	return strings.Join(out, ", ")
}

func names(stages []coaching.Stage) string {
	var out []string
	for _, s := range stages {
		if !slices.Contains(out, string(s)) {
			out = append(out, string(s))
		}
	}
	return strings.Join(out, ", ")
}

func TestEveryStageOfACycleFollowsFromFacts(t *testing.T) {
	t.Parallel()
	for want, facts := range map[coaching.Stage]coaching.CycleFacts{
		coaching.StagePlanned:   {},
		coaching.StageRecorded:  {Recorded: 1},
		coaching.StageAnalysed:  {Recorded: 1, Shared: 1},
		coaching.StageReleased:  {Recorded: 1, Shared: 1, Released: 1, Moments: 2, Looked: 1},
		coaching.StageReviewed:  {Recorded: 1, Released: 1, Moments: 2, Looked: 2},
		coaching.StageWorkPoint: {Recorded: 1, Released: 1, WorkPoints: 1},
		coaching.StagePractised: {Recorded: 1, Released: 1, WorkPoints: 1, Tried: 3},
	} {
		require.Equal(t, want, coaching.Cycle{Facts: facts}.Stage())
		closed := coaching.Cycle{Facts: facts, ClosedAt: &noon}
		require.Equal(t, coaching.StageDone, closed.Stage())
		closed.Facts.Evaluated = 1
		require.Equal(t, coaching.StageEvaluated, closed.Stage())
		closed.Facts.Followed = 1
		require.Equal(t, coaching.StageNext, closed.Stage())
	}
}

// walk is a trajectory with one open cycle, changed by the acts as the program does them.
type walk struct {
	t     coaching.Trajectory
	facts coaching.TrajectoryFacts
	clock time.Time
}

func (w *walk) do(act coaching.Act) {
	w.clock = w.clock.Add(time.Minute)
	now := w.clock
	switch act {
	case coaching.ActAccept:
		if w.t.StartedAt == nil {
			w.t.StartedAt, w.t.RoundAt = &now, &now
		}
	case coaching.ActAgree:
		w.facts.Agreed = true
	case coaching.ActChoose:
		w.facts.Agreed = false
	case coaching.ActNextRound:
		w.t.RoundAt = &now
	case coaching.ActPause:
		w.t.PausedAt = &now
	case coaching.ActResume:
		w.t.PausedAt = nil
	case coaching.ActLookBack:
		w.facts.Evaluating = true
	case coaching.ActApprove:
		w.facts.Evaluating = false
	case coaching.ActEnd:
		w.t.EndedAt, w.t.PausedAt = &now, nil
	case coaching.ActReopen:
		w.t.EndedAt, w.t.ReopenedAt = nil, &now
	}
}

// TestSheCanPauseEndAndTakeBackAtAnyTime walks at random through all that can happen.
func TestSheCanPauseEndAndTakeBackAtAnyTime(t *testing.T) {
	t.Parallel()
	her, coach, manager := actor("her", coaching.Employee), actor("coach", coaching.Coach), actor("boss", coaching.Manager)
	all := coaching.TrajectoryTransitions()
	seen := map[coaching.Stage]bool{}
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		w := walk{t: coaching.Trajectory{EmployeeID: "her", CoachIDs: []coaching.PersonID{"coach"}}, clock: noon}
		for range 30 {
			stage := w.t.Stage(w.facts)
			seen[stage] = true
			switch w.t.State() {
			case coaching.Running:
				require.NoError(t, w.t.MayPause(her), "paused in %s", stage)
				require.NoError(t, w.t.MayEnd(her), "ended in %s", stage)
			case coaching.Ended:
				require.NoError(t, w.t.MayReopen(her))
				require.NoError(t, w.t.MayReopen(coach))
			default:
				require.NoError(t, w.t.MayEnd(her), "ended in %s", stage)
			}
			for _, nobody := range []coaching.Actor{coach, manager} {
				require.Error(t, w.t.MayPause(nobody))
				require.Error(t, w.t.MayEnd(nobody))
			}
			require.ErrorIs(t, w.t.MayReopen(manager), coaching.ErrForbidden)
			var can []coaching.Transition
			for _, tr := range all {
				if slices.Contains(tr.From, stage) && (w.facts.Evaluating || tr.Act != coaching.ActApprove && tr.Act != coaching.ActHandIn) {
					can = append(can, tr)
				}
			}
			next := can[random.IntN(len(can))]
			w.do(next.Act)
			require.Contains(t, next.To, w.t.Stage(w.facts), "%s in %s", next.Act, stage)
		}
	}
	require.Len(t, seen, 7, "all stages were reached: %v", seen)
}

// TestARoundGoesItsWayAndWhatIsSharedIsTakenBackAnywhere does the same for the facts of a cycle.
func TestARoundGoesItsWayAndWhatIsSharedIsTakenBackAnywhere(t *testing.T) {
	t.Parallel()
	all := coaching.CycleTransitions()
	seen := map[coaching.Stage]bool{}
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 2))
		c := coaching.Cycle{}
		for range 40 {
			stage := c.Stage()
			seen[stage] = true
			require.Contains(t, all.Of(coaching.ActWithdraw).From, stage)
			require.Contains(t, all.Of(coaching.ActErase).From, stage)
			var can []coaching.Transition
			for _, tr := range all {
				if slices.Contains(tr.From, stage) && possible(c.Facts, tr.Act) {
					can = append(can, tr)
				}
			}
			next := can[random.IntN(len(can))]
			change(&c, next.Act)
			require.Contains(t, next.To, c.Stage(), "%s in %s: %+v", next.Act, stage, c.Facts)
		}
	}
	require.Len(t, seen, 9, "%v", seen) // evaluated is the other test's
}

// possible leaves out acts for which the thing is missing: the rules of recordings and marks ask that.
func possible(f coaching.CycleFacts, act coaching.Act) bool {
	switch act {
	case coaching.ActShare, coaching.ActErase:
		return f.Recorded > f.Shared
	case coaching.ActWithdraw, coaching.ActRelease:
		return f.Shared > 0
	case coaching.ActLook:
		return f.Looked < f.Moments
	case coaching.ActTry:
		return f.WorkPoints > 0
	}
	return true
}

func change(c *coaching.Cycle, act coaching.Act) {
	f := &c.Facts
	switch act {
	case coaching.ActRecord:
		f.Recorded++
	case coaching.ActShare:
		f.Shared++
	case coaching.ActWithdraw:
		f.Shared--
	case coaching.ActErase:
		f.Recorded--
	case coaching.ActRelease:
		f.Released, f.Moments = f.Released+1, f.Moments+2
	case coaching.ActLook:
		f.Looked++
	case coaching.ActWorkPoint:
		f.WorkPoints = 1
	case coaching.ActTry:
		f.Tried++
	case coaching.ActClose:
		c.ClosedAt, f.Followed = &noon, f.Recorded%2
	case coaching.ActReopen:
		c.ClosedAt, f.Followed = nil, 0
	}
}

func TestWhereWeStandSaysWhoIsToAct(t *testing.T) {
	t.Parallel()
	analysed := coaching.Cycle{Facts: coaching.CycleFacts{Recorded: 1, Shared: 1}}
	require.Equal(t, coaching.Next{Act: coaching.ActRelease, By: []coaching.Party{coaching.TheCoach}, Stage: coaching.StageReleased}, analysed.Next())
	for _, stage := range coaching.CycleStages() {
		_, ok := coaching.CycleTransitions().Expected(stage)
		require.True(t, ok, "somebody is to act in %s", stage)
	}
	require.Zero(t, coaching.Cycle{ClosedAt: &noon}.Next())
}

func TestAClosedRoundOpensAgainOnlyWhereNothingElseIsOpen(t *testing.T) {
	t.Parallel()
	her, coach := actor("her", coaching.Employee), actor("coach", coaching.Coach)
	running := coaching.Trajectory{EmployeeID: "her", CoachIDs: []coaching.PersonID{"coach"}, StartedAt: &noon}
	closed := coaching.Cycle{ClosedAt: &noon}
	require.NoError(t, closed.MayReopen(her, running))
	require.NoError(t, closed.MayReopen(coach, running), "she asks")
	require.ErrorIs(t, closed.MayReopen(actor("boss", coaching.Manager), running), coaching.ErrForbidden)
	require.ErrorIs(t, coaching.Cycle{}.MayReopen(her, running), coaching.Conflict("cycle_open"))
	running.OpenCycleID = "other"
	require.ErrorIs(t, closed.MayReopen(her, running), coaching.Conflict("another_cycle_open"))
	running.OpenCycleID, running.EndedAt = "", &noon
	require.ErrorIs(t, closed.MayReopen(her, running), coaching.Conflict("trajectory_ended"))
}
