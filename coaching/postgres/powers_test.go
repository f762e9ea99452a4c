package postgres_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres/pgstory"
)

// questions know what to ask about: each table with a copy of each row that is in it, and a column that the serving
// role may change at all, or "".
type questions struct {
	t          *testing.T
	rows       map[string]pq.StringArray
	changeable map[string]string
}

func newQuestions(t *testing.T, owner *sqlx.DB) questions {
	t.Helper()
	q := questions{t: t, rows: make(map[string]pq.StringArray), changeable: make(map[string]string)}
	for _, table := range tables(t, owner) {
		var rows []string
		require.NoError(t, owner.SelectContext(t.Context(), &rows, `SELECT to_jsonb(r) FROM `+table+` r`))
		require.NotEmpty(t, rows, "the story has no row in %s", table)
		var column string
		require.NoError(t, owner.GetContext(t.Context(), &column, `
			SELECT COALESCE(min(column_name), '')
			FROM information_schema.column_privileges
			WHERE table_name = $1
			  AND grantee = 'terugblik_app'
			  AND privilege_type = 'UPDATE'`, table))
		q.rows[table], q.changeable[table] = rows, column
	}
	// A receipt is written only while its recording is there, so copies for those that are there are tried too.
	var receipts []string
	require.NoError(t, owner.SelectContext(t.Context(), &receipts, `
		SELECT to_jsonb(e) || jsonb_build_object('recording_id', r.id)
		FROM erasure_receipt e
		JOIN recording r ON r.deleted_at IS NULL
		UNION ALL
		SELECT to_jsonb(e) || jsonb_build_object('recording_id', r.id, 'reason', 'retention', 'requested_by', NULL)
		FROM erasure_receipt e
		JOIN recording r ON r.deleted_at IS NULL
		UNION ALL
		SELECT to_jsonb(e) || jsonb_build_object('recording_id', f.recording_id, 'reason', 'erasure_request', 'requested_by', f.decided_by)
		FROM erasure_receipt e
		JOIN privacy_finding f ON f.decision = 'erase'`))
	q.rows["erasure_receipt"] = append(q.rows["erasure_receipt"], receipts...)
	// A take is added by another door where it came as a file.
	var uploaded string
	require.NoError(t, owner.GetContext(t.Context(), &uploaded, `
		SELECT to_jsonb(t) || jsonb_build_object('source', 'upload')
		FROM take t
		LIMIT 1`))
	q.rows["take"] = append(q.rows["take"], uploaded)
	// And a log-in on a shared device by its own door.
	var shared string
	require.NoError(t, owner.GetContext(t.Context(), &shared, `
		SELECT to_jsonb(s) || jsonb_build_object('tablet_id', t.id)
		FROM login_session s
		CROSS JOIN tablet t
		LIMIT 1`))
	q.rows["login_session"] = append(q.rows["login_session"], shared)
	_, err := owner.ExecContext(t.Context(), powersFunction)
	require.NoError(t, err)
	return q
}

// tables are those of the product; River's and goose's belong to those libraries.
func tables(t *testing.T, owner *sqlx.DB) []string {
	t.Helper()
	var names []string
	require.NoError(t, owner.SelectContext(t.Context(), &names, `
		SELECT table_name
		FROM information_schema.tables
		WHERE table_schema = 'public'
		  AND table_type = 'BASE TABLE'
		  AND table_name NOT LIKE 'river\_%'
		  AND table_name <> 'goose_db_version'
		ORDER BY table_name`))
	return names
}

// asking changes the database with a statement, asks as the serving role, and takes all of it back.
func (q questions) asking(db *sqlx.DB, change string, ask func(question)) {
	q.t.Helper()
	tx, err := db.BeginTxx(q.t.Context(), nil)
	require.NoError(q.t, err)
	defer func() { require.NoError(q.t, tx.Rollback()) }()
	if change != "" {
		_, err = tx.ExecContext(q.t.Context(), change)
		require.NoError(q.t, err)
	}
	_, err = tx.ExecContext(q.t.Context(), `SET LOCAL ROLE terugblik_app`)
	require.NoError(q.t, err)
	ask(question{questions: q, tx: tx})
}

type question struct {
	questions
	tx *sqlx.Tx
}

// powers are what somebody can do to the rows of a table: "see 3 add 1 change 2 remove 1", without the noughts; "reach 2"
// where she can change rows but not into just anything, so that the policies refuse what is tried here. A row can be added when no policy or privilege refuses it, whatever else may be wrong with a second copy.
func (q question) powers(table, setting string) string {
	q.t.Helper()
	var can struct{ Seen, Added, Changed, Reached, Removed int }
	require.NoError(q.t, q.tx.GetContext(q.t.Context(), &can, `
		SELECT seen,
		       added,
		       changed,
		       reached,
		       removed
		FROM powers($1, $2, $3, $4)`, table, setting, q.changeable[table], q.rows[table]))
	if can.Removed > 0 { // a policy for all that may be done
		can.Reached = 0
	}
	var words []string
	for _, w := range []struct {
		verb string
		n    int
	}{{"see", can.Seen}, {"add", can.Added}, {"change", can.Changed}, {"reach", can.Reached}, {"remove", can.Removed}} {
		if w.n != 0 {
			words = append(words, w.verb+" "+q.amount(table, w.n))
		}
	}
	return strings.Join(words, " ")
}

// amount is a number of rows; of the audit log, into which everything writes, only whether that is all of it.
func (q question) amount(table string, n int) string {
	switch {
	case table != "audit_entry":
		return strconv.Itoa(n)
	case n == len(q.rows[table]):
		return "all"
	}
	return "some"
}

// differs says whether anybody's powers over a table are not the expected ones: of those first who have any.
func (q question) differs(s *pgstory.Story, table string) bool {
	q.t.Helper()
	want, all := expected()[table], actors(s)
	of := func(who string) bool { return q.powers(table, all[who]) != want[who] }
	rest := slices.DeleteFunc(slices.Collect(maps.Keys(all)), func(who string) bool { return want[who] != "" })
	return slices.ContainsFunc(slices.Sorted(maps.Keys(want)), of) || slices.ContainsFunc(rest, of)
}

// powersFunction tries everything as whoever calls it and takes each try back. A change or removal that policies
// let through and something else stopped is -1.
const powersFunction = `
	CREATE FUNCTION powers(relation text, setting text, changeable text, copies text[],
	                       OUT seen bigint, OUT added bigint, OUT changed bigint, OUT reached bigint, OUT removed bigint)
	LANGUAGE plpgsql AS $$
	DECLARE
	    copy text;
	BEGIN
	    PERFORM set_config('app.actor', setting, true);
	    EXECUTE format('SELECT count(*) FROM %I', relation) INTO seen;
	    added := 0;
	    FOREACH copy IN ARRAY copies LOOP
	        BEGIN
	            EXECUTE format('INSERT INTO %1$I SELECT * FROM jsonb_populate_record(NULL::%1$I, $1::jsonb)', relation) USING copy;
	            RAISE SQLSTATE 'TB001';
	        EXCEPTION
	            WHEN insufficient_privilege THEN NULL;
	            WHEN OTHERS THEN added := added + 1;
	        END;
	    END LOOP;
	    changed := 0;
	    reached := 0;
	    BEGIN
	        IF changeable <> '' THEN
	            EXECUTE format('UPDATE %1$I SET %2$I = %2$I', relation, changeable);
	            GET DIAGNOSTICS changed = ROW_COUNT;
	        END IF;
	        RAISE SQLSTATE 'TB001';
	    EXCEPTION
	        WHEN SQLSTATE 'TB001' THEN NULL;
	        WHEN insufficient_privilege THEN
	            EXECUTE format('SELECT count(*) FROM (SELECT FROM %I FOR UPDATE) r', relation) INTO reached;
	        WHEN OTHERS THEN changed := -1;
	    END;
	    removed := 0;
	    BEGIN
	        EXECUTE format('DELETE FROM %I', relation);
	        GET DIAGNOSTICS removed = ROW_COUNT;
	        RAISE SQLSTATE 'TB001';
	    EXCEPTION
	        WHEN insufficient_privilege OR SQLSTATE 'TB001' THEN NULL;
	        WHEN OTHERS THEN removed := -1;
	    END;
	END
	$$`
