package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// PasswordHash is the actor's own.
func (tx *Tx) PasswordHash(ctx context.Context) (string, error) {
	var hash string
	err := tx.one(ctx, "read password hash", &hash, `
		SELECT password_hash
		FROM credential
		WHERE person_id = $1`, tx.person)
	return hash, err
}

// SetPassword replaces the actor's own. Who was let in with the one before comes in first, or not at all.
func (tx *Tx) SetPassword(ctx context.Context, hash string, now time.Time) error {
	if err := tx.alone(ctx, string(tx.person)); err != nil {
		return err
	}
	return tx.touch(ctx, "set password", `
		UPDATE credential
		SET password_hash = $2,
		    changed_at = $3
		WHERE person_id = $1`, tx.person, hash, now)
}

// SetLanguage is for the actor's own screens: "nl", "en" or "" for no choice.
func (tx *Tx) SetLanguage(ctx context.Context, language string) error {
	return tx.touch(ctx, "set language", `
		UPDATE person
		SET language = $2
		WHERE id = $1`, tx.person, language)
}

// PersonNames finds the people that the actor may see among the ids.
func (tx *Tx) PersonNames(ctx context.Context, ids []coaching.PersonID) (map[coaching.PersonID]coaching.Person, error) {
	people := make(map[coaching.PersonID]coaching.Person, len(ids))
	if len(ids) == 0 {
		return people, nil
	}
	var rows []coaching.Person
	err := tx.many(ctx, "find people", &rows, selectPerson+`
		FROM person p
		WHERE p.id = ANY ($1::uuid[])`, list(ids))
	for _, person := range rows {
		people[person.ID] = person
	}
	return people, err
}

// EngagedCoaches are whom the actor, an employee, may choose.
func (tx *Tx) EngagedCoaches(ctx context.Context) ([]coaching.Person, error) {
	var coaches []coaching.Person
	err := tx.many(ctx, "list coaches", &coaches, selectPerson+`
		FROM person p
		WHERE p.id = ANY ((SELECT access.engaged_coaches())::uuid[])
		ORDER BY p.family_name COLLATE "nl-x-icu", p.given_name COLLATE "nl-x-icu", p.id`)
	return coaches, err
}
