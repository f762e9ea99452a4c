package main

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/lib/pq"
	"github.com/riverqueue/river"

	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/library"
)

// lookEvery is how often work is looked for when nobody said that there is some.
const lookEvery = 30 * time.Second

// work finishes recordings: it reads from the tables what is to be done and lets River do it.
type work struct {
	sql      *sql.DB
	db       *postgres.DB
	library  *library.Library
	sealing  *library.Library // the same with the keys that are to come
	children *children
	data     string // the data folder
	node     string
	live     func(media.RecordingID) bool // this process writes a take of it
	halt     func(media.RecordingID)      // ends that session and throws away what it brought
	log      *slog.Logger

	river   *river.Client[*sql.Tx]
	nudge   chan struct{}
	stop    context.CancelFunc
	done    chan struct{}
	mu      sync.Mutex
	running map[int64]*underWay // by the id of the job: what this process works on
}

// Start takes up what an earlier process left and begins to look for work.
func (w *work) Start(ctx context.Context) error {
	w.nudge, w.done, w.running = make(chan struct{}, 1), make(chan struct{}), map[int64]*underWay{}
	workers := river.NewWorkers()
	river.AddWorker(workers, &finaliseWorker{work: w})
	river.AddWorker(workers, &adoptWorker{work: w})
	river.AddWorker(workers, &transcodeWorker{work: w})
	river.AddWorker(workers, &trimWorker{work: w})
	river.AddWorker(workers, &alignWorker{work: w})
	river.AddWorker(workers, &eraseWorker{work: w})
	client, err := newRiver(w.sql, w.node, workers, w.log)
	if err != nil {
		return err
	}
	w.river = client
	if _, err := reclaim(ctx, w.sql, w.node, nil, time.Now()); err != nil {
		return err
	}
	run, stop := context.WithCancel(context.Background())
	if err := client.Start(run); err != nil {
		stop()
		return fmt.Errorf("start the job queue: %w", err)
	}
	w.stop = stop
	go w.look(run)
	return nil
}

// Stop ends jobs that run (their next attempt begins anew) and waits for them.
func (w *work) Stop() {
	if w.stop == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := w.river.StopAndCancel(ctx); err != nil {
		w.log.Warn("job queue did not stop in time", "err", err)
	}
	w.stop()
	<-w.done
}

// Look says that there may be work.
func (w *work) Look() {
	select {
	case w.nudge <- struct{}{}:
	default:
	}
}

func (w *work) look(ctx context.Context) {
	defer close(w.done)
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if err := w.reconcile(ctx); err != nil && ctx.Err() == nil {
			w.log.Warn("cannot look for work yet", "err", err)
			w.lookAgainSoon(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-w.nudge:
		case <-tick.C:
		}
	}
}

// lookAgainSoon keeps a short outage of the database from costing half a minute.
func (w *work) lookAgainSoon(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Second):
		w.Look()
	}
}

// underWay is a job that runs here.
type underWay struct {
	recording media.RecordingID
	cancel    context.CancelCauseFunc
	done      chan struct{}
}

// track keeps a job while it runs here. Its context ends with media.ErrErased when its recording is erased.
func (w *work) track(ctx context.Context, id int64, recording media.RecordingID) (_ context.Context, release func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ctx, cancel := context.WithCancelCause(ctx)
	job := &underWay{recording: recording, cancel: cancel, done: make(chan struct{})}
	w.running[id] = job
	return ctx, func() {
		cancel(nil)
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.running, id)
		close(job.done)
		w.Look()
	}
}

// abort ends the jobs of a recording that is being erased and waits until what they had unsealed is gone. Jobs that
// begin later find that the recording is no more. except is the job that asks.
func (w *work) abort(ctx context.Context, recording media.RecordingID, except int64) error {
	w.mu.Lock()
	var ending []*underWay
	for id, job := range w.running {
		if job.recording == recording && id != except {
			job.cancel(media.ErrErased)
			ending = append(ending, job)
		}
	}
	w.mu.Unlock()
	for _, job := range ending {
		select {
		case <-job.done:
		case <-ctx.Done():
			return fmt.Errorf("end the jobs of recording %s: %w", recording, ctx.Err())
		}
	}
	return nil
}

func (w *work) alive() []int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	ids := make([]int64, 0, len(w.running))
	for id := range w.running {
		ids = append(ids, id)
	}
	return ids
}

func (w *work) insert(ctx context.Context, args river.JobArgs, queue string) error {
	if _, err := w.river.Insert(ctx, args, once(queue)); err != nil {
		return fmt.Errorf("queue %s: %w", args.Kind(), err)
	}
	return nil
}

func pqInt64s(ids []int64) any { return pq.Array(append([]int64{}, ids...)) }
