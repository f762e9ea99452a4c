package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// UnfinishedName marks a data folder into which a restore is being written. No server starts on it.
const UnfinishedName = "restore.unfinished"

// ErrNotEmpty says that a restore was asked for into a folder that holds something.
var ErrNotEmpty = errors.New("is not empty: a restore makes a new data folder and changes none that is there")

// Empty tells whether a restore may begin in a folder, which need not exist.
func Empty(data string) error {
	entries, err := os.ReadDir(data)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("folder to restore into: %w", err)
	}
	for _, entry := range entries {
		switch entry.Name() {
		case "lost+found":
		case UnfinishedName:
			return fmt.Errorf("%s holds a restore that was broken off: remove everything in it and begin again", data)
		default:
			return fmt.Errorf("%s %w", data, ErrNotEmpty)
		}
	}
	return nil
}

// Put writes the files of a backup into a data folder that Empty let pass, leaving out the recordings in without,
// reads them back and syncs them. Nothing that is there is written over.
func Put(ctx context.Context, folder string, m Manifest, data string, without map[string]bool) (files int, bytes int64, err error) {
	var wanted []File
	for _, f := range m.Files {
		if !without[recordingOf(f.Path)] {
			wanted = append(wanted, f)
			bytes += f.Size
		}
	}
	if err := space(data, bytes+4*m.Database.Size); err != nil {
		return 0, 0, err
	}
	place := func(f File) string {
		return filepath.Join(data, filepath.FromSlash(strings.TrimPrefix(f.Path, FilesName+"/")))
	}
	for _, f := range wanted {
		if err := f.put(ctx, filepath.Join(folder, filepath.FromSlash(f.Path)), place(f)); err != nil {
			return 0, 0, fmt.Errorf("put back %s: %w", f.Path, err)
		}
	}
	if err := syncAll(data); err != nil {
		return 0, 0, err
	}
	return len(wanted), bytes, compare(ctx, wanted, place)
}

func (f File) put(ctx context.Context, from, to string) (err error) {
	if err := os.MkdirAll(filepath.Dir(to), folderMode); err != nil {
		return full(err)
	}
	in, err := openPlain(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, os.FileMode(f.Mode).Perm()|0o200)
	if err != nil {
		return full(err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(&meter{ctx: ctx, to: out}, in); err != nil {
		return full(err)
	}
	return os.Chtimes(to, f.Time, f.Time)
}

// ErrNoRoom says that the disk of the new data folder is too small.
var ErrNoRoom = errors.New("there is not enough room on the disk of the new data folder")

func full(err error) error {
	if errors.Is(plain(err), ErrFull) {
		return fmt.Errorf("%w: %w", ErrNoRoom, err)
	}
	return err
}

func space(data string, need int64) error {
	var disk unix.Statfs_t
	if err := unix.Statfs(data, &disk); err != nil {
		return fmt.Errorf("look for room: %w", err)
	}
	if free := int64(disk.Bavail) * disk.Bsize; need > free {
		return fmt.Errorf("%w: about %s are needed, %s are free", ErrNoRoom, Size(need), Size(free))
	}
	return nil
}

func syncAll(folder string) error {
	dir, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer func() { _ = dir.Close() }()
	if err := unix.Syncfs(int(dir.Fd())); err != nil {
		return fmt.Errorf("bring the files to the disk: %w", full(err))
	}
	return nil
}

// Mark says that a restore into the folder is under way; unmark is its end.
func Mark(data string) (unmark func() error, err error) {
	path := filepath.Join(data, UnfinishedName)
	if err := writeFile(path, []byte("A restore into this folder was begun and is not finished.\n")); err != nil {
		return nil, fmt.Errorf("begin to restore: %w", full(err))
	}
	return func() error { return errors.Join(os.Remove(path), syncFolder(data)) }, syncFolder(data)
}
