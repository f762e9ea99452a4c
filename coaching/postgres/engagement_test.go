package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// offered asks an address to coach for the holder of the story until a day.
func offered(t *testing.T, s *pgstory.Story, email string, until coaching.Day) coaching.Engagement {
	t.Helper()
	var e coaching.Engagement
	s.As(s.Administrator, func(tx *postgres.Tx) (err error) {
		e, err = tx.OfferEngagement(t.Context(), s.Administrator, coaching.Engagement{
			Email: email, Name: "Mirjam Kok", Contract: "C-2026-7", From: coaching.DayOf(s.Now, s.Holder.Zone()), Until: until,
		}, pgstory.Hash(email), s.Now)
		return err
	})
	return e
}

// TestAnOfferTellsNothingOfWhoHasAnAccount: the answer to the administrator is the same for an address that has an
// account elsewhere and for one that nobody has, and the account sees nothing before it accepts.
func TestAnOfferTellsNothingOfWhoHasAnAccount(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Share()
	until := coaching.DayOf(s.Now, s.Holder.Zone()).Plus(30)
	known, unknown := offered(t, s, s.Outsider.Email, until), offered(t, s, "niemand@demo.test", until)
	known.ID, known.Email, unknown.ID, unknown.Email = "", "", "", ""
	require.Equal(t, unknown, known)
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.Member(t.Context(), s.Holder.ID, s.Outsider.ID)
		require.ErrorIs(t, err, coaching.ErrNotFound, "who it is she learns when it is accepted")
		return nil
	})
	s.As(s.Outsider, func(tx *postgres.Tx) error {
		_, err := tx.Holder(t.Context(), s.Holder.ID)
		require.ErrorIs(t, err, coaching.ErrNotFound)
		offers, err := tx.Offers(t.Context())
		require.Len(t, offers, 1)
		require.Equal(t, s.Holder.Name, offers[0].HolderName)
		return err
	})
	s.As(s.Coach2, func(tx *postgres.Tx) error {
		offers, err := tx.Offers(t.Context())
		require.Empty(t, offers, "it is hers alone")
		return err
	})
}

// TestAnEngagementBoundsItsRole: who accepts is a coach up to the last instant of the last day in the holder's zone; no
// administrator makes that longer, and with its end everything of the holder is gone.
func TestAnEngagementBoundsItsRole(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Share()
	zone := s.Holder.Zone()
	year := s.Now.In(zone).Year()
	e := offered(t, s, s.Outsider.Email, coaching.Day(time.Date(year+1, 12, 31, 0, 0, 0, 0, zone).Format(time.DateOnly)))
	accept := func(actor coaching.Actor) error {
		return s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error { return tx.AcceptEngagement(t.Context(), actor, e.ID, s.Now) })
	}
	require.ErrorIs(t, accept(s.Coach2), coaching.ErrNotFound)
	require.NoError(t, accept(s.Outsider))
	require.ErrorIs(t, accept(s.Outsider), coaching.ErrNotFound, "once")
	ends := func() (until time.Time) {
		require.NoError(t, s.PG.Owner.Get(&until, `SELECT valid_until FROM role_assignment WHERE engagement_id = $1`, e.ID))
		return until
	}
	require.True(t, ends().Equal(time.Date(year+2, 1, 1, 0, 0, 0, 0, zone)), ends())
	s.As(s.Outsider, func(tx *postgres.Tx) error {
		_, err := tx.Holder(t.Context(), s.Holder.ID)
		return err
	})
	longer := s.DB.AsActor(t.Context(), s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.ExecContext(t.Context(), `UPDATE role_assignment SET valid_until = NULL WHERE engagement_id = $1`, e.ID)
		return err
	})
	require.ErrorIs(t, longer, coaching.ErrNotFound)
	byHand := s.DB.AsActor(t.Context(), s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.ExecContext(t.Context(), `
			INSERT INTO role_assignment (id, holder_id, person_id, role, valid_from, engagement_id)
			VALUES ($1, $2, $3, 'coach', now(), $4)`, postgres.NewID[string](), s.Holder.ID, s.Coach.ID, e.ID)
		return err
	})
	require.ErrorIs(t, byHand, coaching.ErrNotFound)
	// The day on which summer time begins has 23 hours, that on which it ends 25.
	for _, last := range []coaching.Day{"2027-03-28", "2027-10-31"} {
		s.As(s.Administrator, func(tx *postgres.Tx) (err error) {
			change := e
			change.Until = last
			var now coaching.Engagement
			if now, err = tx.Engagement(t.Context(), s.Holder.ID, e.ID); err == nil {
				_, err = tx.ChangeEngagement(t.Context(), s.Administrator, change, now.Version, s.Now)
			}
			return err
		})
		require.True(t, ends().Equal(last.Over(zone)), "%s: %s", last, ends())
	}
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.ChangeEngagement(t.Context(), s.Administrator, e, 1, s.Now)
		require.ErrorIs(t, err, coaching.ErrStale, "two administrators")
		_, err = tx.EndEngagement(t.Context(), s.Administrator, e.ID, s.Now)
		return err
	})
	s.As(s.Outsider, func(tx *postgres.Tx) error {
		_, err := tx.Holder(t.Context(), s.Holder.ID)
		require.ErrorIs(t, err, coaching.ErrNotFound)
		return nil
	})
}

// TestWhoHasNoAccountBeginsWithTheLink: the link makes an account with the address that was asked, and with no other; an
// address that has an account keeps its password.
func TestWhoHasNoAccountBeginsWithTheLink(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "")
	until := coaching.DayOf(s.Now, s.Holder.Zone()).Plus(30)
	begin := func(secret string, name coaching.Name) (person coaching.Person, err error) {
		err = s.DB.AsDoor(t.Context(), postgres.Engage, func(tx *postgres.Tx) error {
			person, err = tx.BeginEngaged(t.Context(), pgstory.Hash(secret), name, "hash", s.Now)
			return err
		})
		return person, err
	}
	offered(t, s, "nieuw@demo.test", until)
	person, err := begin("nieuw@demo.test", coaching.Name{Given: "Wim", Family: "Bos"})
	require.NoError(t, err)
	require.Equal(t, "nieuw@demo.test", person.Email)
	s.As(coaching.Actor{Person: person}, func(tx *postgres.Tx) error {
		offers, err := tx.Offers(t.Context())
		require.Len(t, offers, 1)
		return err
	})
	offered(t, s, s.Outsider.Email, until)
	_, err = begin(s.Outsider.Email, coaching.Name{Given: "Wim", Family: "Bos"})
	require.ErrorIs(t, err, coaching.Conflict("email_taken"))
	_, err = begin("geraden", coaching.Name{Given: "Wim", Family: "Bos"})
	require.ErrorIs(t, err, coaching.ErrNotFound)
	_, err = s.PG.App.ExecContext(t.Context(), `SELECT access.begin_engaged($1, $2, 'a', '', 'b', 'hash', now())`,
		pgstory.Hash("nieuw@demo.test"), postgres.NewID[string]())
	require.NoError(t, err)
	var people int
	require.NoError(t, s.PG.Owner.Get(&people, `SELECT count(*) FROM person WHERE email = 'nieuw@demo.test'`))
	require.Equal(t, 1, people, "without the door nothing comes of it")
}
