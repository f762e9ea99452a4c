package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sys/unix"
)

// Making is what a backup is made of.
type Making struct {
	Data  string // the data folder, locked by Lock
	Shelf *Shelf
	Dump  func(ctx context.Context, to io.Writer) error // the database at the moment that About tells of
	About Manifest                                      // everything but the files
	Full  bool                                          // copy what the last backup holds too
}

// Made is a backup that is whole and on the disk.
type Made struct {
	Manifest
	Folder string
	Copied int64 // bytes written for files
	Linked int64 // bytes of files that the last backup holds too, and that take no room of their own
}

// Make copies, syncs and gives the backup its name. When it fails nothing of it is left. Errors: ErrFull.
func Make(ctx context.Context, m Making) (_ Made, err error) {
	folder, err := m.Shelf.begin(m.About.At)
	if err != nil {
		return Made{}, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(folder))
		}
	}()
	w := &writer{ctx: ctx, folder: folder, made: Made{Manifest: m.About}}
	if !m.Full {
		w.before = newest(m.Shelf.Path)
	}
	if err := w.dump(m.Dump); err != nil {
		return Made{}, err
	}
	if err := w.copy(m.Data); err != nil {
		return Made{}, err
	}
	if err := w.seal(); err != nil {
		return Made{}, err
	}
	w.made.Folder, err = m.Shelf.finish(folder)
	return w.made, err
}

// writer fills the folder of one backup.
type writer struct {
	ctx    context.Context
	folder string
	before map[string]File // files of the last backup, by their place there, with paths that exist
	made   Made
}

func (w *writer) dump(dump func(context.Context, io.Writer) error) error {
	entry := File{Path: DatabaseName, Mode: fileMode, Time: w.made.At}
	size, sum, err := w.fill(DatabaseName, fileMode, func(to io.Writer) error { return dump(w.ctx, to) })
	if err != nil {
		return fmt.Errorf("copy the database: %w", err)
	}
	entry.Size, entry.SHA256 = size, sum
	w.made.Database = entry
	return nil
}

// copy takes every file of the data folder. The list of what was erased comes last, so that it is complete.
func (w *writer) copy(data string) error {
	files, err := list(data)
	if err != nil {
		return err
	}
	if err := w.room(files); err != nil {
		return err
	}
	for _, f := range files {
		if err := w.one(f); err != nil {
			return err
		}
	}
	return w.dropErased(data)
}

// room looks before the work whether there is a chance that it succeeds.
func (w *writer) room(files []found) error {
	var need int64
	for _, f := range files {
		if _, same := w.same(f); !same {
			need += f.size
		}
	}
	var disk unix.Statfs_t
	if err := unix.Statfs(w.folder, &disk); err != nil {
		return fmt.Errorf("look for room: %w", err)
	}
	if free := int64(disk.Bavail) * disk.Bsize; need > free {
		return fmt.Errorf("%w: %s are needed, %s are free", ErrFull, Size(need), Size(free))
	}
	return nil
}

func (w *writer) one(f found) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	to := filepath.Join(w.folder, filepath.FromSlash(f.path))
	if err := os.MkdirAll(filepath.Dir(to), folderMode); err != nil {
		return fmt.Errorf("copy %s: %w", f.path, plain(err))
	}
	entry := File{Path: f.path, Size: f.size, Mode: uint32(f.mode), Time: f.time}
	if before, same := w.same(f); same && os.Link(before.Path, to) == nil {
		entry.SHA256 = before.SHA256
		w.made.Linked += f.size
		w.made.Files = append(w.made.Files, entry)
		return nil
	}
	from, err := openPlain(f.from)
	if errors.Is(err, os.ErrNotExist) {
		return nil // erased meanwhile, or a temporary name
	}
	if err != nil {
		return fmt.Errorf("copy %s: %w", f.path, err)
	}
	defer func() { _ = from.Close() }()
	// Not beyond the size that was seen: a journal grows on.
	entry.Size, entry.SHA256, err = w.fill(f.path, f.mode, func(to io.Writer) error {
		_, err := io.Copy(to, io.LimitReader(from, f.size))
		return err
	})
	if err == nil {
		err = os.Chtimes(to, f.time, f.time)
	}
	if err != nil {
		return fmt.Errorf("copy %s: %w", f.path, err)
	}
	w.made.Copied += entry.Size
	w.made.Files = append(w.made.Files, entry)
	return nil
}

// same finds the file in the last backup, if it has not changed since.
func (w *writer) same(f found) (File, bool) {
	before, there := w.before[f.path]
	return before, there && recordingOf(f.path) != "" && before.Size == f.size && before.Time.Equal(f.time)
}

// fill writes a file of the backup and sums what it wrote. It is synced with all the others at the end.
func (w *writer) fill(path string, mode os.FileMode, write func(io.Writer) error) (size int64, sum string, err error) {
	file, err := os.OpenFile(filepath.Join(w.folder, filepath.FromSlash(path)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode|0o200)
	if err != nil {
		return 0, "", plain(err)
	}
	hash := sha256.New()
	to := &meter{ctx: w.ctx, to: io.MultiWriter(file, hash)}
	err = write(to)
	if to.err != nil {
		err = to.err // a program that writes through a pipe only knows that the pipe broke
	}
	if err := errors.Join(plain(err), plain(file.Close())); err != nil {
		return 0, "", err
	}
	return to.size, hex.EncodeToString(hash.Sum(nil)), nil
}

// meter counts, and ends the copying of a large file when the work is called off.
type meter struct {
	ctx  context.Context
	to   io.Writer
	size int64
	err  error
}

func (m *meter) Write(p []byte) (int, error) {
	if m.err = m.ctx.Err(); m.err != nil {
		return 0, m.err
	}
	n, err := m.to.Write(p)
	m.size, m.err = m.size+int64(n), err
	return n, err
}

// dropErased takes recordings out of the copy that were erased while it was made.
func (w *writer) dropErased(data string) error {
	gone := map[string]bool{}
	w.made.Files = slices.DeleteFunc(w.made.Files, func(f File) bool {
		id := recordingOf(f.Path)
		if id == "" {
			return false
		}
		if known, asked := gone[id]; asked {
			return known
		}
		gone[id] = !exists(filepath.Join(data, "media", id)) && !exists(filepath.Join(data, "journal", id))
		return gone[id]
	})
	for id, is := range gone {
		if !is {
			continue
		}
		w.made.Gone = append(w.made.Gone, id)
		for area := range byRecording {
			if err := os.RemoveAll(filepath.Join(w.folder, FilesName, area, id)); err != nil {
				return fmt.Errorf("take an erased recording out of the backup: %w", err)
			}
		}
	}
	slices.Sort(w.made.Gone)
	return nil
}

// seal brings everything to the disk, then writes the list: a backup with a list is whole.
func (w *writer) seal() error {
	dir, err := os.Open(w.folder)
	if err != nil {
		return err
	}
	defer func() { _ = dir.Close() }()
	if err := unix.Syncfs(int(dir.Fd())); err != nil {
		return fmt.Errorf("bring the backup to the disk: %w", plain(err))
	}
	return w.made.write(w.folder)
}

// newest reads the files of the last backup that is sound enough to have a list.
func newest(shelf string) map[string]File {
	folders, err := Backups(shelf)
	if err != nil {
		return nil
	}
	for _, folder := range slices.Backward(folders) {
		m, err := Read(folder)
		if err != nil {
			continue
		}
		files := make(map[string]File, len(m.Files))
		for _, f := range m.Files {
			place := f.Path
			f.Path = filepath.Join(folder, filepath.FromSlash(place))
			if info, err := os.Lstat(f.Path); err == nil && info.Size() == f.Size {
				files[place] = f
			}
		}
		return files
	}
	return nil
}

// Size says a number of bytes as people do.
func Size(n int64) string {
	for _, unit := range []struct {
		name string
		size int64
	}{{"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}} {
		if n >= unit.size {
			return fmt.Sprintf("%.1f %s", float64(n)/float64(unit.size), unit.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}

// found is a file of the data folder as it was listed.
type found struct {
	path string // in the backup
	from string
	size int64
	mode os.FileMode
	time time.Time
}
