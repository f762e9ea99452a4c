package postgres_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// TestTheServingRoleHasNoWayAroundTheTables tries what PostgreSQL offers beside asking a table.
func TestTheServingRoleHasNoWayAroundTheTables(t *testing.T) {
	t.Parallel()
	s := asked{pgstory.New(t, "").Look()}
	var owner string
	require.NoError(t, s.PG.Owner.GetContext(t.Context(), &owner, `SELECT current_user`))
	for _, statement := range []string{
		`TRUNCATE recording`,
		`ALTER TABLE recording DISABLE ROW LEVEL SECURITY`,
		`ALTER TABLE recording OWNER TO terugblik_app`,
		`DROP POLICY see ON recording`,
		`CREATE TABLE mine AS SELECT 1`,
		`CREATE TEMP TABLE recording (id uuid)`,
		`CREATE SCHEMA mine`,
		`CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
		`CREATE FUNCTION access.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
		`CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
		`CREATE TRIGGER mine BEFORE INSERT ON recording EXECUTE FUNCTION access.refuse_frozen()`,
		`CREATE RULE mine AS ON SELECT TO recording DO INSTEAD SELECT 1`,
		`ALTER ROLE terugblik_app BYPASSRLS`,
		`SET ROLE ` + owner,
		`SET SESSION AUTHORIZATION ` + owner,
		`SET session_replication_role = replica`,
		`COPY recording TO '/tmp/recordings'`,
		`COPY recording FROM '/tmp/recordings'`,
		`COPY (SELECT 1) TO PROGRAM 'true'`,
		`SELECT pg_read_file('PG_VERSION')`,
		`SELECT pg_ls_dir('.')`,
		`SELECT lo_import('/etc/hostname')`,
		`SELECT * FROM pg_authid`,
		`SELECT * FROM pg_statistic`,
		`SELECT * FROM audit.add(NULL)`,
		`SET row_security = off; SELECT count(*) FROM recording`,
	} {
		_, err := s.PG.App.ExecContext(t.Context(), statement)
		require.Error(t, err, statement)
		refused, is := err.(*pq.Error)
		require.True(t, is, "%s: %v", statement, err)
		require.Equal(t, "42501", string(refused.Code), "%s: %v", statement, err) // insufficient_privilege
	}
	require.Empty(t, s.strings(t, `
		SELECT c.relname || ' ' || p
		FROM pg_class c
		CROSS JOIN unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) p
		WHERE c.relnamespace = 'public'::regnamespace
		  AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
		  AND has_table_privilege('terugblik_app', c.oid, p)`), "no policy is asked for these")
	require.Empty(t, s.strings(t, `
		SELECT c.oid::regclass
		FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
		  AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
		  AND NOT c.relrowsecurity
		  AND NOT COALESCE('security_invoker=true' = ANY (c.reloptions), false) -- it sees what who asks it sees
		  AND c.relname NOT LIKE 'river\_%'
		  AND c.relname <> 'goose_db_version'
		  AND has_table_privilege('terugblik_app', c.oid, 'SELECT')`), "a view sees what its owner sees")
	require.Empty(t, s.strings(t, `
		SELECT p.oid::regprocedure
		FROM pg_proc p
		WHERE p.prosecdef
		  AND NOT COALESCE(p.proconfig::text LIKE '%search_path=%', false)`), "a function of the owner finds what the caller puts before it")
	require.Empty(t, s.strings(t, `
		SELECT p.oid::regprocedure
		FROM pg_proc p
		CROSS JOIN aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a
		WHERE p.pronamespace IN ('access'::regnamespace, 'audit'::regnamespace)
		  AND a.grantee = 0`), "who comes later has no functions")
}

// strings asks the owner.
func (s asked) strings(t *testing.T, query string) (rows []string) {
	t.Helper()
	require.NoError(t, s.PG.Owner.SelectContext(t.Context(), &rows, query))
	return rows
}

// TestStatisticsTellNothing: PostgreSQL keeps the commonest values of each column, which no policy narrows.
func TestStatisticsTellNothing(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	_, err := s.PG.Owner.ExecContext(t.Context(), `ANALYZE`)
	require.NoError(t, err)
	var known, told []string
	for into, db := range map[*[]string]interface {
		Select(any, string, ...any) error
	}{&known: s.PG.Owner, &told: s.PG.App} {
		require.NoError(t, db.Select(into, `SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = 'public' ORDER BY 1`))
	}
	require.Greater(t, len(known), 60)
	require.Subset(t, []string{"goose_db_version", "river_job", "river_leader", "river_migration", "river_notification", "river_queue"}, told)
}

// TestANotificationCarriesIdsOnly: whoever may connect can listen to all of them.
func TestANotificationCarriesIdsOnly(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "")
	listener := pq.NewListener(s.PG.AppURL, time.Second, time.Second, nil)
	t.Cleanup(func() { _ = listener.Close() })
	require.NoError(t, listener.Listen(postgres.Channel))
	s.Whole()
	require.NoError(t, s.DB.AsDoor(t.Context(), postgres.Retain, func(tx *postgres.Tx) error { return tx.Notify(t.Context(), "last", "0") }))
	idsOnly, heard := regexp.MustCompile(`^[a-z]+:[0-9a-f-]{36}(/[0-9a-f-]{36})?$`), 0
	for {
		select {
		case n := <-listener.Notify:
			if n == nil { // it was connected again
				continue
			}
			if n.Extra == "last:0" {
				require.Greater(t, heard, 50)
				return
			}
			require.Regexp(t, idsOnly, n.Extra)
			heard++
		case <-time.After(30 * time.Second):
			require.FailNow(t, "the last was not told")
		}
	}
}

// asked is a story whose functions are called.
type asked struct{ *pgstory.Story }

// arguments are what the functions of the schema access are called with, by type and by name: things of the first holder.
func (s asked) arguments(t *testing.T) map[string][]any {
	t.Helper()
	secrets := func(column string) (all []any) {
		for _, secret := range s.strings(t, column) {
			all = append(all, secret)
		}
		return all
	}
	main := []any{
		s.Holder.ID, s.Employee.ID, s.Coach.ID, s.Manager.ID, s.Locations[0].ID, s.Recording.ID, s.Own.ID, s.Signal.ID,
		s.Locations[0].Groups[0].ID, s.Question.ID, s.Trajectory.ID, s.Cycle.ID, s.Request.ID, s.Viewing.ID, s.Emergency.ID,
	}
	for _, table := range []string{"child", "consent_task", "engagement", "tablet", "invitation"} {
		main = append(main, secrets(`SELECT id FROM `+table+` WHERE holder_id = '`+string(s.Holder.ID)+`'`)...)
	}
	addresses := secrets(`SELECT token FROM transparency_page UNION ALL SELECT token FROM hours_page`)
	year := s.Now.In(s.Holder.Zone()).Year()
	return map[string][]any{
		"uuid":                     main,
		"uuid[]":                   {pq.Array(main)},
		"text":                     {"words"},
		"address":                  addresses,
		"by_token":                 addresses,
		"text[]":                   {pq.Array([]string{"employee", "coach", "manager", "administrator", "data_protection_officer"})},
		"bytea":                    secrets(`SELECT '\x' || encode(token_hash, 'hex') FROM tablet WHERE token_hash IS NOT NULL UNION ALL SELECT '\x' || encode(token_hash, 'hex') FROM engagement WHERE token_hash IS NOT NULL`),
		"timestamp with time zone": {s.Now.Add(time.Minute)},
		"since":                    {s.Now.AddDate(-1, 0, 0)},
		"at":                       {s.Now, s.Now.AddDate(-1, 0, 0)},
		"date":                     {s.Now.AddDate(0, 0, -10), s.Now},
		"integer":                  {year, 14},
		"bigint[]":                 {pq.Array([]int64{1000})},
		"boolean":                  {false},
		"cause":                    secrets(`SELECT cause_id FROM recording_lock WHERE lifted_at IS NULL`),
		"why":                      {"child_consent", "access_request", "safety_signal"},
		"as_role":                  {"employee", "coach", "manager"},
		"act":                      {"emergency", "emergency_over", "erase_asked", "viewing", "emergency_view", "signal_view"},
	}
}

// call is a statement that calls one function with every combination of arguments, and gives each answer as JSON.
func (f function) call(arguments map[string][]any) (statement string, args []any) {
	var from, names []string
	for i, kind := range f.Types {
		values, named := arguments[f.Names[i]]
		if !named {
			values = arguments[kind]
		}
		if kind == "uuid" && i > 0 {
			values = values[:min(8, len(values))] // combinations of everything with everything would take minutes
		}
		marks := make([]string, len(values))
		for n, value := range values {
			args = append(args, value)
			marks[n] = fmt.Sprintf("($%d::%s)", len(args), kind)
		}
		from = append(from, fmt.Sprintf("(VALUES %s) AS a%d(v)", strings.Join(marks, ", "), i))
		names = append(names, fmt.Sprintf("a%d.v", i))
	}
	if f.Variadic {
		names[len(names)-1] = "VARIADIC " + names[len(names)-1]
	}
	from = append(from, fmt.Sprintf("LATERAL access.%s(%s) AS said", f.Name, strings.Join(names, ", ")))
	answer := "COALESCE(to_jsonb(said), 'null')"
	if f.Void {
		answer = "'null'::jsonb"
	}
	return `SELECT DISTINCT ` + answer + ` FROM ` + strings.Join(from, " CROSS JOIN "), args
}

type function struct {
	Name     string
	Names    pq.StringArray // of its arguments
	Types    pq.StringArray
	Variadic bool
	Void     bool
}

// nothing says whether an answer tells nothing: false, none, nought.
func nothing(answer any) bool {
	switch said := answer.(type) {
	case nil:
		return true
	case bool:
		return !said
	case float64:
		return said == 0
	case string:
		return said == ""
	case []any:
		return len(said) == 0
	case map[string]any:
		return !slices.ContainsFunc(slices.Collect(maps.Values(said)), func(v any) bool { return !nothing(v) })
	}
	return false
}

// TestNoFunctionAnswersOrActsForWhoIsNotOfIt calls each function that the serving role may call with the things of a holder,
// and with its secrets where it asks for one, as nobody, as a door that is none, and as people whose things they are not.
func TestNoFunctionAnswersOrActsForWhoIsNotOfIt(t *testing.T) {
	t.Parallel()
	s := asked{pgstory.New(t, "").Whole()}
	var functions []function
	require.NoError(t, s.PG.Owner.SelectContext(t.Context(), &functions, `
		SELECT quote_ident(p.proname) AS name,
		       p.proargnames[1:p.pronargs] AS names,
		       (SELECT array_agg(format_type(k, NULL) ORDER BY n) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY x(k, n)) AS types,
		       p.provariadic <> 0 AS variadic,
		       p.prorettype = 'void'::regtype AS void
		FROM pg_proc p
		WHERE p.pronamespace = 'access'::regnamespace
		  AND p.pronargs > 0
		  AND has_function_privilege('terugblik_app', p.oid, 'EXECUTE')
		ORDER BY 1`))
	require.Greater(t, len(functions), 35)
	arguments := s.arguments(t)
	_, err := s.PG.Owner.ExecContext(t.Context(), `DELETE FROM recording_lock WHERE reason = 'child_consent'`) // so that there is one to make
	require.NoError(t, err)
	before := s.fingerprint(t)
	for who, told := range map[string][]string{
		"": nil, "system:nothing": nil, postgres.NewID[string](): nil,
		string(s.Outsider.ID): {}, string(s.Colleague.ID): {"manages_me"}, string(s.Coach2.ID): {"partings_since"}, // of herself
	} {
		for _, f := range functions {
			// What a setting is, and how consent is asked for where nothing was said of it, anybody may know; and with
			// which roles she works where, she herself.
			if slices.Contains(told, f.Name) || slices.Contains([]string{"as_role", "working", "basis_of"}, f.Name) || f.Variadic && told != nil {
				continue
			}
			tx, err := s.PG.App.BeginTxx(t.Context(), nil)
			require.NoError(t, err)
			_, err = tx.ExecContext(t.Context(), `SELECT set_config('app.actor', $1, true)`, who)
			require.NoError(t, err)
			statement, args := f.call(arguments)
			var answers []string
			require.NoError(t, tx.SelectContext(t.Context(), &answers, statement, args...), f.Name)
			require.NoError(t, tx.Commit())
			for _, text := range answers {
				var answer any
				require.NoError(t, json.Unmarshal([]byte(text), &answer), f.Name)
				assert.True(t, nothing(answer), "%s tells %q: %s", f.Name, who, text)
			}
		}
	}
	require.Equal(t, before, s.fingerprint(t), "and nothing was done")
}

// fingerprint is of all rows, by table.
func (s asked) fingerprint(t *testing.T) map[string]string {
	t.Helper()
	sums := map[string]string{}
	for _, table := range tables(t, s.PG.Owner) {
		var sum string
		require.NoError(t, s.PG.Owner.GetContext(t.Context(), &sum, `SELECT count(*) || md5(COALESCE(string_agg(r::text, '|' ORDER BY r::text), '')) FROM `+table+` r`))
		sums[table] = sum
	}
	return sums
}
