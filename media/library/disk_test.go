package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

func TestRoomEndsAtTheReserve(t *testing.T) {
	t.Parallel()
	vault := &shelf{keys: map[string][]byte{}}
	l := openLibraryAt(t, t.TempDir(), vault, 1)
	free, err := l.Free()
	require.NoError(t, err)
	require.Positive(t, free)
	require.NoError(t, l.Room(0))
	require.ErrorIs(t, l.Room(math.MaxInt64/2), media.ErrDiskFull)
	require.ErrorIs(t, openLibraryAt(t, t.TempDir(), vault, math.MaxInt64/2).Room(0), media.ErrDiskFull)
}

// TestFullDiskIsSaidAndLosesNothing fills a real file system of 2 MiB in a child with name spaces of its own.
func TestFullDiskIsSaidAndLosesNothing(t *testing.T) {
	t.Parallel()
	cmd := child("full-disk", t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		id := func(n int) []syscall.SysProcIDMap { return []syscall.SysProcIDMap{{HostID: n, Size: 1}} }
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings, cmd.SysProcAttr.GidMappings = id(os.Getuid()), id(os.Getgid())
	}
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && (!errors.As(err, &ended) || ended.ExitCode() == noMount) {
		t.Skipf("no small file system can be mounted here (%v); TestFullDeviceIsSaid meets ENOSPC on /dev/full instead", err)
	}
	require.NoError(t, err)
}

// noMount is how the child says that it met no full disk because it could not make one.
const noMount = 77

func fillSmallDisk(dir string) error {
	err := errors.Join(
		syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""),
		syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m,mode=0700"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "mount:", err)
		os.Exit(noMount)
	}
	ctx := context.Background()
	l, err := Open(Config{Root: dir, Master: Key{1}, Vault: &shelf{keys: map[string][]byte{}}, Reserve: 1 << 20})
	if err != nil {
		return err
	}
	if err := l.Create(ctx, recA); err != nil {
		return err
	}
	if err := l.Room(0); err != nil {
		return fmt.Errorf("room on an empty disk: %w", err)
	}
	return errors.Join(fillByLog(ctx, l), fillByPut(ctx, l))
}

func fillByLog(ctx context.Context, l *Library) error {
	log, err := l.Append(ctx, recA, "001.log")
	if err != nil {
		return err
	}
	taken, warned := 0, 0
	for err == nil {
		if l.Room(0) != nil {
			warned++
		}
		if err = log.Append(make([]byte, 50_000)); err == nil {
			taken++
		}
	}
	if !errors.Is(err, media.ErrDiskFull) || warned < 5 || taken < 30 {
		return fmt.Errorf("%d blocks taken, %d of them below the reserve, then %w", taken, warned, err)
	}
	if err := log.Append(nil); !errors.Is(err, media.ErrDiskFull) {
		return fmt.Errorf("a log that failed took more: %w", err)
	}
	if err := log.Close(); err != nil {
		return err
	}
	file, key, err := l.OpenLog(ctx, recA, "001.log")
	if err != nil {
		return err
	}
	defer file.Close()
	blocks, damages, cut, err := readAll(file, key)
	if len(blocks) != taken || damages != nil || cut != 0 || err != nil {
		return fmt.Errorf("%d of %d blocks, %v damaged, %d cut: %w", len(blocks), taken, damages, cut, err)
	}
	return nil
}

func fillByPut(ctx context.Context, l *Library) error {
	before, err := l.Free()
	if err != nil {
		return err
	}
	if err := l.Put(ctx, recA, "takes/001.mp4", bytes.NewReader(noise(3<<20))); !errors.Is(err, media.ErrDiskFull) {
		return fmt.Errorf("put on a full disk: %w", err)
	}
	if _, err := get(l, recA, "takes/001.mp4"); !errors.Is(err, media.ErrNotFound) {
		return fmt.Errorf("after a failed put: %w", err)
	}
	after, err := l.Free()
	if after < before-3*4096 { // two folders at most
		return fmt.Errorf("a failed put left %d bytes: %w", before-after, err)
	}
	_, err = l.Erase(ctx, recA) // a full disk can always be emptied
	return errors.Join(err, l.Room(0), readOnlyIsSaid(ctx, l))
}

// readOnlyIsSaid has the system refuse every write, as after a fault of the disk.
func readOnlyIsSaid(ctx context.Context, l *Library) error {
	if err := l.Create(ctx, recB); err != nil {
		return err
	}
	if err := syscall.Mount("", l.root, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		return fmt.Errorf("make the disk read-only: %w", err)
	}
	if err := l.Room(0); !errors.Is(err, media.ErrReadOnly) {
		return fmt.Errorf("room on a read-only disk: %w", err)
	}
	if _, err := l.Append(ctx, recB, "001.log"); !errors.Is(err, media.ErrReadOnly) {
		return fmt.Errorf("a log on a read-only disk: %w", err)
	}
	return nil
}

func TestFullDeviceIsSaid(t *testing.T) {
	t.Parallel()
	file, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	require.NoError(t, err)
	defer file.Close()
	_, err = writeLog(file, recA, "001.log", Key{1})
	require.ErrorIs(t, err, media.ErrDiskFull)
	_, err = seal(context.Background(), file, bytes.NewReader(noise(10)), recA, "x", Key{1})
	require.ErrorIs(t, err, media.ErrDiskFull)

	_, own, err := newHead(logMagic, recA, "001.log", Key{1})
	require.NoError(t, err)
	log := &Log{file: file, own: own}
	require.ErrorIs(t, log.Append([]byte("x")), media.ErrDiskFull)
	require.ErrorIs(t, log.Append([]byte("x")), media.ErrDiskFull)
}
