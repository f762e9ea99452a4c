package coaching_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

var pair = coaching.Trajectory{ID: "t", EmployeeID: "samira", CoachIDs: []coaching.PersonID{"els"}}

func TestLookingBackComesAfterARoundAndByEither(t *testing.T) {
	t.Parallel()
	require.NoError(t, pair.MayEvaluate(samira, 1, nil))
	require.NoError(t, pair.MayEvaluate(els, 2, nil))
	require.ErrorIs(t, pair.MayEvaluate(mirjam, 1, nil), coaching.ErrNotFound)
	require.ErrorIs(t, pair.MayEvaluate(samira, 0, nil), coaching.Conflict("no_round_closed"))
	require.ErrorIs(t, pair.MayEvaluate(els, 1, &coaching.Evaluation{}), coaching.Conflict("evaluation_open"))
	ended, now := pair, time.Now()
	ended.EndedAt = &now
	require.NoError(t, ended.MayEvaluate(samira, 1, nil), "also after the end")
	require.ErrorIs(t, coaching.Trajectory{EmployeeID: "samira"}.MayEvaluate(samira, 1, nil), coaching.Conflict("no_coach"))
	done := coaching.Report{EmployeeID: "samira", Approvals: []coaching.Yes{{PersonID: "els"}, {PersonID: "samira"}}}
	done.Rounds = 1
	require.NoError(t, pair.MayEvaluate(samira, 2, &coaching.Evaluation{Report: &done}), "and again after another round")
	require.ErrorIs(t, pair.MayEvaluate(samira, 1, &coaching.Evaluation{Report: &done}), coaching.Conflict("no_round_closed"))
}

func TestEachAnswersWhatIsHersAndNotYetIsAnAnswer(t *testing.T) {
	t.Parallel()
	require.NoError(t, coaching.Answers{Answered: "Nog niet"}.Check(true, true))
	require.NoError(t, coaching.Answers{}.Check(true, false), "a draft may be empty")
	require.Equal(t, coaching.Invalid{{Field: "answered", Code: "required"}}, coaching.Answers{Keep: "x"}.Check(true, true))
	require.Equal(t, coaching.Invalid{{Field: "growth", Code: "required"}}, coaching.Answers{Growth: " \n"}.Check(false, true))
	require.Equal(t, coaching.Invalid{{Field: "growth", Code: "not_yours"}}, coaching.Answers{Answered: "ja", Growth: "x"}.Check(true, true))
	require.Equal(t, coaching.Invalid{{Field: "wish", Code: "too_long"}}, coaching.Answers{Wish: strings.Repeat("ë", 2001)}.Check(false, false))
}

func TestWhatWasHandedInStays(t *testing.T) {
	t.Parallel()
	now := time.Now()
	e := coaching.Evaluation{Parts: []coaching.EvaluationPart{{AuthorID: "samira", HandedInAt: &now}, {AuthorID: "els"}}}
	require.ErrorIs(t, e.MayAnswer(samira, pair), coaching.Conflict("handed_in"))
	require.NoError(t, e.MayAnswer(els, pair))
	require.ErrorIs(t, e.MayAnswer(mirjam, pair), coaching.ErrNotFound)
	e.Report = &coaching.Report{}
	require.ErrorIs(t, e.MayAnswer(els, pair), coaching.Conflict("handed_in"))
}
