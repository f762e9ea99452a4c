package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v3"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/demo"
	"terugblik/web"
)

const (
	demoPassword = "terugblik"
	demoTold     = "demo-told" // in the data folder, once the story is whole
)

type demoAccount struct{ email, who string }

// demoAccounts are the accounts of the demo data, as serve prints them.
func demoAccounts() []demoAccount {
	return []demoAccount{
		{"medewerker@demo.test", "employee"},
		{"coach@demo.test", "her coach"},
		{"coach2@demo.test", "another coach of the same holder"},
		{"collega@demo.test", "a colleague"},
		{"leidinggevende@demo.test", "manager"},
		{"beheer@demo.test", "administrator"},
		{"fg@demo.test", "data protection officer"},
		{"buiten@demo.test", "coach of another holder, hired by a third"},
		{"nest@demo.test", "administrator of that third holder"},
	}
}

func demoCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:  "demo",
		Usage: "add the demo data to an empty database; the next serve --demo films and tells its story",
		Flags: append(storeFlags(), &cli.BoolFlag{Name: "reset", Usage: "remove the demo data that is there first"}),
		Action: func(ctx context.Context, c *cli.Command) error {
			config, err := given(c)
			if err != nil {
				return err
			}
			return addDemo(ctx, config, c.Bool("reset"), stdout, log)
		},
	}
}

func addDemo(ctx context.Context, c config, reset bool, stdout io.Writer, log *slog.Logger) (err error) {
	l := &lifecycle{log: log}
	defer func() { err = errors.Join(err, l.stop()) }()
	store, err := openStore(ctx, c, stdout, log, l)
	if err != nil {
		return err
	}
	db := postgres.New(store.database.pool)
	if reset {
		if err := resetDemo(ctx, db, store); err != nil {
			return err
		}
	}
	if err := seedDemo(ctx, db, stdout); err != nil {
		return err
	}
	fmt.Fprintln(stdout, "The demo accounts are there; start with: terugblik serve --demo")
	return nil
}

// seedDemo makes the people of the demo in an empty database. It refuses one with real people, and leaves demo data of
// an older version as they are.
func seedDemo(ctx context.Context, db *postgres.DB, stdout io.Writer) error {
	holders, err := demoHolders(ctx, db)
	if err != nil {
		return err
	}
	if len(holders) > 0 {
		if v := holders[0].DemoVersion; v != demo.Version {
			fmt.Fprintf(stdout, "The demo data here are of version %d, this program's of version %d: terugblik demo --reset makes them anew.\n", v, demo.Version)
		}
		return nil
	}
	hash, err := web.HashPassword(ctx, demoPassword)
	if err != nil {
		return err
	}
	now := time.Now()
	people, err := demo.Seed(ctx, db, hash, now)
	if err != nil {
		return err
	}
	return demo.Nest(ctx, db, people, hash, now)
}

// demoHolders lists the holders, all of which must be the demo's.
func demoHolders(ctx context.Context, db *postgres.DB) (holders []coaching.Holder, err error) {
	err = db.AsDoor(ctx, postgres.Demo, func(tx *postgres.Tx) (err error) {
		holders, err = tx.Holders(ctx)
		return err
	})
	for _, h := range holders {
		if !h.Demo {
			return nil, errors.New("this database holds real people: the demo wants one of its own (choose another --data)")
		}
	}
	return holders, err
}

// resetDemo empties a database that holds nothing but demo data, and the media that belong to it.
func resetDemo(ctx context.Context, db *postgres.DB, s *store) error {
	if _, err := demoHolders(ctx, db); err != nil {
		return err
	}
	if s.database.ownerURL == "" {
		return errors.New("demo --reset needs --database-owner-url beside --database-url")
	}
	if err := onDatabase(ctx, s.database.ownerURL, func(owner *sql.DB) error {
		_, err := owner.ExecContext(ctx, `
			TRUNCATE holder, river_job
			CASCADE`)
		return err
	}); err != nil {
		return fmt.Errorf("empty the database: %w", err)
	}
	for _, folder := range []string{"media", "journal", "tmp", demoTold} {
		if err := os.RemoveAll(filepath.Join(s.folder, folder)); err != nil {
			return fmt.Errorf("remove the demo's media: %w", err)
		}
	}
	return nil
}
