package main

import (
	"context"
	"errors"
	"fmt"
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

// tick moves the clock on and remembers it before anything is done by it.
func (k *keeper) tick(ctx context.Context, now time.Time, ran time.Duration) error {
	if k.clock == nil {
		if err := k.askRestored(ctx); err != nil {
			return err
		}
	}
	return k.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) error {
		next, before, err := k.nextClock(ctx, tx, now, ran)
		if err != nil {
			return err
		}
		if err := tx.SetClock(ctx, k.node, next); err != nil {
			return err
		}
		if before > 0 && next.Held == 0 {
			k.log.Info("automatic erasing goes on")
		}
		k.clock, k.ranBefore = &next, ran
		return nil
	})
}

func (k *keeper) askRestored(ctx context.Context) error {
	return k.db.AsDoor(ctx, postgres.Erase, func(tx *postgres.Tx) error {
		at, err := tx.RestoredAt(ctx)
		if errors.Is(err, coaching.ErrNotFound) {
			return nil
		}
		k.restored = at
		return err
	})
}

// nextClock is the clock now, and how long erasing waited before.
func (k *keeper) nextClock(ctx context.Context, tx *postgres.Tx, now time.Time, ran time.Duration) (coaching.Clock, time.Duration, error) {
	since := ran - k.ranBefore
	if k.clock == nil {
		stored, known, err := tx.Clock(ctx, k.node)
		if err != nil {
			return coaching.Clock{}, 0, err
		}
		if !known || stored.SeenAt.Before(k.restored) {
			k.log.Info("automatic erasing begins after a day of running: this server has just begun or was put back from a backup")
			return coaching.FirstClock(now), 0, nil
		}
		k.clock, since = &stored, 0
	}
	last := *k.clock
	next, leapt := last.Tick(now, since)
	if leapt {
		k.log.Warn("the clock is far ahead of when it was last seen; automatic erasing waits while the server runs",
			"last_seen", last.SeenAt.UTC().Format(time.RFC3339), "now", now.UTC().Format(time.RFC3339), "waits", next.Held)
	}
	return next, last.Held, nil
}

// expireAll asks for the erasure of every recording whose day is over, each in its own transaction.
func (k *keeper) expireAll(ctx context.Context, now time.Time) error {
	var endings []postgres.Ending
	err := k.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) (err error) {
		endings, err = tx.AllEndings(ctx, "")
		return err
	})
	if err != nil {
		return err
	}
	locked := 0
	expired, err := k.eraseDecided(ctx, now)
	if err != nil {
		return err
	}
	for _, ending := range endings {
		if ending.Demo || !ending.End.Due(now, ending.Zone()) {
			continue
		}
		if ending.FrozenAt != nil {
			locked++
			continue
		}
		gone, err := k.expire(ctx, ending, now)
		if err != nil {
			return err
		}
		if gone {
			expired++
		}
	}
	overdue, err := k.expireTasks(ctx, now)
	if err != nil {
		return err
	}
	expired += overdue
	if before := k.report.get().LockedPast; locked != before {
		k.log.Warn("recordings are past their end and stay: as evidence, or because nobody has looked after a restore", "count", locked)
	}
	k.report.put(func(r *coaching.StorageReport) { r.LockedPast = locked })
	if expired > 0 {
		k.look()
	}
	return nil
}

// expireTasks erases the recordings of which a child that may not be in view was not cut out in time.
func (k *keeper) expireTasks(ctx context.Context, now time.Time) (expired int, err error) {
	var overdue []coaching.RecordingID
	if err := k.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) (err error) {
		overdue, err = tx.OverdueTasks(ctx, now)
		return err
	}); err != nil {
		return 0, err
	}
	for _, id := range overdue {
		gone := false
		err := k.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) (err error) {
			gone, err = tx.ExpireTask(ctx, id, now)
			return err
		})
		if err != nil {
			return expired, fmt.Errorf("end recording %s for its consent task: %w", id, err)
		}
		if gone {
			expired++
			k.log.Info("nobody cut out in time who may not be in view; a recording is being erased", "recording", id)
		}
	}
	return expired, nil
}

func (k *keeper) expire(ctx context.Context, ending postgres.Ending, now time.Time) (gone bool, err error) {
	err = k.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) error {
		gone, err = tx.Expire(ctx, ending.RecordingID, now)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("end recording %s: %w", ending.RecordingID, err)
	}
	if gone {
		k.log.Info("a recording has had its time and is being erased", "recording", ending.RecordingID, "end", ending.End.On, "why", ending.End.Why)
	}
	return gone, nil
}

// remind writes down which reminders are due, for whoever tells people of them.
func (k *keeper) remind(ctx context.Context, now time.Time) error {
	return k.db.AsDoor(ctx, postgres.Remind, func(tx *postgres.Tx) error {
		_, err := tx.WriteNotices(ctx, now)
		return err
	})
}

// sweep removes what lapsed: minutes beyond the terms, log-in sessions and tokens that are over.
func (k *keeper) sweep(ctx context.Context, now time.Time) error {
	if k.voice != nil {
		if err := k.voice.sweep(ctx, now); err != nil {
			return err
		}
	}
	err := k.db.AsDoor(ctx, postgres.Session, func(tx *postgres.Tx) error {
		_, err := tx.EndLapsedSessions(ctx, now)
		return err
	})
	if err != nil {
		return err
	}
	return k.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) error {
		if _, err := tx.EndLapsedTokens(ctx, now); err != nil {
			return err
		}
		if _, err := tx.DropLeftNewcomers(ctx, now); err != nil {
			return err
		}
		holders, err := tx.RealHolders(ctx)
		if err != nil {
			return err
		}
		for _, holder := range holders {
			if err := k.expireEntries(ctx, tx, holder, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (k *keeper) expireEntries(ctx context.Context, tx *postgres.Tx, holder coaching.Holder, now time.Time) error {
	history, err := tx.TermsHistory(ctx, holder.ID)
	if err != nil {
		return err
	}
	before := history.At(now).HoursUntil(now, coaching.Lifespan{TimeZone: holder.TimeZone}.Zone())
	removed, err := tx.ExpireEntries(ctx, holder.ID, before)
	if removed > 0 {
		k.log.Info("minutes of coaching have had their time and were removed", "holder", holder.ID, "before", before, "count", removed)
	}
	return err
}
