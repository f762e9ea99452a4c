package main

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// eraseDecided takes away what an officer decided to erase and a server that went away did not: how many recordings.
func (k *keeper) eraseDecided(ctx context.Context, now time.Time) (count int, err error) {
	var ids []coaching.RecordingID
	if err := k.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) (err error) {
		ids, err = tx.DecidedToErase(ctx)
		return err
	}); err != nil {
		return 0, err
	}
	for _, id := range ids {
		gone := false
		if err := k.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) (err error) {
			gone, err = tx.EraseDecided(ctx, id, now)
			return err
		}); err != nil {
			return count, fmt.Errorf("erase recording %s as was decided: %w", id, err)
		}
		if gone {
			count++
		}
	}
	return count, nil
}
