package main

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/rivertype"
)

const (
	transcodeQueue = "transcode"
	eraseQueue     = "erase"
	mediaAttempts  = 25 // a crash of the server or of a child counts as one
)

// finaliseQueue is this node's own: only it holds the journals.
func finaliseQueue(node string) string { return "finalise_" + node }

func newRiver(db *sql.DB, node string, workers *river.Workers, log *slog.Logger) (*river.Client[*sql.Tx], error) {
	client, err := river.NewClient(riverdatabasesql.New(db), &river.Config{
		ID:                node,
		Workers:           workers,
		Logger:            slog.New(quieter{log.Handler()}),
		JobTimeout:        -1, // media work takes as long as it takes
		FetchPollInterval: time.Second,
		MaxAttempts:       mediaAttempts,
		RetryPolicy:       mediaRetries{},
		ReindexerSchedule: river.NeverSchedule(), // only the owner of the tables could
		ErrorHandler:      jobErrors{log},
		Queues: map[string]river.QueueConfig{
			finaliseQueue(node): {MaxWorkers: 1},
			transcodeQueue:      {MaxWorkers: 1},
			eraseQueue:          {MaxWorkers: 1},
		},
	})
	if err != nil {
		return nil, fmt.Errorf("set up the job queue: %w", err)
	}
	return client, nil
}

// once makes a job unique by its arguments while it waits or runs; a finished one may come again.
func once(queue string) *river.InsertOpts {
	return &river.InsertOpts{Queue: queue, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
		rivertype.JobStateRunning, rivertype.JobStateScheduled,
	}}}
}

// mediaRetries waits 1, 2, 4 ... up to 60 s.
type mediaRetries struct{}

func (mediaRetries) NextRetry(job *rivertype.JobRow) time.Time {
	return time.Now().Add(min(time.Second<<min(job.Attempt-1, 6), time.Minute))
}

// jobErrors logs each failed attempt once.
type jobErrors struct{ log *slog.Logger }

func (j jobErrors) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	if ctx.Err() == nil {
		j.log.Warn("media job failed; it will be tried again", "kind", job.Kind, "args", string(job.EncodedArgs), "attempt", job.Attempt, "err", err)
	}
	return nil
}

func (j jobErrors) HandlePanic(_ context.Context, job *rivertype.JobRow, value any, trace string) *river.ErrorHandlerResult {
	j.log.Error("media job panicked", "kind", job.Kind, "args", string(job.EncodedArgs), "panic", value, "trace", trace)
	return nil
}

// quieter drops River's own lines below warning: jobErrors and the workers say what matters.
type quieter struct{ slog.Handler }

func (q quieter) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError && q.Handler.Enabled(ctx, level)
}

// reclaim makes jobs available again that this node left running when it was killed, or whose end it could not
// write down. River's own rescue waits an hour. The table belongs to River.
func reclaim(ctx context.Context, db *sql.DB, node string, alive []int64, before time.Time) (int64, error) {
	result, err := db.ExecContext(ctx, `
		UPDATE river_job
		SET state = 'available',
		    scheduled_at = now()
		WHERE state = 'running'
		  AND attempted_by[array_upper(attempted_by, 1)] = $1
		  AND attempted_at < $2
		  AND NOT id = ANY ($3)`, node, before, pqInt64s(alive))
	if err != nil {
		return 0, fmt.Errorf("reclaim jobs of %s: %w", node, err)
	}
	return result.RowsAffected()
}
