package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"syscall"
)

// ErasedName is the list of erased recordings in the data folder.
const ErasedName = "erased.log"

// TrimmedName is the list of what was cut out of recordings.
const TrimmedName = "trimmed.log"

// LockName is the file in the data folder that Lock locks.
const LockName = "backup.lock"

// left are the entries of a data folder that no backup holds: the database, which is dumped, and what is only of use
// to running programs.
var left = map[string]bool{
	"postgres": true, "postgres.new": true, "postgres.lock": true, "run": true, "tmp": true,
	"terugblik.lock": true, LockName: true, "lost+found": true,
}

// list finds the files of a data folder, the lists of what was cut out and of erased recordings last. An entry of the folder may be a link to
// a folder elsewhere, for example to media on a larger disk; links further down and other oddities are left alone.
func list(data string) (files []found, err error) {
	entries, err := os.ReadDir(data)
	if err != nil {
		return nil, fmt.Errorf("list the data folder: %w", err)
	}
	for _, entry := range entries {
		if left[entry.Name()] {
			continue
		}
		below, err := under(data, entry.Name())
		if err != nil {
			return nil, fmt.Errorf("list the data folder: %w", err)
		}
		files = append(files, below...)
	}
	last := func(f found) int {
		switch f.path {
		case path.Join(FilesName, ErasedName):
			return 2
		case path.Join(FilesName, TrimmedName):
			return 1
		}
		return 0
	}
	slices.SortStableFunc(files, func(a, b found) int { return last(a) - last(b) })
	return files, nil
}

func under(data, name string) (files []found, err error) {
	root, err := filepath.EvalSymlinks(filepath.Join(data, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // gone since, or a link to nowhere
	}
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(root, func(at string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, at)
		if err != nil {
			return err
		}
		place := path.Join(name, filepath.ToSlash(rel))
		if place == "media/.incoming" {
			return fs.SkipDir
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
			return nil
		}
		if err != nil {
			return err
		}
		files = append(files, found{path: path.Join(FilesName, place), from: at, size: info.Size(), mode: info.Mode().Perm(), time: info.ModTime()})
		return nil
	})
	return files, err
}

// openPlain opens a plain file for reading and nothing else.
func openPlain(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a plain file")
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
