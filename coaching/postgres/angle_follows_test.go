package postgres_test

import (
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// What ends filming ends it for a device as well that has a code and has not brought it yet.
func TestNoCodeOutlivesTheRightToFilm(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*pgstory.Story, *postgres.Tx, coaching.RecordingID) error{
		"she takes her yes back": func(s *pgstory.Story, tx *postgres.Tx, id coaching.RecordingID) error {
			return tx.WithdrawConsent(t.Context(), s.Employee, id, s.Now)
		},
		"she shares": func(s *pgstory.Story, tx *postgres.Tx, id coaching.RecordingID) error {
			_, err := tx.Share(t.Context(), s.Employee, id, s.Now)
			return err
		},
		"coaching rests": func(s *pgstory.Story, tx *postgres.Tx, _ coaching.RecordingID) error {
			_, err := tx.Pause(t.Context(), s.Employee, s.Trajectory.ID, s.Now)
			return err
		},
		"coaching ends": func(s *pgstory.Story, tx *postgres.Tx, _ coaching.RecordingID) error {
			_, err := tx.End(t.Context(), s.Employee, s.Trajectory.ID, s.Now)
			return err
		},
		"the round closes": func(s *pgstory.Story, tx *postgres.Tx, _ coaching.RecordingID) error {
			_, _, err := tx.CloseCycle(t.Context(), s.Employee, s.Cycle.ID, false, s.Now)
			return err
		},
		"she throws it away": func(s *pgstory.Story, tx *postgres.Tx, id coaching.RecordingID) error {
			_, err := tx.RequestErasure(t.Context(), s.Employee, id, s.Now)
			return err
		},
	} {
		s, recording, angle := withAngle(t)
		s.As(s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.OpenCode(t.Context(), s.Employee, recording.ID, angle.Number, pgstory.Hash("123456"), "Sanne", s.Now)
			return err
		})
		if name == "she shares" {
			_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE recording SET state = 'ready' WHERE id = $1`, recording.ID)
			require.NoError(t, err)
		}
		s.As(s.Employee, func(tx *postgres.Tx) error { return end(s, tx, recording.ID) })
		err := s.DB.AsDoor(t.Context(), postgres.Join, func(tx *postgres.Tx) error {
			_, err := tx.Join(t.Context(), pgstory.Hash("123456"), pgstory.Hash("device"), s.Now)
			return err
		})
		require.ErrorIs(t, err, coaching.ErrNotFound, name)
	}
}

// joined is withAngle, and a device that films for the camera although the recording itself has not begun.
func joined(t *testing.T) (*pgstory.Story, coaching.Recording, coaching.Angle) {
	t.Helper()
	s, recording, angle := withAngle(t)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.OpenCode(t.Context(), s.Employee, recording.ID, angle.Number, pgstory.Hash("123456"), "Sanne", s.Now)
		return err
	})
	s.Behind(postgres.Join, func(tx *postgres.Tx) error {
		_, err := tx.Join(t.Context(), pgstory.Hash("123456"), pgstory.Hash("device"), s.Now)
		return err
	})
	return s, recording, angle
}

func films(t *testing.T, s *pgstory.Story, angle coaching.RecordingID) {
	t.Helper()
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		number, err := tx.BeginTake(t.Context(), angle, "node", s.Now)
		require.NoError(t, err)
		return tx.EndTake(t.Context(), angle, number, s.Now.Add(time.Minute))
	})
}

func mustStop(t *testing.T, s *pgstory.Story, id coaching.RecordingID) (stop bool) {
	t.Helper()
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		ids, err := tx.MustStop(t.Context(), []coaching.RecordingID{id}, s.Now)
		stop = len(ids) == 1
		return err
	})
	return stop
}

func TestHerYesGoesForAllCamerasAtOnce(t *testing.T) {
	t.Parallel()
	s, recording, angle := joined(t)
	require.False(t, mustStop(t, s, angle.ID))
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.WithdrawConsent(t.Context(), s.Employee, recording.ID, s.Now) })
	require.True(t, mustStop(t, s, angle.ID), "a device that is connected films no longer")

	s, recording, angle = joined(t)
	films(t, s, angle.ID)
	err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		return tx.WithdrawConsent(t.Context(), s.Employee, recording.ID, s.Now)
	})
	require.ErrorIs(t, err, coaching.Conflict("recording_begun"), "film of a camera is film: she throws it away")
}

func TestFilmOfACameraAloneHasAnEndToo(t *testing.T) {
	t.Parallel()
	s, recording, angle := joined(t)
	films(t, real(t, s), angle.ID)
	s.Behind(postgres.Retain, func(tx *postgres.Tx) error {
		endings, err := tx.AllEndings(t.Context(), s.Holder.ID)
		require.NoError(t, err)
		require.Len(t, endings, 1)
		require.Equal(t, recording.ID, endings[0].RecordingID)
		gone, err := tx.Expire(t.Context(), recording.ID, s.Now.AddDate(1, 0, 0))
		require.True(t, gone)
		return err
	})
	s.Behind(postgres.Erase, func(tx *postgres.Tx) error {
		ids, err := tx.Unerased(t.Context())
		require.ElementsMatch(t, []coaching.RecordingID{recording.ID, angle.ID}, ids)
		return err
	})
}

func TestALockHoldsEveryCamera(t *testing.T) {
	t.Parallel()
	s, recording, angle := joined(t)
	require.False(t, mustStop(t, s, angle.ID))
	_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE recording SET locked_at = now() WHERE id = $1`, recording.ID)
	require.NoError(t, err)
	require.True(t, mustStop(t, s, angle.ID))
	err = s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		found, err := tx.Recording(t.Context(), angle.ID)
		require.NoError(t, err)
		require.NotNil(t, found.LockedAt, "the media door asks this")
		_, err = tx.RemoveAngle(t.Context(), s.Employee, recording.ID, angle.Number, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("recording_locked"))
	_, err = s.PG.Owner.ExecContext(t.Context(), `UPDATE recording SET frozen_at = now() WHERE id = $1`, recording.ID)
	require.NoError(t, err)
	err = s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.RequestErasure(t.Context(), s.Employee, angle.ID, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("recording_frozen"), "by its own address neither")
}

func TestACameraIsNotLetOutByItself(t *testing.T) {
	t.Parallel()
	s, _, angle := withAngle(t)
	err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.InviteLive(t.Context(), s.Employee, angle.ID, "", s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("goes_with_its_recording"), "where it is taken back, this would stay")
}

func TestWhoLooksAtACameraHearsThatItWasTakenBack(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	recording := s.Film(s.Cycle.ID, "Kring", s.Now)
	var angle coaching.Angle
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		if angle, err = tx.CreateAngle(ctx, s.Employee, recording.ID, "", coaching.AngleFile, s.Now); err != nil {
			return err
		}
		_, err = tx.Share(ctx, s.Employee, recording.ID, s.Now)
		return err
	})
	listener := pq.NewListener(s.PG.AppURL, time.Second, time.Second, nil)
	t.Cleanup(func() { _ = listener.Close() })
	require.NoError(t, listener.Listen(postgres.Channel))
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Withdraw(ctx, s.Employee, recording.ID, s.Now)
		return err
	})
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.DeleteLoginSessions(ctx, s.Employee.ID) }) // the last that is told
	var told []string
	for n := range listener.Notify {
		if n == nil { // it was connected again
			continue
		}
		if told = append(told, n.Extra); n.Extra == "person:"+string(s.Employee.ID) {
			break
		}
	}
	require.Contains(t, told, "recording:"+string(angle.ID))
	require.Contains(t, told, "recording:"+string(recording.ID))
}

func TestAFileForACameraIsItsFilm(t *testing.T) {
	t.Parallel()
	s, recording, angle := withAngle(t)
	send := func(id coaching.RecordingID) (made coaching.Upload, err error) {
		err = s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) (err error) {
			made, err = tx.CreateUpload(t.Context(), s.Employee, coaching.Upload{RecordingID: id, Purpose: coaching.AngleUpload, Node: "node", Size: 10}, s.Now)
			return err
		})
		return made, err
	}
	made, err := send(angle.ID)
	require.NoError(t, err)
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error { return tx.CompleteUpload(t.Context(), made.ID, s.Now) })
	s.Behind(postgres.Finalise, func(tx *postgres.Tx) error {
		uploads, err := tx.CompletedUploads(t.Context(), "node")
		require.Len(t, uploads, 1, "it is looked through: what was taken in is not left lying")
		return err
	})
	_, err = send(recording.ID)
	require.Equal(t, coaching.Invalid{{Field: "purpose", Code: "unknown"}}, err, "nothing is taken in that nobody looks at")
}

func TestACameraIsNotKeptLongerByItself(t *testing.T) {
	t.Parallel()
	s, _, angle := joined(t)
	films(t, s, angle.ID)
	err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Extend(t.Context(), s.Employee, angle.ID, string(days(s, 100)), "Voor het team", s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("goes_with_its_recording"), "it would be erased with it all the same")
}
