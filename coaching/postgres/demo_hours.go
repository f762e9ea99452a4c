package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// CreateCentre adds a registered centre at a location, for the demo's administrator.
func (tx *Tx) CreateCentre(ctx context.Context, holder coaching.HolderID, at coaching.LocationID, centre coaching.CountedCentre, from coaching.Day, now time.Time) error {
	_, err := tx.run(ctx, "create centre", `
		INSERT INTO centre (id, holder_id, location_id, name, kind, lrk_number, registered_from, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, centre.ID, holder, at, centre.Name, centre.Kind, centre.LRK, from, now)
	return err
}

// CreateEmployment says how somebody is employed, for the demo's administrator.
func (tx *Tx) CreateEmployment(ctx context.Context, holder coaching.HolderID, at coaching.LocationID, span coaching.WorkSpan, now time.Time) error {
	_, err := tx.run(ctx, "create employment", `
		INSERT INTO employment (id, holder_id, person_id, kind, fte, standing, location_id, from_day, created_at)
		VALUES ($1, $2, $3, $4, $5::numeric / 100, 'qualified', $6, $7, $8)`,
		NewID[string](), holder, span.Person, span.Kind, int64(span.FTE), at, span.From, now)
	return err
}
