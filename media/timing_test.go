package media

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestATimingRunsEvenlyBetweenItsPointsAndAsTheFileBeyond(t *testing.T) {
	t.Parallel()
	timing := Timing{
		Pictures: []Point{{1_000_000, 500_000}, {2_000_000, 1_500_000}, {5_000_000, 4_650_000}},
		Sound:    []Point{{0, -500_000}}, Skip: []int64{1_033_000},
	}
	for file, want := range map[time.Duration]time.Duration{
		0: -500 * time.Millisecond, time.Second: 500 * time.Millisecond, 1500 * time.Millisecond: time.Second,
		3500 * time.Millisecond: 3075 * time.Millisecond, 6 * time.Second: 5650 * time.Millisecond,
	} {
		got, shown := timing.Shown(file)
		require.True(t, shown)
		require.Equal(t, want, got, file)
	}
	_, shown := timing.Shown(1033 * time.Millisecond)
	require.False(t, shown)
	require.Equal(t, 500*time.Millisecond, timing.Heard(time.Second))
	require.Equal(t, time.Second, (&Timing{}).Heard(time.Second))
}
