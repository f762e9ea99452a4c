package coaching

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestWhoMayCutOutWhat(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	her, coach := Actor{Person: Person{ID: "her"}}, Actor{Person: Person{ID: "coach"}}
	r := Recording{OwnerID: her.ID, State: Ready, DurationMS: 60_000}
	require.NoError(t, r.MayTrim(her, nil))
	require.ErrorIs(t, r.MayTrim(coach, nil), ErrForbidden)
	locked := r
	locked.LockedAt = &noon
	require.NoError(t, locked.MayTrim(her, nil))
	require.NoError(t, locked.MayTrimLocked([]Lock{{Reason: LockConsent}}), "it is what the lock asks for")
	require.ErrorIs(t, locked.MayTrimLocked([]Lock{{Reason: LockConsent}, {Reason: LockRequest}}), Conflict("recording_locked"))
	require.ErrorIs(t, locked.MayTrimLocked(nil), Conflict("recording_locked"))
	locked.FrozenAt = &noon
	require.ErrorIs(t, locked.MayTrim(her, nil), Conflict("recording_frozen"))
	r.State = Processing
	require.ErrorIs(t, r.MayTrim(her, nil), Conflict("recording_not_ready"))
	r.State, r.AngleOf = Ready, "main"
	require.ErrorIs(t, r.MayTrim(her, nil), Conflict("goes_with_its_recording"))
	r.AngleOf = ""
	found := int64(500)
	require.ErrorIs(t, r.MayTrim(her, []Angle{{State: Ready}}), Conflict("angle_not_placed"))
	require.ErrorIs(t, r.MayTrim(her, []Angle{{State: Processing, FoundMS: &found}}), Conflict("angle_not_ready"))
	require.NoError(t, r.MayTrim(her, []Angle{{State: Planned}, {State: Ready, FoundMS: &found}}))
}

func TestAStretchLiesInTheRecordingAndLeavesSomething(t *testing.T) {
	t.Parallel()
	r := Recording{DurationMS: 60_000}
	require.NoError(t, r.CheckTrim(0, 30_000, TrimConsent))
	require.NoError(t, r.CheckTrim(30_000, 60_900, TrimOther), "the last second was begun")
	require.ErrorIs(t, r.CheckTrim(100, 59_900, TrimOther), Conflict("trim_is_everything"))
	for _, wrong := range [][2]int64{{-1, 500}, {60_000, 61_000}, {5000, 5000}, {5000, 4000}, {5000, 5100}, {1000, 70_000}} {
		require.ErrorIs(t, r.CheckTrim(wrong[0], wrong[1], TrimOther), ErrInvalid, wrong)
	}
	require.ErrorIs(t, r.CheckTrim(0, 1000, TrimRestored), ErrInvalid)
}

func TestAFurtherCameraIsCutWhereItSawTheSameMoment(t *testing.T) {
	t.Parallel()
	found := int64(4000)
	a := Angle{State: Ready, FoundMS: &found, Placed: PlacedBySound, DurationMS: 20_000}
	from, to, any := a.TrimOf(10_000, 12_000)
	require.True(t, any)
	require.Equal(t, [2]int64{5700, 8300}, [2]int64{from, to})
	a.Placed = PlacedByClock
	from, to, _ = a.TrimOf(10_000, 12_000)
	require.Equal(t, [2]int64{3500, 10_500}, [2]int64{from, to}, "a clock is less sure")
	_, _, any = a.TrimOf(0, 1000)
	require.False(t, any, "it did not film then")
	_, _, any = a.TrimOf(30_000, 31_000)
	require.False(t, any)
}

func TestAChildIsGoneWhenSomethingWasCutOutForIt(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	before, after := at.Add(-time.Hour), at.Add(time.Hour)
	r, her := Recording{OwnerID: "her"}, Actor{Person: Person{ID: "her"}}
	tasks := []TrimTask{{ChildID: "noor", MadeAt: at}}
	done := []Trim{{AskedAt: after, DoneAt: &after}}
	require.NoError(t, r.MayConfirmTrimmed(her, "noor", tasks, done, 0))
	require.ErrorIs(t, r.MayConfirmTrimmed(her, "noor", tasks, done, 1), Conflict("trim_under_way"))
	require.ErrorIs(t, r.MayConfirmTrimmed(her, "noor", tasks, []Trim{{AskedAt: before, DoneAt: &before}}, 0), Conflict("trim_first"))
	require.ErrorIs(t, r.MayConfirmTrimmed(her, "bram", tasks, done, 0), ErrNotFound)
	require.ErrorIs(t, r.MayConfirmTrimmed(Actor{Person: Person{ID: "coach"}}, "noor", tasks, done, 0), ErrForbidden)
}

func TestWhatWasCutOutIsAGapWhateverElseIsMissingThere(t *testing.T) {
	t.Parallel()
	at := time.Now()
	from, to := int64(4000), int64(6000)
	gaps := WithTrims([]Gap{{Take: 1, StartMS: 3000, EndMS: 5000, Track: "video", Reason: "loss"}},
		[]Trim{{FromMS: &from, ToMS: &to, SwitchedAt: &at}, {StartMS: 1, EndMS: 2}})
	require.Equal(t, []Gap{
		{Take: 1, StartMS: 3000, EndMS: 4000, Track: "video", Reason: "loss"},
		{StartMS: 4000, EndMS: 6000, Track: "audio", Reason: Trimmed}, {StartMS: 4000, EndMS: 6000, Track: "video", Reason: Trimmed},
	}, gaps)
}
