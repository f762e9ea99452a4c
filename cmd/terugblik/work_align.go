package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/riverqueue/river"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/align"
	"terugblik/media/jobs"
)

// clockMayErr is how far off the clock of the server may put film that came in live: what a camera, an encoder and a
// network on the way hold up.
const clockMayErr = media.Millis(2000)

// alignAngles queues what is to be put in step.
func (w *work) alignAngles(ctx context.Context) error {
	var waiting []postgres.Unplaced
	if err := w.db.AsDoor(ctx, postgres.Transcode, func(tx *postgres.Tx) (err error) {
		waiting, err = tx.UnplacedAngles(ctx)
		return err
	}); err != nil {
		return err
	}
	for _, u := range waiting {
		job := jobs.Align{Recording: media.RecordingID(u.RecordingID), Angle: media.RecordingID(u.ID), Versions: u.Versions}
		if err := w.insert(ctx, job, transcodeQueue); err != nil {
			return err
		}
	}
	return nil
}

// alignWorker puts an angle in step with its recording.
type alignWorker struct {
	river.WorkerDefaults[jobs.Align]
	work *work
}

// Work may run twice: the same sounds give the same place.
func (a *alignWorker) Work(ctx context.Context, job *river.Job[jobs.Align]) error {
	ctx, release := a.work.track(ctx, job.ID, job.Args.Angle)
	defer release()
	err := a.align(ctx, job.Args)
	switch {
	case errors.Is(context.Cause(ctx), media.ErrErased), errors.Is(err, media.ErrErased), errors.Is(err, coaching.ErrNotFound):
		return nil // thrown away meanwhile
	case err != nil && (job.Attempt >= job.MaxAttempts || errors.Is(err, media.ErrUnreadable)):
		// Its owner can do it by hand, and is asked to.
		return errors.Join(a.place(ctx, job.Args, coaching.Angle{}, aligned{}), ignoreUnreadable(err))
	}
	return err
}

func ignoreUnreadable(err error) error {
	if errors.Is(err, media.ErrUnreadable) {
		return nil
	}
	return err
}

func (a *alignWorker) align(ctx context.Context, args jobs.Align) error {
	var angle coaching.Angle
	if err := a.work.db.AsDoor(ctx, postgres.Transcode, func(tx *postgres.Tx) (err error) {
		angle, err = tx.AngleByID(ctx, coaching.RecordingID(args.Angle))
		return err
	}); err != nil {
		return err
	}
	heard, err := a.hear(ctx, args, angle)
	if err != nil {
		return err
	}
	a.work.log.Info("an angle was compared with its recording", "recording", args.Recording, "angle", args.Angle,
		"offset", heard.Offset, "confidence", heard.Confidence, "drift", heard.Drift, "overlap", heard.Overlap)
	return a.place(ctx, args, angle, heard)
}

// hear lets a child listen to both. Where one of them has no sound there is nothing to hear.
func (a *alignWorker) hear(ctx context.Context, args jobs.Align, angle coaching.Angle) (heard aligned, err error) {
	one, other := &hearing{work: a.work, id: args.Recording}, &hearing{work: a.work, id: args.Angle}
	defer one.close()
	defer other.close()
	if err := errors.Join(one.open(ctx), other.open(ctx)); err != nil || len(one.takes) == 0 || len(other.takes) == 0 {
		return aligned{}, err
	}
	order := jobs.ChildOrder{
		Kind: args.Kind(), Recording: args.Recording, Takes: one.takes, Files: one.names, Key: one.key,
		Beside: &jobs.Beside{Takes: other.takes, Files: other.names, Key: other.key},
	}
	if angle.Source == coaching.AngleLive && angle.ClockMS != nil {
		guess := media.Millis(*angle.ClockMS)
		order.Beside.Guess, order.Beside.Within = &guess, clockMayErr
	}
	name := job("align", args.Angle, 1)
	err = a.work.inChild(ctx, name, order, append(one.files, other.files...), nil, func(_ string, result json.RawMessage) error {
		if err := json.Unmarshal(result, &heard); err != nil {
			return fmt.Errorf("read the result of aligning: %w", err)
		}
		return nil
	})
	return heard, err
}

// place stores what was heard where it is sure enough, else what the clock says of film that came in live.
func (a *alignWorker) place(ctx context.Context, args jobs.Align, angle coaching.Angle, heard aligned) error {
	found, placed := (*int64)(nil), coaching.PlacedByNone
	switch {
	case heard.Confidence >= align.Sure:
		ms := int64(heard.Offset)
		found, placed = &ms, coaching.PlacedBySound
	case angle.Source == coaching.AngleLive && angle.ClockMS != nil:
		found, placed = angle.ClockMS, coaching.PlacedByClock
	}
	return a.work.db.AsDoor(ctx, postgres.Transcode, func(tx *postgres.Tx) error {
		u := postgres.Unplaced{ID: coaching.RecordingID(args.Angle), RecordingID: coaching.RecordingID(args.Recording), Versions: args.Versions}
		return tx.PlaceAngle(ctx, u, found, placed, heard.Confidence)
	})
}

// hearing is one recording that is listened to: its takes with sound, with their files.
type hearing struct {
	work  *work
	id    media.RecordingID
	takes []media.Take
	names []string
	files []*os.File
	key   jobs.Secret
}

func (h *hearing) open(ctx context.Context) error {
	var stored []coaching.Take
	if err := h.work.db.AsDoor(ctx, postgres.Transcode, func(tx *postgres.Tx) (err error) {
		_, stored, _, err = tx.RecordingForJob(ctx, coaching.RecordingID(h.id))
		return err
	}); err != nil {
		return err
	}
	// Live takes stand on the clock by the reports of their sender; what a device kept is placed by them.
	live := slices.ContainsFunc(stored, func(s coaching.Take) bool { return s.Source != coaching.Device && s.File != "" && len(s.Audio) > 0 })
	for _, s := range stored {
		if s.Source == coaching.Device && live {
			continue
		}
		if s.FinalisedAt == nil || s.File == "" || len(s.Audio) == 0 {
			continue
		}
		take, err := mediaTake(s)
		if err != nil {
			return err
		}
		file, key, err := h.work.library.Fetch(ctx, h.id, take.File)
		if err != nil {
			return err
		}
		h.takes, h.names, h.files = append(h.takes, take), append(h.names, take.File), append(h.files, file)
		h.key = jobs.Secret(key)
	}
	return nil
}

func (h *hearing) close() {
	for _, f := range h.files {
		_ = f.Close()
	}
}
