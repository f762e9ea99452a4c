package postgres

import (
	"context"

	"terugblik/coaching"
)

// placeLine says for which centres the minutes of a line were: the one that was named, or where those who were with the
// coach work on that day. Without either they are for all centres together.
func (tx *Tx) placeLine(ctx context.Context, line coaching.HoursLine) error {
	if line.CentreID != "" {
		return tx.addShares(ctx, line.HolderID, line.ID, []coaching.Share{{CentreID: line.CentreID, Minutes: line.Minutes}})
	}
	people := line.Attended
	if line.EmployeeID != "" {
		people = []coaching.PersonID{line.EmployeeID}
	}
	if len(people) == 0 {
		return nil
	}
	places, err := tx.workPlaces(ctx, line.HolderID, people, line.HeldOn)
	if err != nil {
		return err
	}
	return tx.addShares(ctx, line.HolderID, line.ID, coaching.PlaceMinutes(line.Minutes, places))
}

func (tx *Tx) addShares(ctx context.Context, holder coaching.HolderID, entry coaching.EntryID, shares []coaching.Share) error {
	for _, share := range shares {
		if _, err := tx.run(ctx, "place hours", `
			INSERT INTO entry_share (id, holder_id, entry_id, centre_id, minutes)
			VALUES ($1, $2, $3, $4, $5)`, NewID[string](), holder, entry, share.CentreID, share.Minutes); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) workPlaces(ctx context.Context, holder coaching.HolderID, people []coaching.PersonID, day coaching.Day) ([]coaching.WorkPlace, error) {
	var places []coaching.WorkPlace
	err := tx.many(ctx, "find where she works", &places, `
		SELECT person_id,
		       rank,
		       location_id,
		       centre_id,
		       weight
		FROM access.work_places($1, $2::uuid[], $3::date)`, holder, list(people), day)
	return places, err
}

// PlaceHours places the minutes of cycles of a year that are for no centre yet, now that more may be known of where
// people work, and says of how many lines that succeeded. For the administrator.
func (tx *Tx) PlaceHours(ctx context.Context, holder coaching.HolderID, year int) (int, error) {
	if err := tx.alone(ctx, "hours of "+string(holder)); err != nil {
		return 0, err
	}
	var waiting []struct {
		EntryID    coaching.EntryID
		HeldOn     coaching.Day
		Minutes    int
		EmployeeID coaching.PersonID
	}
	if err := tx.many(ctx, "find hours without a place", &waiting, `
		SELECT entry_id,
		       held_on::text AS held_on,
		       minutes,
		       employee_id
		FROM access.unplaced_entries($1, $2)`, holder, year); err != nil {
		return 0, err
	}
	placed := 0
	for _, w := range waiting {
		places, err := tx.workPlaces(ctx, holder, []coaching.PersonID{w.EmployeeID}, w.HeldOn)
		if err != nil {
			return placed, err
		}
		shares := coaching.PlaceMinutes(w.Minutes, places)
		if len(shares) > 0 {
			placed++
		}
		if err := tx.addShares(ctx, holder, w.EntryID, shares); err != nil {
			return placed, err
		}
	}
	return placed, nil
}
