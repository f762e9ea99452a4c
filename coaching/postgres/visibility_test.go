package postgres_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// TestWhoSeesWhat tells the whole story and then asks PostgreSQL itself, logged in as the serving role, what each
// person, each door and everybody who is nobody can see, add, change and remove in every table there is.
func TestWhoSeesWhat(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	q := newQuestions(t, s.PG.Owner)
	require.Equal(t, slices.Sorted(maps.Keys(expected())), slices.Sorted(maps.Keys(q.rows)), "each table has its expectation")
	q.asking(s.PG.App, "", func(ask question) {
		for table, want := range expected() {
			got := make(map[string]string)
			for name, setting := range actors(s) {
				if powers := ask.powers(table, setting); powers != "" {
					got[name] = powers
				}
			}
			require.Equal(t, want, got, table)
		}
	})
}

// TestWithoutAnActorNothingIsThere asks on connections on which nobody ever said for whom they work.
func TestWithoutAnActorNothingIsThere(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	for table := range newQuestions(t, s.PG.Owner).rows {
		var seen int
		require.NoError(t, s.PG.App.GetContext(t.Context(), &seen, `SELECT count(*) FROM `+table))
		require.Zero(t, seen, table)
	}
}

// TestEachPolicyIsNeededAndWatched drops one policy after the other: what is expected of its table must notice each.
// Those of the first administrator open an empty database only: TestTheFirstDoorNeedsEachOfItsPolicies. Nobody has left
// here: TestWhoLeftReadsHerOwnDossierAndNothingElse. Those of a further holder and of roles by an engagement are in
// TestTheOperatorAddsAHolder and TestAnEngagementBoundsItsRole, that of a child that was cut out is in
// TestAChildThatIsCutOutOfEveryCameraOpensTheRecordingAndIsOutOfView.
func TestEachPolicyIsNeededAndWatched(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	q := newQuestions(t, s.PG.Owner)
	var policies []struct{ Tablename, Policyname string }
	require.NoError(t, s.PG.Owner.SelectContext(t.Context(), &policies, `
		SELECT tablename,
		       policyname
		FROM pg_policies
		WHERE schemaname = 'public'
		  AND policyname <> 'first'
		  AND policyname NOT LIKE 'leaver%'
		  AND policyname NOT IN ('operator_founds', 'unengaged', 'cut_out')
		ORDER BY tablename, policyname`))
	require.NotEmpty(t, policies)
	for _, p := range policies {
		q.asking(s.PG.Owner, `DROP POLICY `+p.Policyname+` ON `+p.Tablename, func(ask question) {
			require.True(t, ask.differs(s, p.Tablename), "without policy %s on %s nothing changes", p.Policyname, p.Tablename)
		})
	}
}

// TestRowLevelSecurityHoldsEachTable switches it off table by table: nobody then sees something.
func TestRowLevelSecurityHoldsEachTable(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	q := newQuestions(t, s.PG.Owner)
	for table := range q.rows {
		q.asking(s.PG.Owner, `ALTER TABLE `+table+` DISABLE ROW LEVEL SECURITY`, func(ask question) {
			require.NotEmpty(t, ask.powers(table, ""), table)
		})
	}
}

// actors are all who can come: the people of the story, the doors, and settings that are nobody.
func actors(s *pgstory.Story) map[string]string {
	all := map[string]string{
		"employee": string(s.Employee.ID), "colleague": string(s.Colleague.ID),
		"coach": string(s.Coach.ID), "coach2": string(s.Coach2.ID), "outsider": string(s.Outsider.ID),
		"manager": string(s.Manager.ID), "manager2": string(s.Manager2.ID),
		"administrator": string(s.Administrator.ID), "officer": string(s.Officer.ID),
		"empty": "", "stranger": postgres.NewID[string](), "shouting": strings.ToUpper(string(s.Employee.ID)),
		"injection": string(s.Employee.ID) + "' OR true --", "holder": string(s.Holder.ID),
		"door nothing": "system:nothing", "door": "system:", "shouting door": "SYSTEM:erase",
	}
	for _, door := range postgres.Doors() {
		all["door "+string(door)] = "system:" + string(door)
	}
	return all
}
