package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	fileMode   = 0o600
	folderMode = 0o700
	partial    = ".partial" // the end of the name of a backup that is not whole
	stamp      = "20060102T150405Z"
)

// Shelf is a folder with backups, opened by one process alone.
type Shelf struct {
	Path string
	lock *os.File
}

// ErrBusy says that another process makes a backup.
var ErrBusy = errors.New("another backup is being made")

// OpenShelf makes the folder where only its last element is missing: the disk that should hold it may not be there.
func OpenShelf(path string) (*Shelf, error) {
	if err := os.Mkdir(path, folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("folder for backups: %w", plain(err))
	}
	lock, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("folder for backups: %w", err)
	}
	err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(fmt.Errorf("%w in %s: wait until it is done", ErrBusy, path), lock.Close())
	}
	s := &Shelf{Path: path, lock: lock} // a file system without locks has one user at a time anyway
	if err := s.clean(); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return s, nil
}

// Close lets other processes in.
func (s *Shelf) Close() error { return s.lock.Close() }

// clean removes what a backup that was killed left.
func (s *Shelf) clean() error {
	entries, err := os.ReadDir(s.Path)
	if err != nil {
		return fmt.Errorf("folder for backups: %w", err)
	}
	for _, entry := range entries {
		name, cut := strings.CutSuffix(entry.Name(), partial)
		if _, ok := timeOf(name); !cut || !ok {
			continue
		}
		if err := os.RemoveAll(filepath.Join(s.Path, entry.Name())); err != nil {
			return fmt.Errorf("remove half a backup: %w", err)
		}
	}
	return nil
}

// begin makes the folder of a new backup, under the name that says that it is not whole.
func (s *Shelf) begin(now time.Time) (folder string, err error) {
	name := now.UTC().Format(stamp)
	for n := 2; exists(filepath.Join(s.Path, name)); n++ {
		name = fmt.Sprintf("%s-%d", now.UTC().Format(stamp), n)
	}
	folder = filepath.Join(s.Path, name+partial)
	if err := os.Mkdir(folder, folderMode); err != nil {
		return "", fmt.Errorf("begin a backup: %w", plain(err))
	}
	return folder, nil
}

// finish gives a whole backup its name.
func (s *Shelf) finish(folder string) (string, error) {
	whole := strings.TrimSuffix(folder, partial)
	if err := os.Rename(folder, whole); err != nil {
		return "", fmt.Errorf("finish a backup: %w", err)
	}
	return whole, syncFolder(s.Path)
}

// Backups lists the finished backups in a folder, the oldest first. Whether they are sound is not looked at.
func Backups(shelf string) (folders []string, err error) {
	entries, err := os.ReadDir(shelf)
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	for _, entry := range entries {
		if _, ok := timeOf(entry.Name()); ok && entry.IsDir() && exists(filepath.Join(shelf, entry.Name(), ManifestName)) {
			folders = append(folders, filepath.Join(shelf, entry.Name()))
		}
	}
	slices.Sort(folders)
	return folders, nil
}

// Time is when a backup was begun, by its name.
func Time(folder string) (time.Time, bool) { return timeOf(filepath.Base(folder)) }

func timeOf(name string) (time.Time, bool) {
	if len(name) < len(stamp) || len(name) > len(stamp) && name[len(stamp)] != '-' {
		return time.Time{}, false
	}
	at, err := time.Parse(stamp, name[:len(stamp)])
	return at, err == nil
}

// Forget removes the backups that are older than keep, but never the newest one, and returns how many went.
func (s *Shelf) Forget(now time.Time, keep time.Duration) (removed int, err error) {
	folders, err := Backups(s.Path)
	if err != nil {
		return 0, err
	}
	for i, folder := range folders {
		at, _ := Time(folder)
		if i == len(folders)-1 || now.Sub(at) <= keep {
			continue
		}
		// Renamed first: what a crash leaves is then half a backup, which the next one removes.
		if err := os.Rename(folder, folder+partial); err != nil {
			return removed, fmt.Errorf("remove an old backup: %w", err)
		}
		if err := os.RemoveAll(folder + partial); err != nil {
			return removed, fmt.Errorf("remove an old backup: %w", err)
		}
		removed++
	}
	return removed, syncFolder(s.Path)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open folder to sync: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}

func writeFile(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(plain(err), f.Close())
}

// ErrFull says that the disk of a backup has no room left.
var ErrFull = errors.New("there is no room left on the disk of the backup")

func plain(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}
