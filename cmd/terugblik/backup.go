package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"terugblik/backup"
	"terugblik/migrations"
)

// keepDays is how long a backup stays when nobody says otherwise: the page on which she erases a recording names it.
const keepDays = 14

func backupCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:      "backup",
		Usage:     "copy database, film and keys into a new folder below DIR, beside a running server too",
		ArgsUsage: "DIR",
		Flags: append(storeFlags(),
			&cli.IntFlag{Name: "keep", Value: keepDays, Sources: env("BACKUP_KEEP"), Usage: "remove backups in DIR that are older than this many `days`, 1 to 90; the newest always stays"},
			&cli.BoolFlag{Name: "full", Usage: "copy film anew that the last backup holds too"},
		),
		Action: func(ctx context.Context, c *cli.Command) error {
			config, dir, err := givenFolder(c)
			if err != nil {
				return err
			}
			keep := c.Int("keep")
			if keep < 1 || keep > 90 {
				return fmt.Errorf("--keep %d is not between 1 and 90 days", keep)
			}
			b := &backupTask{config: config, dir: dir, keep: time.Duration(keep) * 24 * time.Hour, full: c.Bool("full"), out: stdout, log: log}
			return calledOff(ctx, "the backup", b.run(ctx))
		},
	}
}

// calledOff says that something was broken off on purpose; it must not pass for a success.
func calledOff(ctx context.Context, what string, err error) error {
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("%s was broken off; nothing of it is kept", what)
	}
	return err
}

// backupTask makes one backup.
type backupTask struct {
	config config
	dir    string
	keep   time.Duration
	full   bool
	out    io.Writer
	log    *slog.Logger
}

func (b *backupTask) run(ctx context.Context) (err error) {
	l := &lifecycle{log: b.log}
	defer func() { err = errors.Join(err, l.stop()) }()
	data, _, _, err := findData(b.config)
	if err != nil {
		return err
	}
	node, err := existingNode(data)
	if err != nil {
		return err
	}
	if err := outside(b.dir, data); err != nil {
		return err
	}
	shelf, err := backup.OpenShelf(b.dir)
	if err != nil {
		return err
	}
	l.started("folder for backups", shelf.Close)
	release, err := backup.Lock(ctx, data)
	if err != nil {
		return err
	}
	l.started("lock for the backup", release)
	owner, err := ownerBeside(ctx, b.config, data, b.log, l)
	if err != nil {
		return err
	}
	made, err := b.make(ctx, owner, node, data, shelf)
	if err != nil {
		return err
	}
	removed, err := shelf.Forget(time.Now(), b.keep)
	b.tell(made, removed)
	return err
}

// make holds the moment of the database only while it is dumped.
func (b *backupTask) make(ctx context.Context, owner, node, data string, shelf *backup.Shelf) (made backup.Made, err error) {
	err = onDatabase(ctx, owner, func(db *sql.DB) (err error) {
		now := time.Now().UTC().Truncate(time.Second)
		anchors, err := auditAnchors(ctx, db)
		if err != nil {
			return fmt.Errorf("read the end of the audit log: %w", err)
		}
		moment, err := migrations.Hold(ctx, db)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, moment.Close()) }()
		if moment.Schema == 0 {
			return errors.New("the database holds no tables of Terugblik yet: there is nothing to back up")
		}
		made, err = backup.Make(ctx, backup.Making{
			Data: data, Shelf: shelf, Full: b.full,
			Dump: func(ctx context.Context, to io.Writer) error {
				if err := backup.Dump(ctx, explicit(owner), moment.ID, moment.Server, to); err != nil {
					return err
				}
				return moment.Close()
			},
			About: backup.Manifest{
				Program: version, Node: node, At: now, PostgreSQL: moment.Server, Schema: moment.Schema, Tables: tables(moment.Content), Audit: anchors,
			},
		})
		return err
	})
	return made, err
}

func tables(content map[string]migrations.Content) map[string]backup.Table {
	all := make(map[string]backup.Table, len(content))
	for name, c := range content {
		all[name] = backup.Table{Rows: c.Rows, Digest: c.Digest}
	}
	return all
}

func (b *backupTask) tell(m backup.Made, removed int) {
	rows := int64(0)
	for t := range maps.Values(m.Tables) {
		rows += t.Rows
	}
	fmt.Fprintf(b.out, "Backup made: %s\n", m.Folder)
	fmt.Fprintf(b.out, "  database   %s, %d tables with %d rows\n", backup.Size(m.Database.Size), len(m.Tables), rows)
	fmt.Fprintf(b.out, "  film       of %d recordings, %d files: %s copied, %s shared with the backup before\n", m.Recordings(), len(m.Files), backup.Size(m.Copied), backup.Size(m.Linked))
	if len(m.Gone) > 0 {
		fmt.Fprintf(b.out, "  erased     %d recordings were erased meanwhile; their film is not in it\n", len(m.Gone))
	}
	if removed > 0 {
		fmt.Fprintf(b.out, "  removed    %d backups older than %d days\n", removed, int(b.keep/(24*time.Hour)))
	}
	fmt.Fprintln(b.out, "It holds the keys of the film too: guard this folder as you guard the film itself.")
}

// existingNode refuses a folder that no server ever kept data in, and makes nothing.
func existingNode(data string) (string, error) {
	if _, err := os.Stat(filepath.Join(data, "node")); errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("there is nothing to back up in %s: no server kept data there (choose the folder with --data)", data)
	}
	return nodeID(data)
}

// outside refuses a folder for backups in the data folder: what takes the one would take the other.
func outside(dir, data string) error {
	for _, pair := range [][2]string{{dir, data}, {realPath(dir), realPath(data)}} {
		abs, err := filepath.Abs(pair[0])
		if err != nil {
			return fmt.Errorf("folder for backups: %w", err)
		}
		if rel, err := filepath.Rel(pair[1], abs); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return fmt.Errorf("%s lies in the data folder %s: put backups on another disk", dir, data)
		}
	}
	return nil
}

// realPath follows links as far as the path exists.
func realPath(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	var missing []string
	for at := abs; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			slices.Reverse(missing)
			return filepath.Join(append([]string{real}, missing...)...)
		}
		if at == filepath.Dir(at) {
			return abs
		}
		missing = append(missing, filepath.Base(at))
	}
}
