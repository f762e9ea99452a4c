package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/urfave/cli/v3"

	"terugblik/coaching/postgres/seed"
	"terugblik/web"
)

// seedCommand is for measuring, so the list of commands does not show it.
func seedCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:   "seed",
		Usage:  "fill an empty database with made-up people and cycles without films, to measure on",
		Hidden: true,
		Flags: append(storeFlags(),
			&cli.IntFlag{Name: "people", Value: 10_000, Usage: "how many people, of one large, some middle and many small holders"},
			&cli.IntFlag{Name: "locations", Value: 500, Usage: "how many locations"},
			&cli.IntFlag{Name: "cycles", Value: 200_000, Usage: "how many cycles, over six years"},
			&cli.IntFlag{Name: "annotations", Value: 2_000_000, Usage: "how many marks"},
			&cli.StringFlag{Name: "password", Usage: "everybody's password; empty: nobody can log in"},
		),
		Action: func(ctx context.Context, c *cli.Command) error {
			config, err := given(c)
			if err != nil {
				return err
			}
			size := seed.Size{People: c.Int("people"), Locations: c.Int("locations"), Cycles: c.Int("cycles"), Annotations: c.Int("annotations")}
			return fillDatabase(ctx, config, size, c.String("password"), stdout, log)
		},
	}
}

func fillDatabase(ctx context.Context, c config, size seed.Size, password string, stdout io.Writer, log *slog.Logger) (err error) {
	in := seed.Inputs{Size: size, PasswordHash: "$none", Now: time.Now(), Told: func(table string, rows int) {
		fmt.Fprintf(stdout, "%10d  %s\n", rows, table)
	}}
	if err := size.Check(); err != nil {
		return err
	}
	if c.DatabaseURL != "" && c.DatabaseOwnerURL == "" {
		return errNoOwner
	}
	if password != "" {
		if in.PasswordHash, err = web.HashPassword(ctx, password); err != nil {
			return err
		}
	}
	l := &lifecycle{log: log}
	defer func() { err = errors.Join(err, l.stop()) }()
	store, err := openStore(ctx, c, stdout, log, l)
	if err != nil {
		return err
	}
	return onDatabase(ctx, store.database.ownerURL, func(owner *sql.DB) error {
		_, err := seed.Fill(ctx, owner, in)
		return err
	})
}
