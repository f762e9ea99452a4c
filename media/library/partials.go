package library

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"terugblik/media"
)

// StartPartial makes an empty partial file among the logs of a recording; it is on disk when it returns. A name that is
// taken gives fs.ErrExist. Errors: media.ErrErased, media.ErrDiskFull.
func (l *Library) StartPartial(ctx context.Context, id media.RecordingID, name string) error {
	key, err := l.logKey(ctx, id, name)
	if err != nil {
		return err
	}
	dir, err := makeFolder(l.root, filepath.Join(journalFolder, string(id)))
	if err != nil {
		return err
	}
	path := filepath.Join(dir, name)
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return fmt.Errorf("start a partial file: %w", diskError(err))
	}
	l.marks.Delete(path)
	head, _, err := newHead(partialMagic, id, name, key)
	if err == nil {
		_, err = file.Write(head)
	}
	if err == nil {
		err = errors.Join(file.Sync(), syncFolder(dir))
	}
	if err == nil {
		_, err = l.key(ctx, id) // gone if Erase ran meanwhile, and then it may not have seen this file
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(fmt.Errorf("start partial file %s: %w", path, diskError(err)), os.Remove(path))
	}
	return nil
}

// ContinuePartial opens a partial file to append to it, after what of it is whole. A torn or damaged end is cut off. One
// at a time may do so; who does knows. Errors: media.ErrNotFound, media.ErrErased, ErrWrongKey.
func (l *Library) ContinuePartial(ctx context.Context, id media.RecordingID, name string) (*Partial, error) {
	file, own, at, err := l.partial(ctx, id, name, os.O_RDWR)
	if err != nil {
		return nil, err
	}
	if err := file.Truncate(at.disk); err != nil {
		return nil, errors.Join(fmt.Errorf("cut partial file %s: %w", name, err), file.Close())
	}
	path := l.path(journalFolder, id, name)
	return &Partial{file: file, own: own, at: at, keep: func(m mark) { l.marks.Store(path, m) }}, nil
}

// PartialSize is how many bytes of content of a partial file are whole. Errors as ContinuePartial.
func (l *Library) PartialSize(ctx context.Context, id media.RecordingID, name string) (int64, error) {
	file, _, at, err := l.partial(ctx, id, name, os.O_RDONLY)
	if err != nil {
		return 0, err
	}
	return at.plain, file.Close()
}

// partial opens the file and finds its whole part. What this process has found whole, or has synced, it does not read again.
func (l *Library) partial(ctx context.Context, id media.RecordingID, name string, flag int) (_ *os.File, own aead, at mark, err error) {
	key, err := l.logKey(ctx, id, name)
	if err != nil {
		return nil, nil, mark{}, err
	}
	path := l.path(journalFolder, id, name)
	file, err := os.OpenFile(path, flag, 0)
	if errors.Is(err, os.ErrNotExist) {
		err = media.ErrNotFound
	}
	if err != nil {
		return nil, nil, mark{}, fmt.Errorf("open partial file %s of recording %s: %w", name, id, err)
	}
	own, at, err = openPartial(file, key, id, name)
	if err != nil {
		return nil, nil, mark{}, errors.Join(err, file.Close())
	}
	info, err := file.Stat()
	if err != nil {
		return nil, nil, mark{}, errors.Join(fmt.Errorf("open partial file: %w", err), file.Close())
	}
	if known, ok := l.marks.Load(path); ok && known.(mark).disk <= info.Size() {
		at = known.(mark)
	}
	if found := wholePart(file, info.Size(), own, at); found != at {
		at = found
		err = file.Sync() // its size is told on, and what was told must hold
	}
	if err != nil {
		return nil, nil, mark{}, errors.Join(fmt.Errorf("sync partial file: %w", diskError(err)), file.Close())
	}
	l.marks.Store(path, at)
	return file, own, at, nil
}

// wholePart goes on from a mark as far as pieces open with the key.
func wholePart(file *os.File, size int64, own aead, at mark) mark {
	buf := make([]byte, MaxPiece+tagSize)
	for {
		head, sealed, ok := pieceAt(file, size, at)
		if !ok {
			return at
		}
		body := buf[:sealed]
		if n, _ := file.ReadAt(body, at.disk+pieceHead); n < sealed {
			return at
		}
		if _, err := own.Open(body[:0], head[pieceFixed:], body, head[:pieceFixed]); err != nil {
			return at
		}
		at = at.after(sealed)
	}
}

// OpenPartial gives the sealed partial file and its key, for UnsealPartial here or in a child that inherits the file.
// Errors as ContinuePartial.
func (l *Library) OpenPartial(ctx context.Context, id media.RecordingID, name string) (*os.File, Key, error) {
	key, err := l.logKey(ctx, id, name)
	if err != nil {
		return nil, Key{}, err
	}
	file, err := openFile(l.path(journalFolder, id, name))
	if err != nil {
		return nil, Key{}, err
	}
	if _, _, err := openPartial(file, key, id, name); err != nil {
		return nil, Key{}, errors.Join(err, file.Close())
	}
	return file, key, nil
}
