package library

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

const (
	fileMode   = 0o600
	folderMode = 0o700
)

// makeFolder makes root/rel and syncs each folder above it, so that the way to a file survives a power cut. Those that
// are there already are synced too: whoever made them may not have come so far, and a clean folder costs microseconds.
func makeFolder(root, rel string) (string, error) {
	dir := root
	for _, part := range splitFolders(rel) {
		parent := dir
		dir = filepath.Join(dir, part)
		err := os.Mkdir(dir, folderMode)
		if err == nil || errors.Is(err, fs.ErrExist) {
			err = syncFolder(parent)
		}
		if err != nil {
			return "", fmt.Errorf("make folder %s: %w", dir, diskError(err))
		}
	}
	return dir, nil
}

func splitFolders(rel string) []string {
	if rel == "" || rel == "." {
		return nil
	}
	parent, last := filepath.Split(filepath.Clean(rel))
	return append(splitFolders(filepath.Clean(parent)), last)
}

// syncFolder makes new, renamed and removed entries of a folder durable; syncing a file does not.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return fmt.Errorf("sync folder %s: %w", dir, err)
	}
	return nil
}

// openPlain opens a plain file for reading; a link or a device is an error, also when it came there since we looked.
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

// removeTree removes a file or folder and makes that durable. What is gone is no error.
func removeTree(path string) error {
	if err := os.RemoveAll(path); err != nil {
		return fmt.Errorf("remove media: %w", err)
	}
	err := syncFolder(filepath.Dir(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// measure counts the files below a folder and their bytes on disk. A folder that is not there counts nothing.
func measure(dir string) (files int, bytes int64, err error) {
	err = eachFile(dir, func(_ string, info fs.FileInfo) error {
		files, bytes = files+1, bytes+info.Size()
		return nil
	})
	return files, bytes, err
}

// eachFile looks at every file below a folder. A folder that is not there has none.
func eachFile(dir string, look func(path string, info fs.FileInfo) error) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		return look(path, info)
	})
}
