package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/urfave/cli/v3"

	"terugblik/migrations"
)

func migrateCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:  "migrate",
		Usage: "make the serving role and bring the tables to this version; serve does so too on its private PostgreSQL",
		Flags: storeFlags(),
		Action: func(ctx context.Context, c *cli.Command) error {
			config, err := given(c)
			if err != nil {
				return err
			}
			return migrate(ctx, config, stdout, log)
		},
	}
}

func migrate(ctx context.Context, c config, stdout io.Writer, log *slog.Logger) (err error) {
	if c.DatabaseURL != "" && c.DatabaseOwnerURL == "" {
		return errors.New("migrate needs --database-owner-url beside --database-url: the serving role owns no tables")
	}
	l := &lifecycle{log: log}
	defer func() { err = errors.Join(err, l.stop()) }()
	if _, err := openStore(ctx, c, stdout, log, l); err != nil {
		return err
	}
	version, err := migrations.Version()
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "The database is at version %d.\n", version)
	return nil
}
