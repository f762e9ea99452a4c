package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var nodeForm = regexp.MustCompile(`^[0-9a-f]{12}$`)

// nodeID is the name of this node, kept in the data folder: journals lie on the node that received them.
func nodeID(folder string) (string, error) {
	path := filepath.Join(folder, "node")
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeNodeID(path)
	}
	if err != nil {
		return "", fmt.Errorf("name of this node: %w", err)
	}
	id := strings.TrimSpace(string(content))
	if !nodeForm.MatchString(id) {
		return "", fmt.Errorf("name of this node: %s does not hold twelve hexadecimal digits", path)
	}
	return id, nil
}

// makeNodeID writes beside and renames, synced: a lost name would orphan the journals of this node.
func makeNodeID(path string) (string, error) {
	raw := make([]byte, 6)
	_, _ = rand.Read(raw) // never fails
	id := hex.EncodeToString(raw)
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return "", fmt.Errorf("name this node: %w", err)
	}
	_, err = f.WriteString(id + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", fmt.Errorf("name this node: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return "", fmt.Errorf("name this node: %w", err)
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return "", fmt.Errorf("name this node: %w", err)
	}
	return id, errors.Join(folder.Sync(), folder.Close())
}
