package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// The last byte is on the disk before its request has said so, and whoever looks after uploads may see it first.
func TestAnUploadThatWasFoundWholeIsNotGoneForWhoSendsIt(t *testing.T) {
	t.Parallel()
	s, recording, _ := withAngle(t)
	var made coaching.Upload
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		made, err = tx.CreateUpload(t.Context(), s.Employee, coaching.Upload{RecordingID: recording.ID, Purpose: coaching.DeviceUpload, Node: "node", Size: 10}, s.Now)
		return err
	})
	carryOn := func() error {
		return s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
			return tx.CarryOnUpload(t.Context(), s.Employee, made.ID, 10, s.Now)
		})
	}
	require.NoError(t, carryOn())
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error { return tx.CompleteUpload(t.Context(), made.ID, s.Now) })
	require.NoError(t, carryOn())
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error { return tx.CompleteUpload(t.Context(), made.ID, s.Now) })
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.EndUpload(t.Context(), s.Employee, made.ID, s.Now) })
	require.ErrorIs(t, carryOn(), coaching.ErrNotFound, "one that was thrown away is")
}
