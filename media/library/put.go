package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"terugblik/media"
)

// Put seals all of r as a file of a recording. When it returns the file is on disk, whole and under its name; when it
// fails, what stood there before still does. Errors: ErrPath, media.ErrErased, media.ErrDiskFull.
func (l *Library) Put(ctx context.Context, id media.RecordingID, path string, r io.Reader) error {
	key, err := l.fileKey(ctx, id, path)
	if err != nil {
		return err
	}
	dir, err := l.folderOf(id, path)
	if err != nil {
		return err
	}
	if _, err := l.place(ctx, key, id, path, r); err != nil {
		return err
	}
	if err := syncFolder(dir); err != nil {
		return err
	}
	return l.stillKept(ctx, id, path)
}

// PutFolder seals every file below dir as prefix/<its place in dir>, and returns how many files there were and their
// plain bytes. All are on disk when it returns; after an error some may be, and it may be repeated.
func (l *Library) PutFolder(ctx context.Context, id media.RecordingID, prefix, dir string) (files int, bytes int64, err error) {
	key, err := l.fileKey(ctx, id, prefix)
	if err != nil {
		return 0, 0, err
	}
	places, err := listFolder(prefix, dir)
	if err != nil {
		return 0, 0, err
	}
	made := map[string]string{} // so that each folder is made and synced once, not for each of thousands of segments
	for _, place := range places {
		to, local := place[0], place[1]
		if _, ok := made[path.Dir(to)]; !ok {
			if made[path.Dir(to)], err = l.folderOf(id, to); err != nil {
				return files, bytes, err
			}
		}
		n, err := l.placeLocal(ctx, key, id, to, local)
		if err != nil {
			return files, bytes, err
		}
		files, bytes = files+1, bytes+n
	}
	for _, into := range made {
		if err := syncFolder(into); err != nil {
			return files, bytes, err
		}
	}
	return files, bytes, l.stillKept(ctx, id, prefix)
}

// listFolder pairs the library path and the local path of each file. Anything but a plain file is an error:
// a job that was led to leave a link must not make us read where it points.
func listFolder(prefix, dir string) (places [][2]string, err error) {
	err = filepath.WalkDir(dir, func(local string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, local)
		if err != nil {
			return err
		}
		if !entry.Type().IsRegular() {
			return fmt.Errorf("%s is not a plain file", rel)
		}
		to := path.Join(prefix, filepath.ToSlash(rel))
		places = append(places, [2]string{to, local})
		return checkPath(to)
	})
	if err != nil {
		return nil, fmt.Errorf("take in folder %s: %w", dir, err)
	}
	return places, nil
}

func (l *Library) placeLocal(ctx context.Context, key Key, id media.RecordingID, path, local string) (int64, error) {
	in, err := openPlain(local)
	if err != nil {
		return 0, fmt.Errorf("take in %s: %w", local, err)
	}
	defer in.Close()
	return l.place(ctx, key, id, path, in)
}

// folderOf makes the folder that a file goes into.
func (l *Library) folderOf(id media.RecordingID, path string) (string, error) {
	return makeFolder(l.root, filepath.Join(mediaFolder, string(id), filepath.Dir(path)))
}

// place seals r into a private file, syncs it and renames it into its folder, which still has to be synced.
func (l *Library) place(ctx context.Context, key Key, id media.RecordingID, path string, r io.Reader) (int64, error) {
	fail := func(err error) (int64, error) {
		return 0, fmt.Errorf("store %s of recording %s: %w", path, id, diskError(err))
	}
	temp, err := os.CreateTemp(filepath.Join(l.root, incomingFolder), "*") // made 0600
	if err != nil {
		return fail(err)
	}
	plain, err := seal(ctx, temp, r, id, path, key)
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), l.path(mediaFolder, id, path))
	}
	if err != nil {
		return fail(errors.Join(err, os.Remove(temp.Name())))
	}
	return plain, nil
}

// stillKept closes the race with Erase, which destroys the key before it removes files: either it saw our file, or we
// see that the key is gone and take the file back.
func (l *Library) stillKept(ctx context.Context, id media.RecordingID, path string) error {
	_, err := l.key(ctx, id)
	if errors.Is(err, media.ErrErased) {
		return errors.Join(err, os.RemoveAll(l.path(mediaFolder, id, path)))
	}
	return err
}

// Remove takes a file or a folder out of a recording, for example an earlier generation. What is gone is no error.
func (l *Library) Remove(id media.RecordingID, path string) error {
	if err := errors.Join(checkName(string(id)), checkPath(path)); err != nil {
		return err
	}
	return removeTree(l.path(mediaFolder, id, path))
}
