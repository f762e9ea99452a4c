package migrations

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/lib/pq"
)

// AppRole is the role that serves: row-level security binds it, and it owns nothing.
const AppRole = "terugblik_app"

// Bootstrap makes the serving role if it is not there and lets it into the database of owner. The password
// (empty: none, for a private socket) is set only when the role is made. It may be repeated.
func Bootstrap(ctx context.Context, owner *sql.DB, password string) error {
	return underLock(ctx, owner, func() error {
		if err := ensureRole(ctx, owner, password); err != nil {
			return err
		}
		var database string
		if err := owner.QueryRowContext(ctx, `SELECT current_database()`).Scan(&database); err != nil {
			return fmt.Errorf("name of the database: %w", err)
		}
		return Admit(ctx, owner, database)
	})
}

func ensureRole(ctx context.Context, owner *sql.DB, password string) error {
	var there bool
	err := owner.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)`, AppRole).Scan(&there)
	if err != nil {
		return fmt.Errorf("look for role %s: %w", AppRole, err)
	}
	if there {
		return nil
	}
	create := `CREATE ROLE ` + AppRole + ` LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION`
	if password != "" {
		create += ` PASSWORD ` + pq.QuoteLiteral(password)
	}
	// Roles belong to the whole server, the lock to one database: another database may just have made it.
	if _, err := owner.ExecContext(ctx, create); err != nil && !is(err, "42710", "23505") {
		return fmt.Errorf("make role %s: %w", AppRole, err)
	}
	return nil
}

// Admit lets the serving role into a database and closes it to everybody else. Temporary tables are closed
// too: they could stand in for a table that a function of ours names. A cloned database needs it again.
func Admit(ctx context.Context, owner *sql.DB, database string) error {
	name := pq.QuoteIdentifier(database)
	_, err := owner.ExecContext(ctx, `
		REVOKE ALL ON DATABASE `+name+` FROM PUBLIC;
		GRANT CONNECT ON DATABASE `+name+` TO `+AppRole)
	if err != nil {
		return fmt.Errorf("let role %s into database %s: %w", AppRole, database, err)
	}
	return nil
}

// EnsureDatabase makes a database if it is not there. server is a connection of the owner to any other one.
func EnsureDatabase(ctx context.Context, server *sql.DB, name string) error {
	var there bool
	err := server.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)`, name).Scan(&there)
	if err != nil {
		return fmt.Errorf("look for database %s: %w", name, err)
	}
	if there {
		return nil
	}
	if _, err := server.ExecContext(ctx, `CREATE DATABASE `+pq.QuoteIdentifier(name)); err != nil && !is(err, "42P04", "23505") {
		return fmt.Errorf("make database %s: %w", name, err)
	}
	return nil
}

// is tells whether err is PostgreSQL's with one of the codes (SQLSTATE).
func is(err error, codes ...string) bool {
	var pe *pq.Error
	if !errors.As(err, &pe) {
		return false
	}
	for _, code := range codes {
		if string(pe.Code) == code {
			return true
		}
	}
	return false
}
