package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"terugblik/media"
	"terugblik/media/jobs"
)

// nobody is the account of media children of a server that runs as root: they read files from outside.
const nobody = 65534

// children runs media work in processes of our own binary: a fault in C ends one job, not the server.
type children struct {
	Log *slog.Logger
}

// Run starts a child for the order, with the sealed files as inherited descriptors, and returns its result. The
// child writes into order.Folder, which it alone may enter while it works. progress gets milliseconds of recording.
// An error that the child reported is a *jobs.ChildError; one that was killed or crashed is jobs.ErrNoResult: the
// order may be given again. The end of ctx, and the death of this process, kill the child.
func (c *children) Run(ctx context.Context, order jobs.ChildOrder, files []*os.File, progress func(media.Millis)) (json.RawMessage, error) {
	folder, err := handOver(order.Folder)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	// By its descriptor: the folders above it may be closed to the child.
	order.Folder = "/proc/self/fd/" + strconv.Itoa(jobs.FirstFile+len(files))
	var told bytes.Buffer
	if err := jobs.WriteOrder(&told, order); err != nil {
		return nil, err
	}
	secret := told.Bytes()
	defer clear(secret)

	runtime.LockOSThread() // the parent-death signal follows the thread that starts the child (prctl(2))
	defer runtime.UnlockOSThread()
	said := &tail{}
	cmd := childProcess(ctx, order.Kind)
	cmd.Stdin, cmd.Stderr = &told, said
	cmd.ExtraFiles = append(append([]*os.File{}, files...), folder)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("pipe from a media child: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start a media child: %w", err)
	}
	result, err := follow(out, progress)
	_, _ = io.Copy(io.Discard, out) // a child that talks on after its end must not block
	ended := cmd.Wait()
	return result, c.verdict(ctx, order, err, ended, said.String())
}

func childProcess(ctx context.Context, kind string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "/proc/self/exe", "child", kind)
	cmd.Args[0] = "terugblik"
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"} // not ours: it may hold secrets
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if os.Geteuid() == 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 2 * time.Second
	return cmd
}

// handOver opens the folder and gives it to the child's account.
func handOver(path string) (*os.File, error) {
	folder, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("folder of a media child: %w", err)
	}
	if os.Geteuid() == 0 {
		if err := folder.Chown(nobody, nobody); err != nil {
			return nil, errors.Join(fmt.Errorf("hand a folder to a media child: %w", err), folder.Close())
		}
	}
	return folder, nil
}

// follow reads reports until the last one.
func follow(out io.Reader, progress func(media.Millis)) (json.RawMessage, error) {
	for report, err := range jobs.ReadReports(out) {
		switch {
		case err != nil:
			return nil, err
		case report.Error != nil:
			return nil, report.Error
		case report.Result != nil:
			return report.Result, nil
		case progress != nil:
			progress(*report.Done)
		}
	}
	return nil, jobs.ErrNoResult
}

// verdict says what went wrong with a child: what it reported, or how it ended and what it said last.
func (c *children) verdict(ctx context.Context, order jobs.ChildOrder, err, ended error, said string) error {
	var reported *jobs.ChildError
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("%s in a child: %w", order.Kind, ctx.Err())
	case errors.As(err, &reported):
		c.Log.Debug("media child failed", "kind", order.Kind, "recording", order.Recording, "said", said)
		return fmt.Errorf("%s in a child: %w", order.Kind, err)
	case ended != nil:
		return fmt.Errorf("%s in a child: %w (%w): %s", order.Kind, err, ended, said)
	default:
		return fmt.Errorf("%s in a child: %w: %s", order.Kind, err, said)
	}
}
