package postgres_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func newPeople(t *testing.T) *pgstory.Story { return pgstory.New(t, "") }

// TestEachDoorOpensWhatIsWrittenHere lists the doors without a person. That each opens these tables, to what end and
// no others, TestWhoSeesWhat holds against the database.
func TestEachDoorOpensWhatIsWrittenHere(t *testing.T) {
	t.Parallel()
	opens := map[postgres.Door]string{
		postgres.Audit:   "audit_entry holder",
		postgres.Parents: "", // one function answers, for an address that is switched on
		postgres.Login:   "credential login_session person",
		postgres.Session: "access_token login_session person role_assignment tablet",
		postgres.Tablet:  "login_session pin tablet",
		postgres.Ingest: "consent_basis consent_task effective_consent holder ingest_token recording " +
			"recording_consent restore role_assignment roster roster_child take upload",
		postgres.Watch:     "access_log live_invitation recording watch_token",
		postgres.Finalise:  "consent_basis consent_task effective_consent gap holder recording recording_lock roster roster_child take upload",
		postgres.Transcode: "angle consent_task gap recording recording_lock roster roster_child take trim upload",
		postgres.Trim:      "annotation feedback_moment gap recording recording_key take trim upload",
		postgres.Erase: "angle annotation erasure_receipt ingest_token live_invitation recording recording_consent recording_extension recording_lock " +
			"recording_share roster roster_child server_state take trim upload voice_note watch_token",
		postgres.Keys:   "recording recording_key voice_note voice_note_key",
		postgres.Export: "access_log angle gap recording take trim",
		postgres.Retain: "annotation child coaching_entry consent_basis consent_task cycle effective_consent erasure_receipt feedback_moment feedback_release holder ingest_token " +
			"kept_word look newcomer_list privacy_finding recording recording_extension recording_share reply restore retention_clock retention_terms storage_finding take talk talk_opening voice_note work_point",
		postgres.Demo:   "care_group credential holder location person role_assignment",
		postgres.Start:  "holder",
		postgres.First:  "", // shut as soon as a holder has somebody with a role: see founding_test.go
		postgres.Invite: "administration_log holder invitation location person role_assignment",
		postgres.Hours:  "", // answers from access.hours_shown() only
		postgres.Join:   "ingest_token join_code",
		postgres.Remind: "reminder_notice",
		postgres.Engage: "engagement holder",
		postgres.Link:   "access_token administration_log credential holder invitation login_session person role_assignment",
	}
	require.ElementsMatch(t, postgres.Doors(), slices.Collect(maps.Keys(opens)))
	for door, want := range opens {
		var tables []string
		for table, who := range expected() {
			if who["door "+string(door)] != "" {
				tables = append(tables, table)
			}
		}
		slices.Sort(tables)
		require.Equal(t, want, strings.Join(tables, " "), door)
	}
}

// TestTheDemoDoorMakesDemoDataOnly keeps real holders out of its reach.
func TestTheDemoDoorMakesDemoDataOnly(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE holder SET demo_version = NULL WHERE id = $1`, s.Other.ID)
	require.NoError(t, err)
	err = s.DB.AsDoor(t.Context(), postgres.Demo, func(tx *postgres.Tx) error {
		return tx.Assign(t.Context(), s.Coach.ID, coaching.Assignment{HolderID: s.Other.ID, Role: coaching.Coach}, s.Now, nil)
	})
	require.ErrorIs(t, err, coaching.ErrNotFound)
	err = s.DB.AsDoor(t.Context(), postgres.Demo, func(tx *postgres.Tx) error {
		return tx.CreateHolder(t.Context(), coaching.Holder{ID: postgres.NewID[coaching.HolderID](), Name: "Echt"}, s.Now)
	})
	require.ErrorIs(t, err, coaching.ErrNotFound)
}

// TestTheVisibilityFunctionsAnswerOnlyAboutTheActor: the serving role can call them, so nobody must learn anything there.
func TestTheVisibilityFunctionsAnswerOnlyAboutTheActor(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Whole()
	var calls []string
	require.NoError(t, s.PG.Owner.SelectContext(t.Context(), &calls, `
		SELECT format('SELECT count(*) FROM (SELECT unnest(access.%I(%s)::text[])) AS answers', proname,
		              CASE pronargs WHEN 0 THEN '' ELSE '''employee'', ''coach'', ''manager'', ''administrator''' END)
		FROM pg_proc
		WHERE pronamespace = 'access'::regnamespace
		  AND prorettype = 'uuid[]'::regtype
		  AND proname NOT IN ('people_at', 'people', 'people_met', 'managers_of', 'answered', 'answer', 'guests', 'have_password')`))
	calls = append(calls,
		`SELECT count(*) FROM person WHERE id = ANY (access.people())`,
		`SELECT count(*) FROM person WHERE id = ANY (access.people_met())`,
		`SELECT count(*) FROM access.accountability(NULL, NULL, NULL, NULL)`,
		`SELECT count(*) FROM access.accountability('`+string(s.Locations[0].ID)+`', NULL, NULL, 10)`,
		`SELECT count(*) FROM holder h, unnest(access.guests(h.id))`,
		`SELECT cardinality(access.have_password(ARRAY['`+string(s.Coach.ID)+`']::uuid[]))`,
		`SELECT count(*) FROM access.last_contacts(ARRAY['`+string(s.Trajectory.ID)+`']::uuid[])`,
		`SELECT count(access.actor())`)
	require.Greater(t, len(calls), 15)
	for _, call := range calls {
		var answers int
		require.NoError(t, s.PG.App.GetContext(t.Context(), &answers, call), call)
		require.Zero(t, answers, call)
	}
	_, err := s.PG.App.ExecContext(t.Context(), `SELECT access.people_at(ARRAY[$1]::uuid[], 'employee')`, s.Locations[0].ID)
	require.ErrorContains(t, err, "permission denied")
	for _, function := range []string{"managers_of", "answered"} {
		_, err = s.PG.App.ExecContext(t.Context(), `SELECT access.`+function+`($1)`, s.Coach.ID)
		require.ErrorContains(t, err, "permission denied", function)
	}
}
