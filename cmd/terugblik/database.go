package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq" // the driver of every pool

	"terugblik/migrations"
	"terugblik/migrations/cluster"
)

// databaseName is the database in the private cluster.
const databaseName = "terugblik"

// poolSize leaves room below the connections of the private cluster for the operator's commands.
const poolSize = 40

// database is PostgreSQL as the server uses it: a pool of the serving role, and the private cluster behind it if
// there is one.
type database struct {
	pool     *sqlx.DB
	url      string // of the pool, for listeners
	ownerURL string // of the owner of the tables; empty where it is not known
	cluster  *cluster.Cluster
}

// openDatabase starts the private cluster where no database is configured, brings roles and tables up to date
// where it may, and opens the pool. It refuses a role that could bypass the visibility rules.
func openDatabase(ctx context.Context, c config, folder string, log *slog.Logger) (*database, error) {
	d := &database{url: c.DatabaseURL}
	owner := c.DatabaseOwnerURL
	if c.DatabaseURL == "" {
		private, err := cluster.Start(ctx, cluster.Config{Root: folder, Log: log})
		if err != nil {
			return nil, fmt.Errorf("start the private PostgreSQL: %w", err)
		}
		d.cluster, d.url = private, private.URL(migrations.AppRole, databaseName)
		owner = private.URL(cluster.Owner, databaseName)
		if err := onDatabase(ctx, private.URL(cluster.Owner, "postgres"), func(db *sql.DB) error {
			return migrations.EnsureDatabase(ctx, db, databaseName)
		}); err != nil {
			return nil, errors.Join(err, d.Close())
		}
	}
	d.ownerURL = owner
	if owner != "" {
		if err := migrateDatabase(ctx, owner, password(c.DatabaseURL), log); err != nil {
			return nil, errors.Join(err, d.Close())
		}
	}
	if err := d.openPool(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *database) openPool(ctx context.Context) error {
	d.url = explicit(d.url)
	pool, err := sqlx.Open("postgres", d.url)
	if err != nil {
		return errors.New("connect to PostgreSQL: the database URL is not understood")
	}
	d.pool = pool
	pool.SetMaxOpenConns(poolSize)
	pool.SetMaxIdleConns(poolSize / 4)
	if err := pool.PingContext(ctx); err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	return migrations.Check(ctx, pool.DB)
}

// Close ends the pool, then the cluster. It may be called again.
func (d *database) Close() error {
	var errs [2]error
	if d.pool != nil {
		errs[0] = d.pool.Close()
	}
	if d.cluster != nil {
		errs[1] = d.cluster.Stop()
	}
	return errors.Join(errs[:]...)
}

// migrateDatabase works as the owner and has let go of it when it returns.
func migrateDatabase(ctx context.Context, ownerURL, appPassword string, log *slog.Logger) error {
	return onDatabase(ctx, ownerURL, func(db *sql.DB) error {
		if err := migrations.NotNewer(ctx, db); err != nil {
			return err
		}
		if err := migrations.Bootstrap(ctx, db, appPassword); err != nil {
			return err
		}
		return migrations.Apply(ctx, db, slog.New(quietLog{log.Handler()}))
	})
}

func onDatabase(ctx context.Context, url string, fn func(*sql.DB) error) (err error) {
	db, err := sql.Open("postgres", explicit(url))
	if err != nil {
		return errors.New("connect to PostgreSQL: the owner's database URL is not understood")
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.PingContext(ctx); err != nil {
		return fmt.Errorf("connect to PostgreSQL as the owner: %w", err)
	}
	return fn(db)
}

// explicit sets what must not depend on the defaults of the driver or the server: encryption (on, except on this
// machine), the session's time zone, and how long a connection may take to come about.
func explicit(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return text
	}
	query := u.Query()
	for name, value := range map[string]string{"sslmode": sslDefault(u), "timezone": "UTC", "connect_timeout": "5", "application_name": "terugblik"} {
		if !query.Has(name) {
			query.Set(name, value)
		}
	}
	u.RawQuery = query.Encode()
	return u.String()
}

func sslDefault(u *url.URL) string {
	if u.Hostname() == "" && strings.HasPrefix(u.Query().Get("host"), "/") {
		return "disable"
	}
	if loopback(u.Hostname()) {
		return "prefer"
	}
	return "require"
}

func password(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	p, _ := u.User.Password()
	return p
}

// quietLog drops what goose and River say about each migration; their errors come back anyway.
type quietLog struct{ slog.Handler }

func (q quietLog) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && q.Handler.Enabled(ctx, level)
}
