package web

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestTheNextStepFollowsFromWhatIsThere(t *testing.T) {
	t.Parallel()
	say, now := spoken(t).in("nl"), time.Now()
	asked := coaching.Question{ID: "q", EmployeeID: "samira", Versions: []coaching.QuestionVersion{{Number: 1, AuthorID: "samira", Text: "Ze luisteren niet"}}}
	proposed, running := asked, asked
	proposed.Versions = append(proposed.Versions[:1:1], coaching.QuestionVersion{Number: 2, AuthorID: "els"})
	running.Trajectory.StartedAt = &now
	paused, ended := running, running
	paused.Trajectory.PausedAt, ended.Trajectory.EndedAt = &now, &now
	in := func(facts coaching.CycleFacts) *coaching.Cycle { return &coaching.Cycle{ID: "c", Facts: facts} }
	for name, c := range map[string]struct {
		given situation
		href  string
	}{
		"nothing yet":        {situation{}, "/questions/new"},
		"her coach helps":    {situation{question: asked}, "/questions/q"},
		"a proposal":         {situation{question: proposed}, "/questions/q"},
		"resting":            {situation{question: paused, cycle: in(coaching.CycleFacts{})}, "/questions/q/resume"},
		"ended":              {situation{question: ended}, "/questions/new"},
		"to record":          {situation{question: running, cycle: in(coaching.CycleFacts{}), mayRecord: true}, "/cycles/c/record"},
		"recording is off":   {situation{question: running, cycle: in(coaching.CycleFacts{})}, "/cycles/c"},
		"to share":           {situation{question: running, coach: "Els", cycle: in(coaching.CycleFacts{Recorded: 1})}, "/cycles/c#recordings"},
		"nobody to share":    {situation{question: running, cycle: in(coaching.CycleFacts{Recorded: 1})}, "/questions/q/coach"},
		"her coach is lost":  {situation{question: running, lost: "Els is er niet", cycle: in(coaching.CycleFacts{})}, "/questions/q/coach"},
		"the coach watches":  {situation{question: running, cycle: in(coaching.CycleFacts{Recorded: 1, Shared: 1}), film: &coaching.Recording{ID: "r", State: coaching.Ready}}, "/recordings/r"},
		"to look":            {situation{question: running, unwatched: 2, cycle: in(coaching.CycleFacts{Recorded: 1, Shared: 1, Released: 1, Moments: 2})}, "/cycles/c/review"},
		"to write down":      {situation{question: running, cycle: in(coaching.CycleFacts{Released: 1, Moments: 2, Looked: 2})}, "/cycles/c#work-point"},
		"to talk it over":    {situation{question: running, coach: "Els", cycle: in(coaching.CycleFacts{Released: 1, Moments: 2, Looked: 2})}, "/cycles/c/talk"},
		"the talk runs":      {situation{question: running, coach: "Els", unwatched: 2, cycle: in(coaching.CycleFacts{Released: 1, Moments: 2, Talking: 1})}, "/cycles/c/talk"},
		"was it said so":     {situation{question: running, coach: "Els", cycle: in(coaching.CycleFacts{Released: 1, Talked: 1, ToApprove: 2})}, "/cycles/c/talk#notes"},
		"after the talk":     {situation{question: running, coach: "Els", cycle: in(coaching.CycleFacts{Released: 1, Talked: 1})}, "/cycles/c#work-point"},
		"to close the round": {situation{question: running, workPoint: true, cycle: in(coaching.CycleFacts{Released: 1, Moments: 2, Looked: 2, WorkPoints: 1})}, "/cycles/c#close-round"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			next := nextForEmployee(say, c.given)
			require.Equal(t, c.href, next.Href)
			require.NotEmpty(t, next.Why)
			require.NotEmpty(t, next.Label)
		})
	}
}

func TestMovingAMarkChangesOneStepOrNothing(t *testing.T) {
	t.Parallel()
	type ids = []coaching.AnnotationID
	for _, c := range []struct {
		id, move string
		want     ids
	}{
		{"b", "up", ids{"b", "a", "c"}}, {"a", "up", ids{"a", "b", "c"}},
		{"b", "down", ids{"a", "c", "b"}}, {"c", "down", ids{"a", "b", "c"}},
		{"b", "out", ids{"a", "c"}}, {"d", "in", ids{"a", "b", "c", "d"}},
		{"a", "in", ids{"a", "b", "c"}}, {"x", "up", ids{"a", "b", "c"}}, {"x", "out", ids{"a", "b", "c"}}, {"a", "", ids{"a", "b", "c"}},
	} {
		require.Equal(t, c.want, moved(ids{"a", "b", "c"}, coaching.AnnotationID(c.id), c.move), "%s %s", c.id, c.move)
	}
}

func TestARedirectStaysOnThisSite(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]string{
		"/cycles/1?x=2": "/cycles/1?x=2", "": "/", "//evil.test": "/", "https://evil.test": "/", `/\evil.test`: "/", "/a\r\nb": "/", "/\t/evil.test": "/",
	} {
		require.Equal(t, want, ownPath(to), "%q", to)
	}
}
