package library

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// TempFolder makes a private folder for a job, on the disk of the library. remove may be called more than once.
func (l *Library) TempFolder(job string) (dir string, remove func(), err error) {
	if err := checkName(job); err != nil {
		return "", nil, err
	}
	dir, err = os.MkdirTemp(filepath.Join(l.root, tempFolder), job+"-*") // made 0700
	if err != nil {
		return "", nil, fmt.Errorf("make a folder for job %s: %w", job, diskError(err))
	}
	return dir, func() { _ = os.RemoveAll(dir) }, nil // what stays, CleanTemp removes
}

// CleanTemp removes what jobs and writes left when the process died. Only for the server, before it starts any job:
// it would take the folders of a server that runs on the same root.
func (l *Library) CleanTemp() error {
	var all error
	for _, folder := range []string{tempFolder, incomingFolder} {
		dir := filepath.Join(l.root, folder)
		entries, err := os.ReadDir(dir)
		all = errors.Join(all, err)
		for _, entry := range entries {
			all = errors.Join(all, os.RemoveAll(filepath.Join(dir, entry.Name())))
		}
	}
	if all != nil {
		return fmt.Errorf("clean temporary folders: %w", all)
	}
	return nil
}
