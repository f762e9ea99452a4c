package library

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrMasterKey says that the file of the master key is there but cannot be used. It is never replaced: a new key would
// open no recording that exists.
var ErrMasterKey = errors.New("the master key cannot be used; restore its file from a backup")

const masterPrefix = "terugblik-master-key-1 "

// MasterKey reads the master key, and makes its file where there is none: whole, synced and readable to its owner only.
// Two processes that start at once get the same key.
func MasterKey(path string) (Key, error) {
	key, err := readMaster(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := makeMaster(path); err != nil {
		return Key{}, fmt.Errorf("make the master key %s: %w", path, diskError(err))
	}
	return readMaster(path)
}

func readMaster(path string) (Key, error) {
	file, err := os.Open(path)
	if err != nil {
		return Key{}, fmt.Errorf("read the master key: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return Key{}, fmt.Errorf("read the master key: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return Key{}, fmt.Errorf("read %s: others may read it too (mode %04o, should be 0600): %w", path, info.Mode().Perm(), ErrMasterKey)
	}
	line, err := io.ReadAll(io.LimitReader(file, 1<<10))
	if err != nil {
		return Key{}, fmt.Errorf("read the master key: %w", err)
	}
	key, ok := parseMaster(string(line))
	if !ok {
		return Key{}, fmt.Errorf("read %s: its content is damaged: %w", path, ErrMasterKey)
	}
	return key, nil
}

// masterLine is a word that says what it is, the key, and a checksum, so that a damaged key is never taken for another.
func masterLine(key Key) string {
	sum := sha256.Sum256(key[:])
	return masterPrefix + hex.EncodeToString(key[:]) + " " + hex.EncodeToString(sum[:4]) + "\n"
}

func parseMaster(line string) (key Key, ok bool) {
	rest, found := strings.CutPrefix(line, masterPrefix)
	if !found || len(rest) < 2*len(key) {
		return Key{}, false
	}
	if _, err := hex.Decode(key[:], []byte(rest[:2*len(key)])); err != nil {
		return Key{}, false
	}
	if key == (Key{}) || subtle.ConstantTimeCompare([]byte(line), []byte(masterLine(key))) == 0 {
		return Key{}, false
	}
	return key, true
}

// makeMaster links a finished file to its name: it appears whole or not at all, and never over another.
func makeMaster(path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, ".master-*") // made 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.WriteString(masterLine(newKey()))
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		return err
	}
	if err := os.Link(temp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(dir)
}
