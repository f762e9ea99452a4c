package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// lockName is in every data folder; a living server holds a lock on it, which the kernel drops when it dies.
const lockName = "terugblik.lock"

var errInUse = errors.New("already works on the data folder")

// lockData keeps a second server off the data folder.
func lockData(folder string) (release func() error, err error) {
	path := filepath.Join(folder, lockName)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); {
	case errors.Is(err, syscall.EWOULDBLOCK):
		holder, _ := io.ReadAll(io.LimitReader(f, 20))
		return nil, errors.Join(fmt.Errorf("process %s %w %s: stop it first, or choose another with --data", strings.TrimSpace(string(holder)), errInUse, folder), f.Close())
	case err != nil:
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), f.Close())
	}
	if err := errors.Join(f.Truncate(0), writePid(f)); err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), f.Close())
	}
	return f.Close, nil
}

func writePid(f *os.File) error {
	_, err := fmt.Fprintln(f, os.Getpid())
	return err
}
