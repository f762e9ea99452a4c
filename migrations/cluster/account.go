package cluster

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// ErrClosed says that the account which runs PostgreSQL cannot get to a folder.
var ErrClosed = errors.New("folder is closed to the account that runs PostgreSQL")

// account is who PostgreSQL runs as: PostgreSQL refuses to run as root.
type account struct {
	credential *syscall.Credential // nil: the user of this process
}

func currentAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return account{}, fmt.Errorf("as root PostgreSQL runs under the account postgres: %w", err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return account{}, fmt.Errorf("user id of account postgres: %w", err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return account{}, fmt.Errorf("group id of account postgres: %w", err)
	}
	return account{credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
}

// give hands a folder to the account.
func (a account) give(folder string) error {
	if a.credential == nil {
		return nil
	}
	return os.Chown(folder, int(a.credential.Uid), int(a.credential.Gid))
}

// Reachable tells whether the account that runs PostgreSQL can get to folder. The part of the path that
// does not exist yet is taken as open. The error wraps ErrClosed and names the folder that is closed.
func Reachable(folder string) error {
	a, err := currentAccount()
	if err != nil || a.credential == nil {
		return err
	}
	path, err := filepath.Abs(folder)
	if err != nil {
		return fmt.Errorf("path of %s: %w", folder, err)
	}
	for path, err = existing(path); err == nil; path = filepath.Dir(path) {
		info, err := os.Stat(path)
		if err != nil {
			return fmt.Errorf("folder %s: %w", path, err)
		}
		if !searchable(info, a.credential) {
			return fmt.Errorf("%s: %w", path, ErrClosed)
		}
		if path == filepath.Dir(path) {
			return nil
		}
	}
	return err
}

// existing returns the longest part of path that exists, with symbolic links resolved.
func existing(path string) (string, error) {
	for {
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			return real, nil
		}
		if !errors.Is(err, os.ErrNotExist) || path == filepath.Dir(path) {
			return "", fmt.Errorf("path %s: %w", path, err)
		}
		path = filepath.Dir(path)
	}
}

func searchable(info os.FileInfo, who *syscall.Credential) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return false
	}
	switch {
	case stat.Uid == who.Uid:
		return stat.Mode&0o100 != 0
	case stat.Gid == who.Gid:
		return stat.Mode&0o010 != 0
	default:
		return stat.Mode&0o001 != 0
	}
}
