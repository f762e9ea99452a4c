package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// TestOnATabletThePoliciesShowAnEmployeeAndNothingElse: whatever else she is, she sees there exactly the rows that she would
// see if she were an employee alone.
func TestOnATabletThePoliciesShowAnEmployeeAndNothingElse(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "hash")
	s.Whole()
	var tables []string
	require.NoError(t, s.PG.Owner.Select(&tables, `
		SELECT c.relname
		FROM pg_class c
		WHERE c.relnamespace = 'public'::regnamespace
		  AND c.relkind = 'r'
		  AND c.relrowsecurity
		  AND has_table_privilege('terugblik_app', c.oid, 'SELECT')`))
	require.Greater(t, len(tables), 60)
	visible := func(actor coaching.Actor) map[string]int {
		seen := map[string]int{}
		for _, table := range tables {
			s.As(actor, func(tx *postgres.Tx) error {
				var n int
				err := tx.Get(&n, `SELECT count(*) FROM `+table)
				seen[table] = n
				return err
			})
		}
		return seen
	}
	less := 0
	for _, actor := range []coaching.Actor{s.Coach, s.Manager, s.Administrator, s.Officer} {
		_, err := s.PG.Owner.Exec(`
			INSERT INTO role_assignment (id, holder_id, person_id, role, valid_from)
			VALUES ($1, $2, $3, 'employee', now() - interval '1 hour')`, postgres.NewID[string](), s.Holder.ID, actor.ID)
		require.NoError(t, err)
		all, there := visible(actor), actor
		there.Tablet = "a tablet"
		onTablet := visible(there)
		_, err = s.PG.Owner.Exec(`
			UPDATE role_assignment
			SET valid_until = now()
			WHERE person_id = $1
			  AND role <> 'employee'`, actor.ID)
		require.NoError(t, err)
		require.Equal(t, visible(actor), onTablet, actor.Email)
		for table, n := range onTablet {
			less += all[table] - n
		}
	}
	require.Greater(t, less, 100, "and that is much less than she sees elsewhere")
}
