package migrations

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/rivermigrate"
)

// lockKey is the advisory lock under which roles and schema change; the number is arbitrary and ours.
const lockKey = 7_426_001

// Apply brings the database of owner to the schema of this binary, our own tables and River's. Bootstrap
// must have run. It may be repeated and may run in several processes at once. owner must allow two connections.
func Apply(ctx context.Context, owner *sql.DB, log *slog.Logger) error {
	return underLock(ctx, owner, func() error {
		provider, err := provider(owner, log)
		if err != nil {
			return err
		}
		if _, err := provider.Up(ctx); err != nil {
			return fmt.Errorf("migrate the schema: %w", err)
		}
		if err := applyRiver(ctx, owner, log); err != nil {
			return err
		}
		return grantLibraries(ctx, owner)
	})
}

func provider(db *sql.DB, log *slog.Logger) (*goose.Provider, error) {
	p, err := goose.NewProvider(goose.DialectPostgres, db, files,
		goose.WithDisableGlobalRegistry(true),
		goose.WithSlog(log),
	)
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	return p, nil
}

func applyRiver(ctx context.Context, owner *sql.DB, log *slog.Logger) error {
	migrator, err := rivermigrate.New(riverdatabasesql.New(owner), &rivermigrate.Config{Logger: log})
	if err != nil {
		return fmt.Errorf("read the migrations of River: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate the tables of River: %w", err)
	}
	return nil
}

// grantLibraries lets the serving role use the tables that belong to libraries. Job arguments hold ids only,
// so they need no row-level security. Our own tables are granted one by one in the migrations.
func grantLibraries(ctx context.Context, owner *sql.DB) error {
	_, err := owner.ExecContext(ctx, `
		GRANT SELECT, INSERT, UPDATE, DELETE
		ON river_job, river_leader, river_queue, river_notification
		TO terugblik_app;

		GRANT USAGE
		ON SEQUENCE river_job_id_seq, river_notification_id_seq
		TO terugblik_app;

		GRANT SELECT
		ON river_migration, goose_db_version
		TO terugblik_app`)
	if err != nil {
		return fmt.Errorf("grant the tables of libraries: %w", err)
	}
	return nil
}

// underLock runs fn while this process alone may change roles and schema of the database.
func underLock(ctx context.Context, db *sql.DB, fn func() error) (err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect to migrate: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock($1)`, lockKey); err != nil {
		return fmt.Errorf("wait for the lock on the schema: %w", err)
	}
	defer func() {
		_, unlock := conn.ExecContext(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, lockKey)
		err = errors.Join(err, unlock)
	}()
	return fn()
}
