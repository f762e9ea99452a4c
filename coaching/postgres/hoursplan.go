package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"terugblik/coaching"
)

// HoursPlan is the distribution of a year in its newest version; Version 0 while there is none.
func (tx *Tx) HoursPlan(ctx context.Context, holder coaching.HolderID, year int) (coaching.HoursPlan, error) {
	var rows []struct {
		coaching.HoursPlan
		CentreList []byte
	}
	err := tx.many(ctx, "read plan of hours", &rows, `
		SELECT holder_id,
		       year,
		       version,
		       words,
		       centres AS centre_list,
		       set_by,
		       set_at
		FROM hours_plan
		WHERE holder_id = $1
		  AND year = $2
		ORDER BY version DESC
		LIMIT 1`, holder, year)
	if err != nil || len(rows) == 0 {
		return coaching.HoursPlan{HolderID: holder, Year: year}, err
	}
	plan := rows[0].HoursPlan
	if err := json.Unmarshal(rows[0].CentreList, &plan.Centres); err != nil {
		return plan, fmt.Errorf("read plan of %d: %w", year, err)
	}
	return plan, nil
}

// SetHoursPlan keeps a new version of the distribution. plan.Version is the one that the actor saw: ErrStale when there is
// a newer one. A centre that the holder does not have is Invalid "centres".
func (tx *Tx) SetHoursPlan(ctx context.Context, actor coaching.Actor, plan coaching.HoursPlan, now time.Time) (coaching.HoursPlan, error) {
	holder, err := tx.hoursAlone(ctx, actor, plan.Year, now)
	if err != nil {
		return plan, err
	}
	if err := plan.Check(); err != nil {
		return plan, err
	}
	before, err := tx.HoursPlan(ctx, holder, plan.Year)
	if err != nil {
		return plan, err
	}
	if before.Version != plan.Version {
		return plan, fmt.Errorf("plan hours of %d: %w", plan.Year, coaching.ErrStale)
	}
	names, err := tx.CentresOfYear(ctx, holder, plan.Year)
	if err != nil {
		return plan, err
	}
	for i, planned := range plan.Centres {
		name := nameOf(names, planned.ID)
		if name == "" {
			return plan, coaching.Invalid{{Field: "centres", Code: "unknown"}}
		}
		plan.Centres[i].Name = name
	}
	plan.HolderID, plan.Version, plan.SetBy, plan.SetAt = holder, plan.Version+1, actor.ID, now
	if err := tx.addPlan(ctx, plan); err != nil {
		return plan, err
	}
	return plan, tx.noteYear(ctx, actor, holder, coaching.ActHoursPlanned, plan.Year, plan.Version, now)
}

func nameOf(centres []coaching.CountedCentre, id coaching.CentreID) string {
	for _, centre := range centres {
		if centre.ID == id {
			return centre.Name
		}
	}
	return ""
}

func (tx *Tx) addPlan(ctx context.Context, plan coaching.HoursPlan) error {
	centres, err := json.Marshal(append([]coaching.PlannedCentre{}, plan.Centres...))
	if err != nil {
		return fmt.Errorf("write plan of %d: %w", plan.Year, err)
	}
	_, err = tx.run(ctx, "plan hours", `
		INSERT INTO hours_plan (id, holder_id, year, version, words, centres, set_by, set_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		NewID[string](), plan.HolderID, plan.Year, plan.Version, plan.Words, string(centres), plan.SetBy, plan.SetAt)
	return err
}

// CentresOfYear are the centres that stand in the register, and whose location is open, at any time in a year and for whose
// hours the actor answers.
func (tx *Tx) CentresOfYear(ctx context.Context, holder coaching.HolderID, year int) ([]coaching.CountedCentre, error) {
	var centres []coaching.CountedCentre
	err := tx.many(ctx, "list centres of a year", &centres, `
		SELECT id,
		       name,
		       kind,
		       COALESCE(lrk_number, '') AS lrk,
		       0 AS toddlers
		FROM access.centre_days
		WHERE holder_id = $1
		  AND (holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
		       OR location_id = ANY ((SELECT access.locations('manager'))::uuid[]))
		  AND first_day < make_date($2 + 1, 1, 1)
		  AND last_day >= make_date($2, 1, 1)
		ORDER BY name COLLATE "nl-x-icu", id`, holder, year)
	return centres, err
}

// Realised are the minutes of a year by centre and kind: all for the administrator, those of her locations for a manager.
func (tx *Tx) Realised(ctx context.Context, holder coaching.HolderID, year int) ([]coaching.Realised, error) {
	var realised []coaching.Realised
	err := tx.many(ctx, "read realised hours", &realised, `
		SELECT COALESCE(centre_id::text, '') AS centre_id,
		       kind,
		       in_ratio,
		       minutes
		FROM access.hours_realised($1, $2)
		ORDER BY centre_id, kind, in_ratio`, holder, year)
	return realised, err
}

// HoursYear reads all that the actor may know of the hours of a year.
func (tx *Tx) HoursYear(ctx context.Context, actor coaching.Actor, id coaching.HolderID, year int) (y coaching.HoursYear, err error) {
	y.Year = year
	if y.Holder, err = tx.Holder(ctx, id); err != nil {
		return y, err
	}
	if y.Rule, err = tx.HoursRule(ctx, id, year); err != nil {
		return y, err
	}
	if y.Snapshots, err = tx.HoursSnapshots(ctx, id, year); err != nil {
		return y, err
	}
	if y.Plan, err = tx.HoursPlan(ctx, id, year); err != nil {
		return y, err
	}
	if actor.Is(coaching.Administrator) && len(y.Snapshots) == 0 {
		if y.Counted, err = tx.CountHours(ctx, id, year); err != nil {
			return y, err
		}
	}
	if !actor.Is(coaching.Administrator) && !actor.Is(coaching.Manager) {
		return y, nil
	}
	if y.Centres, err = tx.CentresOfYear(ctx, id, year); err != nil {
		return y, err
	}
	realised, err := tx.Realised(ctx, id, year)
	if err != nil {
		return y, err
	}
	y.Done = coaching.DoneAt(y.Rule, realised)
	y.Workers, y.Coached, err = tx.CountWorkers(ctx, id, year)
	return y, err
}

// HoursPage is the address at which anybody reads the distribution of a year; "" while it is closed.
func (tx *Tx) HoursPage(ctx context.Context, holder coaching.HolderID, year int) (string, error) {
	var tokens []string
	err := tx.many(ctx, "read address of hours", &tokens, `
		SELECT token
		FROM hours_page
		WHERE holder_id = $1
		  AND year = $2
		  AND closed_at IS NULL`, holder, year)
	if err != nil || len(tokens) == 0 {
		return "", err
	}
	return tokens[0], nil
}

// OpenHoursPage opens the distribution of a year to whoever has the token. Open already: the address stays what it is.
func (tx *Tx) OpenHoursPage(ctx context.Context, actor coaching.Actor, year int, token string, now time.Time) error {
	holder, err := tx.hoursAlone(ctx, actor, year, now)
	if err != nil {
		return err
	}
	plan, err := tx.HoursPlan(ctx, holder, year)
	if err != nil {
		return err
	}
	if plan.Version == 0 {
		return coaching.Conflict("nothing_planned")
	}
	if there, err := tx.HoursPage(ctx, holder, year); err != nil || there != "" {
		return err
	}
	if _, err := tx.run(ctx, "open hours", `
		INSERT INTO hours_page (id, holder_id, year, token, opened_by, opened_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, NewID[string](), holder, year, token, actor.ID, now); err != nil {
		return err
	}
	return tx.noteYear(ctx, actor, holder, coaching.ActHoursOpened, year, plan.Version, now)
}

// CloseHoursPage ends the address for good; a later one is another.
func (tx *Tx) CloseHoursPage(ctx context.Context, actor coaching.Actor, year int, now time.Time) error {
	holder, err := tx.hoursAlone(ctx, actor, year, now)
	if err != nil {
		return err
	}
	rows, err := tx.run(ctx, "close hours", `
		UPDATE hours_page
		SET closed_at = $3
		WHERE holder_id = $1
		  AND year = $2
		  AND closed_at IS NULL`, holder, year, now)
	if err != nil || rows == 0 {
		return err
	}
	return tx.noteYear(ctx, actor, holder, coaching.ActHoursClosed, year, 0, now)
}

// ShownPlan is the distribution behind an address, with the holder's name and zone. Door Hours.
func (tx *Tx) ShownPlan(ctx context.Context, token string) (coaching.HoursPlan, coaching.Holder, error) {
	var row struct {
		HolderName, TimeZone, Words string
		InYear                      int
		SetAt                       time.Time
		Centres                     []byte
	}
	if err := tx.one(ctx, "read hours that are shown", &row, `
		SELECT holder_name,
		       time_zone,
		       words,
		       in_year,
		       set_at,
		       centres
		FROM access.hours_shown($1)`, token); err != nil {
		return coaching.HoursPlan{}, coaching.Holder{}, err
	}
	plan := coaching.HoursPlan{Year: row.InYear, Words: row.Words, SetAt: row.SetAt}
	if err := json.Unmarshal(row.Centres, &plan.Centres); err != nil {
		return plan, coaching.Holder{}, fmt.Errorf("read plan that is shown: %w", err)
	}
	return plan, coaching.Holder{Name: row.HolderName, TimeZone: row.TimeZone}, nil
}
