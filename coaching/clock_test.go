package coaching

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAClockThatLeapsHoldsErasingForADayOfRunning(t *testing.T) {
	t.Parallel()
	start := on("2026-03-05")
	clock := Clock{SeenAt: start}
	clock, leapt := clock.Tick(start.Add(time.Minute), time.Minute)
	require.False(t, leapt)
	require.Zero(t, clock.Held)
	clock, leapt = clock.Tick(start.Add(71*time.Hour), 0) // a weekend
	require.False(t, leapt)
	require.Zero(t, clock.Held)

	clock, leapt = clock.Tick(start.AddDate(10, 0, 0), time.Minute)
	require.True(t, leapt)
	require.Equal(t, HeldFor, clock.Held)
	clock, leapt = clock.Tick(clock.SeenAt.Add(23*time.Hour), 23*time.Hour)
	require.False(t, leapt)
	require.Equal(t, time.Hour, clock.Held)
	clock, leapt = clock.Tick(start, time.Minute) // mended
	require.False(t, leapt)
	require.Equal(t, 59*time.Minute, clock.Held)
	clock, _ = clock.Tick(start.Add(time.Hour), time.Hour)
	require.Zero(t, clock.Held)
}

func TestALaptopThatIsOpenedTwiceAWeekErasesSomeDay(t *testing.T) {
	t.Parallel()
	now := on("2026-03-05")
	clock := FirstClock(now)
	require.Equal(t, HeldFor, clock.Held, "what was before is not known")
	for range 4 { // opened for eight hours, then off for four days
		for range 8 {
			now = now.Add(time.Hour)
			clock, _ = clock.Tick(now, time.Hour)
		}
		if clock.Held == 0 {
			return
		}
		now = now.AddDate(0, 0, 4)
		clock, _ = clock.Tick(now, 0)
		require.GreaterOrEqual(t, clock.Held, HeldAtLeast)
	}
	t.Fatal("it never erases")
}
