package postgres_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres/pgstory"
)

// dossier is what an employee sees after she left, beside what belongs to her account.
var dossier = map[string]string{
	"annotation": "see 1", "coach_question": "see 1", "coaching_entry": "see 1", "cycle": "see 2", "evaluation": "see 1",
	"evaluation_part": "see 1", "holder": "see 1", "kept_word": "see 3", "look": "see 1", "question_version": "see 3",
	"report": "see 1", "report_approval": "see 1", "sharing_agreement": "see 1", "sharing_agreement_yes": "see 2", "trajectory": "see 1", "trajectory_coach": "see 3", "work_point": "see 1",
}

// TestWhoLeftReadsHerOwnDossierAndNothingElse: for coaching.LeavingDays she sees her own words and hours, no film and
// nothing of another, and changes nothing; each policy of hers is dropped once and must be missed.
func TestWhoLeftReadsHerOwnDossierAndNothingElse(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	q := newQuestions(t, s.PG.Owner)
	var reply string // to a mark of her own, which she still sees
	require.NoError(t, s.PG.Owner.GetContext(t.Context(), &reply, `
		SELECT to_jsonb(r) || jsonb_build_object('annotation_id', $1::text, 'author_id', $2::text)
		FROM reply r
		LIMIT 1`, s.Proud.ID, s.Employee.ID))
	q.rows["reply"] = append(q.rows["reply"], reply)
	var approval string // of the present wording
	require.NoError(t, s.PG.Owner.GetContext(t.Context(), &approval, `
		SELECT to_jsonb(a) || jsonb_build_object('version', r.version, 'person_id', $1::text)
		FROM report_approval a
		JOIN report r ON r.id = a.report_id
		LIMIT 1`, s.Employee.ID))
	q.rows["report_approval"] = append(q.rows["report_approval"], approval)
	seen := func(ask question) map[string]string {
		got := map[string]string{}
		for table := range q.rows {
			if powers := ask.powers(table, string(s.Employee.ID)); powers != "" && !ofTheAccount(table) {
				got[table] = powers
			}
		}
		return got
	}
	left := func(days int) string {
		return `UPDATE role_assignment SET valid_until = now() - interval '1 second' - interval '` + strconv.Itoa(days) +
			` days' WHERE person_id = '` + string(s.Employee.ID) + `'`
	}
	q.asking(s.PG.Owner, left(0), func(ask question) { require.Equal(t, dossier, seen(ask)) })
	q.asking(s.PG.Owner, left(coaching.LeavingDays), func(ask question) { require.Empty(t, seen(ask)) })
	q.asking(s.PG.Owner, left(coaching.LeavingDays-1), func(ask question) { require.Equal(t, dossier, seen(ask)) })
	var policies []struct{ Tablename, Policyname string }
	require.NoError(t, s.PG.Owner.SelectContext(t.Context(), &policies, `
		SELECT tablename,
		       policyname
		FROM pg_policies
		WHERE policyname LIKE 'leaver%'`))
	require.NotEmpty(t, policies)
	for _, p := range policies {
		q.asking(s.PG.Owner, left(0)+`; DROP POLICY `+p.Policyname+` ON `+p.Tablename, func(ask question) {
			require.NotEqual(t, dossier[p.Tablename], ask.powers(p.Tablename, string(s.Employee.ID)),
				"without policy %s on %s nothing changes", p.Policyname, p.Tablename)
		})
	}
}
