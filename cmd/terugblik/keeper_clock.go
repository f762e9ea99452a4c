package main

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

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
