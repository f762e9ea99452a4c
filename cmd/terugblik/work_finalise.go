package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/riverqueue/river"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/jobs"
	"terugblik/media/record"
)

// finaliseWorker makes a whole take of a journal.
type finaliseWorker struct {
	river.WorkerDefaults[jobs.Finalise]
	work *work
}

// Work may run twice: the same journal gives the same take.
func (f *finaliseWorker) Work(ctx context.Context, job *river.Job[jobs.Finalise]) error {
	args := job.Args
	ctx, release := f.work.track(ctx, job.ID, args.Recording)
	defer release()
	done, err := f.finalise(ctx, args)
	switch {
	case errors.Is(context.Cause(ctx), media.ErrErased):
		return nil
	case errors.Is(err, errDone), errors.Is(err, media.ErrErased), errors.Is(err, coaching.ErrNotFound):
		return nil // or thrown away meanwhile
	case errors.Is(err, media.ErrNoMedia), errors.Is(err, media.ErrNotFound):
		done = record.Finalised{} // nothing came, or not even a journal was begun
	case err != nil && job.Attempt >= job.MaxAttempts:
		// It is queued anew and may yet succeed; meanwhile she is told.
		return errors.Join(err, f.work.fail(ctx, coaching.RecordingID(args.Recording), coaching.ProcessingFailed))
	case err != nil:
		return err
	}
	if err := f.store(ctx, args, done); err != nil && !errors.Is(err, coaching.ErrNotFound) {
		return err
	}
	return nil
}

func (f *finaliseWorker) finalise(ctx context.Context, args jobs.Finalise) (record.Finalised, error) {
	zero, shift, err := f.zero(ctx, args)
	if err != nil {
		return record.Finalised{}, err
	}
	name := record.LogName(args.Take)
	journal, key, err := f.work.library.OpenLog(ctx, args.Recording, name)
	if err != nil {
		return record.Finalised{}, err
	}
	defer func() { _ = journal.Close() }()
	order := jobs.ChildOrder{
		Kind: args.Kind(), Recording: args.Recording, Take: args.Take, Zero: zero, Files: []string{name}, Key: jobs.Secret(key),
	}
	var done record.Finalised
	err = f.work.inChild(ctx, job("finalise", args.Recording, args.Take), order, []*os.File{journal}, nil, func(folder string, result json.RawMessage) error {
		if err := json.Unmarshal(result, &done); err != nil {
			return fmt.Errorf("read the result of finalising: %w", err)
		}
		return f.keep(ctx, args.Recording, folder, done)
	})
	done.ZeroAt = done.ZeroAt.Add(-shift)
	return done, err
}

// zero is position 0 of the recording by the wall clock as it was when this take began, and how far that clock had been
// set since the recording began; nil for the first take, which sets it to the same instant, unless a device had begun to
// film before. errDone when the take is whole already.
func (f *finaliseWorker) zero(ctx context.Context, args jobs.Finalise) (zero *time.Time, shift time.Duration, err error) {
	err = f.work.db.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) error {
		recording, takes, _, err := tx.RecordingForJob(ctx, coaching.RecordingID(args.Recording))
		first := args.Take == 1
		for _, t := range takes {
			if t.Number != args.Take {
				continue
			}
			if t.FinalisedAt != nil {
				return errDone
			}
			first = first && (recording.ZeroAt == nil || !recording.ZeroAt.Before(t.BeganAt.Add(-time.Second)))
		}
		shift = coaching.ClockShift(takes, args.Take)
		if recording.ZeroAt != nil && !first {
			at := recording.ZeroAt.Add(shift)
			zero = &at
		}
		return err
	})
	return zero, shift, err
}

// keep seals the take into the library, where it is synced. The child knew the folder by another name.
func (f *finaliseWorker) keep(ctx context.Context, id media.RecordingID, folder string, done record.Finalised) error {
	file, err := os.Open(filepath.Join(folder, filepath.Base(done.Take.File)))
	if err != nil {
		return fmt.Errorf("open the finalised take: %w", err)
	}
	defer func() { _ = file.Close() }()
	return f.work.library.Put(ctx, id, done.Take.File, file)
}

func (f *finaliseWorker) store(ctx context.Context, args jobs.Finalise, done record.Finalised) error {
	take := coaching.Take{
		Number: args.Take, File: done.Take.File, StartMS: int64(done.Take.Start), DurationMS: int64(done.Take.Duration),
		Video: trackJSON(done.Take.Video), Audio: trackJSON(done.Take.Audio),
	}
	var zero *time.Time
	if take.File != "" {
		zero = &done.ZeroAt
	}
	gaps := make([]coaching.Gap, len(done.Gaps))
	for i, g := range done.Gaps {
		gaps[i] = coaching.Gap{Take: args.Take, StartMS: int64(g.Start), EndMS: int64(g.End), Track: string(g.Track), Reason: g.Reason}
	}
	return f.work.db.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) error {
		return tx.FinaliseTake(ctx, coaching.RecordingID(args.Recording), take, gaps, zero)
	})
}

func trackJSON(t *media.Track) []byte {
	if t == nil {
		return nil
	}
	raw, err := json.Marshal(t)
	if err != nil {
		panic(err) // plain values
	}
	return raw
}
