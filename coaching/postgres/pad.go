package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// Pad is the actor's chosen set of codes, or coaching.DefaultPad.
func (tx *Tx) Pad(ctx context.Context, actor coaching.Actor) ([]string, error) {
	var codes pq.StringArray
	err := tx.GetContext(ctx, &codes, `
		SELECT codes
		FROM code_pad
		WHERE person_id = $1`, actor.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return coaching.DefaultPad(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read pad: %w", err)
	}
	return codes, nil
}

// SetPad stores the actor's choice: one to nine known codes.
func (tx *Tx) SetPad(ctx context.Context, actor coaching.Actor, codes []string) error {
	if err := coaching.CheckPad(codes, tx.codes); err != nil {
		return err
	}
	_, err := tx.run(ctx, "set pad", `
		INSERT INTO code_pad (person_id, holder_id, codes, updated_at)
		VALUES ($1, $2, $3, now())
		ON CONFLICT (person_id) DO UPDATE
		SET codes = excluded.codes,
		    updated_at = excluded.updated_at`, actor.ID, actor.HolderID, pq.StringArray(codes))
	return err
}
