package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/library"
)

func exportCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:  "export",
		Usage: "write the originals of a recording into a folder, beside a running server too; its owner sees that and why",
		Flags: append(storeFlags(),
			&cli.StringFlag{Name: "recording", Required: true, Usage: "id of the recording"},
			&cli.StringFlag{Name: "out", Required: true, Usage: "folder to write into; new or empty"},
			&cli.StringFlag{Name: "reason", Required: true, Usage: "why; shown to the owner of the recording"},
		),
		Action: func(ctx context.Context, c *cli.Command) error {
			config, err := given(c)
			if err != nil {
				return err
			}
			e := &export{
				id: coaching.RecordingID(c.String("recording")), out: c.String("out"),
				reason: strings.TrimSpace(c.String("reason")),
			}
			if err := exportFrom(ctx, config, e, stdout, log); err != nil {
				return fmt.Errorf("export recording %s: %w", e.id, err)
			}
			fmt.Fprintf(stdout, "Recording %s is in %s. Its owner sees the export and the reason.\n", e.id, e.out)
			return nil
		},
	}
}

func exportFrom(ctx context.Context, c config, e *export, stdout io.Writer, log *slog.Logger) (err error) {
	l := &lifecycle{log: log}
	defer func() { err = errors.Join(err, l.stop()) }()
	store, err := openBeside(ctx, c, stdout, log, l)
	if err != nil {
		return err
	}
	e.db = postgres.New(store.database.pool)
	if e.library, err = openLibrary(ctx, store.folder, e.db, reserve{}, nil); err != nil {
		return err
	}
	return e.run(ctx)
}

// export writes one recording for an operator.
type export struct {
	db      *postgres.DB
	library *library.Library
	id      coaching.RecordingID
	out     string
	reason  string
}

// exported is recording.json.
type exported struct {
	ID         coaching.RecordingID `json:"id"`
	DurationMS int64                `json:"duration_ms"`
	ZeroAt     *time.Time           `json:"zero_at"`
	Takes      []media.Take         `json:"takes"` // with the names of the files beside it
	Gaps       []media.Gap          `json:"gaps"`
	Angles     []exportedAngle      `json:"angles"`
}

// run logs the export before the first byte leaves.
func (e *export) run(ctx context.Context) error {
	if e.reason == "" {
		return errors.New("--reason is empty")
	}
	if err := emptyFolder(e.out); err != nil {
		return err
	}
	leaves, err := e.take(ctx)
	if err != nil {
		return err
	}
	return e.finish(ctx, leaves)
}

// finish leaves nothing behind where the recording was locked, erased or cut while it left.
func (e *export) finish(ctx context.Context, leaves leaving) error {
	if err := e.write(ctx, leaves); err != nil {
		return errors.Join(err, clearFolder(e.out))
	}
	return nil
}

// leaving is what is exported: a recording, and what it misses, also what was cut out.
type leaving struct {
	recording coaching.Recording
	takes     []coaching.Take
	gaps      []coaching.Gap
}

func (e *export) write(ctx context.Context, leaves leaving) error {
	description, err := e.writeTakes(ctx, leaves.recording, leaves.takes)
	if err != nil {
		return err
	}
	description.Gaps = mediaGaps(leaves.gaps)
	if description.Angles, err = e.writeAngles(ctx); err != nil {
		return err
	}
	text, err := json.MarshalIndent(description, "", "  ")
	if err != nil {
		return fmt.Errorf("describe it: %w", err)
	}
	return errors.Join(writeOut(filepath.Join(e.out, "recording.json"), strings.NewReader(string(text)+"\n")), e.unchanged(ctx, leaves))
}

func (e *export) unchanged(ctx context.Context, leaves leaving) error {
	return e.as(ctx, func(tx *postgres.Tx) error {
		now, err := e.read(ctx, tx)
		if err == nil && len(now.gaps) != len(leaves.gaps) {
			err = errors.New("something was cut out of it meanwhile")
		}
		return err
	})
}

// take reads the recording and, in the same transaction, logs that it leaves.
func (e *export) take(ctx context.Context) (leaves leaving, err error) {
	err = e.as(ctx, func(tx *postgres.Tx) (err error) {
		if leaves, err = e.read(ctx, tx); err != nil {
			return err
		}
		return tx.Log(ctx, "system:"+string(postgres.Export), "export", e.id, leaves.recording.OwnerID, e.reason, time.Now())
	})
	return leaves, err
}

func (e *export) as(ctx context.Context, do func(*postgres.Tx) error) error {
	err := e.db.AsDoor(ctx, postgres.Export, do)
	if errors.Is(err, coaching.ErrNotFound) {
		err = errors.New("there is no such recording, or it was erased")
	}
	return err
}

func (e *export) read(ctx context.Context, tx *postgres.Tx) (leaves leaving, err error) {
	if leaves.recording, leaves.takes, leaves.gaps, err = tx.RecordingForJob(ctx, e.id); err != nil {
		return leaves, err
	}
	if err := exportable(leaves.recording, leaves.takes); err != nil {
		return leaves, err
	}
	trims, err := tx.Trims(ctx, e.id)
	leaves.gaps = coaching.WithTrims(coaching.TrueGaps(leaves.takes, leaves.gaps), trims)
	return leaves, err
}

func exportable(r coaching.Recording, takes []coaching.Take) error {
	if r.LockedAt != nil {
		return errors.New("it is locked")
	}
	whole := 0
	for _, t := range takes {
		if t.FinalisedAt == nil {
			return errors.New("it is still being recorded or made whole: try again later")
		}
		if t.File != "" {
			whole++
		}
	}
	if whole == 0 {
		return errors.New("nothing was recorded")
	}
	return nil
}
