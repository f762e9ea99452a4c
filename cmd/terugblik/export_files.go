package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"terugblik/coaching"
	"terugblik/media"
)

func (e *export) writeTakes(ctx context.Context, r coaching.Recording, takes []coaching.Take) (exported, error) {
	description := exported{ID: e.id, DurationMS: r.DurationMS, ZeroAt: r.ZeroAt, Takes: []media.Take{}}
	for _, t := range takes {
		if t.File == "" {
			continue
		}
		take, err := mediaTake(t)
		if err != nil {
			return exported{}, err
		}
		take.TimingFile = ""
		take.File = fmt.Sprintf("take-%03d%s", t.Number, filepath.Ext(t.File))
		file, err := e.library.Open(ctx, media.RecordingID(e.id), t.File)
		if err != nil {
			return exported{}, fmt.Errorf("take %d: %w", t.Number, err)
		}
		if err := errors.Join(writeOut(filepath.Join(e.out, take.File), file), file.Close()); err != nil {
			return exported{}, fmt.Errorf("take %d: %w", t.Number, err)
		}
		description.Takes = append(description.Takes, take)
	}
	return description, nil
}

// emptyFolder makes the folder, or takes it when nothing is in it.
func emptyFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return fmt.Errorf("folder for the export: %w", err)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return fmt.Errorf("folder for the export: %w", err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("the folder %s is not empty", path)
	}
	return nil
}

// clearFolder empties it again.
func clearFolder(path string) error {
	entries, err := os.ReadDir(path)
	for _, entry := range entries {
		err = errors.Join(err, os.RemoveAll(filepath.Join(path, entry.Name())))
	}
	if err != nil {
		return fmt.Errorf("empty the folder of the export: %w", err)
	}
	return nil
}

// writeOut writes a new file for its owner alone, synced.
func writeOut(path string, from io.Reader) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	_, err = io.Copy(f, from)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}
