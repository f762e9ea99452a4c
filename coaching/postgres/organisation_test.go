package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func TestAManagerLearnsThatATrajectoryRunsAndMinutes(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Give()
	ctx := t.Context()
	accounts := func(actor coaching.Actor) (all []coaching.Account) {
		s.As(actor, func(tx *postgres.Tx) (err error) {
			all, _, err = tx.Accountability(ctx, "", "", 0)
			return err
		})
		return all
	}
	north := s.Locations[0]
	require.Equal(t, []coaching.Account{
		{EmployeeID: s.Employee.ID, Name: s.Employee.Name, LocationID: north.ID, LocationName: north.Name, Running: true, Minutes: 45},
		{EmployeeID: s.Colleague.ID, Name: s.Colleague.Name, LocationID: north.ID, LocationName: north.Name},
	}, accounts(s.Manager), "sorted by family name: Oetelaar before Özdemir")
	for _, actor := range []coaching.Actor{s.Manager2, s.Administrator, s.Officer, s.Coach, s.Colleague, s.Outsider} {
		require.Empty(t, accounts(actor), actor.Email)
	}
}

// TestAccountabilityComesInPages: one by one it is what it is at once, and a page that begins after somebody of whom she
// learns nothing is empty.
func TestAccountabilityComesInPages(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Give()
	ctx := t.Context()
	s.Behind(postgres.Demo, func(tx *postgres.Tx) error { // she manages both locations, and somebody works at all
		began := s.Now.AddDate(0, 0, -1)
		require.NoError(t, tx.Assign(ctx, s.Manager.ID, coaching.Assignment{HolderID: s.Holder.ID, Role: coaching.Manager, Location: s.Locations[1].ID}, began, nil))
		return tx.Assign(ctx, s.Coach.ID, coaching.Assignment{HolderID: s.Holder.ID, Role: coaching.Employee}, began, nil)
	})
	s.As(s.Manager, func(tx *postgres.Tx) error {
		whole, next, err := tx.Accountability(ctx, "", "", 0)
		require.NoError(t, err)
		require.Empty(t, next)
		require.Len(t, whole, 4)
		var paged []coaching.Account
		for cursor, more := "", true; more; more = cursor != "" {
			page, next, err := tx.Accountability(ctx, "", cursor, 1)
			require.NoError(t, err)
			require.Len(t, page, 1)
			paged, cursor = append(paged, page...), next
		}
		require.Equal(t, whole, paged)
		south, _, err := tx.Accountability(ctx, s.Locations[1].ID, "", 0)
		require.NoError(t, err)
		require.Equal(t, whole[3:], south, "the last location, and nobody else")
		return err
	})
	s.As(s.Manager2, func(tx *postgres.Tx) error { // of the other location
		for _, place := range s.Locations {
			for _, person := range []coaching.PersonID{s.Employee.ID, s.Officer.ID} {
				page, _, err := tx.Accountability(ctx, "", postgres.WriteCursor(string(place.ID), string(person)), 0)
				require.NoError(t, err)
				require.Empty(t, page, "it does not say where in the alphabet she stands")
			}
		}
		elsewhere, _, err := tx.Accountability(ctx, s.Locations[0].ID, "", 0)
		require.Empty(t, elsewhere)
		return err
	})
}

func TestPeopleComeByFamilyNameInPages(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	ctx := t.Context()
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		var names []string
		for cursor, more := "", true; more; more = cursor != "" {
			page, next, err := tx.Members(ctx, s.Holder.ID, postgres.MemberFilter{}, s.Now, cursor, 3)
			require.NoError(t, err)
			for _, person := range page {
				require.Len(t, person.Roles, 1)
				names = append(names, person.Name.Family)
			}
			cursor = next
		}
		require.Equal(t, []string{"Aarts", "Bakker", "Horst", "Oetelaar", "Özdemir", "Wit", "Yılmaz", "Zijlstra"}, names)
		locations, err := tx.Locations(ctx, s.Holder.ID)
		require.Len(t, locations, 2)
		require.Len(t, locations[0].Groups, 2)
		return err
	})
}

func TestSheChoosesFromTheCoachesEngagedAtHerLocation(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	ctx := t.Context()
	coaches := func(actor coaching.Actor) (names []string) {
		s.As(actor, func(tx *postgres.Tx) error {
			people, err := tx.EngagedCoaches(ctx)
			for _, person := range people {
				names = append(names, person.Name.Full())
			}
			return err
		})
		return names
	}
	require.Equal(t, []string{"Jeroen Bakker", "Els de Wit"}, coaches(s.Employee))
	require.Empty(t, coaches(s.Manager))
	s.Behind(postgres.Demo, func(tx *postgres.Tx) error {
		south := coaching.Assignment{HolderID: s.Holder.ID, Role: coaching.Coach, Location: s.Locations[1].ID}
		require.NoError(t, tx.Assign(ctx, s.Outsider.ID, south, s.Now.AddDate(0, 0, -1), nil))
		ended := coaching.Assignment{HolderID: s.Holder.ID, Role: coaching.Coach, Location: s.Locations[0].ID}
		return tx.Assign(ctx, s.Outsider.ID, ended, s.Now.AddDate(0, 0, -2), &s.Now)
	})
	require.Len(t, coaches(s.Employee), 2, "engaged elsewhere, or not any more")
}
