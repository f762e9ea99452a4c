package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// TransparencyPages are those of the actor's holder, by location; for those who keep people.
func (tx *Tx) TransparencyPages(ctx context.Context, holder coaching.HolderID) (map[coaching.LocationID]coaching.TransparencyPage, error) {
	var rows []coaching.TransparencyPage
	if err := tx.many(ctx, "list pages for parents", &rows, `
		SELECT location_id,
		       token,
		       contact,
		       shown,
		       version,
		       changed_at
		FROM transparency_page
		WHERE holder_id = $1`, holder); err != nil {
		return nil, err
	}
	pages := make(map[coaching.LocationID]coaching.TransparencyPage, len(rows))
	for _, page := range rows {
		pages[page.LocationID] = page
	}
	return pages, nil
}

// SetTransparency switches the page of a location on or off; token becomes its address where it has none yet. version
// is the one that was read: ErrStale when another administrator was first. Invalid as CheckTransparency, and with the field
// "location_id" for one that is closed and is to be shown.
func (tx *Tx) SetTransparency(ctx context.Context, actor coaching.Actor, location coaching.LocationID, contact string, shown bool, token string, version int, now time.Time) error {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return err
	}
	if err := coaching.CheckTransparency(contact, shown); err != nil {
		return err
	}
	if shown {
		places, today, err := tx.placesAndDay(ctx, holder, now)
		if err != nil {
			return err
		}
		if err := coaching.CheckOpenLocation("location_id", places, location, today); err != nil {
			return err
		}
	}
	var rows int64
	if version == 0 {
		rows, err = tx.run(ctx, "make page for parents", `
			INSERT INTO transparency_page (id, holder_id, location_id, token, contact, shown, changed_at)
			SELECT $1, l.holder_id, l.id, $2, $3, $4, $5
			FROM location l
			WHERE l.id = $6
			  AND l.holder_id = $7
			ON CONFLICT (location_id) DO NOTHING`, NewID[string](), token, contact, shown, now, location, holder)
	} else {
		rows, err = tx.run(ctx, "change page for parents", `
			UPDATE transparency_page
			SET contact = $3,
			    shown = $4,
			    version = version + 1,
			    changed_at = $5
			WHERE location_id = $1
			  AND version = $2`, location, version, contact, shown, now)
	}
	if err != nil {
		return err
	}
	if rows == 0 {
		return coaching.ErrStale
	}
	act := coaching.ActParentsPageOff
	if shown {
		act = coaching.ActParentsPageOn
	}
	return tx.note(ctx, coaching.AdministrationLine{HolderID: holder, Actor: string(actor.ID), Act: act, At: now})
}

// Transparency is what stands at an address for parents; ErrNotFound where nothing is switched on. Door Parents.
func (tx *Tx) Transparency(ctx context.Context, token string) (coaching.Transparency, error) {
	var said coaching.Transparency
	err := tx.one(ctx, "read page for parents", &said, `
		SELECT holder,
		       location,
		       contact,
		       basis,
		       review_days,
		       cap_days
		FROM access.transparency($1)`, token)
	if said.CapDays == 0 {
		terms := coaching.DefaultTerms()
		said.ReviewDays, said.CapDays = terms.ReviewDays, terms.CapDays
	}
	return said, err
}

// BasisOf is on what basis children are filmed for a holder: "opt_in" or "legitimate_interest".
func (tx *Tx) BasisOf(ctx context.Context, holder coaching.HolderID) (string, error) {
	var basis string
	err := tx.one(ctx, "read basis", &basis, `
		SELECT access.basis_of($1)`, holder)
	return basis, err
}
