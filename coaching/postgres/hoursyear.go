package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// HoursRule is the rule of a year in its newest version; the shipped one where the holder has none of its own.
func (tx *Tx) HoursRule(ctx context.Context, holder coaching.HolderID, year int) (coaching.HoursRule, error) {
	var rows []struct {
		coaching.HoursRule
		Kinds pq.StringArray
	}
	err := tx.many(ctx, "read rule of hours", &rows, `
		SELECT year,
		       version,
		       per_centre,
		       per_fte,
		       per_toddler,
		       full_time,
		       weeks,
		       count_training,
		       counted AS kinds,
		       source
		FROM hours_rule
		WHERE holder_id = $1
		  AND year = $2
		ORDER BY version DESC
		LIMIT 1`, holder, year)
	if err != nil || len(rows) == 0 {
		return coaching.ShippedHoursRule(year), err
	}
	rule := rows[0].HoursRule
	for _, kind := range rows[0].Kinds {
		rule.Counted = append(rule.Counted, coaching.HoursKind(kind))
	}
	return rule, nil
}

// SetHoursRule keeps a new version of the rule of its year. rule.Version is the one that the actor saw: ErrStale when
// there is a newer one.
func (tx *Tx) SetHoursRule(ctx context.Context, actor coaching.Actor, rule coaching.HoursRule, now time.Time) error {
	holder, err := tx.hoursAlone(ctx, actor, rule.Year, now)
	if err != nil {
		return err
	}
	if err := rule.Check(); err != nil {
		return err
	}
	before, err := tx.HoursRule(ctx, holder, rule.Year)
	if err != nil {
		return err
	}
	if before.Version != rule.Version {
		return fmt.Errorf("set rule of hours of %d: %w", rule.Year, coaching.ErrStale)
	}
	kinds := make(pq.StringArray, len(rule.Counted))
	for i, kind := range rule.Counted {
		kinds[i] = string(kind)
	}
	if _, err := tx.run(ctx, "set rule of hours", `
		INSERT INTO hours_rule (id, holder_id, year, version, per_centre, per_fte, per_toddler, full_time, weeks,
		                        count_training, counted, source, set_by, set_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		NewID[string](), holder, rule.Year, rule.Version+1, rule.PerCentre, rule.PerFTE, rule.PerToddler, rule.FullTime, rule.Weeks,
		rule.CountTraining, kinds, rule.Source, actor.ID, now); err != nil {
		return err
	}
	return tx.noteYear(ctx, actor, holder, coaching.ActHoursRuleSet, rule.Year, rule.Version+1, now)
}

// hoursAlone is for whoever keeps the hours of a holder: the administrator, one after the other.
func (tx *Tx) hoursAlone(ctx context.Context, actor coaching.Actor, year int, now time.Time) (coaching.HolderID, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return "", coaching.ErrNotFound
	}
	if err := coaching.CheckHoursYear(year, now.Year()); err != nil {
		return "", err
	}
	return holder, tx.alone(ctx, "hours of "+string(holder))
}

func (tx *Tx) noteYear(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, act coaching.AdministrationAct, year, version int, now time.Time) error {
	return tx.note(ctx, coaching.AdministrationLine{
		HolderID: holder, Actor: string(actor.ID), Act: act, Detail: fmt.Sprintf("%d (%d)", year, version), At: now,
	})
}

// HoursSnapshots are all versions of what was counted on 1 January of a year, the newest first.
func (tx *Tx) HoursSnapshots(ctx context.Context, holder coaching.HolderID, year int) ([]coaching.HoursSnapshot, error) {
	var rows []struct {
		coaching.HoursSnapshot
		CentreList []byte
	}
	if err := tx.many(ctx, "read what was counted", &rows, `
		SELECT holder_id,
		       year,
		       version,
		       year AS "rule.year",
		       per_centre AS "rule.per_centre",
		       per_fte AS "rule.per_fte",
		       per_toddler AS "rule.per_toddler",
		       full_time AS "rule.full_time",
		       weeks AS "rule.weeks",
		       count_training AS "rule.count_training",
		       fte_fixed AS "fte.fixed",
		       fte_flexible AS "fte.flexible",
		       fte_agency AS "fte.agency",
		       fte_training AS "fte.training",
		       centres AS centre_list,
		       source,
		       reason,
		       fixed_by,
		       fixed_at
		FROM hours_snapshot
		WHERE holder_id = $1
		  AND year = $2
		ORDER BY version DESC`, holder, year); err != nil {
		return nil, err
	}
	list := make([]coaching.HoursSnapshot, len(rows))
	for i, row := range rows {
		list[i] = row.HoursSnapshot
		if err := json.Unmarshal(row.CentreList, &list[i].Centres); err != nil {
			return nil, fmt.Errorf("read centres of %d: %w", year, err)
		}
	}
	return list, nil
}

// CountHours is what would be fixed now: the centres that stand in the register on 1 January, and the full-time jobs by
// who worked when. Version is that of the newest snapshot. For those who keep people.
func (tx *Tx) CountHours(ctx context.Context, holder coaching.HolderID, year int) (coaching.HoursSnapshot, error) {
	count := coaching.HoursSnapshot{HolderID: holder, Year: year}
	var err error
	if count.Rule, err = tx.HoursRule(ctx, holder, year); err != nil {
		return count, err
	}
	if err := tx.many(ctx, "count centres", &count.Centres, `
		SELECT id,
		       name,
		       kind,
		       COALESCE(lrk_number, '') AS lrk,
		       0 AS toddlers
		FROM access.centre_days
		WHERE holder_id = $1
		  AND make_date($2, 1, 1) BETWEEN first_day AND last_day
		ORDER BY name COLLATE "nl-x-icu", id`, holder, year); err != nil {
		return count, err
	}
	var spans []coaching.WorkSpan
	if err := tx.many(ctx, "count full-time jobs", &spans, `
		SELECT person_id AS person,
		       kind,
		       (fte * 100)::bigint AS fte,
		       standing = 'in_training' AS training,
		       standing = 'other' AS outside,
		       from_day::text AS "from",
		       COALESCE(until_day::text, '') AS until
		FROM employment
		WHERE holder_id = $1
		  AND from_day <= make_date($2, 1, 1)
		  AND (until_day IS NULL OR until_day >= make_date($2, 1, 1) - 7 * $3::integer)`, holder, year, count.Rule.Weeks); err != nil {
		return count, err
	}
	count.FTE = coaching.FTEOf(count.Rule, spans)
	return count, nil
}

// FixHours keeps what was counted, for good. snapshot.Version is the newest that the actor saw, 0 for none: ErrStale when
// there is a newer one. The list of centres is that of the register, with the toddlers of the snapshot.
func (tx *Tx) FixHours(ctx context.Context, actor coaching.Actor, snapshot coaching.HoursSnapshot, now time.Time) (coaching.HoursSnapshot, error) {
	holder, err := tx.hoursAlone(ctx, actor, snapshot.Year, now)
	if err != nil {
		return snapshot, err
	}
	before, err := tx.HoursSnapshots(ctx, holder, snapshot.Year)
	if err != nil {
		return snapshot, err
	}
	if len(before) != snapshot.Version {
		return snapshot, fmt.Errorf("fix hours of %d: %w", snapshot.Year, coaching.ErrStale)
	}
	counted, err := tx.CountHours(ctx, holder, snapshot.Year)
	if err != nil {
		return snapshot, err
	}
	toddlers := map[coaching.CentreID]int{}
	for _, centre := range snapshot.Centres {
		toddlers[centre.ID] = centre.Toddlers
	}
	for i, centre := range counted.Centres {
		counted.Centres[i].Toddlers = toddlers[centre.ID]
	}
	snapshot.HolderID, snapshot.Rule, snapshot.Centres = holder, counted.Rule, counted.Centres
	snapshot.Version, snapshot.FixedBy, snapshot.FixedAt = snapshot.Version+1, actor.ID, now
	today, err := tx.today(ctx, holder, now)
	if err != nil {
		return snapshot, err
	}
	if err := snapshot.Check(today); err != nil {
		return snapshot, err
	}
	if err := tx.addSnapshot(ctx, snapshot); err != nil {
		return snapshot, err
	}
	return snapshot, tx.noteYear(ctx, actor, holder, coaching.ActHoursFixed, snapshot.Year, snapshot.Version, now)
}

func (tx *Tx) addSnapshot(ctx context.Context, s coaching.HoursSnapshot) error {
	centres, err := json.Marshal(append([]coaching.CountedCentre{}, s.Centres...))
	if err != nil {
		return fmt.Errorf("write centres of %d: %w", s.Year, err)
	}
	_, err = tx.run(ctx, "fix hours", `
		INSERT INTO hours_snapshot (id, holder_id, year, version, per_centre, per_fte, per_toddler, full_time, weeks, count_training,
		                            fte_fixed, fte_flexible, fte_agency, fte_training, centres, source, reason, fixed_by, fixed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
		NewID[string](), s.HolderID, s.Year, s.Version, s.Rule.PerCentre, s.Rule.PerFTE, s.Rule.PerToddler, s.Rule.FullTime,
		s.Rule.Weeks, s.Rule.CountTraining, s.FTE.Fixed, s.FTE.Flexible, s.FTE.Agency, s.FTE.Training, string(centres),
		s.Source, s.Reason, s.FixedBy, s.FixedAt)
	return err
}
