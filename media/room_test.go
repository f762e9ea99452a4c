package media

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRoomIsToldAsTime(t *testing.T) {
	t.Parallel()
	require.Equal(t, 10*time.Minute, RoomLeft(TakeRoom, 1))
	require.Equal(t, 5*time.Minute, RoomLeft(TakeRoom, 2), "all that record share it")
	require.Equal(t, 10*time.Minute, RoomLeft(TakeRoom, 0))
	require.Zero(t, RoomLeft(-1, 1), "below the reserve there is none")
	require.Positive(t, RoomLeft(math.MaxInt64, 1))
}
