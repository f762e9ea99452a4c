package coaching

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTheClockOfTheMachineMayBeSetBetweenTakes(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	take := func(number int, wall time.Duration, boot string, steady time.Duration) Take {
		return Take{Number: number, BeganAt: noon.Add(wall), Steady: Steady{Boot: boot, SinceBoot: steady}}
	}
	takes := []Take{
		take(1, 0, "a", 100*time.Second),
		take(2, time.Minute, "a", 160*time.Second),
		take(3, 2*time.Minute+7*time.Second, "a", 220*time.Second), // set forward
		take(4, 3*time.Minute-time.Hour, "a", 280*time.Second),     // and back by far
		take(5, 4*time.Minute, "b", 5*time.Second),                 // another boot
		take(6, 5*time.Minute-2*time.Second, "b", 65*time.Second),
		take(7, 6*time.Minute, "", 0), // came as a file, or from before this was kept
	}
	for number, want := range map[int]time.Duration{
		1: 0, 2: 0, 3: 7 * time.Second, 4: -time.Hour, 5: 0, 6: -2 * time.Second, 7: 0, 8: 0,
	} {
		require.Equal(t, want, ClockShift(takes, number), "take %d", number)
	}
}
