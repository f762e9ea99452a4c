package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"terugblik/backup"
	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/migrations"
	"terugblik/migrations/cluster"
)

// database fills an empty database from the backup, compares every table with what the backup's moment held, and only
// then brings it to this version and settles it.
func (r *restoreTask) database(ctx context.Context, data string, erased []coaching.RecordingID) (err error) {
	l := &lifecycle{log: r.log}
	defer func() { err = errors.Join(err, l.stop()) }()
	release, err := lockData(data)
	if err != nil {
		return err
	}
	l.started("lock of the data folder", release)
	owner, err := r.empty(ctx, data, l)
	if err != nil {
		return err
	}
	if err := onDatabase(ctx, owner, func(db *sql.DB) error { return r.load(ctx, owner, db) }); err != nil {
		return err
	}
	if err := migrateDatabase(ctx, owner, password(r.config.DatabaseURL), r.log); err != nil {
		return err
	}
	return onDatabase(ctx, owner, func(db *sql.DB) error { return r.settle(ctx, db, erased) })
}

// empty gives the owner's connection to a database without tables: a new private one, or the one that was named.
func (r *restoreTask) empty(ctx context.Context, data string, l *lifecycle) (owner string, err error) {
	if r.config.DatabaseURL != "" {
		owner = r.config.DatabaseOwnerURL
		return owner, onDatabase(ctx, owner, func(db *sql.DB) error {
			held, err := migrations.Contents(ctx, db)
			if err == nil && len(held) > 0 {
				err = fmt.Errorf("the database holds %d tables already: restore into an empty one", len(held))
			}
			return err
		})
	}
	private, err := cluster.Start(ctx, cluster.Config{Root: data, Log: r.log})
	if err != nil {
		return "", fmt.Errorf("start the private PostgreSQL: %w", err)
	}
	l.started("database", private.Stop)
	return private.URL(cluster.Owner, databaseName), onDatabase(ctx, private.URL(cluster.Owner, "postgres"), func(db *sql.DB) error {
		return migrations.EnsureDatabase(ctx, db, databaseName)
	})
}

func (r *restoreTask) load(ctx context.Context, owner string, db *sql.DB) error {
	if err := migrations.Bootstrap(ctx, db, password(r.config.DatabaseURL)); err != nil {
		return err
	}
	var major int
	if err := db.QueryRowContext(ctx, `SELECT current_setting('server_version_num')::integer / 10000`).Scan(&major); err != nil {
		return fmt.Errorf("version of PostgreSQL: %w", err)
	}
	if major < r.manifest.PostgreSQL {
		return fmt.Errorf("the backup comes from PostgreSQL %d, and this one is %d: use %d or newer", r.manifest.PostgreSQL, major, r.manifest.PostgreSQL)
	}
	dump, err := os.Open(filepath.Join(r.folder, backup.DatabaseName))
	if err != nil {
		return fmt.Errorf("open the copy of the database: %w", err)
	}
	defer func() { _ = dump.Close() }()
	if err := backup.Load(ctx, explicit(owner), major, dump); err != nil {
		return fmt.Errorf("put back the database: %w", err)
	}
	held, err := migrations.Contents(ctx, db)
	if err != nil {
		return err
	}
	return r.compare(tables(held))
}

// compare holds what was put back against what the backup's moment held, row by row through a sum of each table.
func (r *restoreTask) compare(held map[string]backup.Table) error {
	rows := int64(0)
	for _, name := range slices.Sorted(maps.Keys(r.manifest.Tables)) {
		was, is := r.manifest.Tables[name], held[name]
		if was != is {
			return fmt.Errorf("table %s is not as it was: %d rows now, %d in the backup, or other ones", name, is.Rows, was.Rows)
		}
		rows += was.Rows
	}
	if len(held) != len(r.manifest.Tables) {
		return fmt.Errorf("%d tables were put back, the backup holds %d", len(held), len(r.manifest.Tables))
	}
	fmt.Fprintf(r.out, "  database   %d tables with %d rows put back: the same, row by row\n", len(held), rows)
	return nil
}

func (r *restoreTask) settle(ctx context.Context, owner *sql.DB, erased []coaching.RecordingID) error {
	var again, cuts int64
	err := postgres.New(sqlx.NewDb(owner, "postgres")).AsDoor(ctx, postgres.Erase, func(tx *postgres.Tx) (err error) {
		if again, err = tx.Restored(ctx, erased, r.manifest.At, time.Now()); err != nil {
			return err
		}
		cuts, err = tx.TrimAgain(ctx, r.cuts)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(r.out, "  erased     %d recordings had been erased after this backup, and are again\n", again)
	if cuts > 0 {
		fmt.Fprintf(r.out, "  cut out    %d stretches had been cut out after this backup; nobody sees those recordings until they are again\n", cuts)
	}
	fmt.Fprintln(r.out, "             (as far as the lists erased.log know that were found; name the one of the old data folder with --erased)")
	return nil
}
