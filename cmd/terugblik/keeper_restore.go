package main

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// thaw lets what has had its time go where nobody looked in time after a restore.
func (k *keeper) thaw(ctx context.Context, now time.Time) error {
	return k.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) error {
		thawed, err := tx.ThawRestored(ctx, now)
		if thawed > 0 {
			k.log.Warn("nobody confirmed the restore in time: what has had its time is erased again, film stays locked", "days", coaching.RestoreHolds, "holders", thawed)
		}
		return err
	})
}
