package main

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/migrations/pgtest"
)

// onFilm is a story with two shared recordings; a child whose guardian said yes is in view of the first.
func onFilm(t *testing.T) (s *pgstory.Story, second coaching.Recording, child coaching.Child) {
	t.Helper()
	s = pgstory.New(t, "hash").Share()
	ctx, group := t.Context(), s.Locations[0].Groups[0].ID
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.SetBasis(ctx, s.Administrator, coaching.NoBasis(), 0, s.Now)
		require.NoError(t, err)
		return tx.SetTransparency(ctx, s.Administrator, s.Locations[0].ID, "De locatie", true, "an-address-for-parents", 0, s.Now)
	})
	s.As(s.Manager, func(tx *postgres.Tx) error {
		children, err := tx.AddChildren(ctx, s.Manager, group, []string{"Noor"}, false, nil, s.Now)
		require.NoError(t, err)
		child, err = tx.AddGuardian(ctx, s.Manager, children[0].ID, "ouder 1", s.Now)
		return err
	})
	says(t, s.DB, s.Manager, child, coaching.ActGiven)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.SetRoster(ctx, s.Employee, coaching.Roster{RecordingID: s.Recording.ID, GroupID: group, Children: []coaching.RosterChild{
			{ChildID: child.ID, Seen: coaching.ViewPresent},
		}}, true, 0, s.Now)
		return err
	})
	second = s.Film(s.Cycle.ID, "Naar buiten", s.Now.Add(-time.Hour))
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.SetRoster(ctx, s.Employee, coaching.Roster{RecordingID: second.ID, GroupID: group}, true, 0, s.Now)
		require.NoError(t, err)
		_, err = tx.Share(ctx, s.Employee, second.ID, s.Now)
		return err
	})
	return s, second, child
}

func says(t *testing.T, db *postgres.DB, actor coaching.Actor, child coaching.Child, act coaching.ConsentAct) {
	t.Helper()
	require.NoError(t, db.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
		_, err := tx.NoteConsent(t.Context(), actor, []coaching.ChildConsent{{
			ChildID: child.ID, GuardianID: child.Guardians[0].ID, Purpose: coaching.OwnQuestion, Act: act, How: coaching.ByPaper, TextVersion: 1,
		}}, time.Now())
		return err
	}))
}

// takesBack is every kind of taking back that there is, after the backup.
func takesBack(t *testing.T, s *pgstory.Story, second coaching.Recording, child coaching.Child) {
	t.Helper()
	ctx := t.Context()
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.RaiseSignal(ctx, s.Coach, coaching.Signal{HolderID: s.Holder.ID, RecordingID: second.ID}, "Ik zag iets", coaching.DayOf(s.Now, s.Holder.Zone()), s.Now)
		return err
	})
	says(t, s.DB, s.Manager, child, coaching.ActWithdrawn)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Withdraw(ctx, s.Employee, second.ID, s.Now)
		require.NoError(t, err)
		_, err = tx.Pause(ctx, s.Employee, s.Trajectory.ID, s.Now)
		return err
	})
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		return tx.SetTransparency(ctx, s.Administrator, s.Locations[0].ID, "De locatie", false, "", 1, s.Now)
	})
	_, err := s.DB.EndMember(ctx, s.Administrator, s.Coach.ID, string(coaching.DayOf(s.Now, s.Holder.Zone())), s.Now)
	require.NoError(t, err)
}

// TestWhatWasTakenBackAfterTheBackupWaitsUntilSomebodyHasLooked brings a backup back that knows of none of it.
func TestWhatWasTakenBackAfterTheBackupWaitsUntilSomebodyHasLooked(t *testing.T) {
	t.Parallel()
	s, second, child := onFilm(t)
	folder := t.TempDir()
	data, shelf, fresh := filepath.Join(folder, "var"), filepath.Join(folder, "backups"), filepath.Join(folder, "new")
	plant(t, data, "node", "0123456789ab\n")
	must(t, "backup", shelf, "--data", data, "--database-url", s.PG.AppURL, "--database-owner-url", s.PG.OwnerURL)
	takesBack(t, s, second, child)
	owner, app := pgtest.NewEmptyDSN(t)
	said := must(t, "restore", shelf, "--data", fresh, "--database-url", app, "--database-owner-url", owner)
	require.Contains(t, said, "nothing is shared any more")
	require.NoError(t, onDatabase(t.Context(), app, func(db *sql.DB) error {
		later := restoredStory{t: t, story: s, db: postgres.New(sqlx.NewDb(db, "postgres"))}
		later.waits(s.Recording.ID, second.ID)
		says(t, later.db, s.Manager, child, coaching.ActWithdrawn) // the papers say so
		later.confirms()
		require.False(t, later.plays(s.Employee, s.Recording.ID), "her guardian took it back")
		require.True(t, later.plays(s.Employee, second.ID))
		require.False(t, later.plays(s.Coach, second.ID))
		return later.as(s.Employee, func(tx *postgres.Tx) error {
			return tx.AnswerRestored(t.Context(), s.Employee, second.ID, true, time.Now())
		})
	}))
}

// restoredStory is a story on the database that was put back.
type restoredStory struct {
	t     *testing.T
	story *pgstory.Story
	db    *postgres.DB
}

func (r restoredStory) as(actor coaching.Actor, do func(*postgres.Tx) error) error {
	return r.db.AsActor(r.t.Context(), actor, do)
}

func (r restoredStory) plays(actor coaching.Actor, id coaching.RecordingID) bool {
	r.t.Helper()
	locked := false
	err := r.as(actor, func(tx *postgres.Tx) error {
		film, err := tx.Film(r.t.Context(), id)
		locked = film.LockedAt != nil
		return err
	})
	if err != nil {
		require.ErrorIs(r.t, err, coaching.ErrNotFound)
	}
	return err == nil && !locked
}

// waits: nothing plays for anybody, none of it is erased however late it is, and parents find no page.
func (r restoredStory) waits(films ...coaching.RecordingID) {
	r.t.Helper()
	ctx, s := r.t.Context(), r.story
	for _, id := range films {
		for _, actor := range []coaching.Actor{s.Employee, s.Coach, s.Coach2, s.Manager, s.Administrator, s.Officer} {
			require.False(r.t, r.plays(actor, id), actor.Email)
		}
		require.NoError(r.t, r.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) error {
			gone, err := tx.Expire(ctx, id, time.Now().AddDate(10, 0, 0))
			require.False(r.t, gone)
			return err
		}))
	}
	require.ErrorIs(r.t, r.db.AsDoor(ctx, postgres.Parents, func(tx *postgres.Tx) error {
		_, err := tx.Transparency(ctx, "an-address-for-parents")
		return err
	}), coaching.ErrNotFound)
}

func (r restoredStory) confirms() {
	r.t.Helper()
	admin := r.story.Administrator
	require.NoError(r.t, r.as(admin, func(tx *postgres.Tx) error {
		return tx.ConfirmRestore(r.t.Context(), admin, coaching.RestoreChecks(), time.Now())
	}))
}
