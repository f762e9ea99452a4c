package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/media"
	"terugblik/media/jobs"
	"terugblik/media/library"
)

func TestErasingEndsTheJobsOfARecordingAndTakesWhatTheyHadUnsealed(t *testing.T) {
	t.Parallel()
	story, root := pgstory.New(t, "hash").Record(), t.TempDir()
	lib, err := library.Open(library.Config{Root: root, Master: library.Key{1}, Vault: drawer{}})
	require.NoError(t, err)
	log := slog.New(slog.DiscardHandler)
	w := &work{
		db: story.DB, library: lib, children: &children{Log: log}, log: log, halt: func(media.RecordingID) {},
		nudge: make(chan struct{}, 1), running: map[int64]*underWay{},
	}
	id := media.RecordingID(story.Recording.ID)

	order, files := orderFor(t, "hoards")
	begun, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ctx, release := w.track(t.Context(), 1, id)
		defer release()
		_ = w.inChild(ctx, "hoards", order, files, func(media.Millis) { close(begun) }, func(string, json.RawMessage) error { return nil })
		ended <- context.Cause(ctx)
	}()
	<-begun
	left, err := filepath.Glob(filepath.Join(root, "tmp", "*", "plain"))
	require.NoError(t, err)
	require.Len(t, left, 1)

	story.As(story.Employee, func(tx *postgres.Tx) error {
		_, err := tx.RequestErasure(t.Context(), story.Employee, story.Recording.ID, time.Now())
		return err
	})
	job := &river.Job[jobs.Erase]{JobRow: &rivertype.JobRow{ID: 2}, Args: jobs.Erase{Recording: id}}
	require.NoError(t, (&eraseWorker{work: w}).Work(t.Context(), job))
	folders, err := os.ReadDir(filepath.Join(root, "tmp"))
	require.NoError(t, err)
	require.Empty(t, folders, "the receipt is not complete while film lies open")
	require.ErrorIs(t, <-ended, media.ErrErased)
}
