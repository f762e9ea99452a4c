package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// CreateHolder adds a holder; DemoVersion must be set, for this door makes demo data only. Door Demo.
func (tx *Tx) CreateHolder(ctx context.Context, holder coaching.Holder, now time.Time) error {
	_, err := tx.run(ctx, "create holder", `
		INSERT INTO holder (id, name, time_zone, demo_version, created_at)
		VALUES ($1, $2, $3, NULLIF($4, 0), $5)`, holder.ID, holder.Name, holder.TimeZone, holder.DemoVersion, now)
	return err
}

// CreateLocation adds a location without its groups. Door Demo.
func (tx *Tx) CreateLocation(ctx context.Context, holder coaching.HolderID, location coaching.Location, now time.Time) error {
	_, err := tx.run(ctx, "create location", `
		INSERT INTO location (id, holder_id, name, created_at)
		VALUES ($1, $2, $3, $4)`, location.ID, holder, location.Name, now)
	return err
}

// CreateGroup adds a group at a location. Door Demo.
func (tx *Tx) CreateGroup(ctx context.Context, holder coaching.HolderID, location coaching.LocationID, group coaching.Group, now time.Time) error {
	_, err := tx.run(ctx, "create group", `
		INSERT INTO care_group (id, holder_id, location_id, name, created_at)
		VALUES ($1, $2, $3, $4, $5)`, group.ID, holder, location, group.Name, now)
	return err
}

// CreatePerson adds an account with the hash of its password; no roles yet. Door Demo.
func (tx *Tx) CreatePerson(ctx context.Context, person coaching.Person, passwordHash string, now time.Time) error {
	if _, err := tx.run(ctx, "create person", `
		INSERT INTO person (id, holder_id, given_name, prefix, family_name, email, language, created_at)
		VALUES ($1, $2, $3, $4, $5, lower($6), $7, $8)`,
		person.ID, person.HolderID, person.Name.Given, person.Name.Prefix, person.Name.Family, person.Email, person.Language, now); err != nil {
		return err
	}
	_, err := tx.run(ctx, "create credential", `
		INSERT INTO credential (person_id, holder_id, password_hash, changed_at)
		VALUES ($1, $2, $3, $4)`, person.ID, person.HolderID, passwordHash, now)
	return err
}

// Assign gives a role from an instant until another, or without end for nil. Door Demo.
func (tx *Tx) Assign(ctx context.Context, person coaching.PersonID, role coaching.Assignment, from time.Time, until *time.Time) error {
	_, err := tx.run(ctx, "assign role", `
		INSERT INTO role_assignment (id, holder_id, person_id, role, location_id, valid_from, valid_until)
		VALUES ($1, $2, $3, $4, NULLIF($5, '')::uuid, $6, $7)`,
		NewID[string](), role.HolderID, person, role.Role, role.Location, from, until)
	return err
}
