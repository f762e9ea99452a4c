package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// Lock says that a backup of the data folder is being made: meanwhile nothing that a moment of the database may name
// is removed, except what is erased. The kernel drops it when the process dies. Errors: ErrBusy.
func Lock(ctx context.Context, data string) (release func() error, err error) {
	file, err := openLock(data)
	if err != nil {
		return nil, err
	}
	// Whoever removes something holds it for that moment.
	for until := time.Now().Add(10 * time.Second); ; {
		err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			break
		}
		if time.Now().After(until) {
			return nil, errors.Join(fmt.Errorf("%w of %s: wait until it is done", ErrBusy, data), file.Close())
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), file.Close())
		case <-time.After(50 * time.Millisecond):
		}
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock the data folder for a backup: %w", err), file.Close())
	}
	return file.Close, nil
}

// Removing asks whether something superfluous may be removed now, and keeps a backup from beginning until release is
// called. While a backup is being made may is false: the removal has to be tried again later.
func Removing(data string) (may bool, release func() error, err error) {
	file, err := openLock(data)
	if err != nil {
		return false, nil, err
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, file.Close, nil
	}
	if err != nil {
		return false, nil, errors.Join(fmt.Errorf("look for a backup under way: %w", err), file.Close())
	}
	return true, file.Close, nil
}

// openLock makes the file as the owner of the data folder's: the server may run as another user than an operator.
func openLock(data string) (*os.File, error) {
	path := filepath.Join(data, LockName)
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the data folder for a backup: %w", err)
	}
	if os.Geteuid() != 0 {
		return file, nil
	}
	info, err := os.Stat(data)
	if err == nil {
		owner := info.Sys().(*syscall.Stat_t)
		err = file.Chown(int(owner.Uid), int(owner.Gid))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock the data folder for a backup: %w", err), file.Close())
	}
	return file, nil
}
