package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// DualRoles lists those that are declared now and that the actor may know of.
func (tx *Tx) DualRoles(ctx context.Context) (map[coaching.PersonID]coaching.DualRole, error) {
	var rows []coaching.DualRole
	err := tx.many(ctx, "list dual roles", &rows, `
		SELECT id,
		       person_id,
		       words,
		       declared_by,
		       declared_at
		FROM dual_role
		WHERE ended_at IS NULL`)
	declared := make(map[coaching.PersonID]coaching.DualRole, len(rows))
	for _, row := range rows {
		declared[row.PersonID] = row
	}
	return declared, err
}

// DeclareDualRole writes down what a coach is beside that, in the place of what was declared before; "" for words ends
// it. A coach declares her own, an administrator anybody's.
func (tx *Tx) DeclareDualRole(ctx context.Context, actor coaching.Actor, person coaching.PersonID, words string, now time.Time) error {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		if holder, err = actor.HolderAs(coaching.Coach); err != nil || person != actor.ID {
			return coaching.ErrNotFound
		}
	}
	words = normal(words)
	if err := coaching.CheckDualRole(words); words != "" && err != nil {
		return err
	}
	if err := tx.alone(ctx, string(person)); err != nil {
		return err
	}
	ended, err := tx.run(ctx, "end dual role", `
		UPDATE dual_role
		SET ended_at = GREATEST(declared_at, $3)
		WHERE holder_id = $1
		  AND person_id = $2
		  AND ended_at IS NULL`, holder, person, now)
	if err != nil || words == "" && ended == 0 {
		return err
	}
	act := coaching.ActDualRoleEnded
	if words != "" {
		act = coaching.ActDualRoleDeclared
		if _, err := tx.run(ctx, "declare dual role", `
			INSERT INTO dual_role (id, holder_id, person_id, words, declared_by, declared_at)
			VALUES ($1, $2, $3, $4, $5, $6)`, NewID[coaching.DualRoleID](), holder, person, words, actor.ID, now); err != nil {
			return err
		}
	}
	if !actor.Is(coaching.Administrator) {
		return nil // her own line stands in the table itself
	}
	return tx.note(ctx, coaching.AdministrationLine{HolderID: holder, Actor: string(actor.ID), Act: act, PersonID: person, Detail: words, At: now})
}
