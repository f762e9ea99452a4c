package coaching

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestWhatADeviceKeptComesIntoWhatWasFilmedThen(t *testing.T) {
	t.Parallel()
	now := time.Now()
	she, coach := Actor{Person: Person{ID: "she"}}, Actor{Person: Person{ID: "coach"}}
	holder := Holder{RecordingConfirmedAt: &now}
	mine := Recording{OwnerID: "she", State: InProgress, AcceptedAt: &now}
	for _, state := range []RecordingState{Planned, InProgress, Processing, Ready, Failed} {
		r := mine
		r.State = state
		require.NoError(t, r.MayUploadDevice(she, holder, nil), state)
	}
	require.ErrorIs(t, mine.MayUploadDevice(coach, holder, nil), ErrForbidden)
	require.Equal(t, Conflict("recording_not_confirmed"), mine.MayUploadDevice(she, Holder{}, nil))
	rests := Conflict("trajectory_paused")
	shared := mine
	shared.SharedAt = &now
	require.Equal(t, Conflict("recording_shared"), shared.MayUploadDevice(she, holder, nil))
	require.Equal(t, rests, mine.MayUploadDevice(she, holder, rests))
	pending := shared
	pending.PendingDevice = true
	require.NoError(t, pending.MayUploadDevice(she, holder, rests), "it was known that something was still on the device")
	for _, change := range []func(*Recording){
		func(r *Recording) { r.LockedAt = &now },
		func(r *Recording) { r.DeletedAt = &now },
		func(r *Recording) { r.AcceptedAt = nil },
	} {
		other := pending
		change(&other)
		require.Error(t, other.MayUploadDevice(she, holder, nil))
	}
}

func TestNothingIsAwaitedAfterwardsInWhatIsShared(t *testing.T) {
	t.Parallel()
	now := time.Now()
	she, coach := Actor{Person: Person{ID: "she"}}, Actor{Person: Person{ID: "coach"}}
	mine := Recording{OwnerID: "she"}
	require.NoError(t, mine.MayAwaitDevice(she, true))
	require.ErrorIs(t, mine.MayAwaitDevice(coach, true), ErrForbidden)
	mine.SharedAt = &now
	require.ErrorIs(t, mine.MayAwaitDevice(she, true), ErrConflict)
	require.NoError(t, mine.MayAwaitDevice(she, false))
	mine.PendingDevice = true
	require.NoError(t, mine.MayAwaitDevice(she, true))
}

func TestADeviceMasterStandsWhereItsDatesSay(t *testing.T) {
	t.Parallel()
	now := time.Now()
	for want, m := range map[MasterState]DeviceMaster{
		MasterReceiving: {},
		MasterChecking:  {CompletedAt: &now},
		MasterKept:      {CompletedAt: &now, KeptAt: &now},
		MasterRefused:   {CompletedAt: &now, EndedAt: &now, Reason: "no_media"},
	} {
		require.Equal(t, want, m.State())
	}
}

func TestARecordingBeginsWithWhatTheDeviceFilmedBeforeTheNetworkCame(t *testing.T) {
	t.Parallel()
	live := time.Date(2026, 3, 5, 14, 0, 0, 0, time.UTC)
	before := func(head time.Duration) Upload { return Upload{CreatedAt: live, AgeMS: head.Milliseconds()} }
	require.Equal(t, live, ZeroOf(live, nil))
	require.Equal(t, live, ZeroOf(live, []Upload{before(2 * time.Second)}), "both began together")
	require.Equal(t, live, ZeroOf(live, []Upload{before(24 * time.Hour)}), "that was another day")
	require.Equal(t, live.Add(-time.Minute), ZeroOf(live, []Upload{before(10 * time.Second), before(time.Minute)}))
}
