package main

import (
	"fmt"
	"syscall"
)

// reserveOf is the disk space in bytes that recordings never take, because finalising needs it: a twentieth of the
// disk, 1 GiB at most.
func reserveOf(folder string) (int64, error) {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(folder, &stat); err != nil {
		return 0, fmt.Errorf("size of the disk of %s: %w", folder, err)
	}
	return min(int64(stat.Blocks)*stat.Bsize/20, 1<<30), nil
}
