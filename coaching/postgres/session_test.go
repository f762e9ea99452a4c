package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func TestLoggingInAndOutEverywhere(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "$hash")
	ctx := t.Context()
	s.Behind(postgres.Login, func(tx *postgres.Tx) error {
		person, hash, err := tx.Credential(ctx, "Medewerker@demo.test")
		require.NoError(t, err)
		require.Equal(t, s.Employee.ID, person)
		require.Equal(t, "$hash", hash)
		_, _, err = tx.Credential(ctx, "nobody@demo.test")
		require.ErrorIs(t, err, coaching.ErrNotFound)
		require.NoError(t, tx.CreateLoginSession(ctx, pgstory.Hash("a"), person, s.Now, s.Now.Add(time.Hour)))
		return tx.CreateLoginSession(ctx, pgstory.Hash("b"), person, s.Now, s.Now.Add(time.Hour))
	})
	who := func(token string, now time.Time) (actor coaching.Actor, err error) {
		err = s.DB.AsDoor(ctx, postgres.Session, func(tx *postgres.Tx) error {
			found, err := tx.LoginSession(ctx, pgstory.Hash(token), nil, now)
			actor = found.Actor
			return err
		})
		return actor, err
	}
	actor, err := who("a", s.Now)
	require.NoError(t, err)
	require.Equal(t, s.Employee.WorkFor("", nil), actor, "with name, holder and roles, at work for her one holder")
	_, err = who("a", s.Now.Add(2*time.Hour))
	require.ErrorIs(t, err, coaching.ErrNotFound, "it has ended")

	s.Behind(postgres.Session, func(tx *postgres.Tx) error {
		require.NoError(t, tx.RenewLoginSession(ctx, pgstory.Hash("a"), s.Now.Add(4*time.Hour)))
		return tx.DeleteLoginSession(ctx, pgstory.Hash("b"))
	})
	_, err = who("a", s.Now.Add(2*time.Hour))
	require.NoError(t, err)
	_, err = who("b", s.Now)
	require.ErrorIs(t, err, coaching.ErrNotFound)

	s.As(s.Colleague, func(tx *postgres.Tx) error { return tx.DeleteLoginSessions(ctx, s.Employee.ID) })
	_, err = who("a", s.Now)
	require.NoError(t, err, "a colleague cannot log her out")
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.DeleteLoginSessions(ctx, s.Employee.ID) })
	_, err = who("a", s.Now)
	require.ErrorIs(t, err, coaching.ErrNotFound)
}

func TestAnAccessTokenIsItsPerson(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	ctx := t.Context()
	expires := s.Now.Add(time.Hour)
	var token coaching.AccessToken
	s.As(s.Coach, func(tx *postgres.Tx) (err error) {
		token, err = tx.CreateAccessToken(ctx, s.Coach, "script", pgstory.Hash("t"), s.Now, &expires)
		require.NoError(t, err)
		tokens, err := tx.AccessTokens(ctx)
		require.Len(t, tokens, 1)
		return err
	})
	who := func(now time.Time) (actor coaching.Actor, err error) {
		err = s.DB.AsDoor(ctx, postgres.Session, func(tx *postgres.Tx) error {
			actor, err = tx.TokenActor(ctx, pgstory.Hash("t"), now)
			return err
		})
		return actor, err
	}
	actor, err := who(s.Now)
	require.NoError(t, err)
	require.Equal(t, s.Coach.WorkFor(s.Holder.ID, nil), actor, "at work for the holder in which it was made")
	_, err = who(expires)
	require.ErrorIs(t, err, coaching.ErrNotFound)
	err = s.DB.AsActor(ctx, s.Coach2, func(tx *postgres.Tx) error { return tx.DeleteAccessToken(ctx, token.ID) })
	require.ErrorIs(t, err, coaching.ErrNotFound, "it is not hers")
	s.As(s.Coach, func(tx *postgres.Tx) error { return tx.DeleteAccessToken(ctx, token.ID) })
	_, err = who(s.Now)
	require.ErrorIs(t, err, coaching.ErrNotFound)
}

func TestOwnPasswordAndLanguage(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "$old")
	ctx := t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		hash, err := tx.PasswordHash(ctx)
		require.NoError(t, err)
		require.Equal(t, "$old", hash)
		require.NoError(t, tx.SetPassword(ctx, "$new", s.Now))
		require.NoError(t, tx.SetLanguage(ctx, "en"))
		hash, err = tx.PasswordHash(ctx)
		require.Equal(t, "$new", hash)
		return err
	})
	s.As(s.Colleague, func(tx *postgres.Tx) error {
		hash, err := tx.PasswordHash(ctx)
		require.Equal(t, "$old", hash)
		return err
	})
	err := s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error { return tx.SetLanguage(ctx, "de") })
	require.ErrorIs(t, err, coaching.ErrInvalid)
}
