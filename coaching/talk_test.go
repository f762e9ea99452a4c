package coaching_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func talkers() (she, els, other coaching.Actor, trajectory coaching.Trajectory) {
	she.ID, els.ID, other.ID = "samira", "els", "peter"
	begun := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	return she, els, other, coaching.Trajectory{EmployeeID: "samira", CoachIDs: []coaching.PersonID{"els"}, StartedAt: &begun}
}

func TestOnlyTheTwoTalkWhileTheRoundIsOpenAndTheTrajectoryRuns(t *testing.T) {
	t.Parallel()
	she, els, other, running := talkers()
	now := time.Now()
	resting := running
	resting.PausedAt = &now
	open, closed := coaching.Cycle{}, coaching.Cycle{ClosedAt: &now}
	for _, who := range []coaching.Actor{she, els} {
		require.NoError(t, open.MayTalk(who, running))
		require.ErrorIs(t, closed.MayTalk(who, running), coaching.Conflict("cycle_closed"))
		require.ErrorIs(t, open.MayTalk(who, resting), coaching.Conflict("trajectory_paused"))
	}
	require.ErrorIs(t, open.MayTalk(other, running), coaching.Forbidden("only_the_two"))
}

func TestOnlyWhatIsReadyAndSharedIsShown(t *testing.T) {
	t.Parallel()
	now := time.Now()
	shared := coaching.Recording{State: coaching.Ready, SharedAt: &now}
	require.NoError(t, shared.MayShow())
	camera := shared
	camera.AngleOf = "kring"
	require.ErrorIs(t, camera.MayShow(), coaching.Conflict("goes_with_its_recording"), "it shows with its recording")
	for name, film := range map[string]coaching.Recording{
		"her own":    {State: coaching.Ready},
		"not ready":  {State: coaching.Processing, SharedAt: &now},
		"thrown out": {State: coaching.Ready, SharedAt: &now, DeletedAt: &now},
	} {
		require.ErrorIs(t, film.MayShow(), coaching.Conflict("nothing_to_show"), name)
	}
}

func TestSheSkipsHerselfUnlessTheyShareAScreen(t *testing.T) {
	t.Parallel()
	she, els, _, running := talkers()
	require.NoError(t, coaching.Talk{Setting: coaching.Apart}.MaySkip(she, running))
	require.NoError(t, coaching.Talk{Setting: coaching.Together}.MaySkip(els, running))
	require.ErrorIs(t, coaching.Talk{Setting: coaching.Apart}.MaySkip(els, running), coaching.Forbidden("only_the_employee_looks"))
}

func TestMinutesAreProposedToFiveAndConfirmedOnceByTheCoach(t *testing.T) {
	t.Parallel()
	she, els, _, running := talkers()
	begun := time.Date(2026, 3, 5, 14, 0, 0, 0, time.UTC)
	talk := coaching.Talk{StartedAt: &begun}
	require.Zero(t, coaching.Talk{}.ProposedMinutes(begun))
	for minutes, want := range map[int]int{0: 5, 7: 5, 8: 10, 32: 30, 33: 35, 24 * 60: 120} {
		require.Equal(t, want, talk.ProposedMinutes(begun.Add(time.Duration(minutes)*time.Minute)), "%d minutes", minutes)
	}
	require.ErrorIs(t, talk.MayConfirmMinutes(els, running), coaching.Conflict("talk_not_held"))
	end := begun.Add(40 * time.Minute)
	talk.EndedAt = &end
	require.Equal(t, 40, talk.ProposedMinutes(end.Add(time.Hour)), "the end counts")
	require.NoError(t, talk.MayConfirmMinutes(els, running))
	require.ErrorIs(t, talk.MayConfirmMinutes(she, running), coaching.Forbidden("only_the_coach"))
	talk.Confirmed = true
	require.ErrorIs(t, talk.MayConfirmMinutes(els, running), coaching.Conflict("minutes_confirmed"))
}

func TestAPlaceOutsideTheFilmIsNone(t *testing.T) {
	t.Parallel()
	ms := func(v int64) *int64 { return &v }
	for name, c := range map[string]struct {
		at   coaching.Playhead
		want bool
	}{
		"inside":            {coaching.Playhead{PositionMS: 500, RatePercent: 50}, true},
		"the very end":      {coaching.Playhead{PositionMS: 1000, RatePercent: 100}, true},
		"a stretch":         {coaching.Playhead{RatePercent: 100, LoopStartMS: ms(100), LoopEndMS: ms(900)}, true},
		"before zero":       {coaching.Playhead{PositionMS: -1, RatePercent: 100}, false},
		"behind the end":    {coaching.Playhead{PositionMS: 1001, RatePercent: 100}, false},
		"a mad speed":       {coaching.Playhead{RatePercent: 1600}, false},
		"half a stretch":    {coaching.Playhead{RatePercent: 100, LoopStartMS: ms(100)}, false},
		"a turned stretch":  {coaching.Playhead{RatePercent: 100, LoopStartMS: ms(900), LoopEndMS: ms(100)}, false},
		"a stretch outside": {coaching.Playhead{RatePercent: 100, LoopStartMS: ms(900), LoopEndMS: ms(1100)}, false},
	} {
		require.Equal(t, c.want, c.at.Check(1000) == nil, name)
	}
}

func TestWhatStandsThereAsHersIsHersToApprove(t *testing.T) {
	t.Parallel()
	she, els, other, running := talkers()
	now := time.Now()
	word := coaching.TalkNote{AuthorID: "els", Voice: coaching.VoiceEmployee, Kind: "word", Step: "look", Text: "Ik wacht", MomentID: "m"}
	said := coaching.TalkNote{AuthorID: "els", Voice: coaching.VoiceCoach, Kind: "word", Step: "look", Text: "Je wacht", MomentID: "m"}
	agreed := coaching.TalkNote{AuthorID: "els", Voice: coaching.VoiceCoach, Kind: "agreement", Step: "when", Text: "Maandag"}
	require.NoError(t, word.Check())
	require.True(t, word.Waits())
	require.True(t, agreed.Waits())
	require.False(t, said.Waits(), "what the coach says is the coach's")
	require.True(t, word.Opens())
	require.False(t, said.Opens(), "the coach's own words open nothing")
	require.Equal(t, &now, word.Approved(she, running, now))
	require.Nil(t, word.Approved(els, running, now), "the coach never approves")
	require.NoError(t, word.MayApprove(she, running))
	require.ErrorIs(t, word.MayApprove(els, running), coaching.Forbidden("only_the_employee_approves"))
	require.ErrorIs(t, said.MayApprove(she, running), coaching.Forbidden("only_the_employee_approves"))
	require.NoError(t, word.MayChange(she, running))
	require.NoError(t, word.MayChange(els, running))
	require.ErrorIs(t, said.MayChange(she, running), coaching.Forbidden("only_the_author"))
	require.ErrorIs(t, word.MayChange(other, running), coaching.Forbidden("only_the_author"))
	for field, broken := range map[string]coaching.TalkNote{
		"text":        {Voice: "coach", Kind: "word", Step: "look", Text: "  "},
		"voice":       {Voice: "child", Kind: "word", Step: "look", Text: "x"},
		"kind":        {Voice: "coach", Kind: "grade", Step: "look", Text: "x"},
		"step":        {Voice: "coach", Kind: "word", Step: "exam", Text: "x"},
		"position_ms": {Voice: "coach", Kind: "word", Step: "look", Text: "x", PositionMS: -1},
	} {
		require.ErrorContains(t, broken.Check(), field)
	}
}
