package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/urfave/cli/v3"
	"golang.org/x/sys/unix"

	"terugblik/media/jobs"
)

// The limits of a media child. Address space is no measure for FFmpeg; what it can write to is.
const (
	childMemory = 3 << 30 // bytes
	childNice   = 10
)

// childCommand is what the server starts itself as; it is not for people.
func childCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:   "child",
		Usage:  "do one piece of media work that is told on standard input",
		Hidden: true,
		Action: func(ctx context.Context, _ *cli.Command) error {
			if err := confine(); err != nil {
				return err
			}
			order, err := jobs.ReadOrder(os.Stdin)
			if err != nil {
				return err
			}
			return obey(ctx, order, jobs.NewReporter(stdout))
		},
	}
}

// confine comes before anything from outside is read: a low priority, a limit on memory, no core file and no
// debugger, because the key is in memory.
func confine() error {
	if err := unix.Setpriority(unix.PRIO_PGRP, 0, childNice); err != nil {
		return fmt.Errorf("lower the priority: %w", err)
	}
	for resource, limit := range map[int]uint64{unix.RLIMIT_DATA: childMemory, unix.RLIMIT_CORE: 0} {
		if err := unix.Setrlimit(resource, &unix.Rlimit{Cur: limit, Max: limit}); err != nil {
			return fmt.Errorf("limit a media child: %w", err)
		}
	}
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return fmt.Errorf("close a media child to debuggers: %w", err)
	}
	return nil
}

// confineReader comes before a file from outside is read by a child that makes no files: a limit on its time, and none to write.
func confineReader(limit time.Duration) error {
	for resource, limit := range map[int]uint64{unix.RLIMIT_CPU: uint64(limit.Seconds()), unix.RLIMIT_FSIZE: 0} {
		if err := unix.Setrlimit(resource, &unix.Rlimit{Cur: limit, Max: limit}); err != nil {
			return fmt.Errorf("limit a media child: %w", err)
		}
	}
	return nil
}
