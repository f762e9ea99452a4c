package coaching_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestSheWhoIsFilmedAloneLetsSomebodyWatch(t *testing.T) {
	t.Parallel()
	at := time.Now()
	r := coaching.Recording{OwnerID: "samira", AcceptedAt: &at}
	require.NoError(t, r.MayInvite(samira))
	require.ErrorIs(t, r.MayInvite(els), coaching.Forbidden("only_the_owner"))
	camera := r
	camera.AngleOf = "kring"
	require.ErrorIs(t, camera.MayInvite(samira), coaching.Conflict("goes_with_its_recording"))
	locked, shared, plan := r, r, r
	locked.LockedAt, shared.SharedAt, plan.AcceptedAt = &at, &at, nil
	require.ErrorIs(t, locked.MayInvite(samira), coaching.Conflict("recording_locked"))
	require.ErrorIs(t, shared.MayInvite(samira), coaching.Conflict("recording_shared"))
	require.ErrorIs(t, plan.MayInvite(samira), coaching.Conflict("recording_not_accepted"))
}

func TestACoachOfTheTrajectoryIsInvited(t *testing.T) {
	t.Parallel()
	both := coaching.Trajectory{CoachIDs: []coaching.PersonID{"els", "ria"}}
	first, err := both.Inviting("")
	require.NoError(t, err)
	require.EqualValues(t, "els", first)
	other, err := both.Inviting("ria")
	require.NoError(t, err)
	require.EqualValues(t, "ria", other)
	_, err = both.Inviting("mila")
	require.ErrorIs(t, err, coaching.ErrInvalid)
	_, err = coaching.Trajectory{}.Inviting("")
	require.ErrorIs(t, err, coaching.Conflict("no_coach"))
}
