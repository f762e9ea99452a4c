package main

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"time"

	"github.com/urfave/cli/v3"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/film"
	"terugblik/media/record"
)

// demoLength is how much of the table is filmed: six of its contacts.
const demoLength = media.Millis(60_000)

// filmCommand draws, sounds and codes the demo's film in a child and prints its units for the server.
func filmCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:   "film",
		Usage:  "code the film of the demo",
		Hidden: true,
		Flags:  []cli.Flag{&cli.Int64Flag{Name: "ms", Value: int64(demoLength)}},
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := confine(); err != nil {
				return err
			}
			table, err := film.NewTable()
			if err != nil {
				return err
			}
			units := gob.NewEncoder(stdout)
			return film.Encode(ctx, table, media.Millis(c.Int64("ms")), film.Coding{}, func(u film.Unit) error { return units.Encode(u) })
		},
	}
}

// shoot writes the film as the journal of a take that began at zero, as if it had come over the network then.
func (s *demoStory) shoot(ctx context.Context, recording coaching.Recording, zero time.Time, length media.Millis) error {
	return s.roll(ctx, recording, zero, func(to *takeWriter) error { return s.play(ctx, to, length) })
}

func (s *demoStory) roll(ctx context.Context, recording coaching.Recording, zero time.Time, play func(*takeWriter) error) error {
	id := media.RecordingID(recording.ID)
	if err := s.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error { return tx.SetZero(ctx, recording.ID, zero) }); err != nil {
		return err
	}
	writer, err := s.intake.begin(ctx, id, zero, coaching.Steady{})
	if err != nil {
		return err
	}
	return errors.Join(play(writer), writer.Close("demo"))
}

// play takes the units of the child and sends them as a browser would.
func (s *demoStory) play(ctx context.Context, to *takeWriter, length media.Millis) error {
	feed, err := record.NewFeed(to.Writer, media.H264)
	if err != nil {
		return err
	}
	return s.units(ctx, length, func(u film.Unit) error { return feed.Write(u.Kind, u.At, u.Data) })
}

// units has a child code that much of the film, and hands out each unit.
func (s *demoStory) units(ctx context.Context, length media.Millis, take func(film.Unit) error) error {
	runtime.LockOSThread() // the parent-death signal follows the thread that starts the child (prctl(2))
	defer runtime.UnlockOSThread()
	cmd := childProcess(ctx, "")
	cmd.Args = []string{"terugblik", "film", "--ms", strconv.FormatInt(int64(length), 10)}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	err = readUnits(out, take)
	if err != nil {
		_ = cmd.Cancel()
	}
	return errors.Join(err, cmd.Wait())
}

func readUnits(out io.Reader, take func(film.Unit) error) error {
	units := gob.NewDecoder(out)
	for {
		var u film.Unit
		if err := units.Decode(&u); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read the film of the demo: %w", err)
		}
		if err := take(u); err != nil {
			return err
		}
	}
}
