package coaching_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestTheQuestionIsTheNewestAcceptedWording(t *testing.T) {
	t.Parallel()
	pair := coaching.Trajectory{EmployeeID: "her", CoachIDs: []coaching.PersonID{"coach"}}
	q := coaching.Question{EmployeeID: "her", Trajectory: pair, Versions: []coaching.QuestionVersion{
		{Number: 1, AcceptedAt: &noon}, {Number: 2}, {Number: 3, AcceptedAt: &noon}, {Number: 4},
	}}
	her := actor("her", coaching.Employee)
	require.Equal(t, 3, q.Accepted().Number)
	require.Nil(t, coaching.Question{}.Accepted())
	require.ErrorIs(t, q.MayAccept(her, 2), coaching.ErrConflict, "older than the question")
	require.NoError(t, q.MayAccept(her, 3), "twice is once")
	require.NoError(t, q.MayAccept(her, 4))
	for _, none := range []int{0, -1, 5} {
		require.ErrorIs(t, q.MayAccept(her, none), coaching.ErrNotFound)
	}
	coach := actor("coach", coaching.Coach)
	require.ErrorIs(t, q.MayAccept(coach, 4), coaching.ErrForbidden)
	require.NoError(t, q.MayWord(coach, false), "a proposal")
	q.Trajectory.EndedAt = &noon
	require.ErrorIs(t, q.MayWord(coach, false), coaching.ErrConflict)
}

func TestAWordingHasAnEnd(t *testing.T) {
	t.Parallel()
	require.NoError(t, coaching.CheckWording(strings.Repeat("é", 500), strings.Repeat("é", 2000)))
	require.EqualError(t, coaching.CheckWording(strings.Repeat("é", 501), strings.Repeat("é", 2001)), "invalid: text too_long, situation too_long")
	require.EqualError(t, coaching.CheckWording("\n ", ""), "invalid: text required")
}
