package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"terugblik/media"
)

// LogRef names a log that this node holds.
type LogRef struct {
	Recording media.RecordingID
	Name      string
	Size      int64 // bytes on disk
}

// Append starts a new log; its head and its place in the folder are on disk when it returns.
// A log is never continued: a name that is taken gives fs.ErrExist.
func (l *Library) Append(ctx context.Context, id media.RecordingID, name string) (*Log, error) {
	key, err := l.logKey(ctx, id, name)
	if err != nil {
		return nil, err
	}
	dir, err := makeFolder(l.root, filepath.Join(journalFolder, string(id)))
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, name)
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|os.O_APPEND, fileMode)
	if err != nil {
		return nil, fmt.Errorf("start a log: %w", diskError(err))
	}
	log, err := writeLog(file, id, name, key)
	if err == nil {
		err = errors.Join(log.Sync(), syncFolder(dir))
	}
	if err == nil {
		_, err = l.key(ctx, id) // gone if Erase ran meanwhile, and then it may not have seen this file
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start log %s: %w", path, err), file.Close(), os.Remove(path))
	}
	log.synced = l.synced // before anybody else has it
	return log, nil
}

func (l *Library) logKey(ctx context.Context, id media.RecordingID, name string) (Key, error) {
	if err := errors.Join(checkName(string(id)), checkName(name)); err != nil {
		return Key{}, err
	}
	return l.key(ctx, id)
}

// OpenLog gives the sealed log and its key, for ReadLog here or in a child that inherits the file.
// Errors: media.ErrNotFound, media.ErrErased, ErrWrongKey (the file was made for another name or recording).
func (l *Library) OpenLog(ctx context.Context, id media.RecordingID, name string) (*os.File, Key, error) {
	key, err := l.logKey(ctx, id, name)
	if err != nil {
		return nil, Key{}, err
	}
	file, err := openFile(l.path(journalFolder, id, name))
	if err != nil {
		return nil, Key{}, err
	}
	reader := NewLogReader(atStart(file), key)
	err = reader.open()
	if err == nil && reader.own != nil && reader.name != string(id)+"/"+name {
		err = fmt.Errorf("it was made as %s: %w", reader.name, ErrWrongKey)
	}
	if err != nil {
		return nil, Key{}, errors.Join(fmt.Errorf("open log %s of recording %s: %w", name, id, err), file.Close())
	}
	return file, key, nil
}

// Logs lists the logs that this node holds, by recording and name.
func (l *Library) Logs() ([]LogRef, error) {
	root := filepath.Join(l.root, journalFolder)
	var refs []LogRef
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // removed while we were looking
		}
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		id := media.RecordingID(filepath.Base(filepath.Dir(path)))
		refs = append(refs, LogRef{Recording: id, Name: entry.Name(), Size: info.Size()})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list logs: %w", err)
	}
	return refs, nil
}

// RemoveLog removes a log whose content lies elsewhere, finalised and synced. A log that is gone is no error.
func (l *Library) RemoveLog(id media.RecordingID, name string) error {
	if err := errors.Join(checkName(string(id)), checkName(name)); err != nil {
		return err
	}
	path := l.path(journalFolder, id, name)
	err := os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("remove a log: %w", err)
	}
	return syncFolder(filepath.Dir(path))
}
