package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// changes moves a child to another group, or has it leave, as its administrator.
func (n *nursery) changes(t *testing.T, child coaching.Child, change func(*coaching.Child)) (after coaching.Child, err error) {
	t.Helper()
	err = n.DB.AsActor(t.Context(), n.Administrator, func(tx *postgres.Tx) (err error) {
		next, err := tx.Child(t.Context(), child.ID)
		require.NoError(t, err)
		change(&next)
		after, err = tx.ChangeChild(t.Context(), n.Administrator, next, false, n.Now)
		return err
	})
	return after, err
}

func (n *nursery) adds(t *testing.T, group coaching.GroupID, name string) error {
	t.Helper()
	return n.DB.AsActor(t.Context(), n.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.AddChildren(t.Context(), n.Administrator, group, []string{name}, false, []string{"moeder"}, n.Now)
		return err
	})
}

func (n *nursery) there(t *testing.T, group coaching.GroupID, on coaching.Day) (names []string) {
	t.Helper()
	n.As(n.Employee, func(tx *postgres.Tx) error {
		children, err := tx.Attendance(t.Context(), group, on)
		for _, child := range children {
			names = append(names, child.Name)
		}
		counts, err2 := tx.AttendanceCounts(t.Context(), n.Holder.ID, on)
		require.NoError(t, err2)
		require.Len(t, children, counts[group])
		return err
	})
	return names
}

// TestWordsGoWithAChildToAnotherGroup: what its guardians said holds there, and what was filmed before is found.
func TestWordsGoWithAChildToAnotherGroup(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	n := newNursery(t, s)
	require.NoError(t, n.roster(t, s.Employee, s.Recording.ID, coaching.ViewPresent, 0))
	today := coaching.DayOf(s.Now, s.Holder.Zone())
	other := s.Locations[0].Groups[1].ID
	moved, err := n.changes(t, n.noor, func(c *coaching.Child) { c.GroupID = other })
	require.NoError(t, err)
	require.Equal(t, []string{"Bram"}, n.there(t, n.bram.GroupID, today))
	require.Equal(t, []string{"Noor"}, n.there(t, other, today))
	n.As(s.Employee, func(tx *postgres.Tx) error {
		children, err := tx.Attendance(t.Context(), other, today)
		require.Equal(t, coaching.ViewPresent, children[0].Seen, "the yes of before holds")
		return err
	})
	_, err = n.changes(t, moved, func(c *coaching.Child) { c.GroupID = s.Locations[1].Groups[0].ID })
	require.NoError(t, err)
	require.ErrorIs(t, n.says(t, s.Manager, n.noor, 1, coaching.ActWithdrawn, s.Now), coaching.ErrNotFound, "she keeps another location")
	require.NoError(t, n.says(t, s.Manager2, n.noor, 1, coaching.ActWithdrawn, s.Now))
	require.NotNil(t, s.Read(s.Recording.ID).LockedAt, "filmed at the place that the child left")
	require.Len(t, n.tasks(t, s.Employee), 1)
	require.Equal(t, "Noor", n.tasks(t, s.Employee)[0].ChildName)
}

// TestAChildThatLeftIsOnNoNewRosterAndItsGuardiansKeepTheirWord also on the day itself, in the holder's zone.
func TestAChildThatLeftIsOnNoNewRosterAndItsGuardiansKeepTheirWord(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	n := newNursery(t, s)
	require.NoError(t, n.roster(t, s.Employee, s.Recording.ID, coaching.ViewPresent, 0))
	today := coaching.DayOf(s.Now, s.Holder.Zone())
	_, err := n.changes(t, n.noor, func(c *coaching.Child) { c.LeftOn = today })
	require.NoError(t, err)
	require.Equal(t, []string{"Bram"}, n.there(t, n.noor.GroupID, today))
	require.Equal(t, []string{"Bram", "Noor"}, n.there(t, n.noor.GroupID, today.Plus(-1)), "the day before she was there")
	require.NoError(t, n.says(t, s.Officer, n.noor, 0, coaching.ActWithdrawn, s.Now))
	require.NotNil(t, s.Read(s.Recording.ID).LockedAt)
	require.NoError(t, n.adds(t, n.noor.GroupID, "Noor"), "another child of this name can come")
}

// TestTwoChildrenOfAGroupAreNotCalledTheSame: siblings with one name, or a child that moves to where its name is taken.
func TestTwoChildrenOfAGroupAreNotCalledTheSame(t *testing.T) {
	t.Parallel()
	n := newNursery(t, newPeople(t).Ask())
	other := n.Locations[0].Groups[1].ID
	require.ErrorIs(t, n.adds(t, n.noor.GroupID, "noor"), coaching.Conflict("child_name_taken"))
	require.NoError(t, n.adds(t, n.noor.GroupID, "Noor 2"))
	require.NoError(t, n.adds(t, other, "Noor"))
	_, err := n.changes(t, n.noor, func(c *coaching.Child) { c.GroupID = other })
	require.ErrorIs(t, err, coaching.Conflict("child_name_taken"))
	_, err = n.changes(t, n.noor, func(c *coaching.Child) { c.GroupID, c.Name = other, "Noor K." })
	require.NoError(t, err)
}

// TestAWithdrawalReachesFilmThatIsComingAsAFile: the recording is locked while it is still empty, and the file is given up.
func TestAWithdrawalReachesFilmThatIsComingAsAFile(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	n := newNursery(t, s)
	var recording coaching.Recording
	var coming coaching.Upload
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		recording, err = tx.CreateRecording(t.Context(), s.Employee, s.Cycle.ID, "Lunch", nil, 10, s.Now)
		return err
	})
	require.NoError(t, n.roster(t, s.Employee, recording.ID, coaching.ViewPresent, 0))
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		coming, err = tx.CreateUpload(t.Context(), s.Employee, coaching.Upload{RecordingID: recording.ID, Purpose: coaching.FilmUpload, Node: "node", Size: 10}, s.Now)
		return err
	})
	require.NoError(t, n.says(t, s.Manager, n.noor, 1, coaching.ActWithdrawn, s.Now))
	require.NotNil(t, s.Read(recording.ID).LockedAt)
	require.Len(t, n.tasks(t, s.Employee), 1)
	var lost []string
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		return tx.SelectContext(t.Context(), &lost, `SELECT unnest(access.lost_uploads())`)
	})
	require.Equal(t, []string{string(coming.ID)}, lost)
	err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.CreateUpload(t.Context(), s.Employee, coaching.Upload{RecordingID: recording.ID, Purpose: coaching.FilmUpload, Node: "node", Size: 10}, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("recording_locked"))
}

// TestACutThatWasAskedBeforeAYesWasTakenBackIsNotForThatChild: it goes on, and opens nothing.
func TestACutThatWasAskedBeforeAYesWasTakenBackIsNotForThatChild(t *testing.T) {
	t.Parallel()
	n, angle := filmedTwice(t)
	n.asks(t, 60_000, 90_000)
	require.NoError(t, n.says(t, n.Manager, n.noor, 1, coaching.ActWithdrawn, n.Now.Add(time.Millisecond)))
	n.gone(t, n.Recording.ID, false)
	n.gone(t, angle.ID, false)
	require.ErrorIs(t, n.confirms(t, n.Employee, n.noor), coaching.Conflict("trim_first"))
	require.Zero(t, asRole(t, n.Story, n.Employee, `
		UPDATE recording_lock SET lifted_at = now(), lifted_by = $2 WHERE recording_id = $1`, n.Recording.ID, n.Employee.ID), "nor past that rule")
	require.NotNil(t, n.Read(n.Recording.ID).LockedAt)
}
