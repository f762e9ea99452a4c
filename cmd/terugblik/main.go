// Command terugblik is the whole product in one binary: the server, its media children and its operator's tools.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/urfave/cli/v3"
)

// version is what --version says; a release sets it with -ldflags "-X main.version=...".
var version = "0.1.0-dev"

func main() {
	os.Exit(run(os.Args, os.Stdout, os.Stderr))
}

// run carries out one command line and returns the exit status: 0, or 1 after one clear line on stderr.
func run(args []string, stdout, stderr io.Writer) int {
	ctx, stop := untilSignal(context.Background())
	defer stop()
	form := newLogSwitch(stderr)
	err := root(stdout, form, slog.New(form)).Run(ctx, args)
	if err == nil || errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return 0
	}
	fmt.Fprintln(stderr, "terugblik: "+oneLine(err))
	return 1
}

// oneLine puts joined errors, which Go prints one below the other, beside each other.
func oneLine(err error) string {
	return strings.Join(strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' || r == '\r' }), "; ")
}

func root(stdout io.Writer, form *logSwitch, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:           "terugblik",
		Usage:          "pedagogical coaching with video, on your own machine",
		Version:        version,
		Writer:         stdout,
		ErrWriter:      io.Discard, // run prints the error, once
		ExitErrHandler: func(context.Context, *cli.Command, error) {},
		OnUsageError:   func(_ context.Context, _ *cli.Command, err error, _ bool) error { return err },
		Action:         help,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "log-format", Value: "text", Sources: env("LOG_FORMAT"), Usage: "how log lines look: text for people, json for programs"},
		},
		Before: func(ctx context.Context, c *cli.Command) (context.Context, error) {
			return ctx, form.choose(c.String("log-format"))
		},
		Commands: inherit([]*cli.Command{
			serveCommand(stdout, log),
			migrateCommand(stdout, log),
			demoCommand(stdout, log),
			seedCommand(stdout, log),
			exportCommand(stdout, log),
			importCommand(stdout, log),
			backupCommand(stdout, log),
			restoreCommand(stdout, log),
			inviteCommand(stdout, log),
			holderCommand(stdout, log),
			doctorCommand(stdout, log),
			auditCommand(stdout, log),
			childCommand(stdout),
			filmCommand(stdout),
		}),
	}
}

// inherit makes commands say a wrong flag as an error and nothing else.
func inherit(commands []*cli.Command) []*cli.Command {
	for _, c := range commands {
		c.OnUsageError = func(_ context.Context, c *cli.Command, err error, _ bool) error {
			return fmt.Errorf("%w (see terugblik %s --help)", err, c.Name)
		}
	}
	return commands
}

func help(_ context.Context, c *cli.Command) error {
	if name := c.Args().First(); name != "" {
		return fmt.Errorf("there is no command %q (see terugblik --help)", name)
	}
	return cli.ShowAppHelp(c)
}
