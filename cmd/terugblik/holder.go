package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/urfave/cli/v3"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web"
)

func holderCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:  "holder",
		Usage: "the organisations on this installation, fully apart from one another",
		Commands: []*cli.Command{
			{
				Name: "list", Usage: "print their names and ids", Flags: storeFlags(),
				Action: func(ctx context.Context, c *cli.Command) error {
					config, err := given(c)
					if err != nil {
						return err
					}
					return listHolders(ctx, config, stdout, log)
				},
			},
			{
				Name: "add", Usage: "make one more, and print the one-time link of its first administrator",
				Flags: append(storeFlags(),
					&cli.StringFlag{Name: "name", Required: true, Usage: "what the organisation is called"},
					&cli.StringFlag{Name: "email", Required: true, Usage: "of its first administrator; an address without an account"},
					&cli.StringFlag{Name: "administrator", Required: true, Usage: "who that is: \"Samira van den Oetelaar\""},
					&cli.StringFlag{Name: "public-url", Sources: env("PUBLIC_URL"), Usage: "how browsers reach the server, for the link; as it was last started unless given"},
				),
				Action: func(ctx context.Context, c *cli.Command) error {
					config, err := given(c)
					if err != nil {
						return err
					}
					person := coaching.Person{Name: coaching.ParseName(c.String("administrator")), Email: c.String("email")}
					if err := addHolder(ctx, config, c.String("name"), person, stdout, log); err != nil {
						return fmt.Errorf("add holder %q: %w", c.String("name"), err)
					}
					return nil
				},
			},
		},
	}
}

// asOperator works behind the operator's door, beside a running server too.
func asOperator(ctx context.Context, c config, stdout io.Writer, log *slog.Logger, do func(*postgres.Tx, *store) error) (err error) {
	l := &lifecycle{log: log}
	defer func() { err = errors.Join(err, l.stop()) }()
	store, err := openBeside(ctx, c, stdout, log, l)
	if err != nil {
		return err
	}
	return postgres.New(store.database.pool).AsDoor(ctx, postgres.Invite, func(tx *postgres.Tx) error { return do(tx, store) })
}

func listHolders(ctx context.Context, c config, stdout io.Writer, log *slog.Logger) error {
	return asOperator(ctx, c, stdout, log, func(tx *postgres.Tx, _ *store) error {
		holders, err := tx.Holders(ctx)
		for _, h := range holders {
			demo := ""
			if h.Demo {
				demo = "  (demo)"
			}
			fmt.Fprintf(stdout, "%s  %s%s\n", h.ID, h.Name, demo)
		}
		return err
	})
}

func addHolder(ctx context.Context, c config, name string, person coaching.Person, stdout io.Writer, log *slog.Logger) error {
	token, now := rand.Text()+rand.Text(), time.Now()
	var (
		made   coaching.Invitation
		folder string
	)
	err := asOperator(ctx, c, stdout, log, func(tx *postgres.Tx, s *store) (err error) {
		folder = s.folder
		made, person, err = tx.AddHolder(ctx, name, person, web.HashToken(token), now)
		return inviteError(err)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "A link for %s, which works once, until %s:\n%s\n",
		person.Name.Full(), made.ExpiresAt.Local().Format("2006-01-02 15:04"), addressOf(c, folder)+web.LinkPath(token))
	return nil
}
