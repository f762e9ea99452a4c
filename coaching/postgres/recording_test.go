package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func TestARecordingIsHersUntilSheSharesItAndAgainAfterwards(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	ctx := t.Context()
	coachSees := func() error {
		return s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
			_, err := tx.Recording(ctx, s.Recording.ID)
			return err
		})
	}
	share := func(actor coaching.Actor, do func(*postgres.Tx) (coaching.Recording, error)) (r coaching.Recording, err error) {
		err = s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			r, err = do(tx)
			return err
		})
		return r, err
	}
	give := func(tx *postgres.Tx) (coaching.Recording, error) {
		return tx.Share(ctx, s.Employee, s.Recording.ID, s.Now)
	}
	take := func(tx *postgres.Tx) (coaching.Recording, error) {
		return tx.Withdraw(ctx, s.Employee, s.Recording.ID, s.Now)
	}
	require.ErrorIs(t, coachSees(), coaching.ErrNotFound)
	for range 2 { // twice is once
		r, err := share(s.Employee, give)
		require.NoError(t, err)
		require.NotNil(t, r.SharedAt)
	}
	require.NoError(t, coachSees())
	_, err := share(s.Coach, func(tx *postgres.Tx) (coaching.Recording, error) {
		return tx.Withdraw(ctx, s.Coach, s.Recording.ID, s.Now)
	})
	require.ErrorIs(t, err, coaching.ErrForbidden)
	for range 2 {
		r, err := share(s.Employee, take)
		require.NoError(t, err)
		require.Nil(t, r.SharedAt)
	}
	require.ErrorIs(t, coachSees(), coaching.ErrNotFound)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		lines, _, err := tx.OwnLog(ctx, false, "", 0)
		require.Len(t, lines, 2)
		require.Equal(t, []string{"withdraw", "share"}, []string{lines[0].Action, lines[1].Action})
		return err
	})
}

func TestACoachPlansAndTheEmployeeDecides(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	at := s.Now.AddDate(0, 0, 2)
	plan := func(actor coaching.Actor) (r coaching.Recording) {
		s.As(actor, func(tx *postgres.Tx) (err error) {
			r, err = tx.CreateRecording(ctx, actor, s.Cycle.ID, "Buiten", &at, 10, s.Now)
			return err
		})
		return r
	}
	token := func(id coaching.RecordingID) error {
		return s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
			return tx.CreateIngestToken(ctx, s.Employee, id, pgstory.Hash(string(id)), s.Now, at)
		})
	}
	one, two := plan(s.Coach), plan(s.Coach)
	require.True(t, one.IsPlan())
	require.Equal(t, s.Employee.ID, one.OwnerID)
	require.ErrorIs(t, token(one.ID), coaching.ErrConflict, "she has not said yes")
	err := s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.AcceptRecording(ctx, s.Coach, one.ID, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrForbidden)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		accepted, err := tx.AcceptRecording(ctx, s.Employee, one.ID, s.Now)
		require.False(t, accepted.IsPlan())
		return err
	})
	require.NoError(t, token(one.ID))
	decline := func(actor coaching.Actor, id coaching.RecordingID) error {
		return s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error { return tx.DeclineRecording(ctx, actor, id) })
	}
	require.ErrorIs(t, decline(s.Employee, one.ID), coaching.ErrConflict, "no plan any more")
	require.ErrorIs(t, decline(s.Coach2, two.ID), coaching.ErrNotFound)
	require.NoError(t, decline(s.Employee, two.ID))
	require.ErrorIs(t, decline(s.Employee, two.ID), coaching.ErrNotFound)
	require.NoError(t, decline(s.Coach, plan(s.Coach).ID), "her own second thought")
	require.False(t, plan(s.Employee).IsPlan(), "her own is accepted at once")
}

func TestRenamingNeedsTheVersionThatSheSaw(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	ctx := t.Context()
	rename := func(title string, version int) error {
		return s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.Rename(ctx, s.Employee, s.Recording.ID, title, version)
			return err
		})
	}
	require.NoError(t, rename("Eten", s.Recording.Version))
	require.ErrorIs(t, rename("Fruit", s.Recording.Version), coaching.ErrStale)
	require.Equal(t, "Eten", s.Read(s.Recording.ID).Title)
}

func TestAnIngestTokenLetsFilmIntoItsRecordingOnly(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	var recording coaching.Recording
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		recording, err = tx.CreateRecording(ctx, s.Employee, s.Cycle.ID, "", nil, 0, s.Now)
		require.NoError(t, err)
		return tx.CreateIngestToken(ctx, s.Employee, recording.ID, pgstory.Hash("in"), s.Now, s.Now.Add(time.Hour))
	})
	find := func(token string, now time.Time) (b coaching.Beginning, err error) {
		err = s.DB.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) (err error) {
			b, err = tx.IngestRecording(ctx, pgstory.Hash(token), now)
			return err
		})
		return b, err
	}
	found, err := find("in", s.Now)
	require.NoError(t, err)
	require.Equal(t, recording.ID, found.Recording.ID)
	require.NoError(t, coaching.MayBegin(found))
	_, err = find("other", s.Now)
	require.ErrorIs(t, err, coaching.ErrNotFound)
	_, err = find("in", s.Now.Add(time.Hour))
	require.ErrorIs(t, err, coaching.ErrNotFound)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.RequestErasure(ctx, s.Employee, recording.ID, s.Now)
		return err
	})
	_, err = find("in", s.Now)
	require.ErrorIs(t, err, coaching.ErrNotFound, "thrown away")
}

func TestRecordingIsOffUntilTheAdministratorConfirms(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	_, err := s.PG.Owner.ExecContext(ctx, `UPDATE holder SET demo_version = NULL`)
	require.NoError(t, err)
	var recording coaching.Recording
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		recording, err = tx.CreateRecording(ctx, s.Employee, s.Cycle.ID, "", nil, 0, s.Now)
		return err
	})
	token := func(name string) error {
		return s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
			return tx.CreateIngestToken(ctx, s.Employee, recording.ID, pgstory.Hash(name), s.Now, s.Now.Add(time.Hour))
		})
	}
	confirm := func(actor coaching.Actor) error {
		return s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			_, err := tx.ConfirmRecording(ctx, actor, s.Now)
			return err
		})
	}
	require.ErrorIs(t, token("a"), coaching.ErrConflict)
	require.ErrorIs(t, confirm(s.Manager), coaching.ErrForbidden)
	require.NoError(t, confirm(s.Administrator))
	require.NoError(t, token("b"))
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		holder, err := tx.WithdrawRecordingConfirmation(ctx, s.Administrator)
		require.False(t, holder.MayRecord())
		return err
	})
	require.ErrorIs(t, token("c"), coaching.ErrConflict)
}

// What is filmed is hers alone until she shares it, and nothing is filmed where her trajectory rests.
func TestTokensToPublishEndWithTheirGround(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*pgstory.Story, coaching.RecordingID) func(*postgres.Tx) error{
		"share": func(s *pgstory.Story, id coaching.RecordingID) func(*postgres.Tx) error {
			return func(tx *postgres.Tx) error {
				_, err := tx.Share(context.Background(), s.Employee, id, s.Now)
				return err
			}
		},
		"pause": func(s *pgstory.Story, _ coaching.RecordingID) func(*postgres.Tx) error {
			return func(tx *postgres.Tx) error {
				_, err := tx.Pause(context.Background(), s.Employee, s.Trajectory.ID, s.Now)
				return err
			}
		},
		"end": func(s *pgstory.Story, _ coaching.RecordingID) func(*postgres.Tx) error {
			return func(tx *postgres.Tx) error {
				_, err := tx.End(context.Background(), s.Employee, s.Trajectory.ID, s.Now)
				return err
			}
		},
		"close": func(s *pgstory.Story, _ coaching.RecordingID) func(*postgres.Tx) error {
			return func(tx *postgres.Tx) error {
				_, _, err := tx.CloseCycle(context.Background(), s.Employee, s.Cycle.ID, true, s.Now)
				return err
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx := t.Context()
			s := newPeople(t).Record()
			id := s.Recording.ID
			s.As(s.Employee, func(tx *postgres.Tx) error {
				return tx.CreateIngestToken(ctx, s.Employee, id, pgstory.Hash("in"), s.Now, s.Now.Add(time.Hour))
			})
			s.As(s.Employee, end(s, id))
			err := s.DB.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error {
				_, err := tx.IngestRecording(ctx, pgstory.Hash("in"), s.Now)
				return err
			})
			require.ErrorIs(t, err, coaching.ErrNotFound)
			err = s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
				return tx.CreateIngestToken(ctx, s.Employee, id, pgstory.Hash("again"), s.Now, s.Now.Add(time.Hour))
			})
			require.ErrorIs(t, err, coaching.ErrConflict)
		})
	}
}
