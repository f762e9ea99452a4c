package postgres

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
)

// Preference is how a person of a holder likes to learn, "" when she chose nothing or the actor may not see it.
func (tx *Tx) Preference(ctx context.Context, holder coaching.HolderID, person coaching.PersonID) (coaching.Preference, error) {
	var chosen coaching.Preference
	err := tx.one(ctx, "read learning preference", &chosen, `
		SELECT preference
		FROM learning_preference
		WHERE person_id = $1
		  AND holder_id = $2`, person, holder)
	if errors.Is(err, coaching.ErrNotFound) {
		return "", nil
	}
	return chosen, err
}

// SetPreference keeps what the employee chose; "" is nothing. The last choice counts.
func (tx *Tx) SetPreference(ctx context.Context, actor coaching.Actor, chosen coaching.Preference, now time.Time) error {
	if err := coaching.CheckPreference(chosen); err != nil {
		return err
	}
	holder, err := actor.HolderAs(coaching.Employee)
	if err != nil {
		return err
	}
	_, err = tx.run(ctx, "keep learning preference", `
		INSERT INTO learning_preference (id, holder_id, person_id, preference, chosen_at)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (person_id, holder_id) DO UPDATE
		SET preference = EXCLUDED.preference,
		    chosen_at = EXCLUDED.chosen_at`, NewID[string](), holder, actor.ID, chosen, now)
	return err
}
