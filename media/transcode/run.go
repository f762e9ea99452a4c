package transcode

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

// Result is what a finished run made.
type Result struct {
	Duration   media.Millis // of the clock of the recording
	FrameRate  media.FrameRate
	Frames     int64
	Renditions []media.Rendition
	HasVideo   bool // false: a still picture stands in
	HasAudio   bool
}

// Run makes the watchable version in folder, which exists and is empty: master.m3u8 and, named
// relative to it, a playlist with an init file and segments per rendition and for sound,
// sprites.vtt with its sheets, poster.jpg and waveform.json. It tells progress at least once
// for each second of work, from the goroutine that runs. It stops soon after ctx is done. A file
// that makes no sense gives media.ErrUnreadable. After an error the folder holds rubbish.
func Run(ctx context.Context, plan Plan, open Opener, folder string, progress func(done media.Millis)) (Result, error) {
	if len(plan.Steps) == 0 || len(plan.Ladder) == 0 {
		return Result{}, fmt.Errorf("transcode: %w", media.ErrNoMedia)
	}
	r := &run{ctx: ctx, plan: plan, folder: folder, open: open, progress: progress, told: time.Now()}
	defer r.close()
	var err error
	if r.pictures, err = openPictures(folder, plan); err != nil {
		return Result{}, fmt.Errorf("transcode: %w", err)
	}
	if r.sounds, err = openSounds(folder, plan); err != nil {
		return Result{}, fmt.Errorf("transcode: %w", err)
	}
	for _, s := range plan.Steps {
		if err := r.step(s); err != nil {
			return Result{}, fmt.Errorf("transcode %s from %s: %w", s.File, s.Start, diskError(err))
		}
	}
	if err := r.finish(folder); err != nil {
		return Result{}, fmt.Errorf("transcode: %w", diskError(err))
	}
	result, err := r.result(folder)
	if err != nil {
		return Result{}, fmt.Errorf("check transcoded: %w", err)
	}
	progress(plan.End())
	return result, nil
}

// diskError gives a full disk its own name, also where it was not FFmpeg that met it.
func diskError(err error) error {
	if errors.Is(err, syscall.ENOSPC) && !errors.Is(err, media.ErrDiskFull) {
		return fmt.Errorf("%w: %w", media.ErrDiskFull, err)
	}
	return err
}

type run struct {
	ctx      context.Context // one run is one call
	plan     Plan
	folder   string
	open     Opener
	progress func(media.Millis)
	told     time.Time
	done     media.Millis // the furthest that was told
	pictures *pictures
	sounds   *sounds
}

// step does one step, from opening its file to the end of it.
func (r *run) step(s Step) error {
	if s.Card {
		if err := r.pictures.card(s.Start.Duration()); err != nil {
			return err
		}
	}
	if s.File == "" {
		return r.idle(s.Span)
	}
	in, size, err := r.open(s.File)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	defer closeReader(in)
	src, err := av.Open(in, size)
	if err != nil {
		return err
	}
	defer func() { _ = src.Close() }()
	t, err := openTake(src, s)
	if err != nil {
		return err
	}
	defer t.close()
	if t.step.Timing != nil {
		t.step.Origin = 0 // times are given on the clock of the recording
	}
	r.pictures.turn = t.turn(src)
	if err := r.read(src, t); err != nil {
		return err
	}
	if err := t.check(); err != nil {
		return err
	}
	return r.sounds.endRun()
}

// idle passes time in which nothing arrived.
func (r *run) idle(s Span) error {
	for at := s.Start; at < s.End; at += 500 {
		if err := r.pass(min(at+500, s.End)); err != nil {
			return err
		}
	}
	return nil
}

// pass holds picture and silence up to at.
func (r *run) pass(at media.Millis) error {
	if err := r.pictures.hold(at.Duration()); err != nil {
		return err
	}
	if err := r.sounds.silence(samplesAt(at)); err != nil {
		return err
	}
	return r.tell(at)
}

func (r *run) read(src *av.Source, t *take) error {
	for {
		p, err := src.Next()
		if errors.Is(err, io.EOF) || errors.Is(err, media.ErrUnreadable) && src.Failed() == nil { // what is missing then, check finds
			return t.flush(r)
		}
		if err != nil {
			return err
		}
		if err := t.packet(r, src, p); err != nil {
			return err
		}
		if t.done() {
			return t.flush(r)
		}
		at := media.MillisOf(t.clock(p.PTS))
		if !t.step.Video && !r.plan.Picture {
			if err := r.pictures.hold(min(at, t.step.End).Duration()); err != nil {
				return err
			}
		}
		if err := r.tell(at); err != nil {
			return err
		}
	}
}

// tell reports progress now and then, and is where a run is stopped.
func (r *run) tell(at media.Millis) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if now := time.Now(); now.Sub(r.told) >= 300*time.Millisecond {
		r.told = now
		r.done = max(r.done, min(at, r.plan.End())) // sound may run ahead of the picture in a file
		r.progress(r.done)
		return r.room()
	}
	return nil
}

// leastRoom is how many bytes must stay free where the files go.
const leastRoom = 1 << 20

// room notices a full disk while it fills: FFmpeg's HLS writer goes on as if nothing were wrong.
func (r *run) room() error {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(r.folder, &fs); err != nil {
		return fmt.Errorf("free space in %s: %w", r.folder, err)
	}
	if free := int64(fs.Bavail) * fs.Bsize; free < leastRoom {
		return fmt.Errorf("%d bytes free in %s: %w", free, r.folder, media.ErrDiskFull)
	}
	return nil
}

func (r *run) finish(folder string) error {
	if r.plan.Picture && !r.pictures.ready {
		return fmt.Errorf("no picture could be made: %w", media.ErrUnreadable)
	}
	if err := r.pictures.finish(); err != nil {
		return err
	}
	if err := r.sounds.finish(); err != nil {
		return err
	}
	return r.sounds.peaks.write(folder)
}

func (r *run) close() {
	if r.pictures != nil {
		r.pictures.close()
	}
	if r.sounds != nil {
		r.sounds.close()
	}
}
