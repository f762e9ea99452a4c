package postgres_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func newOffice(t *testing.T) *pgstory.Story { return pgstory.New(t, "").Look().Office() }

func officeDay(s *pgstory.Story) coaching.Day { return coaching.DayOf(s.Now, s.Holder.Zone()) }

// dayOf is the day on which a recording was made.
func dayOf(t *testing.T, s *pgstory.Story, id coaching.RecordingID) coaching.Day {
	t.Helper()
	var at time.Time
	require.NoError(t, s.PG.Owner.Get(&at, `SELECT min(began_at) FROM take WHERE recording_id = $1`, id))
	return coaching.DayOf(at, s.Holder.Zone())
}

// opened are those that the office has opened to somebody now.
func opened(t *testing.T, s *pgstory.Story, actor coaching.Actor) (ids []coaching.RecordingID) {
	t.Helper()
	s.As(actor, func(tx *postgres.Tx) error {
		list, err := tx.OfficeFilms(t.Context(), "")
		for _, film := range list {
			ids = append(ids, film.RecordingID)
		}
		return err
	})
	return ids
}

func attempt(t *testing.T, s *pgstory.Story, actor coaching.Actor, do func(context.Context, *postgres.Tx) error) error {
	t.Helper()
	return s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error { return do(t.Context(), tx) })
}

// signalled freezes what was filmed in a group on the day of the story's recording, as the manager.
func signalled(t *testing.T, s *pgstory.Story) coaching.Signal {
	t.Helper()
	var signal coaching.Signal
	s.As(s.Manager, func(tx *postgres.Tx) (err error) {
		signal, err = tx.RaiseSignal(t.Context(), s.Manager, coaching.Signal{
			HolderID: s.Holder.ID, GroupID: s.Locations[0].Groups[0].ID, OnDay: dayOf(t, s, s.Recording.ID),
		}, "Ik hoorde iets", officeDay(s), s.Now)
		return err
	})
	return signal
}

func TestASignalHoldsAgainstEveryDeletion(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	signal := signalled(t, s)
	frozen := coaching.Conflict("recording_frozen")
	require.ErrorIs(t, attempt(t, s, s.Employee, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.RequestErasure(ctx, s.Employee, s.Recording.ID, s.Now)
		return err
	}), frozen)
	_, err := s.PG.Owner.Exec(`UPDATE holder SET demo_version = NULL`)
	require.NoError(t, err)
	s.Behind(postgres.Retain, func(tx *postgres.Tx) error {
		gone, err := tx.Expire(t.Context(), s.Recording.ID, s.Now.AddDate(1, 0, 0))
		require.False(t, gone)
		return err
	})
	_, err = s.PG.Owner.Exec(`
		INSERT INTO erasure_receipt (recording_id, holder_id, cycle_id, owner_id, was_shared, reason, requested_by, requested_at)
		SELECT id, holder_id, cycle_id, owner_id, false, 'owner', owner_id, now() FROM recording WHERE id = $1`, s.Recording.ID)
	require.ErrorContains(t, err, "kept because of a safety signal", "not even where a rule forgets to ask")

	s.As(s.Officer, func(tx *postgres.Tx) error {
		return tx.CloseSignal(t.Context(), s.Officer, signal.ID, "Uitgezocht, er was niets", s.Now)
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.RequestErasure(t.Context(), s.Employee, s.Recording.ID, s.Now)
		return err
	})
}

func TestWhatAnOfficerDecidedToEraseGoesAndWhatASignalHoldsStays(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	s.As(s.Manager, func(tx *postgres.Tx) error {
		_, err := tx.RaiseSignal(t.Context(), s.Manager, coaching.Signal{
			HolderID: s.Holder.ID, GroupID: s.Locations[0].Groups[0].ID, OnDay: dayOf(t, s, s.Own.ID),
		}, "Ik hoorde iets", officeDay(s), s.Now)
		return err
	})
	erase := func() (gone bool) {
		s.Behind(postgres.Retain, func(tx *postgres.Tx) (err error) {
			gone, err = tx.EraseDecided(t.Context(), s.Own.ID, s.Now)
			return err
		})
		return gone
	}
	require.False(t, erase(), "decided, and frozen since")
	require.Empty(t, opened(t, s, s.Officer), "a viewing opens nothing that a signal holds")
	_, err := s.PG.Owner.Exec(`UPDATE recording_lock SET lifted_at = now(), lifted_by = 'system:test' WHERE reason = 'safety_signal'`)
	require.NoError(t, err)
	require.True(t, erase())
	require.False(t, erase(), "once")
	var receipt coaching.Receipt
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		receipt, err = tx.Receipt(t.Context(), s.Own.ID)
		return err
	})
	require.Equal(t, coaching.ErasedByRequest, receipt.Reason)
	s.As(s.Officer, func(tx *postgres.Tx) error {
		findings, err := tx.PrivacyFindings(t.Context(), s.Request.ID)
		require.Len(t, findings, 1)
		require.True(t, findings[0].Gone)
		return err
	})
}

func TestOnlyTwoNamedPeopleSeeWhatASignalHolds(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	signal := signalled(t, s)
	for _, actor := range []coaching.Actor{s.Manager, s.Administrator, s.Officer, s.Colleague} {
		require.NotContains(t, opened(t, s, actor), s.Recording.ID)
	}
	name := func(slot int, who coaching.Actor) error {
		return attempt(t, s, s.Officer, func(ctx context.Context, tx *postgres.Tx) error {
			return tx.NameSafetyOfficer(ctx, s.Officer, signal.ID, slot, who.ID, s.Now)
		})
	}
	for _, who := range []coaching.Actor{s.Employee, s.Coach, s.Manager, s.Manager2, s.Outsider} {
		require.ErrorIs(t, name(1, who), coaching.Conflict("cannot_be_named"), who.Email)
	}
	require.ErrorIs(t, name(1, s.Officer), coaching.Conflict("cannot_be_named"), "not herself")
	require.NoError(t, attempt(t, s, s.Administrator, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.NameSafetyOfficer(ctx, s.Administrator, signal.ID, 1, s.Officer.ID, s.Now)
	}))
	require.NoError(t, name(2, s.Administrator))
	require.ErrorIs(t, name(1, s.Administrator), coaching.Conflict("named_already"))
	require.ErrorIs(t, name(3, s.Colleague), coaching.ErrInvalid)
	require.Contains(t, opened(t, s, s.Officer), s.Recording.ID)
	require.NoError(t, name(1, s.Colleague))
	require.NotContains(t, opened(t, s, s.Officer), s.Recording.ID, "replaced")
	require.Contains(t, opened(t, s, s.Colleague), s.Recording.ID)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		own, err := tx.OwnSignals(t.Context())
		require.NoError(t, err)
		require.Len(t, own, 1)
		require.Equal(t, []string{s.Colleague.Name.Full(), s.Administrator.Name.Full()}, own[0].Officers)
		_, err = tx.Signal(t.Context(), signal.ID)
		require.ErrorIs(t, err, coaching.ErrNotFound, "who raised it is not hers to know")
		return nil
	})
	require.ErrorIs(t, attempt(t, s, s.Manager, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.CloseSignal(ctx, s.Manager, signal.ID, "Laat maar", s.Now)
	}), coaching.Forbidden("only_named_officers"))
}

func TestAnEmergencyOpensFilmOfTheDayToWhoAskedAndTellsItsOwner(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	var e coaching.Emergency
	s.As(s.Officer, func(tx *postgres.Tx) (err error) {
		e, err = tx.AskEmergency(t.Context(), s.Officer, coaching.Emergency{
			HolderID: s.Holder.ID, OwnerID: s.Employee.ID, OnDay: dayOf(t, s, s.Recording.ID), Reason: "Een kind wordt vermist",
		}, officeDay(s), s.Now)
		return err
	})
	require.NotContains(t, opened(t, s, s.Officer), s.Recording.ID)
	grant := func(actor coaching.Actor, length time.Duration) error {
		return attempt(t, s, actor, func(ctx context.Context, tx *postgres.Tx) error {
			return tx.GrantEmergency(ctx, actor, e.ID, length, s.Now)
		})
	}
	require.ErrorIs(t, grant(s.Officer, time.Hour), coaching.Forbidden("needs_two_people"))
	require.ErrorIs(t, grant(s.Manager, time.Hour), coaching.ErrNotFound)
	require.ErrorIs(t, grant(s.Administrator, 25*time.Hour), coaching.ErrInvalid)
	var wait sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		wait.Go(func() { errs[i] = grant(s.Administrator, time.Hour) })
	}
	wait.Wait()
	if errs[0] != nil {
		errs[0], errs[1] = errs[1], errs[0]
	}
	require.NoError(t, errs[0])
	require.ErrorIs(t, errs[1], coaching.Conflict("changed_meanwhile"), "two taps at once: one grant")
	require.Contains(t, opened(t, s, s.Officer), s.Recording.ID)
	require.Empty(t, opened(t, s, s.Administrator), "who grants sees nothing")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		lines, err := tx.OwnOfficeLines(t.Context(), s.Now.AddDate(0, 0, -1))
		require.Equal(t, "emergency", lines[0].Action)
		require.Equal(t, "Een kind wordt vermist", lines[0].Detail)
		people, _ := tx.PersonNames(t.Context(), []coaching.PersonID{coaching.PersonID(lines[0].Actor)})
		require.Equal(t, s.Administrator.Name, people[s.Administrator.ID].Name, "she may know who")
		return err
	})
	s.As(s.Administrator, func(tx *postgres.Tx) error { return tx.EndEmergency(t.Context(), s.Administrator, e.ID, s.Now) })
	require.NotContains(t, opened(t, s, s.Officer), s.Recording.ID, "either can end it")
}

// The database refuses by itself what the rule refuses.
func TestNobodyGrantsHerOwnEmergencyNotEvenBySQL(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	id := postgres.NewID[string]()
	_, err := s.PG.Owner.Exec(`
		INSERT INTO emergency_access (id, holder_id, owner_id, on_day, reason, asked_by, asked_at)
		VALUES ($1, $2, $3, '2026-01-01', 'lang genoeg zo', $4, now())`, id, s.Holder.ID, s.Employee.ID, s.Officer.ID)
	require.NoError(t, err)
	for _, asker := range []coaching.Actor{s.Officer, s.Administrator} { // herself, and under another's name
		err = s.DB.AsActor(t.Context(), s.Officer, func(tx *postgres.Tx) error {
			_, err := tx.ExecContext(t.Context(), `
				INSERT INTO emergency_grant (emergency_id, holder_id, asked_by, granted_by, granted_at, closes_at)
				VALUES ($1, $2, $3, $4, now(), now() + interval '1 hour')`, id, s.Holder.ID, asker.ID, s.Officer.ID)
			return err
		})
		require.Error(t, err, asker.Email)
	}
	_, err = s.PG.Owner.Exec(`
		INSERT INTO role_assignment (id, person_id, holder_id, role, valid_from) VALUES ($1, $2, $3, 'manager', now() - interval '1 day')`,
		postgres.NewID[string](), s.Administrator.ID, s.Holder.ID)
	require.NoError(t, err)
	err = s.DB.AsActor(t.Context(), s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.ExecContext(t.Context(), `
			INSERT INTO emergency_grant (emergency_id, holder_id, asked_by, granted_by, granted_at, closes_at)
			VALUES ($1, $2, $3, $4, now(), now() + interval '1 hour')`, id, s.Holder.ID, s.Officer.ID, s.Administrator.ID)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound, "who also manages people grants nothing")
}

func TestAViewingEndsByItselfAndByHand(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	require.Equal(t, []coaching.RecordingID{s.Own.ID}, opened(t, s, s.Officer))
	require.Empty(t, opened(t, s, s.Administrator))
	_, err := s.PG.Owner.Exec(`UPDATE viewing SET opens_at = now() - interval '3 hours', closes_at = now() - interval '1 second'`)
	require.NoError(t, err)
	require.Empty(t, opened(t, s, s.Officer), "over")
	_, err = s.PG.Owner.Exec(`UPDATE viewing SET closes_at = now() + interval '1 hour'`)
	require.NoError(t, err)
	require.NotEmpty(t, opened(t, s, s.Officer))
	s.As(s.Officer, func(tx *postgres.Tx) error { return tx.EndViewing(t.Context(), s.Officer, s.Viewing.ID, s.Now) })
	require.Empty(t, opened(t, s, s.Officer), "closed")
	require.Error(t, attempt(t, s, s.Officer, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.PlanViewing(ctx, s.Officer, coaching.Viewing{RequestID: s.Request.ID, Present: "x",
			Recordings: []coaching.RecordingID{s.Recording.ID}, OpensAt: s.Now, ClosesAt: s.Now.Add(time.Hour)}, s.Now)
		return err
	}), "only what the request found")
}

func TestTwoOfficersAtOnceAndABreachWrittenTwice(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	b := s.Breach
	b.What = "Een telefoon is kwijt en weer gevonden"
	s.As(s.Officer, func(tx *postgres.Tx) error { _, err := tx.WriteBreach(t.Context(), s.Officer, b, s.Now); return err })
	require.ErrorIs(t, attempt(t, s, s.Administrator, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.WriteBreach(ctx, s.Administrator, b, s.Now)
		return err
	}), coaching.ErrStale)
	s.As(s.Officer, func(tx *postgres.Tx) error {
		history, err := tx.BreachHistory(t.Context(), s.Breach.BreachID)
		require.Len(t, history, 2)
		require.Equal(t, "Een telefoon is kwijt", history[1].What, "what was written stays")
		return err
	})
	closing := func() error {
		return attempt(t, s, s.Officer, func(ctx context.Context, tx *postgres.Tx) error {
			return tx.CloseRequest(ctx, s.Officer, s.Request.ID, coaching.RequestDone, "", 1, s.Now)
		})
	}
	require.NoError(t, closing())
	require.ErrorIs(t, closing(), coaching.ErrStale)
	require.Empty(t, opened(t, s, s.Officer), "with the request its viewings end")
	var locks int
	require.NoError(t, s.PG.Owner.Get(&locks, `SELECT count(*) FROM recording_lock WHERE cause_id = $1 AND lifted_at IS NULL`, s.Request.ID))
	require.Zero(t, locks, "and its locks are lifted")
}

func TestWhoSawWhatIsForTheOfficerAlone(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	saw := func(actor coaching.Actor, f postgres.SawFilter) []coaching.SawLine {
		f.From, f.Until = s.Now.AddDate(-1, 0, 0), s.Now.AddDate(0, 0, 1)
		var lines []coaching.SawLine
		s.As(actor, func(tx *postgres.Tx) (err error) {
			lines, _, err = tx.WhoSaw(t.Context(), f)
			return err
		})
		return lines
	}
	require.NotEmpty(t, saw(s.Officer, postgres.SawFilter{}))
	require.NotEmpty(t, saw(s.Officer, postgres.SawFilter{Person: s.Employee.ID}))
	require.Empty(t, saw(s.Officer, postgres.SawFilter{Person: s.Colleague.ID}))
	for _, line := range saw(s.Officer, postgres.SawFilter{Recordings: []coaching.RecordingID{s.Own.ID}}) {
		require.Equal(t, s.Own.ID, line.RecordingID)
	}
	for _, actor := range []coaching.Actor{s.Employee, s.Coach, s.Manager, s.Administrator, s.Outsider} {
		require.Empty(t, saw(actor, postgres.SawFilter{}), actor.Email)
	}
}
