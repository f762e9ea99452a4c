package library

import (
	"fmt"
	"strings"

	"terugblik/media"
)

// ErrPath says that a name is outside the path grammar. No such file can exist, so it is also media.ErrNotFound.
var ErrPath = fmt.Errorf("not a media path: %w", media.ErrNotFound)

const (
	maxPath = 200 // bytes of a whole path
	maxPart = 100 // bytes between two slashes
)

// checkPath holds the whole grammar: parts of a-z 0-9 - _ . joined by single slashes, no part starts with a dot.
func checkPath(path string) error {
	if len(path) > maxPath {
		return fmt.Errorf("%w: %d bytes", ErrPath, len(path))
	}
	for part := range strings.SplitSeq(path, "/") {
		if !isPart(part) {
			return fmt.Errorf("%w: %q", ErrPath, path)
		}
	}
	return nil
}

// checkName is the grammar of one part: a recording's id, a log's name, a job's name.
func checkName(name string) error {
	if !isPart(name) {
		return fmt.Errorf("%w: %q", ErrPath, name[:min(len(name), maxPath)])
	}
	return nil
}

func isPart(part string) bool {
	if part == "" || len(part) > maxPart || part[0] == '.' {
		return false
	}
	for i := range len(part) {
		c := part[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return true
}
