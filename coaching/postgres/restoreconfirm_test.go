package postgres_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func confirm(t *testing.T, s *pgstory.Story, actor coaching.Actor, ticked []string) error {
	t.Helper()
	return s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
		return tx.ConfirmRestore(t.Context(), actor, ticked, s.Now)
	})
}

// sharedNow lists what the coach sees of recordings.
func sharedNow(t *testing.T, s *pgstory.Story) (ids []coaching.RecordingID) {
	t.Helper()
	s.As(s.Coach, func(tx *postgres.Tx) error {
		all, _, err := tx.Recordings(t.Context(), postgres.RecordingFilter{}, "", 50)
		for _, r := range all {
			ids = append(ids, r.ID)
		}
		return err
	})
	return ids
}

func answersFor(t *testing.T, s *pgstory.Story, id coaching.RecordingID, share bool) error {
	t.Helper()
	return s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		return tx.AnswerRestored(t.Context(), s.Employee, id, share, s.Now)
	})
}

func unanswered(t *testing.T, s *pgstory.Story) (shares []coaching.RestoredShare) {
	t.Helper()
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		shares, err = tx.RestoredShares(t.Context())
		return err
	})
	return shares
}

// filmsNow asks for a token to film into a new recording.
func filmsNow(t *testing.T, s *pgstory.Story) error {
	t.Helper()
	return s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		r, err := tx.CreateRecording(t.Context(), s.Employee, s.Cycle.ID, "Nieuw", nil, 0, s.Now)
		require.NoError(t, err)
		return tx.CreateIngestToken(t.Context(), s.Employee, r.ID, pgstory.Hash(string(r.ID)), s.Now, s.Now.Add(time.Hour))
	})
}

func TestAfterARestoreNothingPlaysIsFilmedOrErasedUntilSomebodyHasLooked(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	ctx, id := t.Context(), s.Recording.ID
	require.NoError(t, filmsNow(t, s))
	require.Equal(t, []coaching.RecordingID{id}, sharedNow(t, s))
	restored(t, s)

	held := s.Read(id)
	require.NotNil(t, held.LockedAt, "nobody watches it, she neither")
	require.NotNil(t, held.FrozenAt, "a signal may be lost")
	require.Nil(t, held.SharedAt)
	require.Empty(t, sharedNow(t, s))
	require.ErrorIs(t, filmsNow(t, s), coaching.Conflict("restore_not_confirmed"))
	for what, want := range map[string]error{
		"share": coaching.Conflict("recording_locked"), "answer": coaching.Conflict("recording_locked"), "erase": coaching.Conflict("recording_frozen"),
	} {
		err := s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
			switch what {
			case "share":
				_, err := tx.Share(ctx, s.Employee, id, s.Now)
				return err
			case "answer":
				return tx.AnswerRestored(ctx, s.Employee, id, true, s.Now)
			}
			_, err := tx.RequestErasure(ctx, s.Employee, id, s.Now)
			return err
		})
		require.ErrorIs(t, err, want, what)
	}

	for _, actor := range []coaching.Actor{s.Employee, s.Coach, s.Manager, s.Outsider} {
		require.ErrorIs(t, confirm(t, s, actor, coaching.RestoreChecks()), coaching.ErrNotFound, actor.Email)
	}
	require.ErrorIs(t, confirm(t, s, s.Administrator, coaching.RestoreChecks()[1:]), coaching.ErrInvalid)
	require.NoError(t, confirm(t, s, s.Administrator, coaching.RestoreChecks()))
	require.ErrorIs(t, confirm(t, s, s.Officer, coaching.RestoreChecks()), coaching.ErrStale, "it was done")

	open := s.Read(id)
	require.Nil(t, open.LockedAt)
	require.Nil(t, open.FrozenAt)
	require.NoError(t, filmsNow(t, s))
	require.Empty(t, sharedNow(t, s), "that is hers to say")
}

func TestWhatARestoreTookFromHerCoachSheSharesAgainOrNot(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	first := s.Recording
	second := s.Film(s.Cycle.ID, "Naar buiten", s.Now.Add(-time.Hour))
	third := s.Film(s.Cycle.ID, "Opruimen", s.Now.Add(-time.Hour))
	s.As(s.Employee, func(tx *postgres.Tx) error {
		for _, r := range []coaching.Recording{second, third} {
			if _, err := tx.Share(t.Context(), s.Employee, r.ID, s.Now.Add(-time.Minute)); err != nil {
				return err
			}
		}
		return nil
	})
	restored(t, s)
	require.NoError(t, confirm(t, s, s.Officer, coaching.RestoreChecks()))
	require.Len(t, unanswered(t, s), 3)
	require.NoError(t, answersFor(t, s, first.ID, true))
	require.NoError(t, answersFor(t, s, second.ID, false))
	s.As(s.Employee, func(tx *postgres.Tx) error { // as on its own page
		_, err := tx.Share(t.Context(), s.Employee, third.ID, s.Now)
		return err
	})
	require.Empty(t, unanswered(t, s))
	require.ElementsMatch(t, []coaching.RecordingID{first.ID, third.ID}, sharedNow(t, s))
	require.ErrorIs(t, s.DB.AsActor(t.Context(), s.Coach, func(tx *postgres.Tx) error {
		return tx.AnswerRestored(t.Context(), s.Coach, first.ID, false, s.Now)
	}), coaching.ErrForbidden)

	var lines []string
	require.NoError(t, s.PG.Owner.Select(&lines, `
		SELECT concat_ws(' ', act, CASE actor WHEN $1 THEN 'employee' WHEN $2 THEN 'officer' ELSE actor END)
		FROM audit_entry
		WHERE at >= $3 AND act IN ('lock', 'unlock', 'share', 'withdraw', 'restored', 'restore_confirmed', 'put_back', 'put_back_confirmed')
		GROUP BY 1
		ORDER BY 1`, s.Employee.ID, s.Officer.ID, s.Now))
	require.Equal(t, []string{
		"lock system:erase", "put_back system:erase", "put_back_confirmed officer", "restore_confirmed officer", "restored system:erase",
		"share employee", "unlock officer", "withdraw employee", "withdraw system:erase",
	}, lines, "all of it is in the chain")
	_, err := checkAudit(t, s, s.Holder.ID)
	require.NoError(t, err)
}

func TestAYesToWhatIsNotFilmedYetIsAskedAnewAfterARestore(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	var planned coaching.Recording
	yes := coaching.Consent{Purpose: coaching.OwnQuestion, TextVersion: coaching.CurrentConsentText, Language: "nl", Way: coaching.ConsentShown}
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		if planned, err = tx.CreateRecording(t.Context(), s.Employee, s.Cycle.ID, "Morgen", nil, 0, s.Now); err != nil {
			return err
		}
		yes.RecordingID = planned.ID
		_, err = tx.GiveConsent(t.Context(), s.Employee, yes, s.Now)
		return err
	})
	restored(t, s)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		asked, err := tx.Consent(t.Context(), planned.ID)
		require.NoError(t, err)
		require.NotNil(t, asked.WithdrawnAt)
		filmed, err := tx.Consent(t.Context(), s.Recording.ID)
		require.Nil(t, filmed.WithdrawnAt, "of what is filmed she has the film")
		return err
	})
}

// TestARestoreThatNobodyConfirmsHoldsErasingForItsDaysAndFilmForEver also: a signal goes on holding.
func TestARestoreThatNobodyConfirmsHoldsErasingForItsDaysAndFilmForEver(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	evidence := s.Film(s.Cycle.ID, "Bewijs", s.Now.Add(-time.Hour))
	restored(t, s)
	freeze(t, s, evidence.ID, postgres.NewID[string]())
	pass := func(at time.Time) (thawed int64) {
		s.Behind(postgres.Retain, func(tx *postgres.Tx) (err error) {
			thawed, err = tx.ThawRestored(t.Context(), at)
			return err
		})
		return thawed
	}
	days := s.Now.AddDate(0, 0, coaching.RestoreHolds)
	require.Zero(t, pass(days.Add(-time.Second)))
	require.NotNil(t, s.Read(s.Recording.ID).FrozenAt)
	require.Positive(t, pass(days))
	require.Zero(t, pass(days.Add(time.Hour)), "once")
	require.Nil(t, s.Read(s.Recording.ID).FrozenAt)
	require.NotNil(t, s.Read(evidence.ID).FrozenAt, "a signal holds it")
	require.NotNil(t, s.Read(s.Recording.ID).LockedAt, "nobody has looked")
	require.NoError(t, confirm(t, s, s.Administrator, coaching.RestoreChecks()))
	require.Nil(t, s.Read(s.Recording.ID).LockedAt)
	require.NotNil(t, s.Read(evidence.ID).LockedAt, "the other stands")
}

func TestOfTwoWhoConfirmARestoreAtOnceOneDoes(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	restored(t, s)
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i, actor := range []coaching.Actor{s.Administrator, s.Officer} {
		both.Go(func() { errs[i] = confirm(t, s, actor, coaching.RestoreChecks()) })
	}
	both.Wait()
	if errs[0] == nil {
		errs[0], errs[1] = errs[1], errs[0]
	}
	require.ErrorIs(t, errs[0], coaching.ErrStale)
	require.NoError(t, errs[1])
	var lines int
	require.NoError(t, s.PG.Owner.Get(&lines, `SELECT count(*) FROM administration_log WHERE act = 'restore_confirmed'`))
	require.Equal(t, 1, lines)
}

func TestOneHolderLooksForItselfAlone(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	restored(t, s)
	restored(t, s) // and once more, of a backup of that
	_, err := s.PG.Owner.Exec(`
		UPDATE restore
		SET confirmed_at = now(),
		    confirmed_by = $2
		WHERE id = (SELECT min(id::text)::uuid FROM restore WHERE holder_id = $1)`, s.Holder.ID, s.Administrator.ID)
	require.NoError(t, err)
	require.NotNil(t, s.Read(s.Recording.ID).LockedAt, "the other waits")
	require.NoError(t, confirm(t, s, s.Administrator, coaching.RestoreChecks()))
	var waiting []string
	require.NoError(t, s.PG.Owner.Select(&waiting, `SELECT DISTINCT holder_id::text FROM restore WHERE confirmed_at IS NULL`))
	require.Equal(t, []string{string(s.Other.ID)}, waiting)
	require.Nil(t, s.Read(s.Recording.ID).LockedAt)
}

// TestNoPageForParentsIsThereAfterARestoreUntilSomebodyHasLooked: one may have been switched off since.
func TestNoPageForParentsIsThereAfterARestoreUntilSomebodyHasLooked(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		return tx.SetTransparency(t.Context(), s.Administrator, s.Locations[0].ID, "De locatie", true, "an-address-for-parents", 0, s.Now)
	})
	read := func() error {
		return s.DB.AsDoor(t.Context(), postgres.Parents, func(tx *postgres.Tx) error {
			_, err := tx.Transparency(t.Context(), "an-address-for-parents")
			return err
		})
	}
	require.NoError(t, read())
	restored(t, s)
	require.ErrorIs(t, read(), coaching.ErrNotFound)
	require.NoError(t, confirm(t, s, s.Administrator, coaching.RestoreChecks()))
	require.NoError(t, read())
}

// TestATabletThatWasLostAfterTheBackupIsNoneAfterTheRestore: its cookie opens nothing.
func TestATabletThatWasLostAfterTheBackupIsNoneAfterTheRestore(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	s.ShareTablet("a hash")
	standing := func() (count int) {
		require.NoError(t, s.PG.Owner.Get(&count, `SELECT count(*) FROM tablet WHERE forgotten_at IS NULL`))
		return count
	}
	require.Equal(t, 1, standing())
	restored(t, s)
	require.Zero(t, standing())
}
