package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// TestWhoWorksForTwoHoldersSeesOneAtATime: a coach with roles in two holders sees nothing of the one for which she does
// not work now, in any table; and what is no holder is nothing at all.
func TestWhoWorksForTwoHoldersSeesOneAtATime(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	s.Behind(postgres.Demo, func(tx *postgres.Tx) error {
		return tx.Assign(t.Context(), s.Coach.ID, coaching.Assignment{HolderID: s.Other.ID, Role: coaching.Coach}, s.Now.AddDate(0, 0, -5), nil)
	})
	held := make(map[string]int)
	for table := range newQuestions(t, s.PG.Owner).rows {
		for _, holder := range []coaching.HolderID{"", s.Holder.ID, s.Other.ID} {
			s.As(pgstory.At(s.Coach, holder), func(tx *postgres.Tx) error {
				var foreign int
				if err := tx.GetContext(t.Context(), &foreign, `
					SELECT count(*)
					FROM `+table+` AS r
					WHERE to_jsonb(r) ->> 'holder_id' = $1`, s.Holder.ID); err != nil {
					return err
				}
				if holder == s.Other.ID && !ofTheAccount(table) {
					require.Zero(t, foreign, table)
				}
				held[string(holder)] += foreign
				return nil
			})
		}
	}
	require.Positive(t, held[string(s.Holder.ID)])
	require.Equal(t, held[""], held[string(s.Holder.ID)])
	err := s.DB.AsActor(t.Context(), pgstory.At(s.Coach, "both"), func(*postgres.Tx) error { return nil })
	require.ErrorIs(t, err, coaching.ErrNotFound)
}

// ofTheAccount are tables with what belongs to the account itself and goes with her everywhere.
func ofTheAccount(table string) bool {
	switch table {
	case "person", "credential", "role_assignment", "code_pad", "login_session", "access_token", "invitation":
		return true
	}
	return false
}

// TestNobodyCoachesWhomSheManages: with the role of manager over the employee's location the coach loses sight at once,
// by the policies, and cannot be chosen; with one over another location she keeps it.
func TestNobodyCoachesWhomSheManages(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	sees := func() (questions, films, choosable int) {
		s.As(s.Coach, func(tx *postgres.Tx) error {
			if err := tx.GetContext(t.Context(), &questions, `SELECT count(*) FROM coach_question`); err != nil {
				return err
			}
			return tx.GetContext(t.Context(), &films, `SELECT count(*) FROM recording`)
		})
		s.As(s.Employee, func(tx *postgres.Tx) error {
			return tx.GetContext(t.Context(), &choosable, `SELECT cardinality(access.engaged_coaches())`)
		})
		return questions, films, choosable
	}
	manages := func(at coaching.LocationID) {
		s.Behind(postgres.Demo, func(tx *postgres.Tx) error {
			return tx.Assign(t.Context(), s.Coach.ID, coaching.Assignment{HolderID: s.Holder.ID, Role: coaching.Manager, Location: at}, s.Now.AddDate(0, 0, -1), nil)
		})
	}
	manages(s.Locations[1].ID)
	questions, films, choosable := sees()
	require.Equal(t, []int{1, 3, 2}, []int{questions, films, choosable}, "she manages elsewhere")
	manages(s.Locations[0].ID)
	questions, films, choosable = sees()
	require.Equal(t, []int{0, 0, 1}, []int{questions, films, choosable}, "she manages the employee")
}
