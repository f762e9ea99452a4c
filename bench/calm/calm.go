// Package calm keeps tests right on a machine that does much else meanwhile.
package calm

import (
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// atLast is how long goroutines may take to end after the last test.
const atLast = 10 * time.Second

// Main runs the tests of a package and fails when goroutines are left of them.
func Main(m interface{ Run() int }, except ...goleak.Option) {
	code := m.Run()
	if code == 0 {
		if err := leaks(atLast, except...); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// leaks looks again and again: each look waits less than half a second.
func leaks(atLast time.Duration, except ...goleak.Option) error {
	for until := time.Now().Add(atLast); ; {
		if err := goleak.Find(except...); err == nil || time.Now().After(until) {
			return err
		}
	}
}

// Memory is a place for files in memory, where there is plenty of it and it can be written; else elsewhere.
func Memory(elsewhere string) string {
	const memory, plenty = "/dev/shm", 1 << 30
	var fs syscall.Statfs_t
	if err := syscall.Statfs(memory, &fs); err == nil && fs.Bavail*uint64(fs.Bsize) > plenty && syscall.Access(memory, 0o3) == nil {
		return memory
	}
	return elsewhere
}

// Folder is an empty folder that no busy disk slows down, where there is Memory.
func Folder(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp(Memory(os.TempDir()), "terugblik")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	return folder
}
