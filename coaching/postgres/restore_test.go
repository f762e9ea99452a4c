package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// restored settles the database of a story as one that was put back from a backup.
func restored(t *testing.T, s *pgstory.Story, erased ...coaching.RecordingID) {
	t.Helper()
	err := postgres.New(s.PG.Owner).AsDoor(t.Context(), postgres.Erase, func(tx *postgres.Tx) error {
		_, err := tx.Restored(t.Context(), erased, s.Now, s.Now)
		return err
	})
	require.NoError(t, err)
}

func TestABackupThatIsPutBackLetsNobodyInAgain(t *testing.T) {
	t.Parallel()
	s, recording, angle := withAngle(t)
	ctx := t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		if _, err := tx.OpenCode(ctx, s.Employee, recording.ID, angle.Number, pgstory.Hash("123456"), "Sanne", s.Now); err != nil {
			return err
		}
		_, err := tx.InviteLive(ctx, s.Employee, recording.ID, "", s.Now)
		return err
	})
	s.As(s.Coach, func(tx *postgres.Tx) error {
		return tx.CreateWatchToken(ctx, s.Coach, recording.ID, pgstory.Hash("watch"), nil, s.Now, s.Now.Add(time.Hour))
	})
	restored(t, s) // what was used or taken back since the backup is open in it
	err := s.DB.AsDoor(ctx, postgres.Join, func(tx *postgres.Tx) error {
		_, err := tx.Join(ctx, pgstory.Hash("123456"), pgstory.Hash("device"), s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound, "a code")
	err = s.DB.AsDoor(ctx, postgres.Watch, func(tx *postgres.Tx) error {
		_, err := tx.WatchToken(ctx, pgstory.Hash("watch"), s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound, "a token to watch live")
	err = s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.Watched(ctx, recording.ID)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound, "an invitation to watch live")
}

func TestWhatWasErasedAfterABackupStaysErasedWithItsCameras(t *testing.T) {
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
	restored(t, s, recording.ID) // the list of what was erased got no further
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Recording(ctx, angle.ID)
		require.ErrorIs(t, err, coaching.ErrNotFound)
		receipts, err := tx.Receipts(ctx, s.Cycle.ID)
		require.Len(t, receipts, 1, "one for all that was hers to throw away")
		return err
	})
	s.Behind(postgres.Erase, func(tx *postgres.Tx) error {
		ids, err := tx.Unerased(ctx)
		require.ElementsMatch(t, []coaching.RecordingID{recording.ID, angle.ID}, ids)
		return err
	})
}

// TestABackupOfAFrozenRecordingThatWasErasedSinceIsPutBack: the signal was closed and she threw it away after the backup.
func TestABackupOfAFrozenRecordingThatWasErasedSinceIsPutBack(t *testing.T) {
	t.Parallel()
	for _, of := range []string{"recording", "angle"} {
		s, recording, angle := withAngle(t)
		freeze(t, s, recording.ID, postgres.NewID[string]())
		gone := map[string]coaching.RecordingID{"recording": recording.ID, "angle": angle.ID}[of]
		restored(t, s, gone)
		s.As(s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.Recording(t.Context(), gone)
			require.ErrorIs(t, err, coaching.ErrNotFound, of)
			return nil
		})
	}
}

// What the office had open when the backup was made, and may have closed since, is shut; so is an offer's link.
func TestABackupThatIsPutBackOpensNothingToTheOffice(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	offered(t, s, s.Outsider.Email, officeDay(s).Plus(30))
	require.NotEmpty(t, opened(t, s, s.Officer))
	restored(t, s)
	require.Empty(t, opened(t, s, s.Officer))
	require.ErrorIs(t, accepts(t, s, s.Outsider, s.Outsider.Email), coaching.ErrNotFound)
}
