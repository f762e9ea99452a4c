package migrations

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/rivermigrate"
)

// ErrBypass is returned by Check when the role of the connection could get around row-level security.
var ErrBypass = errors.New("this database role could get around the visibility rules")

// ErrVersion is returned by Check when the schema is not the one that this binary was built for.
var ErrVersion = errors.New("the database has another schema version than this program")

// Check refuses a connection that must not serve: its role could bypass row-level security, or the schema
// is older or newer than this binary's. The error wraps ErrBypass or ErrVersion and says what to do.
func Check(ctx context.Context, app *sql.DB) error {
	if err := checkRole(ctx, app); err != nil {
		return err
	}
	return checkVersion(ctx, app)
}

// checkRole looks at all that the role is, is a member of, and owns. A superuser is a member of every role.
func checkRole(ctx context.Context, app *sql.DB) error {
	var role, reason string
	err := app.QueryRowContext(ctx, `
		SELECT session_user, CASE
			WHEN EXISTS (
				SELECT 1
				FROM pg_roles
				WHERE rolsuper AND pg_has_role(session_user, oid, 'MEMBER')
			) THEN 'is a superuser'
			WHEN EXISTS (
				SELECT 1
				FROM pg_roles
				WHERE rolbypassrls AND pg_has_role(session_user, oid, 'MEMBER')
			) THEN 'has BYPASSRLS'
			WHEN EXISTS (
				SELECT 1
				FROM pg_class AS c
				JOIN pg_namespace AS n ON n.oid = c.relnamespace
				WHERE n.nspname NOT LIKE 'pg\_%'
				AND pg_has_role(session_user, c.relowner, 'MEMBER')
			) THEN 'owns tables'
			WHEN EXISTS (
				SELECT 1
				FROM pg_shdepend
				WHERE deptype = 'o'
				AND refclassid = 'pg_authid'::regclass
				AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
				AND pg_has_role(session_user, refobjid, 'MEMBER')
			) THEN 'owns objects of the database'
			ELSE ''
		END`).Scan(&role, &reason)
	if err != nil {
		return fmt.Errorf("look at the database role: %w", err)
	}
	if reason != "" {
		return fmt.Errorf("%w: role %q %s; connect as %s", ErrBypass, role, reason, AppRole)
	}
	return nil
}

func checkVersion(ctx context.Context, app *sql.DB) error {
	have, want, err := versions(ctx, app)
	switch {
	case err != nil:
		return err
	case have > want:
		return newer(have, want)
	case have < want:
		return fmt.Errorf("%w: it has %d, this program needs %d; run migrate with the program that is to serve", ErrVersion, have, want)
	}
	return checkRiver(ctx, app)
}

// NotNewer refuses, before anything is changed, a database that a newer program has worked on. The error wraps
// ErrVersion and says what to do.
func NotNewer(ctx context.Context, owner *sql.DB) error {
	have, want, err := versions(ctx, owner)
	if err == nil && have > want {
		err = newer(have, want)
	}
	return err
}

func newer(have, want int64) error {
	return fmt.Errorf("%w: these data were last used by a newer Terugblik (its tables have version %d, this program knows %d); start that one again, or restore a backup from before the update. Nothing was changed", ErrVersion, have, want)
}

// versions are that of the database (0 where it has none) and that of this program.
func versions(ctx context.Context, db *sql.DB) (have, want int64, err error) {
	if want, err = Version(); err != nil {
		return 0, 0, err
	}
	err = db.QueryRowContext(ctx, `
		SELECT COALESCE(max(version_id), 0)
		FROM goose_db_version
		WHERE is_applied`).Scan(&have)
	if is(err, "42P01", "42501") { // no such table; or an owner made it and has not granted it yet
		have, err = 0, nil
	}
	if err != nil {
		return 0, 0, fmt.Errorf("look at the schema version: %w", err)
	}
	return have, want, nil
}

func checkRiver(ctx context.Context, app *sql.DB) error {
	migrator, err := rivermigrate.New(riverdatabasesql.New(app), nil)
	if err != nil {
		return fmt.Errorf("read the migrations of River: %w", err)
	}
	result, err := migrator.Validate(ctx, nil)
	if err != nil {
		return fmt.Errorf("look at the tables of River: %w", err)
	}
	if !result.OK {
		return fmt.Errorf("%w: the job tables are not current; run migrate", ErrVersion)
	}
	return nil
}

// Version is the schema version that this binary needs: the number of its newest migration.
func Version() (int64, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return 0, fmt.Errorf("read the migrations: %w", err)
	}
	var newest int64
	for _, entry := range entries {
		var n int64
		if _, err := fmt.Sscanf(entry.Name(), "%d_", &n); err != nil {
			return 0, fmt.Errorf("number of migration %s: %w", entry.Name(), err)
		}
		newest = max(newest, n)
	}
	return newest, nil
}
