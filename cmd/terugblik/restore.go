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

	"github.com/urfave/cli/v3"

	"terugblik/backup"
	"terugblik/coaching"
	"terugblik/media/library"
	"terugblik/migrations"
)

func restoreCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:      "restore",
		Usage:     "make a new data folder from a backup, or from the newest one in DIR, and compare the two",
		ArgsUsage: "DIR",
		Flags: append(storeFlags(),
			&cli.StringSliceFlag{Name: "erased", Usage: "`file` erased.log of the old data folder, where it can still be read: what was erased after the backup stays erased; may be repeated"},
			&cli.BoolFlag{Name: "check", Usage: "only read the backup and say whether it is sound"},
		),
		Action: func(ctx context.Context, c *cli.Command) error {
			config, dir, err := givenFolder(c)
			if err != nil {
				return err
			}
			r := &restoreTask{config: config, dir: dir, lists: c.StringSlice("erased"), out: stdout, log: log}
			if c.Bool("check") {
				return calledOff(ctx, "the check", r.check(ctx))
			}
			return calledOff(ctx, "the restore", r.run(ctx))
		},
	}
}

// restoreTask puts one backup back.
type restoreTask struct {
	config config
	dir    string   // of a backup, or of several
	lists  []string // further lists of erased recordings
	out    io.Writer
	log    *slog.Logger

	cuts     []coaching.Trim // what was cut out of recordings
	folder   string          // of the backup
	manifest backup.Manifest
}

// check finds the backup and reads all of it.
func (r *restoreTask) check(ctx context.Context) (err error) {
	if err := r.find(); err != nil {
		return err
	}
	fmt.Fprintf(r.out, "The backup of %s, made by Terugblik %s. Reading all of it ...\n", r.manifest.At.Local().Format("2006-01-02 15:04"), r.manifest.Program)
	if err := backup.Check(ctx, r.folder, r.manifest); err != nil {
		return err
	}
	fmt.Fprintf(r.out, "It is sound: the database and all %d files are as they were written (%s).\n", len(r.manifest.Files), backup.Size(r.manifest.Bytes()+r.manifest.Database.Size))
	return nil
}

func (r *restoreTask) find() (err error) {
	r.folder = r.dir
	if strings.HasSuffix(filepath.Clean(r.dir), ".partial") {
		return fmt.Errorf("%s: %w: it was broken off", r.dir, backup.ErrNone)
	}
	if _, err := os.Lstat(filepath.Join(r.dir, backup.ManifestName)); errors.Is(err, os.ErrNotExist) {
		if r.folder, err = newestOf(r.dir); err != nil {
			return err
		}
	}
	if r.manifest, err = backup.Read(r.folder); err != nil {
		return err
	}
	ours, err := migrations.Version()
	if err != nil {
		return err
	}
	if r.manifest.Schema > ours {
		return fmt.Errorf("this backup was made by a newer Terugblik, %s (its tables have version %d, this program knows %d): restore it with that one", r.manifest.Program, r.manifest.Schema, ours)
	}
	return nil
}

func newestOf(dir string) (string, error) {
	folders, err := backup.Backups(dir)
	if err != nil {
		return "", err
	}
	if len(folders) == 0 {
		return "", fmt.Errorf("%s: %w, and there is none in it", dir, backup.ErrNone)
	}
	return folders[len(folders)-1], nil
}

// run changes nothing before the whole backup has been read, and leaves nothing when it fails.
func (r *restoreTask) run(ctx context.Context) (err error) {
	data, note, mode, err := findData(r.config)
	if err != nil {
		return err
	}
	if note != "" {
		fmt.Fprintln(r.out, note)
	}
	if r.config.DatabaseURL != "" && r.config.DatabaseOwnerURL == "" {
		return errNoOwner
	}
	if err := backup.Empty(data); err != nil {
		return err
	}
	if err := r.check(ctx); err != nil {
		return err
	}
	erased, err := r.erased()
	if err != nil {
		return err
	}
	if r.cuts, err = r.trimmed(); err != nil {
		return err
	}
	_, there := os.Stat(data)
	if err := makeFolder(data, mode); err != nil {
		return err
	}
	if err := r.into(ctx, data, erased); err != nil {
		return errors.Join(err, emptyAgain(data, there == nil))
	}
	fmt.Fprintf(r.out, "The data folder %s is ready. Start with: terugblik serve --data %s\n", data, data)
	fmt.Fprintln(r.out, "Everybody has to log in again; access tokens, one-time links and shared tablets have ended. Do not start the old data folder and this one side by side.")
	fmt.Fprintf(r.out, "What was taken back after %s this server does not know. So no film plays, none comes in, nothing is erased and nothing is shared any more until an administrator or data protection officer has looked over what is known, in the settings.\n", r.manifest.At.Local().Format("2006-01-02 15:04"))
	return nil
}

func (r *restoreTask) into(ctx context.Context, data string, erased []coaching.RecordingID) (err error) {
	unmark, err := backup.Mark(data)
	if err != nil {
		return err
	}
	without := map[string]bool{}
	for _, id := range erased {
		without[string(id)] = true
	}
	files, bytes, err := backup.Put(ctx, r.folder, r.manifest, data, without)
	if err != nil {
		return err
	}
	fmt.Fprintf(r.out, "  files      %d of %d put back and read again, %s: the same, byte for byte\n", files, len(r.manifest.Files), backup.Size(bytes))
	if err := r.database(ctx, data, erased); err != nil {
		return err
	}
	return unmark()
}

// known are the lists of that name in the backup and in those beside it.
func (r *restoreTask) known(name string) []string {
	lists := []string{filepath.Join(r.folder, backup.FilesName, name)}
	if beside, err := backup.Backups(filepath.Dir(r.folder)); err == nil {
		for _, folder := range beside {
			if folder != r.folder {
				lists = append(lists, filepath.Join(folder, backup.FilesName, name))
			}
		}
	}
	return lists
}

// trimmed lists what was cut out of recordings, as far as the backup, those beside it, and the folders of the lists that
// were given know.
func (r *restoreTask) trimmed() (cuts []coaching.Trim, err error) {
	lists := r.known(backup.TrimmedName)
	for _, given := range r.lists {
		lists = append(lists, filepath.Join(filepath.Dir(given), backup.TrimmedName))
	}
	seen := map[library.Cut]bool{}
	for _, list := range lists {
		found, err := library.CutIn(list)
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			if seen[c] {
				continue
			}
			seen[c] = true
			cuts = append(cuts, coaching.Trim{
				RecordingID: coaching.RecordingID(c.Recording), AskedAt: c.At, StartMS: int64(c.Span.Start), EndMS: int64(c.Span.End),
			})
		}
	}
	return cuts, nil
}

// erased lists the recordings that were erased, as far as the backup, those beside it and the lists that were given
// know.
func (r *restoreTask) erased() (ids []coaching.RecordingID, err error) {
	lists := r.known(backup.ErasedName)
	for _, given := range r.lists {
		if err := listOfErased(given); err != nil {
			return nil, err
		}
	}
	seen := map[coaching.RecordingID]bool{}
	for _, list := range append(lists, r.lists...) {
		found, err := library.ErasedIn(list)
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			if id := coaching.RecordingID(id); !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// listOfErased refuses a path that is none: a slip of the pen must not bring film back. A data folder in which nothing
// was ever erased has no list.
func listOfErased(path string) error {
	_, err := os.Stat(path)
	if err == nil {
		return nil
	}
	_, node := os.Stat(filepath.Join(filepath.Dir(path), "node"))
	if errors.Is(err, os.ErrNotExist) && node == nil && filepath.Base(path) == backup.ErasedName {
		return nil
	}
	return fmt.Errorf("--erased: %w", err)
}

// emptyAgain removes what a restore that failed left, and the folder if it was made for it.
func emptyAgain(data string, wasThere bool) error {
	if !wasThere {
		return os.RemoveAll(data)
	}
	entries, err := os.ReadDir(data)
	for _, entry := range entries {
		if entry.Name() != "lost+found" && entry.Name() != backup.UnfinishedName {
			err = errors.Join(err, os.RemoveAll(filepath.Join(data, entry.Name())))
		}
	}
	if err != nil {
		return err
	}
	err = os.Remove(filepath.Join(data, backup.UnfinishedName)) // last: until then it says that this is half a restore
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
