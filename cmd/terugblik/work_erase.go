package main

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media/jobs"
)

// eraseWorker destroys the key of a recording, then its files and journals, then what hung under it.
type eraseWorker struct {
	river.WorkerDefaults[jobs.Erase]
	work *work
}

// Work may run again after a crash between two steps.
func (e *eraseWorker) Work(ctx context.Context, job *river.Job[jobs.Erase]) error {
	ctx, release := e.work.track(ctx, job.ID, job.Args.Recording)
	defer release()
	e.work.halt(job.Args.Recording)
	if err := e.work.abort(ctx, job.Args.Recording, job.ID); err != nil {
		return err
	}
	erased, err := e.work.library.Erase(ctx, job.Args.Recording)
	if err != nil {
		return err
	}
	id := coaching.RecordingID(job.Args.Recording)
	now := time.Now()
	e.work.log.Info("a recording is erased", "recording", id, "files", erased.Files, "bytes", erased.Bytes)
	return e.work.db.AsDoor(ctx, postgres.Erase, func(tx *postgres.Tx) error {
		if err := tx.KeyDestroyed(ctx, id, now); err != nil {
			return err
		}
		return tx.CompleteErasure(ctx, id, erased.Files, erased.Bytes, now)
	})
}
