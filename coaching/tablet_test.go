package coaching_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestAPINThatAnybodyTriesFirstIsRefused(t *testing.T) {
	t.Parallel()
	for _, easy := range []string{"", "12345", "1234567", "12345a", "٣٤٥٦٧٨", "123456", "654321", "000000", "111222", "121212", "123123"} {
		require.ErrorIs(t, coaching.CheckPIN(easy), coaching.ErrInvalid, easy)
	}
	for _, fine := range []string{"482915", "190384", "012346"} {
		require.NoError(t, coaching.CheckPIN(fine), fine)
	}
}

func TestEachWrongPINIsWaitedForLonger(t *testing.T) {
	t.Parallel()
	require.Zero(t, coaching.PINWait(4))
	for tries := 5; tries < 10; tries++ {
		require.Greater(t, coaching.PINWait(tries+1), coaching.PINWait(tries), tries)
	}
	require.Equal(t, 24*time.Hour, coaching.PINWait(1000))
}

func TestOnATabletSheIsAnEmployeeAndNothingElse(t *testing.T) {
	t.Parallel()
	actor := coaching.Actor{Working: "h", Holders: []coaching.HolderID{"h", "i"}, Roles: []coaching.Assignment{
		{HolderID: "h", Role: coaching.Administrator}, {HolderID: "h", Role: coaching.Employee}, {HolderID: "h", Role: coaching.Coach},
	}}
	there := actor.OnTablet("t")
	require.Equal(t, []coaching.Assignment{{HolderID: "h", Role: coaching.Employee}}, there.Roles)
	require.Equal(t, []coaching.HolderID{"h"}, there.Holders)
	require.Len(t, actor.Roles, 3)
	actor.Roles = actor.Roles[:1]
	require.Empty(t, actor.OnTablet("t").Roles)
}
