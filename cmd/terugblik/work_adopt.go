package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/riverqueue/river"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/adopt"
	"terugblik/media/jobs"
	"terugblik/media/library"
	"terugblik/media/movie"
)

// adoptWithin is how long looking through a film of that many bytes may take: ten minutes, and what a slow disk needs to
// read it.
func adoptWithin(size int64) time.Duration {
	const slowDisk = 10 << 20 // bytes a second, beside other work
	return 10*time.Minute + time.Duration(size/slowDisk)*time.Second
}

// adoptWorker makes a film that came as a file the take of its recording.
type adoptWorker struct {
	river.WorkerDefaults[jobs.Adopt]
	work *work
}

// Work may run twice: the same bytes give the same take.
func (a *adoptWorker) Work(ctx context.Context, job *river.Job[jobs.Adopt]) error {
	ctx, release := a.work.track(ctx, job.ID, job.Args.Recording)
	defer release()
	look := a.adopt
	if job.Args.Device {
		look = a.device
	}
	err := look(ctx, job.Args)
	switch {
	case err == nil:
		return nil
	case errors.Is(context.Cause(ctx), media.ErrErased), errors.Is(err, media.ErrErased), errors.Is(err, coaching.ErrNotFound):
		return nil // thrown away meanwhile
	case job.Args.Device:
		return a.work.refuseDevice(ctx, coaching.UploadID(job.Args.Upload), job.JobRow, err)
	}
	return a.work.refuse(ctx, coaching.RecordingID(job.Args.Recording), job.JobRow, err)
}

func (a *adoptWorker) adopt(ctx context.Context, args jobs.Adopt) error {
	var upload coaching.Upload
	err := a.work.db.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) (err error) {
		upload, err = tx.Upload(ctx, coaching.UploadID(args.Upload))
		if err != nil {
			return err
		}
		if takes, err := tx.Takes(ctx, upload.RecordingID); err != nil || len(takes) > 0 {
			return errors.Join(err, errDone)
		}
		return nil
	})
	if errors.Is(err, errDone) {
		return nil
	}
	if err != nil {
		return err
	}
	sealed, key, err := a.work.library.OpenPartial(ctx, args.Recording, upload.File)
	if errors.Is(err, media.ErrNotFound) {
		return fmt.Errorf("%w: %w", media.ErrUnreadable, err) // its bytes are gone, as after a disk that was restored
	}
	if err != nil {
		return err
	}
	defer func() { _ = sealed.Close() }()
	film, err := a.judge(ctx, args, upload, sealed, key)
	if err != nil {
		return err
	}
	if err := a.keep(ctx, args.Recording, upload, film, sealed, key); err != nil {
		return err
	}
	return a.store(ctx, upload, film) // what came is removed when the film can be watched, as journals are
}

// judge lets a child look through the film.
func (a *adoptWorker) judge(ctx context.Context, args jobs.Adopt, upload coaching.Upload, sealed *os.File, key library.Key) (film adopt.Adopted, err error) {
	order := jobs.ChildOrder{
		Kind: args.Kind(), Recording: args.Recording, Size: upload.Size, Files: []string{upload.File}, Key: jobs.Secret(key),
	}
	err = within(ctx, adoptWithin(upload.Size), func(ctx context.Context) error {
		return a.work.inChild(ctx, job("adopt", args.Recording, 1), order, []*os.File{sealed}, nil, func(_ string, result json.RawMessage) error {
			if err := json.Unmarshal(result, &film); err != nil {
				return fmt.Errorf("read the result of adopting: %w", err)
			}
			return nil
		})
	})
	film.Take.File = "takes/001." + film.Ext
	return film, err
}

// keep copies the film into the library, byte for byte without its blanks. It is not unsealed on the disk on the way.
func (a *adoptWorker) keep(ctx context.Context, id media.RecordingID, upload coaching.Upload, film adopt.Adopted, sealed *os.File, key library.Key) error {
	if err := a.work.library.Room(upload.Size); err != nil {
		return err
	}
	plain, err := unsealPartial(sealed, key, upload.Size)
	if err != nil {
		return err
	}
	kept, err := movie.Without(plain, upload.Size, film.Blanks)
	if err != nil {
		return err
	}
	return a.work.library.Put(ctx, id, film.Take.File, io.NewSectionReader(kept, 0, upload.Size))
}

func (a *adoptWorker) store(ctx context.Context, upload coaching.Upload, film adopt.Adopted) error {
	take := coaching.Take{
		Number: 1, File: film.Take.File, LeadMS: int64(film.Take.Lead), DurationMS: int64(film.Take.Duration),
		Source: coaching.Uploaded, Video: trackJSON(film.Take.Video), Audio: trackJSON(film.Take.Audio),
	}
	return a.work.db.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) error {
		return tx.AdoptTake(ctx, upload.ID, take, upload.ZeroAt(film.CreatedAt))
	})
}
