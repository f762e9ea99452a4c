package library

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"terugblik/media"
)

// Erased is what a receipt says.
type Erased struct {
	Files int   // files and logs
	Bytes int64 // on disk, sealed
}

// Erase notes the recording in the list of erased ones, destroys its key, then removes its files and its logs. From the
// key on nothing of it can be read, on this disk or in any copy of its files. It may be repeated and then finishes what
// a crash left; the count is of what this call removed. Stop what still writes to the recording first.
func (l *Library) Erase(ctx context.Context, id media.RecordingID) (Erased, error) {
	var done Erased
	if err := checkName(string(id)); err != nil {
		return done, err
	}
	noted := l.note(id, time.Now())
	if noted != nil && !errors.Is(noted, media.ErrDiskFull) {
		return done, noted
	}
	if err := l.vault.DestroyKey(ctx, string(id)); err != nil && !errors.Is(err, ErrNoKey) {
		return done, fmt.Errorf("destroy the key of recording %s: %w", id, err)
	}
	for _, folder := range []string{mediaFolder, journalFolder} {
		dir := l.path(folder, id, "")
		files, bytes, err := measure(dir)
		if err == nil {
			err = removeTree(dir)
		}
		if err != nil {
			return done, fmt.Errorf("erase recording %s: %w", id, err)
		}
		done.Files, done.Bytes = done.Files+files, done.Bytes+bytes
	}
	if noted != nil { // a full disk must not keep what fills it; now there is room
		return done, l.note(id, time.Now())
	}
	return done, nil
}

// Orphans lists the recordings that lie on this disk without a key: an erasure that a crash or a silent node cut
// short. Nothing in them can be read; Erase removes them.
func (l *Library) Orphans(ctx context.Context) ([]media.RecordingID, error) {
	var orphans []media.RecordingID
	seen := map[string]bool{}
	for _, folder := range []string{mediaFolder, journalFolder} {
		entries, err := os.ReadDir(filepath.Join(l.root, folder))
		if err != nil {
			return nil, fmt.Errorf("list recordings on disk: %w", err)
		}
		for _, entry := range entries {
			name := entry.Name()
			if strings.HasPrefix(name, ".") || seen[name] {
				continue
			}
			seen[name] = true
			_, err := l.vault.Key(ctx, name)
			if errors.Is(err, ErrNoKey) {
				orphans = append(orphans, media.RecordingID(name))
			} else if err != nil {
				return nil, fmt.Errorf("look for the key of recording %s: %w", name, err)
			}
		}
	}
	return orphans, nil
}
