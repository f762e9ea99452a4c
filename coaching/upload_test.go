package coaching

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAFilmGoesIntoAnEmptyRecordingOfOnesOwn(t *testing.T) {
	t.Parallel()
	now := time.Now()
	she, coach := Actor{Person: Person{ID: "she"}}, Actor{Person: Person{ID: "coach"}}
	holder := Holder{RecordingConfirmedAt: &now}
	fresh := Recording{OwnerID: "she", State: Planned, AcceptedAt: &now}
	failed := fresh
	failed.State = Failed
	require.NoError(t, fresh.MayUpload(she, holder, 0))
	require.NoError(t, failed.MayUpload(she, holder, 0), "another file may be chosen")
	require.ErrorIs(t, fresh.MayUpload(coach, holder, 0), ErrForbidden)
	require.Equal(t, Conflict("recording_has_film"), fresh.MayUpload(she, holder, 1))
	require.Equal(t, Conflict("recording_not_confirmed"), fresh.MayUpload(she, Holder{}, 0))
	for _, change := range []func(*Recording){
		func(r *Recording) { r.State = Processing },
		func(r *Recording) { r.State = Ready },
		func(r *Recording) { r.AcceptedAt = nil },
		func(r *Recording) { r.LockedAt = &now },
		func(r *Recording) { r.SharedAt = &now },
	} {
		other := fresh
		change(&other)
		require.ErrorIs(t, other.MayUpload(she, holder, 0), ErrConflict)
	}
}

func TestAFileNameIsFitToBeShown(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"IMG_0042.MOV": "IMG_0042.MOV", `C:\Films\kring.mp4`: "kring.mp4", "../../etc/passwd": "passwd", "": "", "/": "",
		"a\x00b\u202e.mp4": "ab.mp4", "\xff.mp4": ".mp4", strings.Repeat("é", 300): strings.Repeat("é", 200), " kring.mov ": "kring.mov",
	} {
		require.Equal(t, want, FileName(said), "%q", said)
	}
}

func TestAnUploadHasAPurposeAndASize(t *testing.T) {
	t.Parallel()
	for _, purpose := range []UploadPurpose{FilmUpload, AngleUpload, DeviceUpload} {
		require.NoError(t, CheckUpload(Upload{Purpose: purpose, Size: 1}))
		require.NoError(t, CheckUpload(Upload{Purpose: purpose, Size: LargestUpload}))
		for _, size := range []int64{-1, LargestUpload + 1} {
			require.ErrorIs(t, CheckUpload(Upload{Purpose: purpose, Size: size}), ErrInvalid, size)
		}
	}
	require.ErrorIs(t, CheckUpload(Upload{Purpose: FilmUpload}), ErrInvalid)
	require.NoError(t, CheckUpload(Upload{Purpose: DeviceUpload}), "a device tells it with the last bytes")
	require.ErrorIs(t, CheckUpload(Upload{Purpose: "other", Size: 1}), ErrInvalid)
	for _, age := range []int64{-1, 367 * 24 * 3600 * 1000} {
		require.ErrorIs(t, CheckUpload(Upload{Purpose: DeviceUpload, AgeMS: age}), ErrInvalid, age)
	}
	require.NoError(t, CheckUpload(Upload{Purpose: DeviceUpload, AgeMS: 30 * 24 * 3600 * 1000}), "a device that was in a drawer for a month")
	require.Equal(t, int64(7), Upload{Size: 7}.Expected())
	require.Equal(t, int64(UnknownUpload+5), Upload{Received: 5}.Expected())
}

func TestACameraWithoutAClockDoesNotDateAFilm(t *testing.T) {
	t.Parallel()
	sent := time.Date(2026, 3, 5, 14, 0, 0, 0, time.UTC)
	u := Upload{CreatedAt: sent}
	require.Equal(t, sent.Add(-time.Hour), u.ZeroAt(sent.Add(-time.Hour)))
	for _, camera := range []time.Time{{}, time.Unix(0, 0), sent.Add(time.Minute), sent.AddDate(50, 0, 0)} {
		require.Equal(t, sent, u.ZeroAt(camera))
	}
}
