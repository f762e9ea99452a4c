package postgres_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func TestTheOwnerChoosesAndHerCoachAsks(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	ctx, id := t.Context(), s.Recording.ID
	before := endOf(t, s, id)
	until := before.On.Plus(20)
	var asked coaching.Extension
	s.As(s.Coach, func(tx *postgres.Tx) (err error) {
		asked, err = tx.Extend(ctx, s.Coach, id, string(until), "Nog een keer kijken", s.Now)
		return err
	})
	require.True(t, asked.Waits())
	require.Equal(t, before, endOf(t, s, id), "a question moves nothing")
	err := s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.Extend(ctx, s.Coach, id, string(until), "Toe nou", s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("extension_waits"))
	err = s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.AnswerExtension(ctx, s.Coach, id, asked.ID, true, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrForbidden, "not hers to answer")

	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.AnswerExtension(ctx, s.Employee, id, asked.ID, true, s.Now)
		return err
	})
	require.Equal(t, coaching.End{On: until, Why: coaching.EndExtended}, endOf(t, s, id))
	err = s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.AnswerExtension(ctx, s.Employee, id, asked.ID, false, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("extension_answered"))
	err = s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error { return tx.TakeBackExtensions(ctx, s.Coach, id, s.Now) })
	require.ErrorIs(t, err, coaching.ErrForbidden)
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.TakeBackExtensions(ctx, s.Employee, id, s.Now) })
	require.Equal(t, before, endOf(t, s, id))

	s.As(s.Employee, func(tx *postgres.Tx) error {
		lines, _, err := tx.OwnLog(ctx, false, "", 0)
		var acts []string
		for _, line := range lines {
			acts = append(acts, line.Action)
		}
		require.Subset(t, acts, []string{"ask_longer", "keep_longer", "take_back_longer"})
		return err
	})
}

func TestNobodyElseKnowsOfALaterEnd(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record() // not shared
	until := string(endOf(t, s, s.Recording.ID).On.Plus(5))
	for _, actor := range []coaching.Actor{s.Coach, s.Coach2, s.Colleague, s.Manager, s.Administrator, s.Officer, s.Outsider} {
		err := s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
			_, err := tx.Extend(t.Context(), actor, s.Recording.ID, until, "Zomaar", s.Now)
			return err
		})
		require.ErrorIs(t, err, coaching.ErrNotFound, actor.Email)
		require.ErrorIs(t, s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
			_, err := tx.Ending(t.Context(), s.Recording.ID)
			return err
		}), coaching.ErrNotFound, actor.Email)
	}
}

func TestAnErasedOrLockedRecordingIsNotKeptLonger(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	ctx, id := t.Context(), s.Recording.ID
	until := string(endOf(t, s, id).On.Plus(5))
	extend := func() error {
		return s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.Extend(ctx, s.Employee, id, until, "Zomaar", s.Now)
			return err
		})
	}
	_, err := s.PG.Owner.ExecContext(ctx, `UPDATE recording SET locked_at = now()`)
	require.NoError(t, err)
	require.ErrorIs(t, extend(), coaching.Conflict("recording_locked"))
	_, err = s.PG.Owner.ExecContext(ctx, `UPDATE recording SET locked_at = NULL`)
	require.NoError(t, err)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.RequestErasure(ctx, s.Employee, id, s.Now)
		return err
	})
	require.ErrorIs(t, extend(), coaching.ErrNotFound)
}

func TestALaterEndAndTheEndItselfDoNotCross(t *testing.T) {
	t.Parallel()
	s := real(t, newPeople(t).Record())
	ctx, id := t.Context(), s.Recording.ID
	end := endOf(t, s, id)
	over := end.On.Over(zoneOf(s))
	var extended, expired error
	var gone bool
	var both sync.WaitGroup
	both.Go(func() {
		extended = s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.Extend(ctx, s.Employee, id, string(end.On.Plus(9)), "Net op tijd", over.Add(-1))
			return err
		})
	})
	both.Go(func() {
		expired = s.DB.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) (err error) {
			gone, err = tx.Expire(ctx, id, over)
			return err
		})
	})
	both.Wait()
	require.NoError(t, expired)
	if gone {
		require.ErrorIs(t, extended, coaching.ErrNotFound)
	} else {
		require.NoError(t, extended)
	}
}

func TestOnlyTheAdministratorSetsTerms(t *testing.T) {
	t.Parallel()
	s := real(t, newPeople(t).Record())
	ctx := t.Context()
	short := coaching.Terms{ReviewDays: 5, CapDays: 14, HoursYears: 3}
	warned := coaching.DayOf(s.Now.AddDate(0, 0, 7), zoneOf(s))
	for _, actor := range []coaching.Actor{s.Employee, s.Coach, s.Manager, s.Officer} {
		err := s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			_, err := tx.SetTerms(ctx, actor, short, s.Now)
			return err
		})
		require.ErrorIs(t, err, coaching.ErrForbidden, actor.Email)
	}
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		set, err := tx.SetTerms(ctx, s.Administrator, short, s.Now)
		require.Equal(t, s.Now.AddDate(0, 0, 7), set.ValidFrom)
		return err
	})
	require.Equal(t, coaching.End{On: warned, Why: coaching.EndCap}, endOf(t, s, s.Recording.ID), "made ten days ago: four days left by the new term, seven by the warning")
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.SetTerms(ctx, s.Administrator, coaching.Terms{ReviewDays: 30, CapDays: 100, HoursYears: 3, Reason: "Lange vakantie"}, s.Now.AddDate(0, 0, 8))
		return err
	})
	require.Equal(t, warned, endOf(t, s, s.Recording.ID).On, "longer is for what is made from then on")
}
