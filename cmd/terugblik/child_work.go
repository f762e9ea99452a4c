package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"golang.org/x/sys/unix"

	"terugblik/media"
	"terugblik/media/adopt"
	"terugblik/media/jobs"
	"terugblik/media/library"
	"terugblik/media/record"
	"terugblik/media/transcode"
)

// obey does what a media child was told and reports it. The sealed files are open descriptors from jobs.FirstFile on.
func obey(ctx context.Context, order jobs.ChildOrder, report *jobs.Reporter) error {
	var result any
	var err error
	switch order.Kind {
	case jobs.Finalise{}.Kind():
		result, err = finaliseOrder(ctx, order)
	case jobs.Adopt{}.Kind():
		result, err = adoptOrder(ctx, order)
	case jobs.Transcode{}.Kind():
		result, err = transcodeOrder(ctx, order, report)
	case jobs.Trim{}.Kind():
		result, err = trimOrder(ctx, order, report)
	case jobs.Align{}.Kind():
		result, err = alignOrder(ctx, order)
	case jobs.Voice{}.Kind():
		result, err = voiceOrder(ctx, order)
	default:
		err = jobs.ErrOrder
	}
	if err != nil {
		return report.Fail(err)
	}
	return report.Result(result)
}

func finaliseOrder(ctx context.Context, o jobs.ChildOrder) (record.Finalised, error) {
	journal, err := inherited(o, 0)
	if err != nil {
		return record.Finalised{}, err
	}
	defer func() { _ = journal.Close() }()
	in := record.Input{Journal: journal, Key: library.Key(o.Key), Take: o.Take, Zero: o.Zero}
	return record.Finalise(ctx, in, o.Folder)
}

// adoptOrder reads a file from outside and writes nothing but its report.
func adoptOrder(ctx context.Context, o jobs.ChildOrder) (any, error) {
	if o.Device {
		return deviceOrder(ctx, o)
	}
	if err := confineReader(adoptWithin(o.Size)); err != nil {
		return adopt.Adopted{}, err
	}
	sealed, err := inherited(o, 0)
	if err != nil {
		return adopt.Adopted{}, err
	}
	defer func() { _ = sealed.Close() }()
	film, err := unsealPartial(sealed, library.Key(o.Key), o.Size)
	if err != nil {
		return adopt.Adopted{}, err
	}
	return adopt.Film(ctx, film, o.Size)
}

// unsealPartial opens a film that came whole. One of which a part was lost on the disk is damaged.
func unsealPartial(sealed *os.File, key library.Key, size int64) (*library.PartialFile, error) {
	info, err := sealed.Stat()
	if err != nil {
		return nil, fmt.Errorf("size of a film: %w", err)
	}
	film, err := library.UnsealPartial(sealed, info.Size(), key)
	if err != nil {
		return nil, err
	}
	if film.Size() != size {
		return nil, fmt.Errorf("%d of %d bytes of a film are left: %w", film.Size(), size, media.ErrUnreadable)
	}
	return film, nil
}

func transcodeOrder(ctx context.Context, o jobs.ChildOrder, report *jobs.Reporter) (transcode.Result, error) {
	open := opener(o)
	for i := range o.Takes {
		if err := readTiming(&o.Takes[i], open); err != nil {
			return transcode.Result{}, err
		}
	}
	return makeWatchable(ctx, o, open, o.Folder, report)
}

func makeWatchable(ctx context.Context, o jobs.ChildOrder, open transcode.Opener, folder string, report *jobs.Reporter) (transcode.Result, error) {
	shape, err := transcode.Measure(ctx, o.Takes, open)
	if err != nil {
		return transcode.Result{}, err
	}
	if o.Rate != nil {
		shape.Kept = *o.Rate
	}
	shape.Trimmed = o.Trimmed
	plan, err := transcode.Make(o.Takes, o.Gaps, shape)
	if err != nil {
		return transcode.Result{}, err
	}
	return transcode.Run(ctx, plan, open, folder, func(done media.Millis) {
		_ = report.Progress(done) // a parent that is gone takes this process along
	})
}

// opener unseals an inherited file by its name. It may be asked for the same file again.
func opener(o jobs.ChildOrder) transcode.Opener {
	return func(name string) (io.ReaderAt, int64, error) {
		if i := slices.Index(o.Files, name); i >= 0 {
			return unsealed(o, i)
		}
		return nil, 0, fmt.Errorf("file %s: %w", name, media.ErrNotFound)
	}
}

func unsealed(o jobs.ChildOrder, i int) (io.ReaderAt, int64, error) {
	sealed, err := inherited(o, i)
	if err != nil {
		return nil, 0, err
	}
	info, err := sealed.Stat()
	if err != nil {
		return nil, 0, fmt.Errorf("inherited file %s: %w", o.Files[i], err)
	}
	plain, err := library.Unseal(sealed, info.Size(), library.Key(o.Key))
	if err != nil {
		return nil, 0, err
	}
	return plain, plain.Size(), nil
}

// inherited opens a descriptor that the parent left, as a copy: the file may be asked for more than once.
func inherited(o jobs.ChildOrder, i int) (*os.File, error) {
	fd, err := unix.Dup(jobs.FirstFile + i)
	if err != nil {
		return nil, fmt.Errorf("inherited file %s: %w", o.Files[i], err)
	}
	return os.NewFile(uintptr(fd), o.Files[i]), nil
}
