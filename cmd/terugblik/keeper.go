package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const (
	keepEvery    = time.Minute    // how often ends are looked for
	storageEvery = 24 * time.Hour // how often storage is compared with the records
	sweepEvery   = time.Hour      // how often what lapsed is removed
)

// keeper ends what has had its time, and sees whether storage and records fit. What it finds due it asks the erase job
// for; it keeps nothing but the clock, so a server that was down for weeks does the same a little later.
type keeper struct {
	storage
	now  func() time.Time
	ran  func() time.Duration // how long this process has run, whatever the clock says
	look func()               // there may be work
	log  *slog.Logger

	voice *voiceNotes // nil: none are taken in

	clock      *coaching.Clock // nil before the first pass
	restored   time.Time       // when the database was last put back from a backup
	ranBefore  time.Duration   // at the pass before
	sweptAt    time.Duration   // of ran; as lookedAt
	lookedAt   time.Duration
	swept      bool
	auditedAt  time.Duration
	audited    bool
	auditHeads []coaching.AuditHead // of the look before
	report     reportBoard

	nudge chan chan error
	stop  context.CancelFunc
	done  chan struct{}
}

// reportBoard is where others read the last report.
type reportBoard struct {
	mu     sync.Mutex
	report coaching.StorageReport
}

func (b *reportBoard) put(change func(*coaching.StorageReport)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	change(&b.report)
}

func (b *reportBoard) get() coaching.StorageReport {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.report
}

// Start begins to look.
func (k *keeper) Start() error {
	ctx, stop := context.WithCancel(context.Background())
	k.stop, k.done, k.nudge = stop, make(chan struct{}), make(chan chan error)
	go k.run(ctx)
	return nil
}

// Stop waits for the pass under way.
func (k *keeper) Stop() {
	if k.stop != nil {
		k.stop()
		<-k.done
	}
}

// Report is the last look at storage.
func (k *keeper) Report() coaching.StorageReport { return k.report.get() }

// Check looks at storage now.
func (k *keeper) Check(ctx context.Context) error {
	answer := make(chan error, 1)
	select {
	case k.nudge <- answer:
	case <-k.done:
		return coaching.ErrUnavailable
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-answer:
		return err
	case <-k.done:
		return coaching.ErrUnavailable
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (k *keeper) run(ctx context.Context) {
	defer close(k.done)
	tick := time.NewTicker(keepEvery)
	defer tick.Stop()
	for {
		if err := k.pass(ctx); err != nil && ctx.Err() == nil {
			k.log.Warn("cannot look for what has had its time yet", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case answer := <-k.nudge:
			answer <- k.compare(ctx, k.now().Round(0), k.held())
		}
	}
}

func (k *keeper) held() bool { return k.clock == nil || k.clock.Held > 0 }

// pass is one look at everything. It may be cut short anywhere and repeated.
func (k *keeper) pass(ctx context.Context) error {
	now, ran := k.now().Round(0), k.ran()
	if err := k.tick(ctx, now, ran); err != nil {
		return err
	}
	if err := k.remind(ctx, now); err != nil {
		return err
	}
	if k.lookedAt == 0 || ran-k.lookedAt >= storageEvery {
		if err := k.compare(ctx, now, k.held()); err != nil {
			return err
		}
		k.lookedAt = max(ran, 1)
	}
	if !k.audited || ran-k.auditedAt >= auditEvery {
		if err := k.anchorAudit(ctx); err != nil {
			return err
		}
		k.audited, k.auditedAt = true, ran
	}
	if k.held() {
		return nil
	}
	if err := k.thaw(ctx, now); err != nil {
		return err
	}
	if err := k.expireAll(ctx, now); err != nil {
		return err
	}
	if !k.swept || ran-k.sweptAt >= sweepEvery {
		if err := k.sweep(ctx, now); err != nil {
			return err
		}
		k.swept, k.sweptAt = true, ran
	}
	return nil
}

// remind writes down which reminders are due, for whoever tells people of them.
func (k *keeper) remind(ctx context.Context, now time.Time) error {
	return k.db.AsDoor(ctx, postgres.Remind, func(tx *postgres.Tx) error {
		_, err := tx.WriteNotices(ctx, now)
		return err
	})
}
