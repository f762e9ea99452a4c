package library

import (
	"fmt"
	"math"
	"path/filepath"
	"syscall"

	"terugblik/media"
)

// readOnly is ST_RDONLY of statfs(2).
const readOnly = 1

// Free is how many bytes of disk an unprivileged process can still write: the least of the places that we write to.
func (l *Library) Free() (int64, error) {
	least := int64(math.MaxInt64)
	for _, folder := range []string{mediaFolder, journalFolder, tempFolder} {
		var stat syscall.Statfs_t
		dir := filepath.Join(l.root, folder)
		if err := syscall.Statfs(dir, &stat); err != nil {
			return 0, fmt.Errorf("look for free space in %s: %w", dir, err)
		}
		least = min(least, int64(stat.Bavail)*stat.Bsize)
	}
	return least, nil
}

// Reserve is how many bytes of disk recordings never take.
func (l *Library) Reserve() int64 { return l.reserve }

// Room returns media.ErrDiskFull where writing need more bytes would leave less than the reserve, and media.ErrReadOnly
// where nothing can be written at all.
func (l *Library) Room(need int64) error {
	for _, folder := range []string{mediaFolder, journalFolder, tempFolder} {
		var disk syscall.Statfs_t
		if err := syscall.Statfs(filepath.Join(l.root, folder), &disk); err == nil && disk.Flags&readOnly != 0 {
			return fmt.Errorf("write in %s: %w", folder, media.ErrReadOnly)
		}
	}
	free, err := l.Free()
	if err != nil {
		return err
	}
	if free-need < l.reserve {
		return fmt.Errorf("%d bytes free, %d needed, %d kept in reserve: %w", free, need, l.reserve, media.ErrDiskFull)
	}
	return nil
}
