package main

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

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
