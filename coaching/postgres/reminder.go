package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// storedReminder is a row with the days of the week as PostgreSQL gives them.
type storedReminder struct {
	coaching.Reminder
	Days pq.Int64Array
}

func (s storedReminder) reminder() coaching.Reminder {
	for _, day := range s.Days {
		s.Weekdays = append(s.Weekdays, int(day))
	}
	return s.Reminder
}

// Reminder is what the actor chose for the work point of a cycle; ErrNotFound for nothing.
func (tx *Tx) Reminder(ctx context.Context, cycle coaching.CycleID) (coaching.Reminder, error) {
	var stored storedReminder
	err := tx.one(ctx, "read reminder", &stored, `
		SELECT id,
		       work_point_id,
		       cycle_id,
		       kind,
		       weekdays AS days,
		       minute,
		       version
		FROM reminder
		WHERE cycle_id = $1`, cycle)
	return stored.reminder(), err
}

// SetReminder reminds the actor of the work point of her cycle from now on; what she chose before ends. The last
// choice counts.
func (tx *Tx) SetReminder(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID, r coaching.Reminder, now time.Time) error {
	if err := r.Check(); err != nil {
		return err
	}
	there, point, err := tx.mayRemind(ctx, actor, cycle)
	if err != nil {
		return err
	}
	days := make(pq.Int64Array, len(r.Weekdays))
	for i, day := range r.Weekdays {
		days[i] = int64(day)
	}
	_, err = tx.run(ctx, "set reminder", `
		INSERT INTO reminder (id, holder_id, work_point_id, cycle_id, employee_id, kind, weekdays, minute, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
		ON CONFLICT (work_point_id) DO UPDATE
		SET kind = EXCLUDED.kind,
		    weekdays = EXCLUDED.weekdays,
		    minute = EXCLUDED.minute,
		    version = reminder.version + 1,
		    updated_at = EXCLUDED.updated_at`,
		NewID[coaching.ReminderID](), there.HolderID, point.ID, cycle, actor.ID, r.Kind, days, r.Minute, now)
	return err
}

// EndReminder stops reminding; without a reminder it changes nothing.
func (tx *Tx) EndReminder(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID) error {
	if _, _, err := tx.mayRemind(ctx, actor, cycle); err != nil {
		return err
	}
	_, err := tx.run(ctx, "end reminder", `
		DELETE FROM reminder
		WHERE cycle_id = $1`, cycle)
	return err
}

func (tx *Tx) mayRemind(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID) (coaching.Cycle, coaching.WorkPoint, error) {
	there, trajectory, err := tx.cycleForChange(ctx, cycle)
	if err != nil {
		return coaching.Cycle{}, coaching.WorkPoint{}, err
	}
	if err := there.MayRemind(actor, trajectory); err != nil {
		return coaching.Cycle{}, coaching.WorkPoint{}, err
	}
	point, err := tx.WorkPoint(ctx, cycle)
	if errors.Is(err, coaching.ErrNotFound) {
		err = coaching.Conflict("no_work_point")
	}
	return there, point, err
}

// DueReminder is the reminder of a cycle when it is due for the actor now and she has not answered it today; nil otherwise.
func (tx *Tx) DueReminder(ctx context.Context, cycle coaching.CycleID, zone *time.Location, now time.Time) (*coaching.Reminder, error) {
	found, err := tx.Reminder(ctx, cycle)
	if errors.Is(err, coaching.ErrNotFound) {
		return nil, nil //nolint:nilnil // to have none is usual
	}
	if err != nil {
		return nil, err
	}
	on, _, due := found.Due(now, zone)
	if !due {
		return nil, nil //nolint:nilnil // nor is one always due
	}
	var seen int
	err = tx.one(ctx, "look for an answer", &seen, `
		SELECT count(*)
		FROM reminder_notice
		WHERE reminder_id = $1
		  AND due_on = $2
		  AND seen_at IS NOT NULL`, found.ID, on)
	if err != nil || seen > 0 {
		return nil, err
	}
	return &found, nil
}

// AnswerReminder says that the actor has seen the reminder of today; without one it changes nothing.
func (tx *Tx) AnswerReminder(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID, now time.Time) error {
	there, err := tx.Cycle(ctx, cycle)
	if err != nil {
		return err
	}
	holder, err := tx.Holder(ctx, there.HolderID)
	if err != nil {
		return err
	}
	found, err := tx.Reminder(ctx, cycle)
	if errors.Is(err, coaching.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	on, since, due := found.Due(now, holder.Zone())
	if !due {
		return nil
	}
	_, err = tx.run(ctx, "answer reminder", `
		INSERT INTO reminder_notice (id, holder_id, reminder_id, employee_id, due_on, due_at, seen_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (reminder_id, due_on) DO UPDATE
		SET seen_at = COALESCE(reminder_notice.seen_at, EXCLUDED.seen_at)`,
		NewID[coaching.NoticeID](), there.HolderID, found.ID, actor.ID, on, since, now)
	return err
}

// WriteNotices writes down what is due and was not yet, for whoever sends notices. Door Remind.
func (tx *Tx) WriteNotices(ctx context.Context, now time.Time) (int64, error) {
	var live []struct {
		storedReminder
		HolderID   coaching.HolderID
		EmployeeID coaching.PersonID
		TimeZone   string
	}
	if err := tx.many(ctx, "list reminders", &live, `
		SELECT id,
		       holder_id,
		       employee_id,
		       kind,
		       weekdays AS days,
		       minute,
		       time_zone
		FROM access.live_reminders()
		ORDER BY id`); err != nil {
		return 0, err
	}
	var written int64
	for _, r := range live {
		on, since, due := r.reminder().Due(now, coaching.Lifespan{TimeZone: r.TimeZone}.Zone())
		if !due || r.Kind == coaching.WhenWorking { // when she works nobody keeps: it is told when she comes
			continue
		}
		rows, err := tx.run(ctx, "write notice", `
			INSERT INTO reminder_notice (id, holder_id, reminder_id, employee_id, due_on, due_at)
			VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT DO NOTHING`, NewID[coaching.NoticeID](), r.HolderID, r.ID, r.EmployeeID, on, since)
		if err != nil {
			return written, err
		}
		written += rows
	}
	return written, nil
}
