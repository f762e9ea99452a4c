package main

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/jobs"
)

// stuckAfter is how long a job may be marked as running here without running here.
const stuckAfter = 30 * time.Second

// reconcile queues what follows from the state of takes, recordings and receipts.
func (w *work) reconcile(ctx context.Context) error {
	_, stuck := reclaim(ctx, w.sql, w.node, w.alive(), time.Now().Add(-stuckAfter))
	return errors.Join(stuck, w.finaliseTakes(ctx), w.followUploads(ctx), w.makeWatchable(ctx), w.trimAsked(ctx), w.alignAngles(ctx), w.eraseAsked(ctx), w.tidyLeft(ctx))
}

func (w *work) finaliseTakes(ctx context.Context) error {
	var takes []postgres.UnfinishedTake
	err := w.db.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) (err error) {
		takes, err = tx.UnfinishedTakes(ctx, w.node)
		return err
	})
	if err != nil {
		return err
	}
	for _, t := range takes {
		id := media.RecordingID(t.RecordingID)
		if t.EndedAt == nil && w.live(id) {
			continue
		}
		if err := w.insert(ctx, jobs.Finalise{Recording: id, Take: t.Number}, finaliseQueue(w.node)); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) makeWatchable(ctx context.Context) error {
	var waiting []postgres.Unwatchable
	err := w.db.AsDoor(ctx, postgres.Transcode, func(tx *postgres.Tx) (err error) {
		waiting, err = tx.Unwatchables(ctx)
		return err
	})
	if err != nil {
		return err
	}
	for _, u := range waiting {
		if u.Takes == 0 {
			if err := w.fail(ctx, u.RecordingID, "no_media"); err != nil {
				return err
			}
			continue
		}
		job := jobs.Transcode{Recording: media.RecordingID(u.RecordingID), Generation: u.Generation + 1}
		if err := w.insert(ctx, job, transcodeQueue); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) eraseAsked(ctx context.Context) error {
	var ids []coaching.RecordingID
	err := w.db.AsDoor(ctx, postgres.Erase, func(tx *postgres.Tx) (err error) {
		ids, err = tx.Unerased(ctx)
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := w.insert(ctx, jobs.Erase{Recording: media.RecordingID(id)}, eraseQueue); err != nil {
			return err
		}
	}
	return nil
}

// fail says why there is nothing to watch. A recording that is gone meanwhile is no matter.
func (w *work) fail(ctx context.Context, id coaching.RecordingID, reason string) error {
	err := w.db.AsDoor(ctx, postgres.Transcode, func(tx *postgres.Tx) error { return tx.FailRecording(ctx, id, reason) })
	if errors.Is(err, coaching.ErrNotFound) {
		return nil
	}
	return err
}
