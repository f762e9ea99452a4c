package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"

	"terugblik/coaching"
	"terugblik/media/jobs"
	"terugblik/media/voice"
)

// The limits of a child that hears a spoken note: two minutes of sound are decoded in a second or two.
const (
	voiceSeconds = 60                            // of processor
	voiceBytes   = 2 * coaching.LargestVoiceNote // that it may write
)

// voiceOrder reads a note from outside, and writes its sound into the folder.
func voiceOrder(ctx context.Context, o jobs.ChildOrder) (spoken voice.Spoken, err error) {
	for resource, limit := range map[int]uint64{unix.RLIMIT_CPU: voiceSeconds, unix.RLIMIT_FSIZE: voiceBytes} {
		if err := unix.Setrlimit(resource, &unix.Rlimit{Cur: limit, Max: limit}); err != nil {
			return spoken, fmt.Errorf("limit a media child: %w", err)
		}
	}
	note, err := inherited(o, 0)
	if err != nil {
		return spoken, err
	}
	defer func() { err = errors.Join(err, note.Close()) }()
	return voice.Note(ctx, note, o.Size, coaching.LongestVoiceNote, o.Folder)
}

// inMemory is an unnamed file that never lies on a disk: what comes from outside is handed to a child without being
// written in the open.
func inMemory(content []byte) (*os.File, error) {
	fd, err := unix.MemfdCreate("note", unix.MFD_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("hand a note to a media child: %w", err)
	}
	file := os.NewFile(uintptr(fd), "note")
	if _, err := file.Write(content); err != nil {
		return nil, errors.Join(fmt.Errorf("hand a note to a media child: %w", err), file.Close())
	}
	return file, nil
}
