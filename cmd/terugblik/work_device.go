package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/riverqueue/river/rivertype"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/jobs"
	"terugblik/media/library"
	"terugblik/media/master"
)

// deviceWithin is how long reading one device master through may take, with the live takes beside it.
const deviceWithin = 2 * time.Hour

// beside is what is known when a device master is looked at.
type beside struct {
	upload coaching.Upload
	zero   *time.Time // of the recording; nil where this file sets it
	lives  []media.Take
}

// device makes what a device kept a take beside the others. Whatever step a crash cut short is done again: nothing but the
// last one says that it is kept.
func (a *adoptWorker) device(ctx context.Context, args jobs.Adopt) error {
	b, err := a.beside(ctx, args)
	if errors.Is(err, errDone) {
		return nil
	}
	if err != nil {
		return err
	}
	sealed, key, err := a.work.library.OpenPartial(ctx, args.Recording, b.upload.File)
	if errors.Is(err, media.ErrNotFound) {
		return fmt.Errorf("%w: %w", media.ErrUnreadable, err)
	}
	if err != nil {
		return err
	}
	defer func() { _ = sealed.Close() }()
	kept, err := a.place(ctx, args, b, sealed, key)
	if err != nil {
		return err
	}
	sum, err := a.keepDevice(ctx, args.Recording, b.upload, &kept, sealed, key)
	if err != nil {
		return err
	}
	if err := a.storeDevice(ctx, b, kept, sum); err != nil {
		return err
	}
	a.work.log.Info("a device master is kept", "recording", args.Recording, "placed by", kept.By, "length", kept.Take.Duration.Duration())
	return nil
}

func (a *adoptWorker) beside(ctx context.Context, args jobs.Adopt) (b beside, err error) {
	err = a.work.db.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) error {
		if b.upload, err = tx.Upload(ctx, coaching.UploadID(args.Upload)); err != nil {
			return err
		}
		if b.upload.KeptAt != nil {
			return errDone
		}
		recording, takes, _, err := tx.RecordingForJob(ctx, b.upload.RecordingID)
		if err != nil {
			return err
		}
		b.zero = recording.ZeroAt
		for _, t := range takes {
			if t.Source != coaching.Live || t.File == "" || t.FinalisedAt == nil {
				continue
			}
			live, err := mediaTake(t)
			if err != nil {
				return err
			}
			b.lives = append(b.lives, live)
		}
		return nil
	})
	return b, err
}

// place lets a child read the file to its end, beside the live takes.
func (a *adoptWorker) place(ctx context.Context, args jobs.Adopt, b beside, sealed *os.File, key library.Key) (kept master.Kept, err error) {
	order := jobs.ChildOrder{
		Kind: args.Kind(), Recording: args.Recording, Device: true, Size: b.upload.Size, Takes: b.lives, Files: []string{b.upload.File}, Key: jobs.Secret(key),
	}
	if b.zero != nil {
		guess := b.upload.BeganAt().Sub(*b.zero)
		order.Guess = &guess
	}
	files := []*os.File{sealed}
	defer func() {
		for _, f := range files[1:] {
			_ = f.Close()
		}
	}()
	for _, live := range b.lives {
		file, _, err := a.work.library.Fetch(ctx, args.Recording, live.File)
		if err != nil {
			return kept, err
		}
		files, order.Files = append(files, file), append(order.Files, live.File)
	}
	err = within(ctx, deviceWithin, func(ctx context.Context) error {
		return a.work.inChild(ctx, "device-"+args.Upload, order, files, nil, func(_ string, result json.RawMessage) error {
			if err := json.Unmarshal(result, &kept); err != nil {
				return fmt.Errorf("read the result of placing: %w", err)
			}
			return nil
		})
	})
	return kept, err
}

// keepDevice copies the bytes as they are into the library, with their timing beside them, and gives their SHA-256. Both
// are on the disk then.
func (a *adoptWorker) keepDevice(ctx context.Context, id media.RecordingID, upload coaching.Upload, kept *master.Kept, sealed *os.File, key library.Key) (string, error) {
	if err := a.work.library.Room(upload.Size); err != nil {
		return "", err
	}
	plain, err := unsealPartial(sealed, key, upload.Size)
	if err != nil {
		return "", err
	}
	kept.Take.File = "takes/device-" + string(upload.ID) + "." + kept.Ext
	kept.Take.TimingFile = "takes/device-" + string(upload.ID) + ".json"
	sum := sha256.New()
	if err := a.work.library.Put(ctx, id, kept.Take.File, io.TeeReader(io.NewSectionReader(plain, 0, upload.Size), sum)); err != nil {
		return "", err
	}
	timing, err := json.Marshal(kept.Timing)
	if err != nil {
		return "", fmt.Errorf("write a timing: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), a.work.library.Put(ctx, id, kept.Take.TimingFile, bytes.NewReader(timing))
}

func (a *adoptWorker) storeDevice(ctx context.Context, b beside, kept master.Kept, sum string) error {
	take := coaching.Take{
		File: kept.Take.File, Timing: kept.Take.TimingFile, StartMS: int64(kept.Take.Start), LeadMS: int64(kept.Take.Lead),
		DurationMS: int64(kept.Take.Duration), Source: coaching.Device, Video: trackJSON(kept.Take.Video), Audio: trackJSON(kept.Take.Audio),
	}
	gaps := make([]coaching.Gap, len(kept.Gaps))
	for i, g := range kept.Gaps {
		gaps[i] = coaching.Gap{StartMS: int64(g.Start), EndMS: int64(g.End), Track: string(g.Track), Reason: g.Reason}
	}
	zero := b.zero
	if zero == nil {
		first := b.upload.BeganAt().Add(kept.Take.Lead.Duration())
		zero = &first
	}
	return a.work.db.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) error {
		return tx.KeepDevice(ctx, b.upload.ID, take, gaps, *zero, sum, time.Now())
	})
}

// refuseDevice says why what a device kept is of no use, or gives the error back to be tried again.
func (w *work) refuseDevice(ctx context.Context, id coaching.UploadID, job *rivertype.JobRow, err error) error {
	if errors.Is(err, media.ErrDiskFull) {
		return err
	}
	reason := refusal(err, job.Attempt, job.MaxAttempts)
	if reason == "" {
		return err
	}
	w.log.Warn("device master refused", "upload", id, "reason", reason, "err", err)
	err = w.db.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) error { return tx.RefuseDevice(ctx, id, reason, time.Now()) })
	if errors.Is(err, coaching.ErrNotFound) {
		return nil
	}
	return err
}
