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

// followUploads does what follows from the state of uploads: one that has come whole becomes a take, as what came of a
// device that is silent for good does; one that may not go on or that nobody goes on with ends, and what has ended is
// erased.
func (w *work) followUploads(ctx context.Context) error {
	return errors.Join(w.completeUploads(ctx), w.endLostUploads(ctx), w.adoptUploads(ctx), w.eraseUploads(ctx))
}

func (w *work) endLostUploads(ctx context.Context) error {
	now := time.Now()
	return w.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error {
		return tx.EndLostUploads(ctx, now.Add(-coaching.UploadSilence), now)
	})
}

// completeUploads finds what a crash left between the last byte and the note of it, and cuts off what a device will not
// send any more.
func (w *work) completeUploads(ctx context.Context) error {
	var open []coaching.Upload
	if err := w.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) (err error) {
		open, err = tx.OpenUploads(ctx, w.node)
		return err
	}); err != nil {
		return err
	}
	now := time.Now()
	var failed error // one file that cannot be read keeps no other from being completed before it would end
	for _, u := range open {
		failed = errors.Join(failed, w.completeUpload(ctx, u, now))
	}
	return failed
}

func (w *work) completeUpload(ctx context.Context, u coaching.Upload, now time.Time) error {
	silence := now.Add(-coaching.UploadSilence)
	silent := u.Purpose == coaching.DeviceUpload && u.LastAt.Before(silence)
	if u.Size == 0 && !silent {
		return nil // the device has not told how much there is
	}
	size, err := w.library.PartialSize(ctx, media.RecordingID(u.RecordingID), u.File)
	if errors.Is(err, media.ErrNotFound) || errors.Is(err, media.ErrErased) {
		return nil // begun this moment, or it will be silent until it ends
	}
	if err != nil {
		return err
	}
	whole := u.Size > 0 && size >= u.Size
	if !whole && (!silent || size == 0) {
		return nil
	}
	err = w.db.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error {
		if whole {
			return tx.CompleteUpload(ctx, u.ID, now)
		}
		return tx.CutUpload(ctx, u.ID, size, silence, now)
	})
	if errors.Is(err, coaching.ErrNotFound) {
		return nil
	}
	return err
}

func (w *work) adoptUploads(ctx context.Context) error {
	var whole []coaching.Upload
	if err := w.db.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) (err error) {
		whole, err = tx.CompletedUploads(ctx, w.node)
		return err
	}); err != nil {
		return err
	}
	var devices []coaching.Upload
	if err := w.db.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) (err error) {
		devices, err = tx.CompletedDevices(ctx, w.node)
		return err
	}); err != nil {
		return err
	}
	for _, u := range append(whole, devices...) {
		job := jobs.Adopt{Recording: media.RecordingID(u.RecordingID), Upload: string(u.ID), Device: u.Purpose == coaching.DeviceUpload}
		if err := w.insert(ctx, job, finaliseQueue(w.node)); err != nil {
			return err
		}
	}
	return nil
}

// eraseUploads destroys the key of a film that came, and then its bytes; the recording is empty again, and gets a new key
// with its next film. Of a device master or an angle only the bytes go: the recording has more than that.
func (w *work) eraseUploads(ctx context.Context) error {
	var ended []coaching.Upload
	if err := w.db.AsDoor(ctx, postgres.Erase, func(tx *postgres.Tx) (err error) {
		ended, err = tx.EndedUploads(ctx, w.node)
		return err
	}); err != nil {
		return err
	}
	for _, u := range ended {
		if err := w.eraseUpload(ctx, u); err != nil {
			return err
		}
		if err := w.db.AsDoor(ctx, postgres.Erase, func(tx *postgres.Tx) error { return tx.RemoveUpload(ctx, u, time.Now()) }); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) eraseUpload(ctx context.Context, u coaching.Upload) error {
	id := media.RecordingID(u.RecordingID)
	if u.Purpose != coaching.FilmUpload {
		return w.library.RemoveLog(id, u.File)
	}
	if err := w.abort(ctx, id, 0); err != nil {
		return err
	}
	_, err := w.library.Empty(ctx, id)
	return err
}
