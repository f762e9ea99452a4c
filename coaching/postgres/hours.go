package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// HoursFilter says which lines of a year are meant.
type HoursFilter string

// The filters. Each shows only what its actor may see.
const (
	KeptHours HoursFilter = "kept" // a coach's own; with the administrator's, all that was written down by hand
	OwnHours  HoursFilter = "own"  // a worker's: those with her
	SeenHours HoursFilter = "seen" // whatever there is
)

// HoursQuery says which lines are asked for. Who and where narrow nothing when they are "".
type HoursQuery struct {
	Filter HoursFilter
	Span   coaching.Span
	Person coaching.PersonID // whose minutes, or with whom
	Centre coaching.CentreID // where they count
}

type hoursRow struct {
	coaching.HoursLine
	AttendedList pq.StringArray
}

func (r hoursRow) line() coaching.HoursLine {
	for _, id := range r.AttendedList {
		r.Attended = append(r.Attended, coaching.PersonID(id))
	}
	return r.HoursLine
}

const selectHours = `
		SELECT e.id,
		       e.holder_id,
		       COALESCE(e.cycle_id::text, '') AS cycle_id,
		       COALESCE(e.coach_id::text, '') AS coach_id,
		       COALESCE(e.employee_id::text, '') AS employee_id,
		       e.held_on::text AS held_on,
		       e.kind,
		       e.minutes,
		       e.in_ratio,
		       COALESCE((SELECT CASE count(*) WHEN 1 THEN min(s.centre_id::text) END FROM entry_share s WHERE s.entry_id = e.id), '') AS centre_id,
		       ARRAY(SELECT a.person_id::text FROM entry_attendee a WHERE a.entry_id = e.id ORDER BY a.id) AS attended_list,
		       COALESCE(e.noted_by::text, '') AS noted_by,
		       e.confirmed_at,
		       e.replaced_at,
		       COALESCE(e.replaces_id::text, '') AS replaces_id,
		       e.reason
		FROM coaching_entry e`

// HoursLines lists the lines of a span that the actor may see and that are asked for, the newest day first.
func (tx *Tx) HoursLines(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, q HoursQuery, cursor string, limit int) ([]coaching.HoursLine, string, error) {
	from, err := readCursor(cursor, func(key string) error {
		_, err := time.Parse(time.DateOnly, key)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var rows []hoursRow
	if err := tx.many(ctx, "list hours", &rows, selectHours+`
		WHERE e.holder_id = $1
		  AND e.held_on >= $2::date
		  AND e.held_on <= $9::date
		  AND CASE $3
		      WHEN 'kept' THEN e.coach_id = $4 OR (e.cycle_id IS NULL AND $5)
		      WHEN 'own' THEN e.id = ANY (ARRAY(
		          SELECT o.id FROM coaching_entry o WHERE o.employee_id = $4
		          UNION
		          SELECT a.entry_id FROM entry_attendee a WHERE a.person_id = $4))
		      ELSE $5 OR e.id = ANY (ARRAY( -- who sees little of the holder is led to it
		          SELECT o.id FROM coaching_entry o WHERE o.employee_id = $4
		          UNION
		          SELECT k.id FROM coaching_entry k WHERE k.coach_id = $4
		          UNION
		          SELECT c.id FROM coaching_entry c WHERE c.cycle_id = ANY ((SELECT access.coached_cycles())::uuid[])
		          UNION
		          SELECT a.entry_id FROM entry_attendee a WHERE a.person_id = $4)) END
		  AND ($10 = '' OR NULLIF($10, '')::uuid IN (e.coach_id, e.employee_id)
		       OR EXISTS (SELECT FROM entry_attendee a WHERE a.entry_id = e.id AND a.person_id = NULLIF($10, '')::uuid))
		  AND ($11 = '' OR EXISTS (SELECT FROM entry_share s WHERE s.entry_id = e.id AND s.centre_id = NULLIF($11, '')::uuid))
		  AND ($6::date IS NULL OR (e.held_on, e.id) < ($6::date, $7::uuid))
		ORDER BY e.held_on DESC, e.id DESC
		LIMIT $8`,
		holder, q.Span.From, q.Filter, actor.ID, actor.Is(coaching.Administrator), from.key, from.id, limit+1, q.Span.Until, q.Person, q.Centre); err != nil {
		return nil, "", err
	}
	rows, next := cut(rows, limit, func(r hoursRow) string { return writeCursor(string(r.HeldOn), string(r.ID)) })
	lines := make([]coaching.HoursLine, len(rows))
	for i, row := range rows {
		lines[i] = row.line()
	}
	return lines, next, nil
}

// HoursLine reads one line.
func (tx *Tx) HoursLine(ctx context.Context, id coaching.EntryID) (coaching.HoursLine, error) {
	var row hoursRow
	err := tx.one(ctx, "read hours", &row, selectHours+`
		WHERE e.id = $1`, id)
	return row.line(), err
}

// NoteHours writes a line down by hand. Invalid with the fields of coaching.HoursLine.Check, and "centre_id", "attended"
// and "coach_id" for a centre, people or a coach that the holder does not have.
func (tx *Tx) NoteHours(ctx context.Context, actor coaching.Actor, line coaching.HoursLine, now time.Time) (coaching.HoursLine, error) {
	line, err := line.MayNote(actor, now)
	if err != nil {
		return line, err
	}
	if err := tx.coachedFor(ctx, line); err != nil {
		return line, err
	}
	line.ID = NewID[coaching.EntryID]()
	if err := tx.addLine(ctx, line, now); err != nil {
		return line, err
	}
	return line, tx.noteHours(ctx, actor, coaching.ActHoursNoted, line, now)
}

// coachedFor is Invalid "coach_id" for minutes of somebody who never was a coach of the holder.
func (tx *Tx) coachedFor(ctx context.Context, line coaching.HoursLine) error {
	if line.CoachID == "" {
		return nil
	}
	known, err := tx.everWas(ctx, coaching.Coach, line.CoachID, line.HolderID)
	if err == nil && !known {
		err = coaching.Invalid{{Field: "coach_id", Code: "unknown"}}
	}
	return err
}

// ConfirmHours says that minutes which somebody wrote down for the actor are right.
func (tx *Tx) ConfirmHours(ctx context.Context, actor coaching.Actor, id coaching.EntryID, now time.Time) (coaching.HoursLine, error) {
	line, err := tx.HoursLine(ctx, id)
	if err != nil {
		return line, err
	}
	if err := line.MayConfirm(actor); err != nil {
		return line, err
	}
	rows, err := tx.run(ctx, "confirm hours", `
		UPDATE coaching_entry
		SET confirmed_at = $2
		WHERE id = $1
		  AND confirmed_at IS NULL
		  AND replaced_at IS NULL`, id, now)
	if err == nil && rows == 0 {
		err = coaching.Conflict("changed_meanwhile")
	}
	line.ConfirmedAt = &now
	return line, err
}

// CorrectHours strikes a line through and writes another in its place. Of two at the same moment one wins, the other is a
// Conflict.
func (tx *Tx) CorrectHours(ctx context.Context, actor coaching.Actor, id coaching.EntryID, with coaching.Correction, now time.Time) (coaching.HoursLine, error) {
	line, err := tx.HoursLine(ctx, id)
	if err != nil {
		return line, err
	}
	next, err := line.Corrected(actor, with, now)
	if err != nil {
		return line, err
	}
	rows, err := tx.run(ctx, "strike hours through", `
		UPDATE coaching_entry
		SET replaced_at = $2
		WHERE id = $1
		  AND replaced_at IS NULL`, id, now)
	if err == nil && rows == 0 {
		err = coaching.Conflict("changed_meanwhile")
	}
	if err != nil {
		return line, err
	}
	next.ID = NewID[coaching.EntryID]()
	if err := tx.addLine(ctx, next, now); err != nil {
		return line, err
	}
	return next, tx.noteHours(ctx, actor, coaching.ActHoursCorrected, next, now)
}

func (tx *Tx) addLine(ctx context.Context, line coaching.HoursLine, now time.Time) error {
	today, err := tx.today(ctx, line.HolderID, now)
	if err != nil {
		return err
	}
	if err := line.Check(today); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "write hours down", `
		INSERT INTO coaching_entry (id, holder_id, trajectory_id, cycle_id, coach_id, employee_id, held_on, kind, minutes, in_ratio,
		                            noted_by, confirmed_at, replaces_id, reason)
		VALUES ($1, $2, (SELECT c.trajectory_id FROM cycle c WHERE c.id = NULLIF($3, '')::uuid), NULLIF($3, '')::uuid,
		        NULLIF($4, '')::uuid, NULLIF($5, '')::uuid, $6, $7, $8, $9, NULLIF($10, '')::uuid, $11, NULLIF($12, '')::uuid, $13)`,
		line.ID, line.HolderID, line.CycleID, line.CoachID, line.EmployeeID, line.HeldOn, line.Kind, line.Minutes, line.InRatio,
		line.NotedBy, line.ConfirmedAt, line.ReplacesID, line.Reason); err != nil {
		return err
	}
	for _, person := range line.Attended {
		if _, err := tx.run(ctx, "write down who was there", `
			INSERT INTO entry_attendee (id, holder_id, entry_id, person_id)
			VALUES ($1, $2, $3, $4)`, NewID[string](), line.HolderID, line.ID, person); err != nil {
			return err
		}
	}
	return tx.placeLine(ctx, line)
}

// today is the day in the zone of a holder.
func (tx *Tx) today(ctx context.Context, id coaching.HolderID, now time.Time) (coaching.Day, error) {
	holder, err := tx.Holder(ctx, id)
	if err != nil {
		return "", err
	}
	zone, err := time.LoadLocation(holder.TimeZone)
	if err != nil {
		return "", fmt.Errorf("time zone of holder %s: %w", id, err)
	}
	return coaching.DayOf(now, zone), nil
}

// noteHours says in the log of administration that hours were written down; a coach's own are hers and not administered.
func (tx *Tx) noteHours(ctx context.Context, actor coaching.Actor, act coaching.AdministrationAct, line coaching.HoursLine, now time.Time) error {
	if !actor.Is(coaching.Administrator) {
		return nil
	}
	return tx.note(ctx, coaching.AdministrationLine{
		HolderID: line.HolderID, Actor: string(actor.ID), Act: act, PersonID: line.CoachID, Detail: string(line.HeldOn), At: now,
	})
}

// CoachSum is what a coach worked in a year: minutes that she confirmed, and how many lines wait for her.
type CoachSum struct{ Confirmed, Waiting int }

// CoachHours adds up the actor's own lines of a year.
func (tx *Tx) CoachHours(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, year int) (CoachSum, error) {
	var sum CoachSum
	err := tx.one(ctx, "add hours up", &sum, `
		SELECT COALESCE(sum(minutes) FILTER (WHERE confirmed_at IS NOT NULL), 0) AS confirmed,
		       count(*) FILTER (WHERE confirmed_at IS NULL) AS waiting
		FROM coaching_entry
		WHERE coach_id = $1
		  AND holder_id = $2
		  AND held_on >= make_date($3, 1, 1)
		  AND held_on < make_date($3 + 1, 1, 1)
		  AND replaced_at IS NULL`, actor.ID, holder, year)
	return sum, err
}

// HoursCoaches are the coaches of a holder, of whom its administrator can write minutes down.
func (tx *Tx) HoursCoaches(ctx context.Context, holder coaching.HolderID) ([]coaching.PersonID, error) {
	var ids []coaching.PersonID
	err := tx.many(ctx, "list coaches of a holder", &ids, `
		SELECT DISTINCT r.person_id
		FROM role_assignment r
		WHERE r.holder_id = $1
		  AND r.role = 'coach'
		  AND r.valid_from <= now()
		  AND (r.valid_until IS NULL OR r.valid_until > now())`, holder)
	return ids, err
}

// Coachees are those with whom the actor has a trajectory.
func (tx *Tx) Coachees(ctx context.Context, actor coaching.Actor, holder coaching.HolderID) ([]coaching.PersonID, error) {
	var ids []coaching.PersonID
	err := tx.many(ctx, "list who is coached by her", &ids, `
		SELECT DISTINCT t.employee_id
		FROM trajectory t
		JOIN trajectory_coach c ON c.trajectory_id = t.id
		WHERE t.holder_id = $1
		  AND c.coach_id = $2
		  AND c.valid_until IS NULL`, holder, actor.ID)
	return ids, err
}
