package main

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river/rivertype"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/jobs"
)

// crashes is how often a film from outside may end its child before it counts as damaged.
const crashes = 3

// refusals are the reasons of coaching.FilmRefused.
var refusals = []struct {
	err    error
	reason string
}{
	{media.ErrNotFilm, "not_a_film"},
	{media.ErrNoMedia, "no_media"},
	{media.ErrTooLong, "too_long"},
	{media.ErrTooLarge, "too_large"},
	{media.ErrTookTooLong, "took_too_long"},
	{media.ErrUnsupported, "unsupported"},
	{media.ErrUnreadable, "damaged"},
}

// refusal is why a film from outside cannot be used, or "" where trying again may help.
func refusal(err error, attempt, most int) string {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return r.reason
		}
	}
	if attempt >= most || attempt >= crashes && errors.Is(err, jobs.ErrNoResult) {
		return "damaged"
	}
	return ""
}

// refuse says why a film that came as a file cannot be watched, so that its owner can choose another, or gives the error
// back to be tried again.
func (w *work) refuse(ctx context.Context, id coaching.RecordingID, job *rivertype.JobRow, err error) error {
	reason := refusal(err, job.Attempt, job.MaxAttempts)
	if reason == "" {
		return err
	}
	w.log.Warn("film refused", "recording", id, "reason", reason, "err", err)
	err = w.db.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) error { return tx.FailUpload(ctx, id, reason, time.Now()) })
	if errors.Is(err, coaching.ErrNotFound) {
		return w.fail(ctx, id, reason)
	}
	return err
}

// within does something that must not take longer; then it is media.ErrTookTooLong.
func within(ctx context.Context, limit time.Duration, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, media.ErrTookTooLong)
	defer cancel()
	err := do(ctx)
	if err != nil && errors.Is(context.Cause(ctx), media.ErrTookTooLong) {
		return errors.Join(media.ErrTookTooLong, err)
	}
	return err
}
