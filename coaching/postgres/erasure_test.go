package postgres_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func TestAnErasedRecordingLeavesOnlyTheReceipt(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Look()
	ctx := t.Context()
	id := s.Recording.ID
	noKey := errors.New("no key here")
	vault := postgres.NewVault(s.DB, noKey)
	err := s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.RequestErasure(ctx, s.Coach, id, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrForbidden, "only its owner")

	s.As(s.Employee, func(tx *postgres.Tx) error {
		receipt, err := tx.RequestErasure(ctx, s.Employee, id, s.Now)
		require.NoError(t, err)
		require.Equal(t, id, receipt.RecordingID)
		require.Nil(t, receipt.KeyDestroyedAt)
		return err
	})
	gone := func(actor coaching.Actor) {
		t.Helper()
		s.As(actor, func(tx *postgres.Tx) error {
			_, err := tx.Recording(ctx, id)
			require.ErrorIs(t, err, coaching.ErrNotFound)
			marks, _, err := tx.Annotations(ctx, id, "", 0)
			require.NoError(t, err)
			require.Empty(t, marks)
			_, err = tx.Annotation(ctx, s.Proud.ID)
			require.ErrorIs(t, err, coaching.ErrNotFound)
			receipt, err := tx.Receipt(ctx, id)
			require.NoError(t, err)
			require.Equal(t, s.Cycle.ID, receipt.CycleID)
			receipts, err := tx.Receipts(ctx, s.Cycle.ID)
			require.Len(t, receipts, 1)
			return err
		})
	}
	gone(s.Employee)
	gone(s.Coach)
	err = s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.RequestErasure(ctx, s.Employee, id, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound, "twice")

	s.Behind(postgres.Erase, func(tx *postgres.Tx) error {
		ids, err := tx.Unerased(ctx)
		require.Equal(t, []coaching.RecordingID{id}, ids)
		require.NoError(t, err)
		require.ErrorIs(t, tx.CompleteErasure(ctx, id, 1, 1, s.Now), coaching.ErrNotFound, "the key first")
		return nil
	})
	key, err := vault.Key(ctx, string(id))
	require.NoError(t, err)
	require.NotEmpty(t, key)
	require.NoError(t, vault.DestroyKey(ctx, string(id)))
	require.NoError(t, vault.DestroyKey(ctx, string(id)))
	_, err = vault.Key(ctx, string(id))
	require.ErrorIs(t, err, noKey)
	require.ErrorIs(t, vault.PutKey(ctx, string(id), []byte("another")), coaching.ErrNotFound, "an erased recording gets no key again")
	s.Behind(postgres.Erase, func(tx *postgres.Tx) error {
		require.NoError(t, tx.KeyDestroyed(ctx, id, s.Now))
		require.NoError(t, tx.CompleteErasure(ctx, id, 12, 3456, s.Now))
		ids, err := tx.Unerased(ctx)
		require.Empty(t, ids)
		return err
	})
	gone(s.Employee)
	gone(s.Coach)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		receipt, err := tx.Receipt(ctx, id)
		require.Equal(t, 12, receipt.Files)
		require.EqualValues(t, 3456, receipt.Bytes)
		require.NotNil(t, receipt.CompletedAt)
		return err
	})
	for _, table := range []string{"annotation", "reply", "look", "feedback_moment", "take", "gap", "recording_share", "ingest_token", "recording_key"} {
		var left int
		require.NoError(t, s.PG.Owner.GetContext(ctx, &left, `SELECT count(*) FROM `+table))
		require.Zero(t, left, table)
	}
	var title string
	require.NoError(t, s.PG.Owner.GetContext(ctx, &title, `SELECT title FROM recording WHERE id = $1`, id))
	require.Empty(t, title)
}

func TestLateWorkOnAnErasedRecordingIsRefused(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	ctx := t.Context()
	id := s.Recording.ID
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.RequestErasure(ctx, s.Employee, id, s.Now)
		return err
	})
	for name, late := range map[string]func(*postgres.Tx) error{
		"begin": func(tx *postgres.Tx) error { _, err := tx.BeginTake(ctx, id, "node", s.Now); return err },
		"finalise": func(tx *postgres.Tx) error {
			return tx.FinaliseTake(ctx, id, coaching.Take{Number: 1}, nil, nil)
		},
		"publish":  func(tx *postgres.Tx) error { return tx.Publish(ctx, id, postgres.Watchable{Generation: 2}) },
		"progress": func(tx *postgres.Tx) error { return tx.SetProgress(ctx, id, 1) },
		"fail":     func(tx *postgres.Tx) error { return tx.FailRecording(ctx, id, "x") },
		"read":     func(tx *postgres.Tx) error { _, _, _, err := tx.RecordingForJob(ctx, id); return err },
	} {
		for _, door := range []postgres.Door{postgres.Ingest, postgres.Finalise, postgres.Transcode} {
			require.ErrorIs(t, s.DB.AsDoor(ctx, door, late), coaching.ErrNotFound, "%s behind %s", name, door)
		}
	}
}

func TestAKeyThatIsThereStays(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	vault := postgres.NewVault(s.DB, coaching.ErrNotFound)
	require.NoError(t, vault.PutKey(t.Context(), string(s.Recording.ID), []byte("another")))
	key, err := vault.Key(t.Context(), string(s.Recording.ID))
	require.NoError(t, err)
	require.Equal(t, "wrapped", string(key))
}
