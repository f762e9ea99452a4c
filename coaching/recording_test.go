package coaching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestWhenFilmMayComeIn(t *testing.T) {
	t.Parallel()
	demo, confirmed, off := coaching.Holder{Demo: true}, coaching.Holder{RecordingConfirmedAt: &noon}, coaching.Holder{}
	accepted := coaching.Recording{AcceptedAt: &noon}
	require.NoError(t, accepted.MayPublish(demo))
	require.NoError(t, accepted.MayPublish(confirmed))
	require.EqualError(t, accepted.MayPublish(off), "recording_not_confirmed")
	require.EqualError(t, coaching.Recording{}.MayPublish(demo), "recording_not_accepted")
	require.EqualError(t, coaching.Recording{AcceptedAt: &noon, LockedAt: &noon}.MayPublish(demo), "recording_locked")
	require.ErrorIs(t, coaching.Recording{AcceptedAt: &noon, DeletedAt: &noon}.MayPublish(demo), coaching.ErrNotFound)
}

func TestARecordingIsItsOwners(t *testing.T) {
	t.Parallel()
	her, coach := actor("her", coaching.Employee), actor("coach", coaching.Coach)
	ready := coaching.Recording{OwnerID: "her", PlannedBy: "coach", AcceptedAt: &noon, State: coaching.Ready}
	for name, may := range map[string]func(coaching.Recording, coaching.Actor) error{
		"accept": coaching.Recording.MayAccept, "rename": coaching.Recording.MayRename,
		"share": coaching.Recording.MayShare, "let in": coaching.Recording.MayLetIn,
	} {
		require.NoError(t, may(ready, her), name)
		require.ErrorIs(t, may(ready, coach), coaching.ErrForbidden, name)
		locked := ready
		locked.LockedAt = &noon
		require.ErrorIs(t, may(locked, her), coaching.ErrConflict, name)
	}
	locked := ready
	locked.LockedAt = &noon
	require.NoError(t, locked.MayErase(her), "what is locked may go")
	require.ErrorIs(t, locked.MayErase(coach), coaching.ErrForbidden)
	locked.FrozenAt = &noon
	require.ErrorIs(t, locked.MayErase(her), coaching.Conflict("recording_frozen"))
	require.NoError(t, ready.MayWithdraw(her))
	require.ErrorIs(t, ready.MayWithdraw(coach), coaching.ErrForbidden)
	for state, shareable := range map[coaching.RecordingState]bool{
		coaching.Planned: false, coaching.InProgress: false, coaching.Failed: false, coaching.Processing: true, coaching.Ready: true,
	} {
		r := ready
		r.State = state
		require.Equal(t, shareable, r.MayShare(her) == nil, state)
	}
}

func TestAPlanCanBeDeclinedUntilItIsAccepted(t *testing.T) {
	t.Parallel()
	her, coach := actor("her", coaching.Employee), actor("coach", coaching.Coach)
	plan := coaching.Recording{OwnerID: "her", PlannedBy: "coach", State: coaching.Planned}
	require.NoError(t, plan.MayDecline(her))
	require.NoError(t, plan.MayDecline(coach))
	require.ErrorIs(t, plan.MayDecline(actor("coach2", coaching.Coach)), coaching.ErrForbidden)
	plan.AcceptedAt = &noon
	require.ErrorIs(t, plan.MayDecline(her), coaching.ErrConflict)
}

func TestATitleAndMinutesHaveAnEnd(t *testing.T) {
	t.Parallel()
	require.NoError(t, coaching.CheckRecording("", 0))
	require.NoError(t, coaching.CheckRecording("Lunch", 120))
	require.ErrorIs(t, coaching.CheckRecording("Lunch", 121), coaching.ErrInvalid)
	require.ErrorIs(t, coaching.CheckRecording("Lunch", -1), coaching.ErrInvalid)
}
