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
		return nil
	})
}

// accepts takes the offer that was made to an address, by its link.
func accepts(t *testing.T, s *pgstory.Story, actor coaching.Actor, email string) error {
	t.Helper()
	return s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
		return tx.AcceptEngagement(t.Context(), actor, pgstory.Hash(email), s.Now)
	})
}

// TestAnAddressAloneAcceptsNothing: an administrator makes an account with the address that another holder asked. Without
// the link it comes to nothing, and with the link of another's address neither.
func TestAnAddressAloneAcceptsNothing(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Share()
	other := founded(t, s)
	until := coaching.DayOf(s.Now, s.Holder.Zone()).Plus(30)
	offered(t, s, "mirjam@demo.test", until)
	offered(t, s, s.Outsider.Email, until)
	var taken coaching.Member
	s.As(other, func(tx *postgres.Tx) (err error) {
		taken, err = tx.AddMember(t.Context(), other, coaching.Person{Name: coaching.Name{Given: "Mirjam", Family: "Kok"}, Email: "mirjam@demo.test"},
			[]coaching.Appointment{{Role: coaching.Coach}}, s.Now)
		return err
	})
	thief := coaching.Actor{Person: taken.Person}
	for _, secret := range []string{"", "geraden", s.Outsider.Email} {
		require.ErrorIs(t, accepts(t, s, thief, secret), coaching.ErrNotFound, secret)
	}
	var known int
	s.As(thief, func(tx *postgres.Tx) error {
		return tx.GetContext(t.Context(), &known, `SELECT count(*) FROM engagement`)
	})
	require.Zero(t, known, "nor does she learn who asked")
	require.NoError(t, accepts(t, s, s.Outsider, s.Outsider.Email))
}

// founded gives the other holder of the story an administrator.
func founded(t *testing.T, s *pgstory.Story) coaching.Actor {
	t.Helper()
	id := coaching.PersonID(postgres.NewID[string]())
	_, err := s.PG.Owner.ExecContext(t.Context(), `
		WITH p AS (
		    INSERT INTO person (id, holder_id, given_name, family_name, email, created_at)
		    VALUES ($1, $2, 'Andere', 'Beheerder', 'beheer@elders.test', now())
		    RETURNING id, holder_id)
		INSERT INTO role_assignment (id, holder_id, person_id, role, valid_from)
		SELECT gen_random_uuid(), p.holder_id, p.id, 'administrator', now() - interval '1 year'
		FROM p`, id, s.Other.ID)
	require.NoError(t, err)
	return coaching.Actor{
		Person: coaching.Person{ID: id, HolderID: s.Other.ID, Email: "beheer@elders.test"},
		Roles:  []coaching.Assignment{{HolderID: s.Other.ID, Role: coaching.Administrator}},
	}
}

// TestNoAdministratorGetsIntoWhatAnotherHolderHas: who keeps an account makes no link to it any more once it opens what
// another holder has, a link from before is dead, and no statement brings it back. The operator can.
func TestNoAdministratorGetsIntoWhatAnotherHolderHas(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Share()
	other := founded(t, s)
	makes := func(token string) error {
		return s.DB.AsActor(t.Context(), other, func(tx *postgres.Tx) error {
			_, err := tx.MakeInvitation(t.Context(), other, s.Outsider.ID, pgstory.Hash(token), s.Now)
			return err
		})
	}
	require.NoError(t, makes("used"), "while she works there only")
	require.NoError(t, use(s, t, "used", "hash", s.Now))
	require.NoError(t, makes("before"))
	offered(t, s, s.Outsider.Email, coaching.DayOf(s.Now, s.Holder.Zone()).Plus(30))
	require.NoError(t, accepts(t, s, s.Outsider, s.Outsider.Email))

	require.ErrorIs(t, makes("after"), coaching.Conflict("works_elsewhere"))
	require.ErrorIs(t, use(s, t, "before", "stolen", s.Now), coaching.Conflict("link_works_elsewhere"))
	require.Zero(t, asRole(t, s, other, `
		INSERT INTO invitation (id, holder_id, person_id, kind, token_hash, made_by, made_at, expires_at)
		VALUES ($1, $2, $3, 'password', sha256('x'), $4, now(), now() + interval '1 day')`, postgres.NewID[string](), s.Other.ID, s.Outsider.ID, other.ID))
	require.Zero(t, asRole(t, s, other, `UPDATE invitation SET used_at = NULL WHERE token_hash = $1`, pgstory.Hash("used")), "what was used is not opened again")

	s.Behind(postgres.Invite, func(tx *postgres.Tx) error {
		_, _, err := tx.InviteByOperator(t.Context(), postgres.OperatorInvitation{Holder: s.Other.Name, Email: s.Outsider.Email, Role: coaching.Coach}, pgstory.Hash("operator"), s.Now)
		return err
	})
	require.NoError(t, use(s, t, "operator", "hers", s.Now))
	_, err := s.PG.Owner.Exec(`UPDATE role_assignment SET valid_until = now() - interval '1 day', valid_from = now() - interval '2 days' WHERE engagement_id IS NOT NULL`)
	require.NoError(t, err)
	require.NoError(t, makes("again"), "when the engagement is over it is her holder's again")
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
		return accepts(t, s, actor, s.Outsider.Email)
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
	for _, last := range []coaching.Day{lastSunday(year+1, time.March), lastSunday(year+1, time.October)} {
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

// lastSunday of a month is the day on which the clock changes, in March and October.
func lastSunday(year int, month time.Month) coaching.Day {
	end := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
	return coaching.DayOf(end.AddDate(0, 0, -int(end.Weekday())), time.UTC)
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
	require.NoError(t, accepts(t, s, coaching.Actor{Person: person}, "nieuw@demo.test"))
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
