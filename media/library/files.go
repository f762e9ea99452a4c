package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"syscall"

	"terugblik/media"
)

// Open opens a file of a recording for reading as plain text.
// Errors: media.ErrNotFound, media.ErrErased, ErrWrongKey (made under another name), ErrDamaged.
func (l *Library) Open(ctx context.Context, id media.RecordingID, path string) (*File, error) {
	sealed, key, err := l.openSealed(ctx, id, path)
	if err != nil {
		return nil, err
	}
	file, err := unsealAs(sealed, key, id, path)
	if err != nil {
		return nil, errors.Join(err, sealed.Close())
	}
	file.c = sealed
	return file, nil
}

// Fetch gives the sealed bytes as an open local file, at its start, and the key that opens them: what a child gets as
// an inherited descriptor and an order on its standard input, and hands to Unseal. Errors as Open.
func (l *Library) Fetch(ctx context.Context, id media.RecordingID, path string) (*os.File, Key, error) {
	sealed, key, err := l.openSealed(ctx, id, path)
	if err != nil {
		return nil, Key{}, err
	}
	if _, err := unsealAs(sealed, key, id, path); err != nil {
		return nil, Key{}, errors.Join(err, sealed.Close())
	}
	return sealed, key, nil
}

func (l *Library) openSealed(ctx context.Context, id media.RecordingID, path string) (*os.File, Key, error) {
	key, err := l.fileKey(ctx, id, path)
	if err != nil {
		return nil, Key{}, err
	}
	sealed, err := openFile(l.path(mediaFolder, id, path))
	return sealed, key, err
}

func (l *Library) fileKey(ctx context.Context, id media.RecordingID, path string) (Key, error) {
	if err := errors.Join(checkName(string(id)), checkPath(path)); err != nil {
		return Key{}, err
	}
	return l.key(ctx, id)
}

func unsealAs(sealed *os.File, key Key, id media.RecordingID, path string) (*File, error) {
	info, err := sealed.Stat()
	if err != nil {
		return nil, fmt.Errorf("open media: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("open %s of recording %s: no file: %w", path, id, media.ErrNotFound)
	}
	file, err := Unseal(sealed, info.Size(), key)
	if err == nil && file.name != string(id)+"/"+path {
		err = fmt.Errorf("it was made as %s: %w", file.name, ErrWrongKey)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s of recording %s: %w", path, id, err)
	}
	return file, nil
}

func openFile(path string) (*os.File, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, fmt.Errorf("open %s: %w", path, media.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("open media: %w", err)
	}
	return file, nil
}

// atStart reads a file from its start without moving the offset that a child inherits.
func atStart(r io.ReaderAt) io.Reader { return io.NewSectionReader(r, 0, math.MaxInt64) }
