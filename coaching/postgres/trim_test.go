package postgres_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// TestOfTwoWhoCutAtOnceOneWaits: two taps, or two windows, at the same moment.
func TestOfTwoWhoCutAtOnceOneWaits(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Record()
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i := range errs {
		both.Go(func() {
			errs[i] = s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.AskTrim(t.Context(), s.Employee, s.Recording.ID, 1000, 2000, coaching.TrimOther, s.Now)
				return err
			})
		})
	}
	both.Wait()
	if errs[0] != nil {
		errs[0], errs[1] = errs[1], errs[0]
	}
	require.NoError(t, errs[0])
	require.ErrorIs(t, errs[1], coaching.Conflict("trim_under_way"))
}

// TestASafetySignalStopsACutThatWasAsked between its asking and its switch.
func TestASafetySignalStopsACutThatWasAsked(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Record()
	var asked coaching.Trim
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		asked, err = tx.AskTrim(t.Context(), s.Employee, s.Recording.ID, 1000, 2000, coaching.TrimOther, s.Now)
		return err
	})
	_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE recording SET locked_at = now(), frozen_at = now() WHERE id = $1`, s.Recording.ID)
	require.NoError(t, err)
	err = s.DB.AsDoor(t.Context(), postgres.Trim, func(tx *postgres.Tx) error {
		return tx.SwitchTrim(t.Context(), asked.ID, postgres.Recut{FromMS: 900, ToMS: 2100, SwitchedAt: s.Now})
	})
	require.ErrorIs(t, err, coaching.Conflict("recording_frozen"))
	err = s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.AskTrim(t.Context(), s.Employee, s.Recording.ID, 3000, 4000, coaching.TrimOther, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("recording_frozen"))
	err = s.DB.AsActor(t.Context(), s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.AskTrim(t.Context(), s.Coach, s.Recording.ID, 3000, 4000, coaching.TrimOther, s.Now)
		return err
	})
	require.Error(t, err, "a coach cuts nothing")
}

// filmedTwice is a recording with a second camera, both ready, in which Noor is in view.
func filmedTwice(t *testing.T) (*nursery, coaching.Angle) {
	t.Helper()
	s := newPeople(t).Record()
	var angle coaching.Angle
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		angle, err = tx.CreateAngle(t.Context(), s.Employee, s.Recording.ID, "", coaching.AngleFile, s.Now)
		return err
	})
	_, err := s.PG.Owner.ExecContext(t.Context(), `
		UPDATE recording SET state = 'ready', duration_ms = 600000, generation = 1 WHERE id = $1`, angle.ID)
	require.NoError(t, err)
	_, err = s.PG.Owner.ExecContext(t.Context(), `UPDATE angle SET found_ms = 0, placed = 'sound' WHERE id = $1`, angle.ID)
	require.NoError(t, err)
	n := newNursery(t, s)
	require.NoError(t, n.roster(t, s.Employee, s.Recording.ID, coaching.ViewPresent, 0))
	return n, angle
}

func (n *nursery) asks(t *testing.T, start, end int64) {
	t.Helper()
	n.As(n.Employee, func(tx *postgres.Tx) error {
		_, err := tx.AskTrim(t.Context(), n.Employee, n.Recording.ID, start, end, coaching.TrimConsent, n.Now)
		return err
	})
}

// gone says that what was asked of a recording, or of a camera, is cut out; or that it cannot be.
func (n *nursery) gone(t *testing.T, id coaching.RecordingID, failed bool) {
	t.Helper()
	statement := `UPDATE trim SET from_ms = start_ms, to_ms = end_ms, switched_at = now(), done_at = now() WHERE recording_id = $1 AND failed_at IS NULL`
	if failed {
		statement = `UPDATE trim SET failed_at = now(), failure = 'not_cuttable' WHERE recording_id = $1`
	}
	_, err := n.PG.Owner.ExecContext(t.Context(), statement, id)
	require.NoError(t, err)
}

func (n *nursery) confirms(t *testing.T, actor coaching.Actor, child coaching.Child) error {
	t.Helper()
	return n.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
		return tx.ConfirmTrimmed(t.Context(), actor, n.Recording.ID, child.ID, n.Now)
	})
}

func TestAChildThatIsCutOutOfEveryCameraOpensTheRecordingAndIsOutOfView(t *testing.T) {
	t.Parallel()
	n, angle := filmedTwice(t)
	require.NoError(t, n.says(t, n.Manager, n.noor, 1, coaching.ActWithdrawn, n.Now))
	require.NotNil(t, n.Read(n.Recording.ID).LockedAt)
	byHand := func() int64 {
		return asRole(t, n.Story, n.Employee, `
			UPDATE recording_lock SET lifted_at = now(), lifted_by = $2 WHERE recording_id = $1`, n.Recording.ID, n.Employee.ID)
	}
	outOfView := func() int64 {
		return asRole(t, n.Story, n.Employee, `
			UPDATE roster_child SET seen = 'keep_out' WHERE child_id = $1`, n.noor.ID)
	}
	require.ErrorIs(t, n.confirms(t, n.Employee, n.noor), coaching.Conflict("trim_first"))
	require.Zero(t, outOfView(), "her word alone does not take a child out of view")
	n.asks(t, 60_000, 90_000)
	n.gone(t, n.Recording.ID, false)
	require.ErrorIs(t, n.confirms(t, n.Employee, n.noor), coaching.Conflict("trim_under_way"), "the second camera has it still")
	require.Zero(t, byHand(), "nor past the rule")
	n.gone(t, angle.ID, true)
	require.ErrorIs(t, n.confirms(t, n.Employee, n.noor), coaching.Conflict("trim_under_way"), "it could not be cut there")
	require.Zero(t, byHand())
	n.asks(t, 55_000, 95_000)
	n.gone(t, n.Recording.ID, false)
	n.gone(t, angle.ID, false)
	require.ErrorIs(t, n.confirms(t, n.Coach, n.noor), coaching.ErrNotFound, "it is not shared with her")
	require.ErrorIs(t, n.confirms(t, n.Employee, n.bram), coaching.ErrNotFound, "nobody said anything about him")
	require.NotNil(t, n.Read(n.Recording.ID).LockedAt)
	require.NoError(t, n.confirms(t, n.Employee, n.noor))
	require.Nil(t, n.Read(n.Recording.ID).LockedAt)
	require.Empty(t, n.tasks(t, n.Employee))
	require.ErrorIs(t, n.confirms(t, n.Employee, n.noor), coaching.ErrNotFound, "twice is once")
	n.As(n.Employee, func(tx *postgres.Tx) error {
		roster, err := tx.Roster(t.Context(), n.Recording.ID)
		for _, child := range roster.Children {
			require.Equal(t, child.ChildID == n.noor.ID, child.Seen == coaching.ViewKeptOut, child.Name)
		}
		return err
	})
	require.NoError(t, n.says(t, n.Manager, n.noor, 0, coaching.ActWithdrawn, n.Now))
	require.Nil(t, n.Read(n.Recording.ID).LockedAt, "she is not in it any more")
	n.As(n.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Share(t.Context(), n.Employee, n.Recording.ID, n.Now)
		return err
	})
}

// TestTwoChildrenAreTwoWords: what was cut out for one opens nothing for the other.
func TestTwoChildrenAreTwoWords(t *testing.T) {
	t.Parallel()
	n, angle := filmedTwice(t)
	require.NoError(t, n.says(t, n.Manager, n.noor, 1, coaching.ActWithdrawn, n.Now))
	require.NoError(t, n.says(t, n.Manager, n.bram, 0, coaching.ActWithdrawn, n.Now))
	n.asks(t, 60_000, 90_000)
	n.gone(t, n.Recording.ID, false)
	n.gone(t, angle.ID, false)
	require.NoError(t, n.confirms(t, n.Employee, n.noor))
	require.NotNil(t, n.Read(n.Recording.ID).LockedAt)
	require.Equal(t, n.bram.ID, n.tasks(t, n.Employee)[0].ChildID)
	require.NoError(t, n.confirms(t, n.Employee, n.bram), "he was in the same stretch, she says")
	require.Nil(t, n.Read(n.Recording.ID).LockedAt)
}

func TestNoFilmOfACameraBringsBackWhatWasCutOut(t *testing.T) {
	t.Parallel()
	n, angle := filmedTwice(t)
	_, err := n.PG.Owner.ExecContext(t.Context(), `UPDATE recording SET duration_ms = 10000, pending_device = true WHERE id = $1`, angle.ID)
	require.NoError(t, err)    // of the camera little came; its device kept more
	var coming coaching.Upload // and the film of a third one is still under way
	n.As(n.Employee, func(tx *postgres.Tx) error {
		third, err := tx.CreateAngle(t.Context(), n.Employee, n.Recording.ID, "", coaching.AngleFile, n.Now)
		require.NoError(t, err)
		coming, err = tx.CreateUpload(t.Context(), n.Employee, coaching.Upload{RecordingID: third.ID, Purpose: coaching.AngleUpload, Node: "node", Size: 10}, n.Now)
		return err
	})
	require.NoError(t, n.says(t, n.Manager, n.noor, 1, coaching.ActWithdrawn, n.Now))
	n.asks(t, 60_000, 90_000)
	require.False(t, n.Read(angle.ID).PendingDevice, "nothing of it is waited for")
	var ended bool
	require.NoError(t, n.PG.Owner.GetContext(t.Context(), &ended, `SELECT ended_at IS NOT NULL FROM upload WHERE id = $1`, coming.ID))
	require.True(t, ended, "nor taken in")
	n.gone(t, n.Recording.ID, false)
	require.NoError(t, n.confirms(t, n.Employee, n.noor))
	_, err = n.PG.Owner.ExecContext(t.Context(), `UPDATE recording SET state = 'failed', reason = 'damaged' WHERE id = $1`, angle.ID)
	require.NoError(t, err) // so that another file could be chosen
	for _, purpose := range []coaching.UploadPurpose{coaching.DeviceUpload, coaching.AngleUpload} {
		err := n.DB.AsActor(t.Context(), n.Employee, func(tx *postgres.Tx) error {
			_, err := tx.CreateUpload(t.Context(), n.Employee, coaching.Upload{RecordingID: angle.ID, Purpose: purpose, Node: "node", Size: 10}, n.Now)
			return err
		})
		require.ErrorIs(t, err, coaching.Conflict("recording_trimmed"), purpose)
	}
	err = n.DB.AsActor(t.Context(), n.Employee, func(tx *postgres.Tx) error {
		_, err := tx.CreateAngle(t.Context(), n.Employee, n.Recording.ID, "", coaching.AngleFile, n.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("recording_trimmed"))
}
