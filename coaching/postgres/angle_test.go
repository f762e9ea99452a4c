package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// withAngle is a recording of hers that waits to be filmed, with a second camera.
func withAngle(t *testing.T) (*pgstory.Story, coaching.Recording, coaching.Angle) {
	t.Helper()
	s := newPeople(t).Ask()
	var recording coaching.Recording
	var angle coaching.Angle
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		if recording, err = tx.CreateRecording(t.Context(), s.Employee, s.Cycle.ID, "Kring", nil, 0, s.Now); err != nil {
			return err
		}
		angle, err = tx.CreateAngle(t.Context(), s.Employee, recording.ID, "", coaching.AngleLive, s.Now)
		return err
	})
	return s, recording, angle
}

func TestASecondCameraStandsInNoListAndGoesWithItsRecording(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	recording := s.Film(s.Cycle.ID, "Kring", s.Now)
	var angle coaching.Angle
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		angle, err = tx.CreateAngle(ctx, s.Employee, recording.ID, "Bij het raam", coaching.AngleFile, s.Now)
		return err
	})
	require.Equal(t, 2, angle.Number)

	seen := func(actor coaching.Actor) (angles int, whole error) {
		s.As(actor, func(tx *postgres.Tx) error {
			listed, _, err := tx.Recordings(ctx, postgres.RecordingFilter{Cycle: s.Cycle.ID}, "", 50)
			require.NoError(t, err)
			for _, r := range listed {
				require.NotEqual(t, angle.ID, r.ID, "no list has it")
			}
			found, err := tx.Angles(ctx, recording.ID)
			_, whole = tx.Recording(ctx, angle.ID)
			angles = len(found)
			return err
		})
		return angles, whole
	}
	angles, err := seen(s.Employee)
	require.Equal(t, 1, angles)
	require.NoError(t, err)
	angles, err = seen(s.Coach)
	require.Zero(t, angles, "not shared")
	require.ErrorIs(t, err, coaching.ErrNotFound)

	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Share(ctx, s.Employee, recording.ID, s.Now)
		return err
	})
	angles, err = seen(s.Coach)
	require.Equal(t, 1, angles, "shared with the recording")
	require.NoError(t, err)
	err = s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.CreateAngle(ctx, s.Employee, recording.ID, "", coaching.AngleFile, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("recording_shared"), "nothing comes in where it would be shared at once")
	err = s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.CreateAnnotation(ctx, s.Coach, coaching.Annotation{RecordingID: angle.ID, Kind: coaching.Top})
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("goes_with_its_recording"), "marks are on the recording")

	s.As(s.Employee, func(tx *postgres.Tx) error {
		if _, err := tx.RequestErasure(ctx, s.Employee, recording.ID, s.Now); err != nil {
			return err
		}
		receipts, err := tx.Receipts(ctx, s.Cycle.ID)
		require.Len(t, receipts, 1, "one for all that was hers to throw away")
		return err
	})
	angles, err = seen(s.Employee)
	require.Zero(t, angles)
	require.ErrorIs(t, err, coaching.ErrNotFound)
	s.Behind(postgres.Erase, func(tx *postgres.Tx) error {
		ids, err := tx.Unerased(ctx)
		require.ElementsMatch(t, []coaching.RecordingID{recording.ID, angle.ID}, ids, "each has files and a key")
		require.NoError(t, tx.KeyDestroyed(ctx, angle.ID, s.Now))
		require.NoError(t, tx.CompleteErasure(ctx, angle.ID, 1, 1, s.Now))
		return err
	})
}

func TestACodeLetsOneDeviceFilmForOneAngleAndDoNothingElse(t *testing.T) {
	t.Parallel()
	s, recording, angle := withAngle(t)
	ctx := t.Context()
	open := func(code string, at time.Time) {
		s.As(s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.OpenCode(ctx, s.Employee, recording.ID, angle.Number, pgstory.Hash(code), "Sanne", at)
			return err
		})
	}
	join := func(code, token string, at time.Time) error {
		return s.DB.AsDoor(ctx, postgres.Join, func(tx *postgres.Tx) error {
			joined, err := tx.Join(ctx, pgstory.Hash(code), pgstory.Hash(token), at)
			if err == nil {
				require.Equal(t, "Sanne", joined.Welcome)
			}
			return err
		})
	}
	open("111111", s.Now)
	open("222222", s.Now)
	require.ErrorIs(t, join("111111", "a", s.Now), coaching.ErrNotFound, "a newer code took its place")
	require.ErrorIs(t, join("222222", "a", s.Now.Add(coaching.JoinCodeLength)), coaching.ErrNotFound, "it was too late")
	require.NoError(t, join("222222", "a", s.Now))
	require.ErrorIs(t, join("222222", "b", s.Now), coaching.ErrNotFound, "once")

	lets := func(token string, at time.Time) (into coaching.RecordingID) {
		err := s.DB.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error {
			b, err := tx.IngestRecording(ctx, pgstory.Hash(token), at)
			into = b.Recording.ID
			if err == nil {
				require.NoError(t, coaching.MayBegin(b), "her yes is to the recording with all its cameras")
			}
			return err
		})
		if err != nil {
			require.ErrorIs(t, err, coaching.ErrNotFound)
		}
		return into
	}
	require.Equal(t, angle.ID, lets("a", s.Now), "into the angle, not the recording")
	require.Empty(t, lets("a", s.Now.Add(coaching.JoinedLength)))
	s.As(s.Employee, func(tx *postgres.Tx) error {
		found, err := tx.Angle(ctx, recording.ID, angle.Number)
		require.True(t, found.Joined, "she sees it")
		return err
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.PutOut(ctx, s.Employee, recording.ID, angle.Number)
		return err
	})
	require.Empty(t, lets("a", s.Now), "put out")

	for name, actor := range map[string]coaching.Actor{"coach": s.Coach, "colleague": s.Colleague, "administrator": s.Administrator} {
		err := s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			_, err := tx.OpenCode(ctx, actor, recording.ID, angle.Number, pgstory.Hash("3"), "", s.Now)
			return err
		})
		require.ErrorIs(t, err, coaching.ErrNotFound, name)
	}
}

func TestAnAngleMovesByHandAndBackAgain(t *testing.T) {
	t.Parallel()
	s, recording, angle := withAngle(t)
	ctx := t.Context()
	found := int64(1234)
	s.Behind(postgres.Transcode, func(tx *postgres.Tx) error {
		return tx.PlaceAngle(ctx, postgres.Unplaced{ID: angle.ID, RecordingID: recording.ID, Versions: "1/1"}, &found, coaching.PlacedBySound, 0.9)
	})
	place := func(hand *int64) (at int64) {
		s.As(s.Employee, func(tx *postgres.Tx) error {
			changed, err := tx.ChangeAngle(ctx, s.Employee, recording.ID, 2, "", true, hand)
			at = changed.OffsetMS()
			return err
		})
		return at
	}
	byHand := int64(-250)
	require.EqualValues(t, -250, place(&byHand))
	s.Behind(postgres.Transcode, func(tx *postgres.Tx) error {
		found := int64(99)
		return tx.PlaceAngle(ctx, postgres.Unplaced{ID: angle.ID, RecordingID: recording.ID, Versions: "2/1"}, &found, coaching.PlacedBySound, 0.9)
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		kept, err := tx.Angle(ctx, recording.ID, 2)
		require.EqualValues(t, -250, kept.OffsetMS(), "what she placed stays")
		return err
	})
	require.EqualValues(t, 99, place(nil))
	far := int64(1 << 40)
	err := s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ChangeAngle(ctx, s.Employee, recording.ID, 2, "", true, &far)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrInvalid)
}

func TestASecondCameraEndsWithTheTimeOfItsRecording(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	recording := s.Film(s.Cycle.ID, "Kring", s.Now.AddDate(0, 0, -300))
	var angle coaching.Angle
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		angle, err = tx.CreateAngle(ctx, s.Employee, recording.ID, "", coaching.AngleFile, s.Now)
		return err
	})
	_, err := s.PG.Owner.ExecContext(ctx, `UPDATE holder SET demo_version = NULL`)
	require.NoError(t, err)
	s.Behind(postgres.Retain, func(tx *postgres.Tx) error {
		endings, err := tx.AllEndings(ctx, s.Holder.ID)
		for _, e := range endings {
			require.NotEqual(t, angle.ID, e.RecordingID, "it has no end of its own")
		}
		require.NoError(t, err)
		gone, err := tx.Expire(ctx, recording.ID, s.Now)
		require.True(t, gone)
		return err
	})
	s.Behind(postgres.Erase, func(tx *postgres.Tx) error {
		ids, err := tx.Unerased(ctx)
		require.ElementsMatch(t, []coaching.RecordingID{recording.ID, angle.ID}, ids)
		return err
	})
}
