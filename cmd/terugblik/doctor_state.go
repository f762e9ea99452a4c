package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"terugblik/backup"
	"terugblik/coaching/postgres"
	"terugblik/doctor"
	"terugblik/migrations"
	"terugblik/migrations/cluster"
)

// database looks at the programs of PostgreSQL, and at the database as far as one runs. It starts none.
func (e *examination) database(ctx context.Context) []doctor.Finding {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if e.config.DatabaseURL != "" {
		return []doctor.Finding{e.connection(ctx, e.config.DatabaseURL)}
	}
	findings := []doctor.Finding{programs()}
	if _, err := os.Stat(filepath.Join(e.data, "postgres")); errors.Is(err, os.ErrNotExist) {
		return append(findings, doctor.Finding{Check: "database", Level: doctor.Note, Said: "there is none yet: the first start makes it"})
	}
	if e.server == 0 {
		return append(findings, doctor.Finding{Check: "database", Level: doctor.Note, Said: "is not looked at while no server runs"})
	}
	return append(findings, e.connection(ctx, cluster.SocketURL(cluster.RunFolder(e.data), migrations.AppRole, databaseName)))
}

func programs() doctor.Finding {
	f := doctor.Finding{Check: "PostgreSQL", Level: doctor.OK, Said: "programs of version 15 are in " + cluster.Binaries}
	var lacking []string
	for _, name := range []string{"initdb", "postgres", "pg_dump", "pg_restore"} {
		if _, err := os.Stat(filepath.Join(cluster.Binaries, name)); err != nil {
			lacking = append(lacking, name)
		}
	}
	if len(lacking) > 0 {
		f.Level, f.Said = doctor.Error, strings.Join(lacking, ", ")+" of PostgreSQL 15 are not in "+cluster.Binaries
		f.Advice = "apt install postgresql-15"
	}
	return f
}

// connection looks at a database as the serving role does. No error repeats its URL: it may hold a password.
func (e *examination) connection(ctx context.Context, dsn string) doctor.Finding {
	f := doctor.Finding{Check: "database", Level: doctor.OK}
	db, err := sql.Open("postgres", explicit(dsn))
	if err != nil {
		return doctor.Finding{Check: f.Check, Level: doctor.Error, Said: "the database URL is not understood"}
	}
	defer func() { _ = db.Close() }()
	var server, encoding, locale string
	err = db.QueryRowContext(ctx, `
		SELECT current_setting('server_version'),
		       pg_encoding_to_char(encoding),
		       datcollate
		FROM pg_database
		WHERE datname = current_database()`).Scan(&server, &encoding, &locale)
	if err != nil {
		f = doctor.Unreadable(f.Check, fmt.Errorf("cannot be reached: %w", err))
		f.Advice = "look whether it runs, and whether --database-url names host, role and password rightly"
		return f
	}
	f.Said = fmt.Sprintf("PostgreSQL %s, %s, locale %s", server, encoding, locale)
	if encoding != "UTF8" {
		f.Level, f.Advice = doctor.Error, "make the database anew with encoding UTF8"
		return f
	}
	if err := migrations.Check(ctx, db); err != nil {
		f.Level, f.Said = doctor.Error, err.Error()
		f.Advice = "run terugblik migrate with the program that is to serve, or start the newer program"
		return f
	}
	ours, err := migrations.Version()
	if err == nil {
		f.Said += fmt.Sprintf(", tables of version %d as this program needs", ours)
	}
	e.audit = e.auditLog(ctx, db)
	return f
}

// auditLog reads it to its end, and compares it with what backups remember of it.
func (e *examination) auditLog(ctx context.Context, db *sql.DB) *doctor.Finding {
	f := &doctor.Finding{Check: "audit log", Level: doctor.OK}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Minute) // a log of years is long
	defer cancel()
	heads, err := knownHeads(e.backups, nil)
	if err != nil {
		heads = nil // the finding on backups says it
	}
	look, err := lookAtAudit(ctx, postgres.New(sqlx.NewDb(db, "postgres")), heads)
	if err != nil {
		*f = doctor.Unreadable(f.Check, err)
		return f
	}
	lines := int64(0)
	for _, head := range look.whole {
		lines += head.Number
	}
	f.Said = fmt.Sprintf("is whole, %d lines", lines)
	if err := look.wrong(); err != nil {
		f.Level, f.Said = doctor.Error, err.Error()
		f.Advice = "tell the data protection officer; compare with a backup: terugblik audit verify --backup-dir DIR"
	}
	return f
}

// The ages at which a backup is spoken of; the timer of our systemd units makes one each night.
const backupLate = 3 * 24 * time.Hour

func (e *examination) backup() doctor.Finding {
	f := doctor.Finding{Check: "backup", Level: doctor.OK}
	if e.backups == "" {
		f.Level, f.Said, f.Advice = doctor.Note, "is not looked at", "name the folder with --backup-dir"
		return f
	}
	folders, err := backup.Backups(e.backups)
	if err != nil {
		return doctor.Unreadable(f.Check, err)
	}
	if len(folders) == 0 {
		f.Level, f.Said = doctor.Warning, "there is none in "+e.backups
		f.Advice = "make one: terugblik backup " + e.backups
		return f
	}
	newest := folders[len(folders)-1]
	m, err := backup.Read(newest)
	if err != nil {
		f = doctor.Unreadable(f.Check, err)
		f.Advice = "make a new one now: terugblik backup " + e.backups + " --full"
		return f
	}
	age := e.now.Sub(m.At)
	f.Said = fmt.Sprintf("%d in %s, the newest of %s", len(folders), e.backups, m.At.Local().Format("2006-01-02 15:04"))
	if age > backupLate {
		f.Level, f.Said = doctor.Warning, f.Said+fmt.Sprintf(", %d days old", int(age/(24*time.Hour)))
		f.Advice = "look why none was made since: systemctl status terugblik-backup"
	}
	return f
}
