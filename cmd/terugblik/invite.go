package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web"
)

func inviteCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:  "invite",
		Usage: "print a one-time link with which somebody gets in, beside a running server too; the log of administration tells of it",
		Flags: append(storeFlags(),
			&cli.StringFlag{Name: "email", Required: true, Usage: "whose account; a new one, or a new link for one that is there"},
			&cli.StringFlag{Name: "role", Required: true, Usage: "one of " + roleNames()},
			&cli.StringFlag{Name: "name", Usage: "who it is, for somebody new: \"Samira van den Oetelaar\""},
			&cli.StringFlag{Name: "location", Usage: "name or id of the location; without it the role is for the whole holder"},
			&cli.StringFlag{Name: "holder", Usage: "name or id of the holder, where there are several"},
			&cli.StringFlag{Name: "public-url", Sources: env("PUBLIC_URL"), Usage: "how browsers reach the server, for the link; as it was last started unless given"},
		),
		Action: func(ctx context.Context, c *cli.Command) error {
			config, err := given(c)
			if err != nil {
				return err
			}
			wanted := postgres.OperatorInvitation{
				Holder: c.String("holder"), Email: c.String("email"), Name: coaching.ParseName(c.String("name")),
				Role: coaching.Role(c.String("role")), Location: c.String("location"),
			}
			if err := invite(ctx, config, wanted, stdout, log); err != nil {
				return fmt.Errorf("invite %s: %w", wanted.Email, err)
			}
			return nil
		},
	}
}

func roleNames() string {
	var names []string
	for _, role := range coaching.Roles() {
		names = append(names, string(role))
	}
	return strings.Join(names, ", ")
}

func invite(ctx context.Context, c config, wanted postgres.OperatorInvitation, stdout io.Writer, log *slog.Logger) (err error) {
	if !slices.Contains(coaching.Roles(), wanted.Role) {
		return fmt.Errorf("there is no role %q; the roles are %s", wanted.Role, roleNames())
	}
	l := &lifecycle{log: log}
	defer func() { err = errors.Join(err, l.stop()) }()
	store, err := openBeside(ctx, c, stdout, log, l)
	if err != nil {
		return err
	}
	token := rand.Text() + rand.Text()
	var (
		made   coaching.Invitation
		person coaching.Person
	)
	if err := postgres.New(store.database.pool).AsDoor(ctx, postgres.Invite, func(tx *postgres.Tx) (err error) {
		made, person, err = tx.InviteByOperator(ctx, wanted, web.HashToken(token), time.Now())
		return err
	}); err != nil {
		return inviteError(err)
	}
	fmt.Fprintf(stdout, "A link for %s, which works once, until %s:\n%s\n",
		person.Name.Full(), made.ExpiresAt.Local().Format("2006-01-02 15:04"), addressOf(c, store.folder)+web.LinkPath(token))
	return nil
}

// inviteError says in a sentence what is wrong with what the operator gave.
func inviteError(err error) error {
	invalid, ok := errors.AsType[coaching.Invalid](err)
	if !ok {
		return err
	}
	for _, field := range invalid {
		switch field.Field {
		case "email":
			return errors.New("--email is not an address")
		case "given", "family", "prefix":
			return errors.New("--name needs a first and a last name, without control characters")
		}
	}
	return err
}
