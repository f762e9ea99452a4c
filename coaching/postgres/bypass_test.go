package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// asRole runs one statement as the serving role would for somebody, past every rule in Go, and says how many rows it
// touched: a refusal touches none.
func asRole(t *testing.T, s *pgstory.Story, actor coaching.Actor, statement string, args ...any) int64 {
	t.Helper()
	var rows int64
	err := s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
		result, err := tx.ExecContext(t.Context(), statement, args...)
		if err != nil {
			return err
		}
		rows, err = result.RowsAffected()
		return err
	})
	if err != nil {
		t.Logf("refused: %v", err)
		return 0
	}
	return rows
}

const lockBySQL = `
	INSERT INTO recording_lock (id, recording_id, reason, cause_id, made_at, made_by)
	VALUES ($1, $2, $3, $4, now(), $5)`

func TestNobodyFreezesOrThawsByHand(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	signal := signalled(t, s)
	require.NotNil(t, s.Read(s.Recording.ID).FrozenAt)
	for _, actor := range []coaching.Actor{s.Officer, s.Administrator, s.Manager, s.Coach, s.Employee, s.Colleague, s.Outsider} {
		require.Zero(t, asRole(t, s, actor, lockBySQL, postgres.NewID[string](), s.Recording.ID, "safety_signal", postgres.NewID[string](), actor.ID), "%s makes one", actor.Email)
		require.Zero(t, asRole(t, s, actor, `
			UPDATE recording_lock SET lifted_at = now(), lifted_by = $2 WHERE cause_id = $1`, signal.ID, actor.ID), "%s lifts it", actor.Email)
		require.Zero(t, asRole(t, s, actor, `
			UPDATE safety_signal SET closed_at = now(), closed_by = $2 WHERE id = $1`, signal.ID, s.Outsider.ID), "%s closes it in another's name", actor.Email)
	}
	require.NotNil(t, s.Read(s.Recording.ID).FrozenAt)
	s.As(s.Officer, func(tx *postgres.Tx) error {
		return tx.CloseSignal(t.Context(), s.Officer, signal.ID, "Uitgezocht", s.Now)
	})
	require.Zero(t, asRole(t, s, s.Officer, `UPDATE safety_signal SET closed_at = NULL, closed_by = NULL WHERE id = $1`, signal.ID), "what is closed stays closed")
}

func TestALockBecauseOfAChildIsNotLiftedByWhoWantsToWatch(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	n := newNursery(t, s)
	require.NoError(t, n.roster(t, s.Employee, s.Recording.ID, coaching.ViewPresent, 0))
	require.NoError(t, n.says(t, s.Officer, n.noor, 1, coaching.ActWithdrawn, s.Now))
	for _, actor := range []coaching.Actor{s.Employee, s.Coach, s.Officer, s.Manager} {
		require.Zero(t, asRole(t, s, actor, `
			UPDATE recording_lock SET lifted_at = now(), lifted_by = $2 WHERE recording_id = $1`, s.Recording.ID, actor.ID), actor.Email)
		for _, how := range []string{"given_again", "deleted", "trimmed", "masked"} {
			require.Zero(t, asRole(t, s, actor, `
				UPDATE consent_task SET done_how = $2, done_at = now(), done_by = $3 WHERE recording_id = $1`, s.Recording.ID, how, actor.ID), "%s %s", actor.Email, how)
		}
	}
	require.NotNil(t, s.Read(s.Recording.ID).LockedAt)
	require.NoError(t, n.says(t, s.Manager, n.noor, 1, coaching.ActGiven, s.Now))
	require.Zero(t, asRole(t, s, s.Coach, `
		UPDATE recording_lock SET lifted_at = now(), lifted_by = $2 WHERE recording_id = $1`, s.Recording.ID, s.Employee.ID), "nor in another's name")
}

func TestOnePersonAloneNeverOpensFilmInAnEmergency(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	ask := func(by coaching.Actor) (e coaching.Emergency) {
		s.As(by, func(tx *postgres.Tx) (err error) {
			e, err = tx.AskEmergency(t.Context(), by, coaching.Emergency{
				HolderID: s.Holder.ID, OwnerID: s.Employee.ID, OnDay: dayOf(t, s, s.Recording.ID), Reason: "Een kind wordt vermist",
			}, officeDay(s), s.Now)
			return err
		})
		return e
	}
	const grant = `
		INSERT INTO emergency_grant (emergency_id, holder_id, asked_by, granted_by, granted_at, closes_at)
		VALUES ($1, $2, $3, $4, $5, $6)`
	e := ask(s.Officer)
	later := s.Now.AddDate(4, 0, 0)
	require.Zero(t, asRole(t, s, s.Administrator, grant, e.ID, s.Holder.ID, s.Officer.ID, s.Administrator.ID, later, later.Add(time.Hour)), "for years")

	// The administrator asks, opens a second account, or takes over the officer's with a link, and grants.
	e = ask(s.Administrator)
	second := func(day string) coaching.Actor {
		other := s.Officer
		other.ID = coaching.PersonID(postgres.NewID[string]())
		_, err := s.PG.Owner.Exec(`
			INSERT INTO person (id, holder_id, given_name, family_name, email, created_at)
			VALUES ($1, $2, 'Tweede', 'Account', $3, now())`, other.ID, s.Holder.ID, string(other.ID)+"@example.org")
		require.NoError(t, err)
		_, err = s.PG.Owner.Exec(`
			INSERT INTO role_assignment (id, person_id, holder_id, role, valid_from)
			VALUES ($1, $2, $3, 'data_protection_officer', now() - $4::interval)`, postgres.NewID[string](), other.ID, s.Holder.ID, day)
		require.NoError(t, err)
		return other
	}
	give := func(by coaching.Actor) error {
		return s.DB.AsActor(t.Context(), by, func(tx *postgres.Tx) error {
			return tx.GrantEmergency(t.Context(), by, e.ID, time.Hour, s.Now)
		})
	}
	require.ErrorIs(t, give(second("1 second")), coaching.Forbidden("needs_two_people"), "a role given for the occasion")
	linked := second("400 days")
	_, err := s.PG.Owner.Exec(`
		INSERT INTO invitation (id, holder_id, person_id, kind, token_hash, made_by, made_at, expires_at, used_at)
		VALUES ($1, $2, $3, 'password', sha256('a'), $4, now() - interval '1 hour', now() + interval '1 day', now() - interval '1 minute')`,
		postgres.NewID[string](), s.Holder.ID, linked.ID, s.Administrator.ID)
	require.NoError(t, err)
	require.ErrorIs(t, give(linked), coaching.Forbidden("needs_two_people"), "an account that she has just got into by her own link")
	require.NoError(t, give(second("400 days")))
	require.Contains(t, opened(t, s, s.Administrator), s.Recording.ID)

	s.As(s.Officer, func(tx *postgres.Tx) error { return tx.EndEmergency(t.Context(), s.Officer, e.ID, s.Now) })
	require.Zero(t, asRole(t, s, s.Administrator, `UPDATE emergency_access SET ended_at = NULL, ended_by = NULL WHERE id = $1`, e.ID), "what was ended stays so")
	require.Empty(t, opened(t, s, s.Administrator))
}

func TestAnEmergencyIsAboutAnEmployeeOfTheSameHolder(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	for of, asked := range map[*coaching.Actor]bool{&s.Outsider: false, &s.Manager: false, &s.Employee: true} {
		require.Equal(t, asked, asRole(t, s, s.Administrator, `
			INSERT INTO emergency_access (id, holder_id, owner_id, on_day, reason, asked_by, asked_at)
			VALUES ($1, $2, $3, $4, 'Een kind wordt vermist', $5, now())`,
			postgres.NewID[string](), s.Holder.ID, of.ID, dayOf(t, s, s.Recording.ID), s.Administrator.ID) == 1, of.Email)
		err := s.DB.AsActor(t.Context(), s.Officer, func(tx *postgres.Tx) error {
			_, err := tx.AskEmergency(t.Context(), s.Officer, coaching.Emergency{
				HolderID: s.Holder.ID, OwnerID: of.ID, OnDay: dayOf(t, s, s.Recording.ID), Reason: "Een kind wordt vermist",
			}, officeDay(s), s.Now)
			return err
		})
		if asked {
			require.NoError(t, err)
		} else {
			require.ErrorIs(t, err, coaching.ErrNotFound, of.Email)
		}
	}
}

func TestAGrantTellsTheOwnerHoweverItWasMade(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	var e coaching.Emergency
	s.As(s.Officer, func(tx *postgres.Tx) (err error) {
		e, err = tx.AskEmergency(t.Context(), s.Officer, coaching.Emergency{
			HolderID: s.Holder.ID, OwnerID: s.Employee.ID, OnDay: dayOf(t, s, s.Recording.ID), Reason: "Een kind wordt vermist",
		}, officeDay(s), s.Now)
		return err
	})
	told := func() (lines int) {
		require.NoError(t, s.PG.Owner.Get(&lines, `SELECT count(*) FROM access_log WHERE action = 'emergency' AND recording_id = $1`, s.Recording.ID))
		return lines
	}
	require.Zero(t, told())
	require.EqualValues(t, 1, asRole(t, s, s.Administrator, `
		INSERT INTO emergency_grant (emergency_id, holder_id, asked_by, granted_by, granted_at, closes_at)
		VALUES ($1, $2, $3, $4, now(), now() + interval '1 hour')`, e.ID, s.Holder.ID, s.Officer.ID, s.Administrator.ID))
	require.Equal(t, 1, told())
}

func TestNobodyNamesHerselfToLookAtWhatASignalHolds(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	var signal coaching.Signal
	s.As(s.Administrator, func(tx *postgres.Tx) (err error) { // she needs nobody to raise it
		signal, err = tx.RaiseSignal(t.Context(), s.Administrator, coaching.Signal{
			HolderID: s.Holder.ID, GroupID: s.Locations[0].Groups[0].ID, OnDay: dayOf(t, s, s.Recording.ID),
		}, "Ik hoorde iets", officeDay(s), s.Now)
		return err
	})
	require.ErrorIs(t, s.DB.AsActor(t.Context(), s.Administrator, func(tx *postgres.Tx) error {
		return tx.NameSafetyOfficer(t.Context(), s.Administrator, signal.ID, 1, s.Administrator.ID, s.Now)
	}), coaching.Conflict("cannot_be_named"))
	const name = `
		INSERT INTO safety_officer (id, holder_id, signal_id, slot, person_id, named_by, named_at)
		VALUES ($1, $2, $3, 1, $4, $5, now())`
	for _, by := range []coaching.Actor{s.Administrator, s.Officer} {
		require.Zero(t, asRole(t, s, s.Administrator, name, postgres.NewID[string](), s.Holder.ID, signal.ID, s.Administrator.ID, by.ID))
	}
	require.Empty(t, opened(t, s, s.Administrator))
	s.As(s.Officer, func(tx *postgres.Tx) error {
		return tx.NameSafetyOfficer(t.Context(), s.Officer, signal.ID, 1, s.Administrator.ID, s.Now)
	})
	require.NotEmpty(t, opened(t, s, s.Administrator), "by another")
	require.EqualValues(t, 1, asRole(t, s, s.Officer, `UPDATE safety_officer SET ended_at = now() WHERE signal_id = $1`, signal.ID))
	require.Zero(t, asRole(t, s, s.Administrator, `UPDATE safety_officer SET ended_at = NULL WHERE signal_id = $1`, signal.ID), "nor comes back by herself")
}

func TestWhoRaisesASignalIsNotToldHowMuchThereIs(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	signal := signalled(t, s)
	for _, ask := range []string{`SELECT access.freeze($1, now())::text`, `SELECT count(*)::text FROM recording_lock WHERE cause_id = $1`} {
		var told string
		require.NoError(t, s.DB.AsActor(t.Context(), s.Manager, func(tx *postgres.Tx) error {
			_, err := tx.ExecContext(t.Context(), `SELECT 1`)
			require.NoError(t, err)
			return tx.GetContext(t.Context(), &told, ask, signal.ID)
		}), ask)
		require.Contains(t, []string{"", "0"}, told)
	}
	var fresh string // a second signal would count what the first one does
	id := postgres.NewID[string]()
	require.EqualValues(t, 1, asRole(t, s, s.Manager, `
		INSERT INTO safety_signal (id, holder_id, raised_by, raised_at, group_id, on_day)
		VALUES ($1, $2, $3, now(), $4, $5)`, id, s.Holder.ID, s.Manager.ID, s.Locations[0].Groups[0].ID, dayOf(t, s, s.Recording.ID)))
	require.NoError(t, s.DB.AsActor(t.Context(), s.Manager, func(tx *postgres.Tx) error {
		return tx.GetContext(t.Context(), &fresh, `SELECT access.freeze($1, now())::text`, id)
	}))
	require.Empty(t, fresh)
}

func TestAnOfficerOpensAndErasesOnlyWhatARequestIsAbout(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	const find = `
		INSERT INTO privacy_finding (id, holder_id, request_id, recording_id, owner_id, duration_ms, marks, found_at)
		VALUES ($1, $2, $3, $4, $5, 0, 0, now())`
	require.Zero(t, asRole(t, s, s.Officer, find, postgres.NewID[string](), s.Holder.ID, s.Request.ID, s.Recording.ID, s.Employee.ID), "film without the child")
	require.Zero(t, asRole(t, s, s.Officer, find, postgres.NewID[string](), s.Holder.ID, s.Request.ID, postgres.NewID[string](), s.Employee.ID), "film of elsewhere")
	require.Zero(t, asRole(t, s, s.Officer, `
		UPDATE privacy_finding SET decision = 'keep', decided_by = $2, decided_at = now() WHERE request_id = $1`, s.Request.ID, s.Administrator.ID), "in another's name")
	s.As(s.Officer, func(tx *postgres.Tx) error { return tx.EndViewing(t.Context(), s.Officer, s.Viewing.ID, s.Now) })
	require.Zero(t, asRole(t, s, s.Officer, `UPDATE viewing SET ended_at = NULL, ended_by = NULL WHERE id = $1`, s.Viewing.ID), "what was closed stays so")
	require.Empty(t, opened(t, s, s.Officer))
}

// A manager takes a yes back, and with it locks; what was filmed of whom she learns by no count and no id.
func TestAManagerLocksWithoutLearningWhoFilmed(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	n := newNursery(t, s)
	require.NoError(t, n.roster(t, s.Employee, s.Recording.ID, coaching.ViewPresent, 0))
	for _, actor := range []coaching.Actor{s.Manager, s.Administrator} {
		require.NoError(t, s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
			var count int
			require.NoError(t, tx.GetContext(t.Context(), &count, `SELECT count(*) FROM access.filmed($1)`, n.noor.ID))
			require.Zero(t, count, actor.Email)
			var has bool
			require.NoError(t, tx.GetContext(t.Context(), &has, `SELECT access.has_film($1)`, s.Recording.ID))
			require.False(t, has, actor.Email)
			_, err := tx.ExecContext(t.Context(), `SELECT access.lock_filmed($1, 30, now())`, n.noor.ID)
			return err
		}))
	}
	require.Nil(t, s.Read(s.Recording.ID).LockedAt, "nobody locks what is allowed")
	require.NoError(t, n.says(t, s.Manager, n.noor, 1, coaching.ActWithdrawn, s.Now))
	require.NotNil(t, s.Read(s.Recording.ID).LockedAt)
}
