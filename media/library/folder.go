package library

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	fileMode   = 0o600
	folderMode = 0o700
)

// makeFolder makes root/rel and syncs each folder that got a new entry, so that the way to a file survives a power cut.
func makeFolder(root, rel string) (string, error) {
	dir := root
	for _, part := range splitFolders(rel) {
		parent := dir
		dir = filepath.Join(dir, part)
		err := os.Mkdir(dir, folderMode)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil {
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
