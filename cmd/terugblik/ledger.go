package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"terugblik/coaching"
)

// ledger writes facts about takes into the database, in order, and waits while the database is away. A fact that a
// crash takes along is found again at the next start: in the journals.
type ledger struct {
	log   *slog.Logger
	facts chan fact
	stop  context.CancelFunc
	done  chan struct{}
}

type fact struct {
	what  string
	write func(context.Context) error
}

func startLedger(log *slog.Logger) *ledger {
	ctx, stop := context.WithCancel(context.Background())
	l := &ledger{log: log, facts: make(chan fact, 1024), stop: stop, done: make(chan struct{})}
	go l.run(ctx)
	return l
}

// write queues a fact. It waits only when a thousand are waiting.
func (l *ledger) write(what string, write func(context.Context) error) {
	select {
	case l.facts <- fact{what, write}:
	case <-l.done:
	}
}

// Stop writes what is queued, but does not wait for a database that is away.
func (l *ledger) Stop() {
	l.stop()
	<-l.done
}

func (l *ledger) run(ctx context.Context) {
	defer close(l.done)
	for {
		select {
		case f := <-l.facts:
			l.persist(ctx, f)
		case <-ctx.Done():
			l.drain()
			return
		}
	}
}

func (l *ledger) drain() {
	for {
		select {
		case f := <-l.facts:
			l.once(f)
		default:
			return
		}
	}
}

func (l *ledger) persist(ctx context.Context, f fact) {
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, 2*time.Second) {
		if done := l.once(f); done {
			return
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return
		}
	}
}

// once says whether the fact is through: written, or about something that is gone.
func (l *ledger) once(f fact) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := f.write(ctx)
	if err == nil || errors.Is(err, coaching.ErrNotFound) {
		return true
	}
	l.log.Warn("cannot write down yet", "what", f.what, "err", err)
	return false
}
