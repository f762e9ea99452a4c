package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func TestTheCoachHearsANoteFromWhenSheSendsItUntilSheThrowsItAway(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	var note coaching.VoiceNote
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		note, err = tx.CreateVoiceNote(ctx, s.Employee, 4000, "node", s.Now)
		return err
	})
	heard := func(actor coaching.Actor) error {
		return act(t, s, actor, func(tx *postgres.Tx) error {
			_, err := tx.VoiceNote(ctx, note.ID)
			return err
		})
	}
	require.NoError(t, heard(s.Employee))
	require.ErrorIs(t, heard(s.Coach), coaching.ErrNotFound, "a draft is hers")
	send := func(actor coaching.Actor) error {
		return act(t, s, actor, func(tx *postgres.Tx) error { return tx.SendVoiceNote(ctx, actor, note.ID, s.Question, 3, s.Now) })
	}
	require.ErrorIs(t, send(s.Coach), coaching.ErrNotFound)
	require.NoError(t, send(s.Employee))
	require.ErrorIs(t, send(s.Employee), coaching.Conflict("voice_note_sent"))
	require.NoError(t, heard(s.Coach))
	for _, other := range []coaching.Actor{s.Coach2, s.Colleague, s.Manager, s.Administrator, s.Officer, s.Outsider} {
		require.ErrorIs(t, heard(other), coaching.ErrNotFound, other.Email)
	}
	vault := postgres.NewVault(s.DB, coaching.ErrNotFound)
	require.NoError(t, vault.PutKey(ctx, string(note.ID), []byte("wrapped")))
	wrapped, err := vault.Key(ctx, string(note.ID))
	require.NoError(t, err)
	require.Equal(t, []byte("wrapped"), wrapped)

	hide := func(actor coaching.Actor) error {
		return act(t, s, actor, func(tx *postgres.Tx) error {
			_, err := tx.HideVoiceNote(ctx, actor, note.ID, s.Now)
			return err
		})
	}
	require.ErrorIs(t, hide(s.Coach), coaching.ErrForbidden)
	require.NoError(t, hide(s.Employee))
	require.ErrorIs(t, heard(s.Coach), coaching.ErrNotFound)
	require.ErrorIs(t, heard(s.Employee), coaching.ErrNotFound)
	require.NoError(t, vault.DestroyKey(ctx, string(note.ID)))
	require.ErrorIs(t, vault.PutKey(ctx, string(note.ID), []byte("late")), coaching.ErrNotFound, "none for a note that is gone")
	s.Behind(postgres.Erase, func(tx *postgres.Tx) error {
		hidden, err := tx.HiddenVoiceNotes(ctx, "node")
		require.Equal(t, []coaching.VoiceNoteID{note.ID}, hidden)
		require.NoError(t, err)
		return tx.ForgetVoiceNote(ctx, note.ID)
	})
	var rows int
	require.NoError(t, s.PG.Owner.Get(&rows, `SELECT count(*) FROM voice_note`))
	require.Zero(t, rows)
}

func TestANoteGoesWhenItWasNeverSentOrItsTrajectoryIsLongOver(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		if _, err := tx.CreateVoiceNote(ctx, s.Employee, 4000, "node", s.Now); err != nil {
			return err
		}
		note, err := tx.CreateVoiceNote(ctx, s.Employee, 4000, "node", s.Now)
		if err != nil {
			return err
		}
		if err := tx.SendVoiceNote(ctx, s.Employee, note.ID, s.Question, 1, s.Now); err != nil {
			return err
		}
		_, err = tx.End(ctx, s.Employee, s.Trajectory.ID, s.Now)
		return err
	})
	expire := func(at time.Time) (gone int64) {
		s.Behind(postgres.Retain, func(tx *postgres.Tx) (err error) {
			gone, err = tx.ExpireVoiceNotes(ctx, at)
			return err
		})
		return gone
	}
	require.Zero(t, expire(s.Now.Add(coaching.DraftVoiceNote)))
	require.EqualValues(t, 1, expire(s.Now.Add(coaching.DraftVoiceNote+time.Second)), "the draft")
	require.Zero(t, expire(s.Now.AddDate(0, 0, 30)))
	require.EqualValues(t, 1, expire(s.Now.AddDate(0, 0, 31)), "what was sent")
}
