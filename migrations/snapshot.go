package migrations

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/lib/pq"
)

// Content says what a table holds: how many rows, and a sum over what is in them that no order of rows changes.
type Content struct {
	Rows   int64  `json:"rows"`
	Digest string `json:"digest"` // the sum of 64 bits of the MD5 of each row's text, in decimal
}

// Snapshot is one moment of a database, held for as long as it is not closed.
type Snapshot struct {
	ID      string             // for pg_dump --snapshot
	Server  int                // the major version of PostgreSQL
	Schema  int64              // the version of our tables; 0 where there are none
	Content map[string]Content // by table, library tables included
	conn    *sql.Conn
	tx      *sql.Tx
}

// Hold takes a snapshot as the owner of the tables. The database goes on working meanwhile.
func Hold(ctx context.Context, owner *sql.DB) (_ *Snapshot, err error) {
	s := &Snapshot{}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("take a snapshot of the database: %w", err), s.Close())
		}
	}()
	if s.conn, err = owner.Conn(ctx); err != nil {
		return nil, err
	}
	if s.tx, err = s.conn.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}); err != nil {
		return nil, err
	}
	if err := s.tx.QueryRowContext(ctx, `
		SELECT pg_export_snapshot(),
		       current_setting('server_version_num')::integer / 10000`).Scan(&s.ID, &s.Server); err != nil {
		return nil, err
	}
	if s.Content, err = contents(ctx, s.tx); err != nil {
		return nil, err
	}
	s.Schema, err = schemaOf(ctx, s.tx, s.Content)
	return s, err
}

// Close lets the moment go. It may be called again.
func (s *Snapshot) Close() error {
	var errs [2]error
	if s.tx != nil {
		errs[0] = s.tx.Rollback()
	}
	if s.conn != nil {
		errs[1] = s.conn.Close()
	}
	s.tx, s.conn = nil, nil
	return errors.Join(errs[:]...)
}

// Contents reads what every table holds, as Hold does.
func Contents(ctx context.Context, owner *sql.DB) (_ map[string]Content, err error) {
	s, err := Hold(ctx, owner)
	if err != nil {
		return nil, err
	}
	return s.Content, s.Close()
}

func schemaOf(ctx context.Context, tx *sql.Tx, content map[string]Content) (version int64, err error) {
	if _, there := content["goose_db_version"]; !there {
		return 0, nil
	}
	err = tx.QueryRowContext(ctx, `
		SELECT COALESCE(max(version_id), 0)
		FROM goose_db_version
		WHERE is_applied`).Scan(&version)
	return version, err
}

func contents(ctx context.Context, tx *sql.Tx) (map[string]Content, error) {
	// The text of a value must not depend on how a role or a server is set up.
	if _, err := tx.ExecContext(ctx, `
		SET LOCAL TimeZone = 'UTC';
		SET LOCAL DateStyle = 'ISO, YMD';
		SET LOCAL IntervalStyle = 'postgres';
		SET LOCAL bytea_output = 'hex';
		SET LOCAL extra_float_digits = 1`); err != nil {
		return nil, err
	}
	tables, err := tablesOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	all := make(map[string]Content, len(tables))
	for _, table := range tables {
		var c Content
		if err := tx.QueryRowContext(ctx, `
			SELECT count(*),
			       COALESCE(sum(('x' || substr(md5(t::text), 1, 16))::bit(64)::bigint::numeric), 0)::text
			FROM `+pq.QuoteIdentifier(table)+` AS t`).Scan(&c.Rows, &c.Digest); err != nil {
			return nil, fmt.Errorf("read table %s: %w", table, err)
		}
		all[table] = c
	}
	return all, nil
}

func tablesOf(ctx context.Context, tx *sql.Tx) (tables []string, err error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT c.relname
		FROM pg_class AS c
		WHERE c.relkind IN ('r', 'p')
		  AND c.relnamespace = 'public'::regnamespace
		ORDER BY c.relname`)
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			return nil, fmt.Errorf("list the tables: %w", err)
		}
		tables = append(tables, table)
	}
	return tables, rows.Err()
}
