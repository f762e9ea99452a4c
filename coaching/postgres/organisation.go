package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"

	"terugblik/coaching"
)

// Holder reads a holder for which the actor holds a role.
func (tx *Tx) Holder(ctx context.Context, id coaching.HolderID) (coaching.Holder, error) {
	var holder coaching.Holder
	err := tx.one(ctx, "read holder", &holder, selectHolder+`
		FROM holder h
		WHERE h.id = $1`, id)
	return holder, err
}

// Workplaces lists by name all holders for which the actor works, whichever it is now, and those that she left lately.
func (tx *Tx) Workplaces(ctx context.Context) ([]coaching.Workplace, error) {
	var places []coaching.Workplace
	err := tx.many(ctx, "list workplaces", &places, `
		SELECT id,
		       name,
		       has_left AS left
		FROM access.workplaces()
		ORDER BY name COLLATE "nl-x-icu", id`)
	return places, err
}

// Holders lists all holders. Doors Start and Demo.
func (tx *Tx) Holders(ctx context.Context) ([]coaching.Holder, error) {
	var holders []coaching.Holder
	err := tx.many(ctx, "list holders", &holders, selectHolder+`
		FROM holder h
		ORDER BY h.created_at, h.id`)
	return holders, err
}

const selectHolder = `
		SELECT h.id,
		       h.name,
		       h.time_zone,
		       h.demo_version IS NOT NULL AS demo,
		       COALESCE(h.demo_version, 0) AS demo_version,
		       h.recording_confirmed_at,
		       COALESCE(h.recording_confirmed_by::text, '') AS recording_confirmed_by`

// ConfirmRecording says that everybody in view has agreed, which switches recording on. Twice keeps the first date.
func (tx *Tx) ConfirmRecording(ctx context.Context, actor coaching.Actor, now time.Time) (coaching.Holder, error) {
	return tx.settleRecording(ctx, actor, &now)
}

// WithdrawRecordingConfirmation switches recording off again.
func (tx *Tx) WithdrawRecordingConfirmation(ctx context.Context, actor coaching.Actor) (coaching.Holder, error) {
	return tx.settleRecording(ctx, actor, nil)
}

func (tx *Tx) settleRecording(ctx context.Context, actor coaching.Actor, at *time.Time) (coaching.Holder, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Holder{}, err
	}
	if err := tx.touch(ctx, "settle recording", `
		UPDATE holder
		SET recording_confirmed_at = CASE WHEN $2::timestamptz IS NULL THEN NULL ELSE COALESCE(recording_confirmed_at, $2) END,
		    recording_confirmed_by = CASE WHEN $2::timestamptz IS NULL THEN NULL ELSE COALESCE(recording_confirmed_by, $3) END
		WHERE id = $1`, holder, at, actor.ID); err != nil {
		return coaching.Holder{}, err
	}
	if err := tx.Notify(ctx, TopicHolder, string(holder)); err != nil {
		return coaching.Holder{}, err
	}
	return tx.Holder(ctx, holder)
}

// Locations lists the locations of a holder with their groups.
func (tx *Tx) Locations(ctx context.Context, holder coaching.HolderID) ([]coaching.Location, error) {
	var locations []coaching.Location
	if err := tx.many(ctx, "list locations", &locations, `
		SELECT id,
		       name,
		       COALESCE(until_day::text, '') AS until,
		       version
		FROM location
		WHERE holder_id = $1
		ORDER BY name COLLATE "nl-x-icu", id`, holder); err != nil {
		return nil, err
	}
	var groups []struct {
		coaching.Group
		LocationID coaching.LocationID
	}
	if err := tx.many(ctx, "list groups", &groups, `
		SELECT id,
		       name,
		       COALESCE(centre_id::text, '') AS centre,
		       COALESCE(until_day::text, '') AS until,
		       version,
		       location_id
		FROM care_group
		WHERE holder_id = $1
		ORDER BY name COLLATE "nl-x-icu", id`, holder); err != nil {
		return nil, err
	}
	centres, err := tx.Centres(ctx, holder)
	if err != nil {
		return nil, err
	}
	for i := range locations {
		for _, centre := range centres {
			if centre.Location == locations[i].ID {
				locations[i].Centres = append(locations[i].Centres, centre)
			}
		}
		for _, group := range groups {
			if group.LocationID == locations[i].ID {
				locations[i].Groups = append(locations[i].Groups, group.Group)
			}
		}
	}
	return locations, nil
}

// placesAndDay are all places of a holder, the closed ones too, and its day.
func (tx *Tx) placesAndDay(ctx context.Context, id coaching.HolderID, now time.Time) ([]coaching.Location, coaching.Day, error) {
	today, err := tx.today(ctx, id, now)
	if err != nil {
		return nil, "", err
	}
	places, err := tx.Locations(ctx, id)
	return places, today, err
}

// Accountability is what a manager learns of the employees at her locations, or at one of them, by location and name.
func (tx *Tx) Accountability(ctx context.Context, of coaching.LocationID, cursor string, limit int) ([]coaching.Account, string, error) {
	from, err := readCursor(cursor, uuid.Validate)
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var accounts []coaching.Account
	err = tx.many(ctx, "read accountability", &accounts, `
		SELECT employee_id,
		       given_name AS "name.given",
		       prefix AS "name.prefix",
		       family_name AS "name.family",
		       location_id,
		       location_name,
		       running,
		       minutes
		FROM access.accountability(NULLIF($1, '')::uuid, $2, $3, $4)`, of, from.key, from.id, limit+1)
	accounts, next := cut(accounts, limit, func(a coaching.Account) string {
		return writeCursor(string(a.LocationID), string(a.EmployeeID))
	})
	return accounts, next, err
}
