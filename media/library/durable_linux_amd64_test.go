package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// What a power cut would take cannot be seen by killing a process. So a child acts, a second child traces it, and the
// order of fsync and rename is compared with the order that makes a write durable.
var durableActs = map[string]func(dir string) error{
	"put": func(dir string) error {
		return act(dir, func(l *Library) error {
			return l.Put(context.Background(), recA, "takes/001.mp4", bytes.NewReader(noise(10)))
		})
	},
	"folder": func(dir string) error {
		in := filepath.Join(dir, "tmp", "in")
		return act(dir, func(l *Library) error {
			err := errors.Join(os.Mkdir(in, folderMode), os.WriteFile(filepath.Join(in, "a.m4s"), nil, fileMode),
				os.WriteFile(filepath.Join(in, "b.m4s"), nil, fileMode))
			_, _, putErr := l.PutFolder(context.Background(), recA, "watch/1", in)
			return errors.Join(err, putErr)
		})
	},
	"log": func(dir string) error {
		return act(dir, func(l *Library) error {
			log, err := l.Append(context.Background(), recA, "001.log")
			if err != nil {
				return err
			}
			return errors.Join(log.Append([]byte("x")), log.Sync(), log.Append([]byte("y")), log.Close(), l.RemoveLog(recA, "001.log"))
		})
	},
	"master": func(dir string) error { _, err := MasterKey(filepath.Join(dir, "master.key")); return err },
}

func act(dir string, do func(*Library) error) error {
	l, err := Open(Config{Root: dir, Master: Key{1}, Vault: &shelf{keys: map[string][]byte{}}})
	if err != nil {
		return err
	}
	if err := l.Create(context.Background(), recA); err != nil {
		return err
	}
	return do(l)
}

func TestWritesAreSyncedFileAndFolderInOrder(t *testing.T) {
	t.Parallel()
	id := string(recA)
	for what, want := range map[string][]string{
		"put": {"fsync media", "fsync media/" + id, // the way to it
			"fsync media/.incoming/*", "rename", "fsync media/" + id + "/takes"},
		"folder": {"fsync media", "fsync media/" + id, "fsync media/" + id + "/watch",
			"fsync media/.incoming/*", "rename", "fsync media/.incoming/*", "rename", "fsync media/" + id + "/watch/1"},
		"log": {"fsync .", "fsync journal", "fsync journal/" + id + "/001.log", "fsync journal/" + id, // head and name
			"fsync journal/" + id + "/001.log", "fsync journal/" + id + "/001.log", // Sync, Close
			"unlink", "fsync journal/" + id},
		"master": {"fsync .master-*", "link", "fsync ."},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			cmd := child("trace "+what, t.TempDir())
			out, err := cmd.Output()
			if cmd.ProcessState.ExitCode() == noMount {
				t.Skip("this machine allows no tracing, so the order of fsync and rename is not checked here")
			}
			require.NoError(t, err)
			got := strings.Split(strings.TrimSpace(string(out)), "\n")
			if what == "master" { // its temporary file is removed at the end
				got = got[:len(got)-1]
				require.Equal(t, want, got[len(got)-len(want):])
				return
			}
			require.GreaterOrEqual(t, len(got), len(want))
			require.Equal(t, want, got[len(got)-len(want):])
		})
	}
}

// trace prints what a child does to make things durable. It never returns to the tests: it waits for any process.
func trace(what, dir string) error {
	runtime.LockOSThread()
	cmd := child("durable "+what, dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Ptrace: true}
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "trace:", err)
		os.Exit(noMount)
	}
	main := cmd.Process.Pid
	var status syscall.WaitStatus
	if _, err := syscall.Wait4(main, &status, 0, nil); err != nil {
		return err
	}
	const exitKill = 0x100000
	if err := syscall.PtraceSetOptions(main, syscall.PTRACE_O_TRACECLONE|syscall.PTRACE_O_TRACESYSGOOD|exitKill); err != nil {
		return err
	}
	for thread := main; ; {
		signal := 0
		switch {
		case status.Exited() && thread == main:
			if status.ExitStatus() != 0 {
				return fmt.Errorf("child ended with %d", status.ExitStatus())
			}
			return nil
		case status.Stopped() && status.StopSignal() == syscall.SIGTRAP|0x80:
			note(thread, main, dir)
		case status.Stopped() && status.StopSignal() != syscall.SIGTRAP && status.StopSignal() != syscall.SIGSTOP:
			signal = int(status.StopSignal())
		}
		if status.Stopped() {
			_ = syscall.PtraceSyscall(thread, signal) // a thread that is gone since is no loss
		}
		var err error
		if thread, err = syscall.Wait4(-1, &status, syscall.WALL, nil); err != nil {
			return err
		}
	}
}

// note prints a call at its entry, where the result is still "no such call".
func note(thread, main int, dir string) {
	var regs syscall.PtraceRegs
	if syscall.PtraceGetRegs(thread, &regs) != nil || int64(regs.Rax) != -int64(syscall.ENOSYS) {
		return
	}
	switch regs.Orig_rax {
	case syscall.SYS_FSYNC, syscall.SYS_FDATASYNC:
		path, _ := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", main, regs.Rdi))
		rel, _ := filepath.Rel(dir, path)
		if base := filepath.Base(rel); strings.HasPrefix(base, ".master-") {
			rel = ".master-*"
		} else if filepath.Dir(rel) == incomingFolder {
			rel = incomingFolder + "/*"
		}
		fmt.Println("fsync", rel)
	case syscall.SYS_RENAME, syscall.SYS_RENAMEAT, 316: // renameat2
		fmt.Println("rename")
	case syscall.SYS_LINK, syscall.SYS_LINKAT:
		fmt.Println("link")
	case syscall.SYS_UNLINK, syscall.SYS_UNLINKAT:
		fmt.Println("unlink")
	}
}

func runTraced(task, dir string) error {
	if what, ok := strings.CutPrefix(task, "trace "); ok {
		return trace(what, dir)
	}
	if do := durableActs[strings.TrimPrefix(task, "durable ")]; do != nil {
		return do(dir)
	}
	return fmt.Errorf("no task %q", task)
}
