package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"terugblik/media"
)

// Erased is what a receipt says.
type Erased struct {
	Files int   // files and logs
	Bytes int64 // on disk, sealed
}

// Erase is Empty for a recording that is erased for good: first it stands in the list of erased ones, which a restore of
// an older backup follows.
func (l *Library) Erase(ctx context.Context, id media.RecordingID) (Erased, error) {
	if err := checkName(string(id)); err != nil {
		return Erased{}, err
	}
	noted := l.note(id, time.Now())
	if noted != nil && !errors.Is(noted, media.ErrDiskFull) {
		return Erased{}, noted
	}
	done, err := l.Empty(ctx, id)
	if err == nil && noted != nil { // a full disk must not keep what fills it; now there is room
		err = l.note(id, time.Now())
	}
	return done, err
}

// Empty destroys the key of a recording, then removes its files and its logs. From the key on nothing of them can be
// read, on this disk or in any copy of them. The recording may get a new key with its next film. It may be repeated and
// then finishes what a crash left; the count is of what this call removed. Stop what still writes to the recording first.
func (l *Library) Empty(ctx context.Context, id media.RecordingID) (Erased, error) {
	var done Erased
	if err := checkName(string(id)); err != nil {
		return done, err
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
	return done, nil
}

// Holding is what lies on this disk of one recording.
type Holding struct {
	Recording media.RecordingID // the name of its folder, which may be none of ours
	Files     int               // files and logs
	Bytes     int64             // on disk, sealed
	Key       bool              // it can be read
}

// Survey lists all that lies on this disk, by name. What has no key is an erasure that a crash or a silent node cut short,
// or never was a recording: nothing in it can be read, and Erase removes it.
func (l *Library) Survey(ctx context.Context) ([]Holding, error) {
	held := map[string]Holding{}
	for _, folder := range []string{mediaFolder, journalFolder} {
		entries, err := os.ReadDir(filepath.Join(l.root, folder))
		if err != nil {
			return nil, fmt.Errorf("list recordings on disk: %w", err)
		}
		for _, entry := range entries {
			name := entry.Name()
			if strings.HasPrefix(name, ".") {
				continue
			}
			files, bytes, err := measure(filepath.Join(l.root, folder, name))
			if err != nil {
				return nil, fmt.Errorf("measure recording %s: %w", name, err)
			}
			h := held[name]
			held[name] = Holding{Recording: media.RecordingID(name), Files: h.Files + files, Bytes: h.Bytes + bytes}
		}
	}
	var all []Holding
	for _, name := range slices.Sorted(maps.Keys(held)) {
		h := held[name]
		_, err := l.vault.Key(ctx, name)
		if err != nil && !errors.Is(err, ErrNoKey) {
			return nil, fmt.Errorf("look for the key of recording %s: %w", name, err)
		}
		h.Key = err == nil
		all = append(all, h)
	}
	return all, nil
}

// Has says whether a file of a recording lies on this disk, whether or not it can be read.
func (l *Library) Has(id media.RecordingID, path string) (bool, error) {
	if err := errors.Join(checkName(string(id)), checkPath(path)); err != nil {
		return false, err
	}
	_, err := os.Lstat(l.path(mediaFolder, id, path))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
