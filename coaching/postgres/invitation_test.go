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

func link(s *pgstory.Story, t *testing.T, id coaching.PersonID, token string) (made coaching.Invitation) {
	t.Helper()
	s.As(s.Administrator, func(tx *postgres.Tx) (err error) {
		made, err = tx.MakeInvitation(t.Context(), s.Administrator, id, pgstory.Hash(token), s.Now)
		return err
	})
	return made
}

func use(s *pgstory.Story, t *testing.T, token, hash string, now time.Time) error {
	t.Helper()
	return s.DB.AsDoor(t.Context(), postgres.Link, func(tx *postgres.Tx) error {
		_, err := tx.UseInvitation(t.Context(), pgstory.Hash(token), hash, now)
		return err
	})
}

func TestALinkIsUsedOnceHoweverManyTry(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	made := add(s, t, "iris@demo.test", coaching.Appointment{Role: coaching.Coach})
	require.Equal(t, coaching.ToBegin, link(s, t, made.ID, "a").Kind)
	errs := make([]error, 5)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() { errs[i] = use(s, t, "a", string(rune('a'+i)), s.Now) })
	}
	all.Wait()
	won := -1
	for i, err := range errs {
		if err != nil {
			require.ErrorIs(t, err, coaching.Conflict("link_used"))
			continue
		}
		require.Equal(t, -1, won, "two got in")
		won = i
	}
	var hash string
	require.NoError(t, s.PG.Owner.Get(&hash, `SELECT password_hash FROM credential WHERE person_id = $1`, made.ID))
	require.Equal(t, string(rune('a'+won)), hash)
	require.Equal(t, coaching.ToResetPassword, link(s, t, made.ID, "b").Kind, "from now on it is for a new password")
}

// TestASecondUseWaitsForTheFirst: it must not read that the link is open while the first is still at it.
func TestASecondUseWaitsForTheFirst(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	made := add(s, t, "iris@demo.test", coaching.Appointment{Role: coaching.Coach})
	link(s, t, made.ID, "a")
	var second <-chan error
	s.Behind(postgres.Link, func(tx *postgres.Tx) error {
		_, err := tx.UseInvitation(t.Context(), pgstory.Hash("a"), "first", s.Now)
		second = late(t, s, func() error { return use(s, t, "a", "second", s.Now) })
		return err
	})
	require.ErrorIs(t, <-second, coaching.Conflict("link_used"))
}

func TestEachDeadLinkIsToldApartAndChangesNothing(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	made := link(s, t, s.Employee.ID, "first")
	require.ErrorIs(t, use(s, t, "first", "x", made.ExpiresAt), coaching.Conflict("link_expired"))
	link(s, t, s.Employee.ID, "second")
	require.ErrorIs(t, use(s, t, "first", "x", s.Now), coaching.Conflict("link_replaced"))
	require.ErrorIs(t, use(s, t, "nobody's", "x", s.Now), coaching.ErrNotFound)
	_, err := s.DB.EndMember(t.Context(), s.Administrator, s.Employee.ID, today(s), s.Now)
	require.NoError(t, err)
	require.ErrorIs(t, use(s, t, "second", "x", s.Now), coaching.Conflict("link_person_ended"))
	var hash string
	require.NoError(t, s.PG.Owner.Get(&hash, `SELECT password_hash FROM credential WHERE person_id = $1`, s.Employee.ID))
	require.Equal(t, "$none", hash)
	err = s.DB.AsActor(t.Context(), s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.MakeInvitation(t.Context(), s.Administrator, s.Employee.ID, pgstory.Hash("third"), s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("person_ended"))
}

func TestTheDoorOfLinksReachesOnlyWhoHasAnOpenOne(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	link(s, t, s.Employee.ID, "a")
	s.Behind(postgres.Link, func(tx *postgres.Tx) error {
		result, err := tx.ExecContext(t.Context(), `UPDATE credential SET password_hash = 'x' WHERE true`)
		require.NoError(t, err)
		rows, err := result.RowsAffected()
		require.EqualValues(t, 1, rows)
		return err
	})
}

func TestSheSeesWhoMadeALinkAndTakesItBack(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	ctx := t.Context()
	made := link(s, t, s.Employee.ID, "a")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		links, _, err := tx.Invitations(ctx, s.Holder.ID, s.Employee.ID, "", 10)
		require.Len(t, links, 1)
		names, err2 := tx.PersonNames(ctx, []coaching.PersonID{coaching.PersonID(links[0].MadeBy)})
		require.NoError(t, err2)
		require.Equal(t, "Fatma Yılmaz", names[s.Administrator.ID].Name.Full(), "the administrator, whom she does not see otherwise")
		return err
	})
	err := s.DB.AsActor(ctx, s.Colleague, func(tx *postgres.Tx) error { return tx.TakeBackInvitation(ctx, s.Colleague, made.ID, s.Now) })
	require.ErrorIs(t, err, coaching.ErrNotFound, "a link to another's account")
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.TakeBackInvitation(ctx, s.Employee, made.ID, s.Now) })
	require.ErrorIs(t, use(s, t, "a", "x", s.Now), coaching.Conflict("link_replaced"))
	s.As(s.Officer, func(tx *postgres.Tx) error {
		lines, _, err := tx.AdministrationLog(ctx, s.Holder.ID, s.Employee.ID, "", 10)
		require.Len(t, lines, 2)
		require.Equal(t, coaching.ActLinkTakenBack, lines[0].Act)
		return err
	})
}

func TestTheOperatorIsToldInSentencesWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	invite := func(in postgres.OperatorInvitation) error {
		return s.DB.AsDoor(t.Context(), postgres.Invite, func(tx *postgres.Tx) error {
			_, _, err := tx.InviteByOperator(t.Context(), in, pgstory.Hash(in.Email+string(in.Role)), s.Now)
			return err
		})
	}
	holder := s.Holder.Name
	for name, c := range map[string]struct {
		in   postgres.OperatorInvitation
		want string
	}{
		"several holders": {postgres.OperatorInvitation{Email: "a@b.test", Role: coaching.Coach}, `say which with --holder, one of "Stichting De Kleine Wereld"`},
		"no such holder":  {postgres.OperatorInvitation{Holder: "Zon", Email: "a@b.test", Role: coaching.Coach}, `there is no holder "Zon"`},
		"no such place":   {postgres.OperatorInvitation{Holder: holder, Email: "a@b.test", Role: coaching.Coach, Location: "Oost"}, `there is no location "Oost"; there is "Kindercentrum Noord"`},
		"a place too many": {postgres.OperatorInvitation{Holder: holder, Email: "a@b.test", Role: coaching.Administrator, Location: "Kindercentrum Noord"},
			"--location does not go with the role administrator"},
		"nobody knows her":   {postgres.OperatorInvitation{Holder: holder, Email: "a@b.test", Role: coaching.Coach}, "say who it is with --name"},
		"somebody of others": {postgres.OperatorInvitation{Holder: holder, Email: "buiten@demo.test", Role: coaching.Coach}, "another holder keeps"},
	} {
		require.ErrorContains(t, invite(c.in), c.want, name)
	}
	require.NoError(t, invite(postgres.OperatorInvitation{Holder: holder, Email: "Nieuw@demo.test", Role: coaching.Coach, Name: coaching.ParseName("Iris de Groot")}))
	require.NoError(t, invite(postgres.OperatorInvitation{Holder: holder, Email: "nieuw@demo.test", Role: coaching.Manager, Location: "kindercentrum noord"}), "a new link and one more role")
	var roles string
	require.NoError(t, s.PG.Owner.Get(&roles, `SELECT string_agg(role, ' ' ORDER BY role) FROM role_assignment r JOIN person p ON p.id = r.person_id WHERE p.email = 'nieuw@demo.test'`))
	require.Equal(t, "coach manager", roles)
}
