package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func TestHerOwnYesIsKeptWithItsWordsAndCanBeTakenBackUntilFilmComesIn(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	var recording coaching.Recording
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		recording, err = tx.CreateRecording(ctx, s.Employee, s.Cycle.ID, "", nil, 0, s.Now)
		return err
	})
	asked := coaching.Consent{
		RecordingID: recording.ID, Purpose: coaching.OwnQuestion, TextVersion: 1, Language: "nl", Way: coaching.ConsentShown,
	}
	token := func(name string) error {
		return s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
			return tx.CreateIngestToken(ctx, s.Employee, recording.ID, pgstory.Hash(name), s.Now, s.Now.Add(time.Hour))
		})
	}
	s.As(s.Employee, func(tx *postgres.Tx) error {
		said, err := tx.GiveConsent(ctx, s.Employee, asked, s.Now)
		require.NoError(t, err)
		require.Contains(t, said.Words, "niet om mij te beoordelen")
		require.Equal(t, coaching.ConsentShown, said.Way)
		again, err := tx.GiveConsent(ctx, s.Employee, asked, s.Now.Add(time.Minute))
		require.Equal(t, said, again, "a yes that stands is not said anew")
		return err
	})
	require.NoError(t, token("first"))
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.WithdrawConsent(ctx, s.Employee, recording.ID, s.Now) })
	require.EqualError(t, token("second"), "consent_withdrawn")
	err := s.DB.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error {
		_, err := tx.IngestRecording(ctx, pgstory.Hash("first"), s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound, "the tokens went with the yes")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.GiveConsent(ctx, s.Employee, asked, s.Now.Add(time.Hour))
		return err
	})
	require.NoError(t, token("third"))
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		_, err := tx.BeginTake(ctx, recording.ID, "node", s.Now)
		return err
	})
	err = s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error { return tx.WithdrawConsent(ctx, s.Employee, recording.ID, s.Now) })
	require.EqualError(t, err, "recording_begun")
}

func TestARequestToPublishIsAYesWhereSheWasNotAsked(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record().Share()
	err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		said, err := tx.Consent(t.Context(), s.Recording.ID)
		require.Equal(t, coaching.ConsentRequest, said.Way)
		require.NotEmpty(t, said.Words)
		return err
	})
	require.NoError(t, err)
	for _, actor := range []coaching.Actor{s.Coach, s.Colleague, s.Manager} {
		err := s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
			_, err := tx.GiveConsent(t.Context(), actor, coaching.Consent{RecordingID: s.Recording.ID, Purpose: coaching.OwnQuestion, TextVersion: 1}, s.Now)
			return err
		})
		require.ErrorIs(t, err, coaching.ErrNotFound, actor.Email)
	}
}
