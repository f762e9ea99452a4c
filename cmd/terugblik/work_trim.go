package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/riverqueue/river"

	"terugblik/backup"
	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/jobs"
	"terugblik/media/library"
)

// trimWorker cuts a stretch out of a recording. It stands in the queue of transcoding, so that no two make a version of
// the same recording.
type trimWorker struct {
	river.WorkerDefaults[jobs.Trim]
	work *work
}

// Work may run again after a crash: before the switch it begins anew, after it it only removes what nobody can read.
func (t *trimWorker) Work(ctx context.Context, job *river.Job[jobs.Trim]) error {
	ctx, release := t.work.track(ctx, job.ID, job.Args.Recording)
	defer release()
	id := coaching.TrimID(job.Args.Trim)
	err := t.trim(ctx, id, job.ID)
	switch failure := trimFailure(err); {
	case errors.Is(context.Cause(ctx), media.ErrErased), errors.Is(err, media.ErrErased), errors.Is(err, coaching.ErrNotFound):
		return nil // thrown away meanwhile
	case errors.Is(err, errDone):
		return nil
	case failure != "":
		t.work.log.Error("a stretch cannot be cut out", "recording", job.Args.Recording, "err", err)
		return t.work.db.AsDoor(ctx, postgres.Trim, func(tx *postgres.Tx) error { return tx.FailTrim(ctx, id, failure, time.Now()) })
	}
	return err
}

// trimFailure is why it cannot be done at all; "" for what may pass.
func trimFailure(err error) string {
	switch {
	case errors.Is(err, media.ErrNoMedia):
		return coaching.TrimNothingLeft
	case errors.Is(err, media.ErrUnsupported):
		return coaching.TrimUnsupported
	case errors.Is(err, media.ErrUnreadable):
		return coaching.TrimUnreadable
	case errors.Is(err, media.ErrNotFound):
		return coaching.TrimMissing
	}
	return ""
}

func (t *trimWorker) trim(ctx context.Context, id coaching.TrimID, job int64) error {
	var asked coaching.Trim
	err := t.work.db.AsDoor(ctx, postgres.Trim, func(tx *postgres.Tx) (err error) {
		asked, err = tx.TrimForJob(ctx, id)
		return err
	})
	switch {
	case err != nil:
		return err
	case !asked.Open():
		return errDone
	case asked.SwitchedAt != nil:
		return t.finish(ctx, asked)
	}
	recording := media.RecordingID(asked.RecordingID)
	if t.work.live(recording) {
		return river.JobSnooze(lookEvery)
	}
	if err := t.work.abort(ctx, recording, job); err != nil { // what was begun before the stretch was to go
		return err
	}
	s, err := t.source(ctx, asked)
	if err != nil {
		return err
	}
	if err := t.recut(ctx, asked, s); err != nil {
		return err
	}
	return t.finish(ctx, asked)
}

// uncut is a recording as it is before.
type uncut struct {
	source
	stored     []coaching.Take
	generation int
	trimmed    []media.Span
}

func (t *trimWorker) source(ctx context.Context, asked coaching.Trim) (u uncut, err error) {
	var recording coaching.Recording
	var holes []coaching.Gap
	if err := t.work.db.AsDoor(ctx, postgres.Trim, func(tx *postgres.Tx) (err error) {
		if recording, u.stored, holes, err = tx.RecordingForJob(ctx, asked.RecordingID); err != nil {
			return err
		}
		u.trimmed, err = trimmedOf(ctx, tx, asked.RecordingID)
		return err
	}); err != nil {
		return u, err
	}
	u.generation = recording.Generation
	u.source, err = sourceOf(recording, u.stored, holes)
	if err == nil && len(u.takes) == 0 {
		err = media.ErrNoMedia
	}
	return u, err
}

// trimmedOf is what was cut out of a recording before.
func trimmedOf(ctx context.Context, tx *postgres.Tx, id coaching.RecordingID) (gone []media.Span, err error) {
	trims, err := tx.Trims(ctx, id)
	for _, c := range trims {
		if c.SwitchedAt != nil {
			gone = append(gone, media.Span{Start: media.Millis(*c.FromMS), End: media.Millis(*c.ToMS)})
		}
	}
	return gone, err
}

// recut lets a child make what is left, seals it under a new key, and switches to it.
func (t *trimWorker) recut(ctx context.Context, asked coaching.Trim, u uncut) error {
	id := media.RecordingID(asked.RecordingID)
	order := jobs.ChildOrder{
		Kind: jobs.Trim{}.Kind(), Recording: id, Generation: u.generation + 1, Takes: u.takes, Gaps: u.gaps, Rate: u.rate,
		Trimmed: u.trimmed, Trim: &media.Span{Start: media.Millis(asked.StartMS), End: media.Millis(asked.EndMS)},
	}
	var files []*os.File
	defer func() {
		for _, f := range files {
			_ = f.Close()
		}
	}()
	var size int64
	for _, name := range u.files() {
		file, key, err := t.work.library.Fetch(ctx, id, name)
		if err != nil {
			return err
		}
		if info, err := file.Stat(); err == nil {
			size += info.Size()
		}
		files, order.Files, order.Key = append(files, file), append(order.Files, name), jobs.Secret(key)
	}
	if err := t.work.library.Room(3 * size); err != nil { // the new files, once open and once sealed, and what is to be watched
		return err
	}
	name := job("trim", id, order.Generation)
	return t.work.inChild(ctx, name, order, files, nil, func(folder string, result json.RawMessage) error {
		var made recut
		if err := json.Unmarshal(result, &made); err != nil {
			return fmt.Errorf("read the result of a cut: %w", err)
		}
		return t.replace(ctx, asked, u, made, folder)
	})
}

// replace puts the new files on the disk beside the old ones, and only then lets the old ones be what nobody can read.
func (t *trimWorker) replace(ctx context.Context, asked coaching.Trim, u uncut, made recut, folder string) error {
	id := media.RecordingID(asked.RecordingID)
	cut := postgres.Recut{
		Before: u.generation, Held: u.stored, FromMS: int64(made.Gone.Start), ToMS: int64(made.Gone.End), SwitchedAt: time.Now(),
		Watchable: postgres.Watchable{
			Generation: u.generation + 1, DurationMS: int64(made.Watch.Duration), Num: made.Watch.FrameRate.Num, Den: made.Watch.FrameRate.Den,
		},
	}
	next := t.work.sealing
	if err := next.Create(ctx, id); err != nil {
		return err
	}
	for _, take := range made.Takes {
		stored, err := t.seal(ctx, next, id, take, folder, u.generation+1)
		if err != nil {
			return err
		}
		if stored.File != "" {
			cut.Watchable.Takes++
		}
		cut.Takes = append(cut.Takes, stored)
	}
	if _, _, err := next.PutFolder(ctx, id, watchFolder(u.generation+1), filepath.Join(folder, recutWatch)); err != nil {
		return err
	}
	if err := t.work.library.NoteCut(library.Cut{Recording: id, At: asked.AskedAt, Span: media.Span{
		Start: media.Millis(asked.StartMS), End: media.Millis(asked.EndMS)}}); err != nil {
		return err
	}
	return t.work.db.AsDoor(ctx, postgres.Trim, func(tx *postgres.Tx) error { return tx.SwitchTrim(ctx, asked.ID, cut) })
}

// seal puts the new file of a take, and its timing, under the new key, and reads the file back to its end.
func (t *trimWorker) seal(ctx context.Context, next *library.Library, id media.RecordingID, take media.Take, folder string, generation int) (coaching.Take, error) {
	stored := coaching.Take{Number: take.Number, File: take.File}
	if take.File == "" {
		return stored, nil
	}
	plain, err := os.Open(filepath.Join(folder, recutTakes, filepath.Base(take.File)))
	if err != nil {
		return stored, fmt.Errorf("open what is left of a take: %w", err)
	}
	defer func() { _ = plain.Close() }()
	if err := next.Put(ctx, id, take.File, plain); err != nil {
		return stored, err
	}
	sealed, err := next.Open(ctx, id, take.File)
	if err != nil {
		return stored, err
	}
	defer func() { _ = sealed.Close() }()
	if _, err := io.Copy(io.Discard, sealed); err != nil {
		return stored, err
	}
	if take.TimingFile == "" {
		return stored, nil
	}
	timing, err := t.work.library.Open(ctx, id, take.TimingFile)
	if err != nil {
		return stored, err
	}
	defer func() { _ = timing.Close() }()
	stored.Timing = recutName(take.TimingFile, generation, true)
	return stored, next.Put(ctx, id, stored.Timing, timing)
}

// finish removes what the destroyed key opened. While a backup is being made it stays: nobody can read it.
func (t *trimWorker) finish(ctx context.Context, asked coaching.Trim) (err error) {
	may, release, err := backup.Removing(t.work.data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	if !may {
		return river.JobSnooze(lookEvery)
	}
	gone, err := t.work.library.Purge(ctx, media.RecordingID(asked.RecordingID))
	if err != nil {
		return err
	}
	t.work.log.Info("a stretch is cut out of a recording", "recording", asked.RecordingID, "files", gone.Files, "bytes", gone.Bytes)
	return t.work.db.AsDoor(ctx, postgres.Trim, func(tx *postgres.Tx) error {
		return tx.FinishTrim(ctx, asked.ID, gone.Files, gone.Bytes, time.Now())
	})
}

// trimAsked queues the cuts that are to be made or finished.
func (w *work) trimAsked(ctx context.Context) error {
	var trims []coaching.Trim
	if err := w.db.AsDoor(ctx, postgres.Trim, func(tx *postgres.Tx) (err error) {
		trims, err = tx.OpenTrims(ctx)
		return err
	}); err != nil {
		return err
	}
	for _, c := range trims {
		if err := w.insert(ctx, jobs.Trim{Recording: media.RecordingID(c.RecordingID), Trim: string(c.ID)}, transcodeQueue); err != nil {
			return err
		}
	}
	return nil
}
