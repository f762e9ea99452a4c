package web_test

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/web"
)

// learning are the tables of the plane that is private to an employee and her coach. Every other table is named in
// accountable: a new one is on one of the two, or the test fails.
func learning() []string {
	return []string{
		"access_log", "angle", "annotation", "coach_question", "consent_task", "cycle", "erasure_receipt", "evaluation",
		"evaluation_part", "feedback_choice", "feedback_moment", "feedback_release", "gap", "kept_word", "learning_preference",
		"live_invitation", "look", "parting", "practice", "question_version", "recording", "recording_consent", "recording_extension",
		"recording_lock", "recording_share", "reminder", "reminder_notice", "reopening", "reply", "report", "report_approval",
		"roster", "roster_child", "sharing_agreement", "sharing_agreement_yes", "take", "talk", "talk_note", "talk_opening",
		"trajectory", "trajectory_coach", "trajectory_pause", "trim", "upload", "voice_note", "voice_note_key", "work_point",
	}
}

// accountable are the tables of people, places, rules and counts, of log-ins, and of the machine.
func accountable() []string {
	return []string{
		"access_token", "administration_log", "audit_entry", "breach_entry", "care_group", "centre", "child", "child_consent",
		"coaching_entry", "code_pad", "consent_basis", "credential", "dual_role", "effective_consent", "emergency_access",
		"emergency_grant", "employment", "engagement", "entry_attendee", "entry_share", "guardian", "holder", "hours_page",
		"hours_plan", "hours_reached", "hours_rule", "hours_snapshot", "hours_sum", "ingest_token", "invitation", "join_code", "location", "login_session",
		"newcomer_list", "office_played", "person", "pin", "privacy_finding", "privacy_request", "recording_key", "restore", "retention_clock",
		"retention_terms", "role_assignment", "safety_note", "safety_officer", "safety_signal", "server_state", "storage_finding",
		"tablet", "team", "team_member", "transparency_page", "viewing", "watch_token",
	}
}

// TestEveryTableIsOnOneOfTheTwoPlanes makes whoever adds a table say which.
func TestEveryTableIsOnOneOfTheTwoPlanes(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	var tables []string
	require.NoError(t, s.PG.Owner.SelectContext(t.Context(), &tables, `
		SELECT relname
		FROM pg_class
		WHERE relnamespace = 'public'::regnamespace
		  AND relkind IN ('r', 'p', 'v', 'm')
		  AND relname NOT LIKE 'river%'
		  AND relname <> 'goose_db_version'`))
	placed := slices.Concat(learning(), accountable())
	for _, table := range tables {
		require.Contains(t, placed, table, "name it in learning or in accountable")
	}
	require.Len(t, placed, len(tables), "each is on one, and is there")
}

// TestTheRunningRouterHasNoOtherRoutes: what is not in the list of routes, and so names no rule, is not there.
func TestTheRunningRouterHasNoOtherRoutes(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	router, ok := s.server.Handler().(chi.Routes)
	require.True(t, ok)
	var running, listed []string
	require.NoError(t, chi.Walk(router, func(method, path string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		running = append(running, method+" "+path)
		return nil
	}))
	for _, route := range s.server.Routes() {
		listed = append(listed, route.Method+" "+route.Path)
	}
	require.ElementsMatch(t, listed, running)
}

// secrets are all words on the learning plane, and the ids of its things: the schema says where they are. What everybody
// may read is none: names, and the examples on the screens.
func secrets(s *site) []string {
	plain := s.as(s.Outsider).get("/questions/new").body + s.nobody().get("/api/openapi.json").body
	var names []string
	require.NoError(s.t, s.PG.Owner.Select(&names, `
		SELECT name FROM holder
		UNION ALL
		SELECT concat_ws(' ', given_name, NULLIF(prefix, ''), family_name) FROM person`))
	var columns []struct{ Table, Column, Type string }
	require.NoError(s.t, s.PG.Owner.Select(&columns, `
		SELECT table_name AS table,
		       column_name AS column,
		       data_type AS type
		FROM information_schema.columns
		WHERE table_schema = 'public'
		  AND (data_type = 'text' OR column_name = 'id')`))
	var found []string
	for _, c := range columns {
		if !slices.Contains(learning(), c.Table) {
			continue
		}
		var values []string
		require.NoError(s.t, s.PG.Owner.Select(&values, `SELECT DISTINCT `+c.Column+`::text FROM `+c.Table+` WHERE `+c.Column+` IS NOT NULL`))
		for _, value := range values {
			words := len(value) >= 8 && strings.Contains(value, " ") && !strings.Contains(plain, value) && !slices.Contains(names, value)
			if c.Type == "uuid" || words {
				found = append(found, value)
			}
		}
	}
	return found
}

// leaks visits every reading route as everybody but the pair, and says where something of theirs shows.
func leaks(s *site) (found []string) {
	hidden := secrets(s)
	require.Greater(s.t, len(hidden), 30)
	outside := slices.DeleteFunc(everybody(s), func(a coaching.Actor) bool { return a.ID == s.Employee.ID || a.ID == s.Coach.ID })
	for _, actor := range outside {
		v := s.as(actor)
		for _, route := range s.server.Routes() {
			if route.Method != http.MethodGet {
				continue
			}
			path := addressed(s, route.Path)
			body := v.shown(path)
			for _, secret := range hidden {
				// An answer may repeat what was asked for, as "not found" does; a film or a stream may not.
				if actor.ID == s.Officer.ID && ofOffice(s, route.Path, secret) {
					continue
				}
				if strings.Contains(body, secret) && (body == path || !strings.Contains(path, secret)) {
					found = append(found, string(route.Rule)+": "+route.Path+" shows "+actor.Email+" "+secret)
				}
			}
		}
	}
	return found
}

// ofOffice says whether the officer may come upon an id there: of the film that she opens in a supervised viewing, of the
// recordings that this request found, of a task and its recording, and of what a line of the audit log is about. Never a
// word, and no id of any other row.
func ofOffice(s *site, route, secret string) (about bool) {
	query, known := map[string]string{
		"/privacy/viewings/{id}": `SELECT EXISTS (SELECT FROM viewing WHERE id = $2 AND $1 = ANY (recordings::text[]))`,
		"/privacy/requests/{id}": `SELECT EXISTS (SELECT FROM privacy_finding WHERE request_id = $2 AND recording_id::text = $1)`,
		"/consent-tasks":         `SELECT EXISTS (SELECT FROM consent_task WHERE holder_id = $2 AND $1 = id::text)`,
		"/api/v1/consent-tasks":  `SELECT EXISTS (SELECT FROM consent_task WHERE holder_id = $2 AND $1 IN (id::text, recording_id::text))`,
		"/privacy/audit.csv":     `SELECT EXISTS (SELECT FROM audit_entry WHERE holder_id = $2 AND $1 IN (thing_id::text, line_id::text))`,
	}[route]
	if !known || uuid.Validate(secret) != nil {
		return false
	}
	of := map[string]string{"/privacy/viewings/{id}": string(s.Viewing.ID), "/privacy/requests/{id}": string(s.Request.ID)}[route]
	require.NoError(s.t, s.PG.Owner.Get(&about, query, secret, cmp.Or(of, string(s.Holder.ID))))
	return about
}

// shown is what is answered to a GET; film that is given, or a stream that opens, shows where it leads.
func (v *visitor) shown(path string) string {
	v.t.Helper()
	ctx, cancel := context.WithCancel(v.t.Context())
	defer cancel()
	response, err := v.http.Client().Transport.RoundTrip(v.request(http.MethodGet, path, "").WithContext(ctx))
	require.NoError(v.t, err)
	defer response.Body.Close()
	if response.StatusCode == http.StatusOK && (strings.HasPrefix(path, "/media/") || response.Header.Get("Content-Type") == "text/event-stream") {
		return path
	}
	body, err := io.ReadAll(response.Body)
	require.NoError(v.t, err)
	return string(body)
}

func TestNothingOfThePairShowsToAnybodyElse(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	s.store(s.Recording.ID, 1)
	require.Empty(t, leaks(s)) // as everybody who is not of the pair
}

// TestWithoutPoliciesTheFirewallIsSeenToFall opens the database: the same visits must then find much.
func TestWithoutPoliciesTheFirewallIsSeenToFall(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	s.store(s.Recording.ID, 1)
	for _, table := range slices.Concat(learning(), accountable()) {
		_, err := s.PG.Owner.ExecContext(t.Context(), `ALTER TABLE `+table+` DISABLE ROW LEVEL SECURITY`)
		require.NoError(t, err)
	}
	fallen := map[web.Rule]bool{}
	for _, leak := range leaks(s) {
		rule, _, _ := strings.Cut(leak, ": ")
		fallen[web.Rule(rule)] = true
	}
	for _, rule := range []web.Rule{web.OfQuestion, web.OfCycle, web.OfRecording, web.OfAnnotation, web.OfTalk, web.Lists} {
		require.True(t, fallen[rule], "nothing of rule %s showed", rule)
	}
}

// TestWhatTokensOpenOpensForNoRole: to publish and to watch live, a log-in or a personal access token is nothing.
func TestWhatTokensOpenOpensForNoRole(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	for _, actor := range everybody(s) {
		v := s.as(actor)
		token, _ := v.want(http.StatusCreated, "POST", "/api/v1/tokens", `{"name": "script"}`)["token"].(string)
		require.NotEmpty(t, token)
		for _, route := range s.server.Routes() {
			if route.Rule != web.ByIngestToken && route.Rule != web.ByWatchToken {
				continue
			}
			path := addressed(s, route.Path)
			require.Equal(t, http.StatusUnauthorized, v.do(route.Method, path, "x").StatusCode, "%s %s as %s", route.Method, path, actor.Email)
			script := s.nobody().with("Authorization", "Bearer "+token)
			require.Equal(t, http.StatusUnauthorized, script.do(route.Method, path, "x").StatusCode, "%s %s with a token of %s", route.Method, path, actor.Email)
		}
	}
}
