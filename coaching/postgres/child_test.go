package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// nursery is a group whose register is in use: Noor, whose mother said yes, and Bram, whose parent did.
type nursery struct {
	*pgstory.Story
	noor, bram coaching.Child
}

func newNursery(t *testing.T, s *pgstory.Story) *nursery {
	t.Helper()
	n := &nursery{Story: s}
	long := s.Now.AddDate(0, 0, -30)
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.SetBasis(t.Context(), s.Administrator, coaching.DefaultBasis(), 0, long)
		return err
	})
	s.As(s.Manager, func(tx *postgres.Tx) error {
		children, err := tx.AddChildren(t.Context(), s.Manager, s.Locations[0].Groups[0].ID, []string{"Noor", "Bram"}, false, []string{"moeder", "vader"}, long)
		require.NoError(t, err)
		n.bram, n.noor = children[0], children[1]
		return err
	})
	for _, child := range []coaching.Child{n.noor, n.bram} {
		require.NoError(t, n.says(t, s.Manager, child, 0, coaching.ActGiven, long))
	}
	return n
}

// says writes down what a guardian said.
func (n *nursery) says(t *testing.T, actor coaching.Actor, child coaching.Child, guardian int, act coaching.ConsentAct, at time.Time) error {
	t.Helper()
	return n.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
		_, err := tx.NoteConsent(t.Context(), actor, []coaching.ChildConsent{{
			ChildID: child.ID, GuardianID: child.Guardians[guardian].ID, Purpose: coaching.OwnQuestion, Act: act,
			At: at, How: coaching.ByPaper, TextVersion: 1,
		}}, at)
		return err
	})
}

// roster says who is there, and returns what came of it.
func (n *nursery) roster(t *testing.T, actor coaching.Actor, id coaching.RecordingID, noor coaching.InView, version int) error {
	t.Helper()
	return n.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
		_, err := tx.SetRoster(t.Context(), actor, coaching.Roster{
			RecordingID: id, GroupID: n.noor.GroupID, Children: []coaching.RosterChild{
				{ChildID: n.noor.ID, Seen: noor}, {ChildID: n.bram.ID, Seen: coaching.ViewPresent},
			},
		}, true, version, n.Now)
		return err
	})
}

func (n *nursery) tasks(t *testing.T, actor coaching.Actor) (tasks []coaching.ConsentTask) {
	t.Helper()
	n.As(actor, func(tx *postgres.Tx) (err error) {
		tasks, err = tx.OpenTasks(t.Context(), "")
		return err
	})
	return tasks
}

func TestAWithdrawalLocksEveryRecordingOfTheChildWithATask(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	n := newNursery(t, s)
	require.NoError(t, n.roster(t, s.Employee, s.Recording.ID, coaching.ViewPresent, 0))
	require.NoError(t, n.says(t, s.Officer, n.noor, 1, coaching.ActWithdrawn, s.Now))
	require.NotNil(t, s.Read(s.Recording.ID).LockedAt)
	for _, who := range []coaching.Actor{s.Employee, s.Coach, s.Officer} {
		tasks := n.tasks(t, who)
		require.Len(t, tasks, 1)
		require.Equal(t, "Noor", tasks[0].ChildName)
		require.Equal(t, coaching.DefaultBasis().DueOn(s.Now, s.Holder.Zone()), tasks[0].DueOn)
	}
	for _, who := range []coaching.Actor{s.Manager, s.Administrator, s.Colleague} {
		require.Empty(t, n.tasks(t, who))
	}
	require.NoError(t, n.says(t, s.Manager, n.noor, 0, coaching.ActWithdrawn, s.Now), "the other one too")
	require.Len(t, n.tasks(t, s.Employee), 1, "one task")
}

func TestARecordingOpensWhenTheGuardiansAllowItAgainAndSomebodySaysSo(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	n := newNursery(t, s)
	require.NoError(t, n.roster(t, s.Employee, s.Recording.ID, coaching.ViewPresent, 0))
	require.NoError(t, n.says(t, s.Manager, n.noor, 1, coaching.ActObjection, s.Now.Add(-time.Minute)))
	task := n.tasks(t, s.Employee)[0].ID
	reopen := func(actor coaching.Actor) error {
		return s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
			_, err := tx.Reopen(t.Context(), task, s.Now)
			return err
		})
	}
	require.ErrorIs(t, reopen(s.Employee), coaching.Conflict("consent_not_given"))
	require.NoError(t, n.says(t, s.Manager, n.noor, 1, coaching.ActGiven, s.Now))
	require.NotNil(t, s.Read(s.Recording.ID).LockedAt, "it does not open by itself")
	require.ErrorIs(t, reopen(s.Officer), coaching.ErrNotFound, "she does not see it")
	require.NoError(t, reopen(s.Employee))
	require.Nil(t, s.Read(s.Recording.ID).LockedAt)
	require.ErrorIs(t, reopen(s.Employee), coaching.Conflict("task_done"))
}

func TestTheRosterDecidesWhetherFilmComesIn(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	n := newNursery(t, s)
	require.NoError(t, n.says(t, s.Manager, n.noor, 1, coaching.ActWithdrawn, s.Now.Add(-time.Hour)))
	var recording coaching.Recording
	s.As(s.Coach, func(tx *postgres.Tx) (err error) {
		recording, err = tx.CreateRecording(t.Context(), s.Coach, s.Cycle.ID, "Lunch", nil, 10, s.Now)
		return err
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.AcceptRecording(t.Context(), s.Employee, recording.ID, s.Now)
		return err
	})
	token := func() error {
		return s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
			return tx.CreateIngestToken(t.Context(), s.Employee, recording.ID, pgstory.Hash("t"), s.Now, s.Now.Add(time.Hour))
		})
	}
	require.ErrorIs(t, token(), coaching.Conflict("roster_needed"))
	require.ErrorIs(t, n.roster(t, s.Coach, recording.ID, coaching.ViewPresent, 0), coaching.Conflict("child_not_to_be_filmed"))
	require.NoError(t, n.roster(t, s.Coach, recording.ID, coaching.ViewKeptOut, 0), "the coach prepares it with her plan")
	require.ErrorIs(t, n.roster(t, s.Employee, recording.ID, coaching.ViewKeptOut, 0), coaching.ErrStale, "two at once: the second reads again")
	require.NoError(t, token())
	require.ErrorIs(t, n.roster(t, s.Colleague, recording.ID, coaching.ViewKeptOut, 1), coaching.ErrNotFound)
}

// TestFilmThatArrivesIsLockedForAChildThatMayNotBeInIt: the yes was taken back after the seat plan was made.
func TestFilmThatArrivesIsLockedForAChildThatMayNotBeInIt(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	n := newNursery(t, s)
	var recording coaching.Recording
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		recording, err = tx.CreateRecording(t.Context(), s.Employee, s.Cycle.ID, "Lunch", nil, 10, s.Now)
		return err
	})
	require.NoError(t, n.roster(t, s.Employee, recording.ID, coaching.ViewPresent, 0))
	require.NoError(t, n.says(t, s.Manager, n.noor, 1, coaching.ActWithdrawn, s.Now))
	require.Nil(t, s.Read(recording.ID).LockedAt, "there is nothing to lock yet")
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		_, err := tx.BeginTake(t.Context(), recording.ID, "node", s.Now)
		return err
	})
	require.NotNil(t, s.Read(recording.ID).LockedAt)
	require.Len(t, n.tasks(t, s.Employee), 1)
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		stop, err := tx.MustStop(t.Context(), []coaching.RecordingID{recording.ID}, s.Now)
		require.Equal(t, []coaching.RecordingID{recording.ID}, stop)
		return err
	})
}

// TestAWithdrawalWhileFilmBeginsIsNeverMissed: whichever commits first, the recording ends up locked.
func TestAWithdrawalWhileFilmBeginsIsNeverMissed(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	n := newNursery(t, s)
	for i := range 6 {
		at := s.Now.Add(time.Duration(2*i-20) * time.Minute)
		var recording coaching.Recording
		s.As(s.Employee, func(tx *postgres.Tx) (err error) {
			recording, err = tx.CreateRecording(t.Context(), s.Employee, s.Cycle.ID, "Lunch", nil, 10, s.Now)
			return err
		})
		require.NoError(t, n.roster(t, s.Employee, recording.ID, coaching.ViewPresent, 0))
		withdrawn := make(chan error, 1)
		go func() { withdrawn <- n.says(t, s.Manager, n.noor, 1, coaching.ActWithdrawn, at) }()
		s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
			_, err := tx.BeginTake(t.Context(), recording.ID, "node", s.Now)
			return err
		})
		require.NoError(t, <-withdrawn)
		require.NotNil(t, s.Read(recording.ID).LockedAt)
		require.NoError(t, n.says(t, s.Manager, n.noor, 1, coaching.ActGiven, at.Add(time.Minute)))
	}
}

func TestTwoGuardiansWhoDisagreeInTwoTransactionsAtOnceAreANo(t *testing.T) {
	t.Parallel()
	n := newNursery(t, newPeople(t).Ask())
	yes := make(chan error, 1)
	go func() { yes <- n.says(t, n.Manager, n.noor, 0, coaching.ActGiven, n.Now) }()
	require.NoError(t, n.says(t, n.Administrator, n.noor, 1, coaching.ActRefused, n.Now))
	require.NoError(t, <-yes)
	n.As(n.Coach, func(tx *postgres.Tx) error {
		children, err := tx.Attendance(t.Context(), n.noor.GroupID, coaching.DayOf(n.Now, n.Holder.Zone()))
		require.Equal(t, []coaching.InView{coaching.ViewPresent, coaching.ViewKeptOut}, []coaching.InView{children[0].Seen, children[1].Seen}, "Bram, Noor")
		said, err2 := tx.Said(t.Context(), n.noor.ID)
		require.Empty(t, said, "who said what is not for her")
		require.NoError(t, err2)
		return err
	})
	n.As(n.Manager, func(tx *postgres.Tx) error {
		said, err := tx.Said(t.Context(), n.noor.ID)
		require.Len(t, said, 3, "both are kept")
		return err
	})
}

// TestAReleaseAndAWithdrawalAtOnceLeaveNothingToWatch: released or refused, the film is locked.
func TestAReleaseAndAWithdrawalAtOnceLeaveNothingToWatch(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Mark()
	n := newNursery(t, s)
	require.NoError(t, n.roster(t, s.Employee, s.Recording.ID, coaching.ViewPresent, 0))
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.SetChoice(t.Context(), s.Coach, s.Cycle.ID, []coaching.AnnotationID{s.Top.ID})
		return err
	})
	withdrawn := make(chan error, 1)
	go func() { withdrawn <- n.says(t, s.Manager, n.noor, 1, coaching.ActWithdrawn, s.Now) }()
	release := func() error {
		return s.DB.AsActor(t.Context(), s.Coach, func(tx *postgres.Tx) error {
			_, err := tx.Release(t.Context(), s.Coach, s.Cycle.ID, "", coaching.Entry{HeldOn: s.Now.Format(time.DateOnly), Kind: "review", Minutes: 30}, s.Now)
			return err
		})
	}
	if err := release(); err != nil {
		require.ErrorIs(t, err, coaching.Conflict("recording_locked"))
	}
	require.NoError(t, <-withdrawn)
	require.NotNil(t, s.Read(s.Recording.ID).LockedAt)
}

func TestATaskThatNobodyDoesEndsInDeletionUnlessItIsEvidence(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	real(t, s)
	n := newNursery(t, s)
	require.NoError(t, n.roster(t, s.Employee, s.Recording.ID, coaching.ViewPresent, 0))
	require.NoError(t, n.says(t, s.Manager, n.noor, 1, coaching.ActWithdrawn, s.Now))
	overdue := func(now time.Time) (ids []coaching.RecordingID, gone bool) {
		s.Behind(postgres.Retain, func(tx *postgres.Tx) (err error) {
			if ids, err = tx.OverdueTasks(t.Context(), now); err != nil {
				return err
			}
			gone, err = tx.ExpireTask(t.Context(), s.Recording.ID, now)
			return err
		})
		return ids, gone
	}
	ids, gone := overdue(s.Now.AddDate(0, 0, 13))
	require.Empty(t, ids)
	require.False(t, gone)
	signal := postgres.NewID[string]()
	freeze(t, s, s.Recording.ID, signal)
	ids, gone = overdue(s.Now.AddDate(0, 0, 16))
	require.Empty(t, ids)
	require.False(t, gone, "evidence")
	thaw(t, s, signal)
	ids, gone = overdue(s.Now.AddDate(0, 0, 16))
	require.Equal(t, []coaching.RecordingID{s.Recording.ID}, ids)
	require.True(t, gone)
	require.Empty(t, n.tasks(t, s.Employee))
	s.As(s.Employee, func(tx *postgres.Tx) error {
		receipt, err := tx.Receipt(t.Context(), s.Recording.ID)
		require.Equal(t, coaching.EndConsent, receipt.Why)
		return err
	})
}

func TestWhatIsSharedIsAllowedByEveryChildInView(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	n := newNursery(t, s)
	share := func() error {
		return s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.Share(t.Context(), s.Employee, s.Recording.ID, s.Now)
			return err
		})
	}
	_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE recording SET created_at = now()`)
	require.NoError(t, err)
	require.ErrorIs(t, share(), coaching.Conflict("roster_needed"))
	require.NoError(t, n.roster(t, s.Employee, s.Recording.ID, coaching.ViewPresent, 0))
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		both := coaching.DefaultBasis()
		both.BothGuardians = true
		_, err := tx.SetBasis(t.Context(), s.Administrator, both, 1, s.Now)
		return err
	})
	require.ErrorIs(t, share(), coaching.Conflict("audience_not_allowed"), "both are asked now, and one has said yes")
	require.NoError(t, n.says(t, s.Manager, n.noor, 1, coaching.ActGiven, s.Now))
	require.NoError(t, n.says(t, s.Manager, n.bram, 1, coaching.ActGiven, s.Now))
	require.NoError(t, share())
}

func TestTheRegisterIsKeptWhereSheManages(t *testing.T) {
	t.Parallel()
	n := newNursery(t, newPeople(t).Ask())
	add := func(actor coaching.Actor, names ...string) error {
		return n.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
			_, err := tx.AddChildren(t.Context(), actor, n.noor.GroupID, names, false, nil, n.Now)
			return err
		})
	}
	for _, actor := range []coaching.Actor{n.Employee, n.Coach, n.Manager2, n.Officer, n.Outsider} {
		require.ErrorIs(t, add(actor, "Sem"), coaching.ErrNotFound)
		require.ErrorIs(t, n.says(t, actor, n.noor, 0, coaching.ActGiven, n.Now), coaching.ErrNotFound)
	}
	require.NoError(t, add(n.Administrator, "Sem"))
	require.ErrorIs(t, add(n.Manager, "Jip", "sem"), coaching.Conflict("child_name_taken"), "all of them or none")
	require.NoError(t, add(n.Manager, "Jip"))
	change := func(version int) error {
		return n.DB.AsActor(t.Context(), n.Manager, func(tx *postgres.Tx) error {
			next := n.bram
			next.Name, next.Version, next.LeftOn = "Bram B", version, "2026-03-01"
			_, err := tx.ChangeChild(t.Context(), n.Manager, next, false, n.Now)
			return err
		})
	}
	require.NoError(t, change(1))
	require.ErrorIs(t, change(1), coaching.ErrStale, "two who change one child at once")
	err := n.DB.AsActor(t.Context(), n.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.SetBasis(t.Context(), n.Administrator, coaching.DefaultBasis(), 0, n.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrStale)
}
