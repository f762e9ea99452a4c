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

// A device that did not hear that its upload had begun begins it again; what got nothing is not waited for.
func TestAnUploadOfADeviceThatIsBegunAgainEndsTheOneThatGotNothing(t *testing.T) {
	t.Parallel()
	s, recording, _ := withAngle(t)
	begin := func(name string) (made coaching.Upload) {
		s.As(s.Employee, func(tx *postgres.Tx) (err error) {
			made, err = tx.CreateUpload(t.Context(), s.Employee, coaching.Upload{RecordingID: recording.ID, Purpose: coaching.DeviceUpload, Name: name, Node: "node"}, s.Now)
			return err
		})
		return made
	}
	received := func(id coaching.UploadID, bytes int64) (err error) {
		return s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
			return tx.CarryOnUpload(t.Context(), s.Employee, id, bytes, s.Now)
		})
	}
	unheard, other := begin("device-a.webm"), begin("device-b.webm")
	heard := begin("device-a.webm")
	require.ErrorIs(t, received(unheard.ID, 1), coaching.ErrNotFound)
	require.NoError(t, received(other.ID, 1), "another file")
	require.NoError(t, received(heard.ID, 1))
	begin("device-a.webm")
	require.NoError(t, received(heard.ID, 2), "what has bytes is not given up")
}
