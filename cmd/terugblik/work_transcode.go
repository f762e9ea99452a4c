package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/riverqueue/river"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/jobs"
	"terugblik/media/transcode"
)

const progressEvery = 500 * time.Millisecond

// transcodeWorker makes the watchable version of a recording.
type transcodeWorker struct {
	river.WorkerDefaults[jobs.Transcode]
	work *work
}

// Work may run twice: a version is only switched to when it is whole.
func (t *transcodeWorker) Work(ctx context.Context, job *river.Job[jobs.Transcode]) error {
	ctx, release := t.work.track(ctx, job.ID, job.Args.Recording)
	defer release()
	uploaded, err := t.transcode(ctx, job.Args)
	id := coaching.RecordingID(job.Args.Recording)
	switch {
	case errors.Is(context.Cause(ctx), media.ErrErased), errors.Is(err, media.ErrErased), errors.Is(err, coaching.ErrNotFound):
		return nil // thrown away meanwhile
	case uploaded && err != nil:
		return t.work.refuse(ctx, id, job.JobRow, err)
	case errors.Is(err, media.ErrNoMedia):
		return t.work.fail(ctx, id, "no_media")
	case errors.Is(err, media.ErrUnreadable), errors.Is(err, media.ErrUnsupported):
		t.work.log.Error("recording cannot be made watchable", "recording", id, "err", err)
		return t.work.fail(ctx, id, "unreadable")
	case err != nil && job.Attempt >= job.MaxAttempts:
		return errors.Join(err, t.work.fail(ctx, id, coaching.ProcessingFailed))
	}
	return err
}

// transcode says also whether the recording came as a file.
func (t *transcodeWorker) transcode(ctx context.Context, args jobs.Transcode) (uploaded bool, err error) {
	s, err := t.source(ctx, args)
	switch {
	case errors.Is(err, errDone):
		return s.uploaded, nil
	case err != nil:
		return s.uploaded, err
	case len(s.takes) == 0:
		return s.uploaded, media.ErrNoMedia
	case s.uploaded:
		return true, within(ctx, transcodeWithin(s.takes), func(ctx context.Context) error { return t.run(ctx, args, s) })
	}
	err = t.run(ctx, args, s)
	if live := s.live(); errors.Is(err, media.ErrUnreadable) && len(live.takes) > 0 && len(live.takes) < len(s.takes) {
		t.work.log.Error("made watchable without what a device kept", "recording", args.Recording, "err", err)
		err = t.run(ctx, args, live) // and not again and again
	}
	return false, err
}

// transcodeWithin is how long a film that came as a file may take: what a slow machine needs for the largest pictures,
// so that one made to cost time does not hold up the others for ever.
func transcodeWithin(takes []media.Take) time.Duration {
	return 30*time.Minute + 12*takes[len(takes)-1].End().Duration()
}

func (t *transcodeWorker) run(ctx context.Context, args jobs.Transcode, s source) error {
	order := jobs.ChildOrder{Kind: args.Kind(), Recording: args.Recording, Generation: args.Generation, Takes: s.takes, Gaps: s.gaps, Trimmed: s.trimmed, Rate: s.rate}
	var files []*os.File
	defer func() {
		for _, f := range files {
			_ = f.Close()
		}
	}()
	for _, name := range s.files() {
		file, key, err := t.work.library.Fetch(ctx, args.Recording, name)
		if err != nil {
			return err
		}
		files = append(files, file)
		order.Files = append(order.Files, name)
		order.Key = jobs.Secret(key)
	}
	name := job("transcode", args.Recording, args.Generation)
	return t.work.inChild(ctx, name, order, files, t.progress(ctx, args.Recording), func(folder string, result json.RawMessage) error {
		return t.publish(ctx, args, s, folder, result)
	})
}

// errDone says that a job was queued once more while its work was being finished.
var errDone = errors.New("done before")

// source is what the recording is made of: its whole takes and their gaps.
type source struct {
	takes    []media.Take
	gaps     []media.Gap      // of each live take, whatever another has there
	rate     *media.FrameRate // of the version before, on whose pictures marks lie
	uploaded bool             // it came as a file
	trimmed  []media.Span     // what was cut out for good
	whole    int              // how many takes there are, used or not
}

// live is what came over the network alone.
func (s source) live() source {
	s.takes = slices.DeleteFunc(slices.Clone(s.takes), func(t media.Take) bool { return t.Source == coaching.Device })
	return s
}

// files are those of the takes, and what goes with them.
func (s source) files() (names []string) {
	for _, t := range s.takes {
		names = append(names, t.File)
	}
	for _, t := range s.takes {
		if t.TimingFile != "" {
			names = append(names, t.TimingFile)
		}
	}
	return names
}

// source gives errDone when the version is there already.
func (t *transcodeWorker) source(ctx context.Context, args jobs.Transcode) (s source, err error) {
	var recording coaching.Recording
	var stored []coaching.Take
	var holes []coaching.Gap
	var trimmed []media.Span
	err = t.work.db.AsDoor(ctx, postgres.Transcode, func(tx *postgres.Tx) (err error) {
		if recording, stored, holes, err = tx.RecordingForJob(ctx, coaching.RecordingID(args.Recording)); err != nil {
			return err
		}
		trimmed, err = trimmedOf(ctx, tx, recording.ID)
		return err
	})
	if err == nil && recording.Generation >= args.Generation {
		err = errDone
	}
	if err != nil {
		return source{}, err
	}
	s, err = sourceOf(recording, stored, holes)
	s.trimmed = trimmed
	return s, err
}

// sourceOf is what a recording is made of by its records.
func sourceOf(recording coaching.Recording, stored []coaching.Take, holes []coaching.Gap) (s source, err error) {
	if recording.FrameRateNum > 0 {
		s.rate = &media.FrameRate{Num: int64(recording.FrameRateNum), Den: int64(recording.FrameRateDen)}
	}
	for _, take := range stored {
		s.uploaded = s.uploaded || take.Source == coaching.Uploaded
		if take.FinalisedAt == nil || take.File == "" {
			continue
		}
		whole, err := mediaTake(take)
		if err != nil {
			return s, err
		}
		s.takes = append(s.takes, whole)
	}
	// Which stretches of what came live are to be filled: what a device misses itself is in its timing.
	s.gaps = mediaGaps(slices.DeleteFunc(holes, func(g coaching.Gap) bool {
		return slices.ContainsFunc(stored, func(t coaching.Take) bool { return t.Number == g.Take && t.Source == coaching.Device })
	}))
	s.whole = len(s.takes)
	return s, nil
}

// progress is told to whoever waits, at most twice a second; that it could not be told is no reason to stop.
func (t *transcodeWorker) progress(ctx context.Context, id media.RecordingID) func(media.Millis) {
	var last time.Time
	return func(done media.Millis) {
		if time.Since(last) < progressEvery {
			return
		}
		last = time.Now()
		if err := t.work.db.AsDoor(ctx, postgres.Transcode, func(tx *postgres.Tx) error {
			return tx.SetProgress(ctx, coaching.RecordingID(id), int64(done))
		}); err != nil {
			t.work.log.Debug("progress not stored", "recording", id, "err", err)
		}
	}
}

// publish seals the version, switches to it and removes what it makes superfluous.
func (t *transcodeWorker) publish(ctx context.Context, args jobs.Transcode, s source, folder string, result json.RawMessage) error {
	var made transcode.Result
	if err := json.Unmarshal(result, &made); err != nil {
		return fmt.Errorf("read the result of transcoding: %w", err)
	}
	if _, _, err := t.work.library.PutFolder(ctx, args.Recording, watchFolder(args.Generation), folder); err != nil {
		return err
	}
	watchable := postgres.Watchable{
		Generation: args.Generation, Takes: s.whole, DurationMS: int64(made.Duration), Num: made.FrameRate.Num, Den: made.FrameRate.Den,
	}
	if err := t.work.db.AsDoor(ctx, postgres.Transcode, func(tx *postgres.Tx) error {
		return tx.Publish(ctx, coaching.RecordingID(args.Recording), watchable)
	}); err != nil {
		return err
	}
	t.work.log.Info("a recording can be watched", "recording", args.Recording, "length", made.Duration.Duration())
	return t.work.tidy(ctx, args.Recording, s.takes, args.Generation)
}

func watchFolder(generation int) string { return fmt.Sprintf("watch/%d", generation) }

func mediaTake(s coaching.Take) (media.Take, error) {
	take := media.Take{Number: s.Number, File: s.File, Start: media.Millis(s.StartMS), Lead: media.Millis(s.LeadMS), Duration: media.Millis(s.DurationMS), Source: s.Source, TimingFile: s.Timing}
	for _, track := range []struct {
		raw  []byte
		into **media.Track
	}{{s.Video, &take.Video}, {s.Audio, &take.Audio}} {
		if len(track.raw) == 0 {
			continue
		}
		if err := json.Unmarshal(track.raw, track.into); err != nil {
			return media.Take{}, fmt.Errorf("read a track of take %d: %w", s.Number, err)
		}
	}
	return take, nil
}

func mediaGaps(stored []coaching.Gap) []media.Gap {
	gaps := make([]media.Gap, len(stored))
	for i, g := range stored {
		gaps[i] = media.Gap{Start: media.Millis(g.StartMS), End: media.Millis(g.EndMS), Track: media.Kind(g.Track), Reason: g.Reason}
	}
	return gaps
}
