package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"terugblik/migrations/cluster"
)

// sharedData is used where root's data folder cannot be reached by the account that PostgreSQL runs as.
const sharedData = "/var/lib/terugblik"

// dataFolder makes the data folder and returns its absolute path. Root may keep a private PostgreSQL only where
// another account can get to; elsewhere it is /var/lib/terugblik, and note says so in one line.
func dataFolder(c config) (folder, note string, err error) {
	folder, note, mode, err := findData(c)
	if err != nil {
		return "", "", err
	}
	return folder, note, makeFolder(folder, mode)
}

// findData says where the data folder is, or is to be with at least which mode.
func findData(c config) (folder, note string, mode fs.FileMode, err error) {
	if folder, err = filepath.Abs(c.Data); err != nil {
		return "", "", 0, fmt.Errorf("data folder %s: %w", c.Data, err)
	}
	if os.Geteuid() != 0 || c.DatabaseURL != "" {
		return folder, "", 0o700, nil
	}
	err = reachable(folder)
	if errors.Is(err, cluster.ErrClosed) {
		note = fmt.Sprintf("the folder %s is closed to other accounts: using %s", folder, sharedData)
		folder, err = sharedData, cluster.Reachable(sharedData)
	}
	return folder, note, 0o711, err
}

// reachable looks at the parents only when the folder is ours to open: new, empty, or a data folder.
func reachable(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("data folder: %w", err)
	}
	if _, marked := os.Stat(filepath.Join(folder, lockName)); len(entries) == 0 || marked == nil {
		return cluster.Reachable(filepath.Dir(folder))
	}
	return cluster.Reachable(folder)
}

// makeFolder makes the folder with at least this mode, whatever the umask. What lies in it is closed by itself.
func makeFolder(folder string, mode fs.FileMode) error {
	if err := os.MkdirAll(folder, mode); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	info, err := os.Stat(folder)
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	if info.Mode().Perm()&mode == mode {
		return nil
	}
	if err := os.Chmod(folder, info.Mode().Perm()|mode); err != nil {
		return fmt.Errorf("let PostgreSQL into the data folder: %w", err)
	}
	return nil
}
