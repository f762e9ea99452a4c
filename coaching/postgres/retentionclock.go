package postgres

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
)

// Clock reads what a node last knew of the clock; false when it never did, as after a restore. Door Retain.
func (tx *Tx) Clock(ctx context.Context, node string) (coaching.Clock, bool, error) {
	var row struct {
		SeenAt time.Time
		HeldMS int64
	}
	err := tx.one(ctx, "read clock", &row, `
		SELECT seen_at,
		       held_ms
		FROM retention_clock
		WHERE node = $1`, node)
	if errors.Is(err, coaching.ErrNotFound) {
		return coaching.Clock{}, false, nil
	}
	return coaching.Clock{SeenAt: row.SeenAt, Held: time.Duration(row.HeldMS) * time.Millisecond}, true, err
}

// SetClock remembers it. Door Retain.
func (tx *Tx) SetClock(ctx context.Context, node string, clock coaching.Clock) error {
	_, err := tx.run(ctx, "remember clock", `
		INSERT INTO retention_clock (node, seen_at, held_ms)
		VALUES ($1, $2, $3)
		ON CONFLICT (node) DO UPDATE
		SET seen_at = excluded.seen_at,
		    held_ms = excluded.held_ms`, node, clock.SeenAt, clock.Held.Milliseconds())
	return err
}

// ErasingHeld is how long erasing still waits on the node that waits longest; for administrators and officers.
func (tx *Tx) ErasingHeld(ctx context.Context) (time.Duration, error) {
	var ms int64
	err := tx.one(ctx, "read how long erasing waits", &ms, `
		SELECT COALESCE(max(held_ms), 0)
		FROM retention_clock`)
	return time.Duration(ms) * time.Millisecond, err
}
