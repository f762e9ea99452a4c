package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media/library"
)

func importCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "bring a film into a recording, beside a running server too; its owner sees that and why",
		ArgsUsage: "FILE",
		Description: "MP4, MOV, MKV, WebM, AVI, MTS, M2TS, TS or 3GP, up to 20 GB and four hours. With --recording the film goes into that recording; with --cycle " +
			"only the recording is made, and its owner first says yes in her browser. Broken off, the same command goes on where it was.",
		Flags: append(storeFlags(),
			&cli.StringFlag{Name: "for", Required: true, Usage: "e-mail address of the employee whose film it is"},
			&cli.StringFlag{Name: "recording", Usage: "id of her recording, which is empty and to which she said yes"},
			&cli.StringFlag{Name: "cycle", Usage: "id of her round: makes a recording in it, to which she then says yes"},
			&cli.StringFlag{Name: "title", Usage: "what a planned recording is called; the name of the file unless given"},
			&cli.StringFlag{Name: "reason", Required: true, Usage: "why; shown to the owner of the recording"},
		),
		Action: func(ctx context.Context, c *cli.Command) error {
			config, path, err := givenFile(c)
			if err != nil {
				return err
			}
			i := &importing{
				path: path, owner: c.String("for"), id: coaching.RecordingID(c.String("recording")), cycle: coaching.CycleID(c.String("cycle")),
				title: c.String("title"), reason: strings.TrimSpace(c.String("reason")), stdout: stdout, progress: log, now: time.Now,
			}
			if err := importInto(ctx, config, i, stdout, log); err != nil {
				return fmt.Errorf("import %s: %w", path, err)
			}
			return nil
		},
	}
}

// givenFile is given for a command that takes one file beside its flags.
func givenFile(c *cli.Command) (config, string, error) {
	if c.Args().Len() != 1 || c.Args().First() == "" {
		return config{}, "", fmt.Errorf("one file is expected (see terugblik %s --help)", c.Name)
	}
	config, err := flagged(c)
	return config, c.Args().First(), err
}

func importInto(ctx context.Context, c config, i *importing, stdout io.Writer, log *slog.Logger) (err error) {
	if err := i.check(); err != nil {
		return err
	}
	l := &lifecycle{log: log}
	defer func() { err = errors.Join(err, l.stop()) }()
	store, err := openBeside(ctx, c, stdout, log, l)
	if err != nil {
		return err
	}
	if err := sameOwner(store.folder); err != nil {
		return err
	}
	i.db, i.node = postgres.New(store.database.pool), store.node
	if i.library, err = openLibrary(ctx, store.folder, i.db, c.Reserve, nil); err != nil {
		return err
	}
	return i.run(ctx)
}

// importing brings one film in for an operator, as its owner would from her browser: the same rules hold.
type importing struct {
	db            *postgres.DB
	library       *library.Library
	node          string
	path          string
	owner         string // e-mail address
	id            coaching.RecordingID
	cycle         coaching.CycleID
	title, reason string
	stdout        io.Writer
	progress      *slog.Logger
	now           func() time.Time

	actor coaching.Actor
	size  int64
}

func (i *importing) check() error {
	switch {
	case i.reason == "":
		return errors.New("--reason is empty")
	case (i.id == "") == (i.cycle == ""):
		return errors.New("either --recording or --cycle is needed")
	}
	return nil
}

func (i *importing) run(ctx context.Context) error {
	if err := i.check(); err != nil {
		return err
	}
	film, err := os.Open(i.path)
	if err != nil {
		return err
	}
	defer func() { _ = film.Close() }()
	info, err := film.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is not a file")
	}
	i.size = info.Size()
	if err := i.who(ctx); err != nil {
		return err
	}
	if i.cycle != "" {
		return i.plan(ctx)
	}
	upload, err := i.begin(ctx)
	if err != nil {
		return importError(err)
	}
	if err := i.pour(ctx, film, upload); err != nil {
		return importError(err)
	}
	fmt.Fprintf(i.stdout, "The film is in recording %s and is looked through by the server. %s sees that it was brought in, and why.\n", i.id, i.actor.Name.Full())
	return nil
}

// who finds the owner with the roles that hold now.
func (i *importing) who(ctx context.Context) error {
	var id coaching.PersonID
	err := i.db.AsDoor(ctx, postgres.Login, func(tx *postgres.Tx) (err error) {
		id, _, err = tx.Credential(ctx, i.owner)
		return err
	})
	if err == nil {
		err = i.db.AsDoor(ctx, postgres.Session, func(tx *postgres.Tx) (err error) {
			i.actor, err = tx.PersonActor(ctx, id, i.now())
			return err
		})
	}
	if errors.Is(err, coaching.ErrNotFound) {
		return fmt.Errorf("nobody logs in as %s", i.owner)
	}
	return err
}

// plan makes a recording and says what she has to do: an operator gives no yes in her place.
func (i *importing) plan(ctx context.Context) error {
	if i.title == "" {
		i.title = coaching.FileName(filepath.Base(i.path))
	}
	err := i.db.AsActor(ctx, i.actor, func(tx *postgres.Tx) error {
		made, err := tx.CreateRecording(ctx, i.actor, i.cycle, i.title, nil, 0, i.now())
		i.id = made.ID
		return err
	})
	if err == nil {
		err = i.tell(ctx, "import_plan")
	}
	if err != nil {
		return importError(err)
	}
	fmt.Fprintf(i.stdout, "Recording %s is planned, and empty. When %s has said yes to it in her browser:\nterugblik import --for %s --recording %s --reason ... %s\n",
		i.id, i.actor.Name.Full(), i.owner, i.id, i.path)
	return nil
}

// tell notes for the owner what an operator does.
func (i *importing) tell(ctx context.Context, action string) error {
	return i.db.AsDoor(ctx, postgres.Export, func(tx *postgres.Tx) error {
		return tx.Log(ctx, "system:"+string(postgres.Export), action, i.id, i.actor.ID, i.reason, i.now())
	})
}
