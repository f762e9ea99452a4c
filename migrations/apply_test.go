package migrations_test

import (
	"context"
	"database/sql"
	"log/slog"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/migrations"
	"terugblik/migrations/pgtest"
)

var quiet = slog.New(slog.DiscardHandler)

func open(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", url)
	require.NoError(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func bring(ctx context.Context, owner *sql.DB) error {
	if err := migrations.Bootstrap(ctx, owner, ""); err != nil {
		return err
	}
	return migrations.Apply(ctx, owner, quiet)
}

func TestAnEmptyDatabaseIsBroughtToThisSchemaByManyAtOnce(t *testing.T) {
	t.Parallel()
	ownerURL, appURL := pgtest.NewEmptyDSN(t)
	errs := make([]error, 3)
	var wg sync.WaitGroup
	for i := range errs {
		owner := open(t, ownerURL)
		wg.Go(func() { errs[i] = bring(t.Context(), owner) })
	}
	wg.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
	require.NoError(t, bring(t.Context(), open(t, ownerURL)), "once more changes nothing")
	require.NoError(t, migrations.Check(t.Context(), open(t, appURL)))
}

func TestAServingRoleThatCouldGetAroundTheRulesIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ arrange, undo, want string }{
		"bypass":          {`ALTER ROLE probe BYPASSRLS`, `ALTER ROLE probe NOBYPASSRLS`, "BYPASSRLS"},
		"superuser":       {`ALTER ROLE probe SUPERUSER`, `ALTER ROLE probe NOSUPERUSER`, "superuser"},
		"owner":           {`CREATE TABLE of_probe (n integer); ALTER TABLE of_probe OWNER TO probe`, `DROP TABLE of_probe`, "owns tables"},
		"owner of schema": {`CREATE SCHEMA of_probe AUTHORIZATION probe`, `DROP SCHEMA of_probe`, "owns objects"},
		"member of owner": {`GRANT terugblik_owner TO probe`, `REVOKE terugblik_owner FROM probe`, "superuser"},
	} {
		t.Run(name, func(t *testing.T) {
			db := pgtest.New(t)
			role := "probe_" + string(rune('a'+len(name)))
			fill := func(text string) string { return replaceProbe(text, role) }
			_, err := db.Owner.ExecContext(t.Context(), fill(`CREATE ROLE probe LOGIN IN ROLE terugblik_app`))
			require.NoError(t, err)
			probe := open(t, replaceProbe(db.AppURL, role))
			require.NoError(t, migrations.Check(t.Context(), probe), "before")

			_, err = db.Owner.ExecContext(t.Context(), fill(c.arrange))
			require.NoError(t, err)
			err = migrations.Check(t.Context(), probe)
			require.ErrorIs(t, err, migrations.ErrBypass)
			require.ErrorContains(t, err, c.want)

			_, err = db.Owner.ExecContext(t.Context(), fill(c.undo)+fill(`; DROP ROLE probe`))
			require.NoError(t, err)
		})
	}
}

func TestAnotherSchemaVersionIsRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]string{
		"newer":       `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)`,
		"older":       `DELETE FROM goose_db_version WHERE version_id > 1`,
		"not there":   `DROP TABLE goose_db_version`,
		"older River": `DELETE FROM river_migration WHERE version > 5`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := pgtest.New(t)
			_, err := db.Owner.ExecContext(t.Context(), change)
			require.NoError(t, err)
			require.ErrorIs(t, migrations.Check(t.Context(), db.App.DB), migrations.ErrVersion)
		})
	}
}

func TestTheServingRoleIsNobodySpecial(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	var login, any bool
	require.NoError(t, db.Owner.QueryRowContext(t.Context(), `
		SELECT rolcanlogin, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
		FROM pg_roles
		WHERE rolname = 'terugblik_app'`).Scan(&login, &any))
	require.True(t, login)
	require.False(t, any)
	for _, refused := range []string{
		`CREATE TABLE x (n integer)`,
		`CREATE TEMPORARY TABLE holder (n integer)`,
		`INSERT INTO goose_db_version (version_id, is_applied) VALUES (1, true)`,
		`DELETE FROM river_migration`,
		`SET ROLE terugblik_owner`,
	} {
		_, err := db.App.ExecContext(t.Context(), refused)
		require.ErrorContains(t, err, "permission denied", refused)
	}
	_, err := db.App.ExecContext(t.Context(), `
		INSERT INTO river_job (args, kind, max_attempts)
		VALUES ('{}', 'probe', 1)`)
	require.NoError(t, err, "jobs it may add")
}

func TestEveryTableOfOursHasRowLevelSecurity(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	var open []string
	require.NoError(t, db.Owner.SelectContext(t.Context(), &open, `
		SELECT c.relname
		FROM pg_class AS c
		JOIN pg_namespace AS n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'p')
		AND n.nspname NOT IN ('pg_catalog', 'information_schema')
		AND NOT c.relrowsecurity
		ORDER BY c.relname`))
	require.Equal(t, []string{"goose_db_version", "river_job", "river_leader", "river_migration", "river_notification", "river_queue"}, open,
		"only tables of libraries may be without")
}
