package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

type momentRow struct {
	coaching.Moment
	release coaching.ReleaseID
}

// moments reads those that a clause picks, each with her look and with its mark where that is open to the actor.
func (tx *Tx) moments(ctx context.Context, clause string, args ...any) ([]momentRow, error) {
	var rows []struct {
		coaching.Moment
		ReleaseID coaching.ReleaseID
		LookID    *coaching.LookID
		Seen      coaching.Seen
		LookText  string
		LookedAt  *time.Time
		InTalk    bool
	}
	if err := tx.many(ctx, "read moments", &rows, `
		SELECT m.id,
		       m.release_id,
		       m.recording_id,
		       m.annotation_id,
		       m.position,
		       m.start_ms,
		       m.end_ms,
		       l.id AS look_id,
		       COALESCE(l.seen, '') AS seen,
		       COALESCE(l.text, '') AS look_text,
		       l.looked_at,
		       EXISTS (SELECT FROM talk_opening o WHERE o.moment_id = m.id) AS in_talk
		FROM feedback_moment m
		LEFT JOIN look l ON l.moment_id = m.id`+clause, args...); err != nil {
		return nil, err
	}
	moments := make([]momentRow, len(rows))
	ids := make([]coaching.AnnotationID, len(rows))
	for i, row := range rows {
		moments[i] = momentRow{Moment: row.Moment, release: row.ReleaseID}
		ids[i] = row.AnnotationID
		moments[i].Opened = row.InTalk || row.LookID != nil
		if row.LookID != nil {
			moments[i].Look = &coaching.Look{ID: *row.LookID, MomentID: row.ID, Seen: row.Seen, Text: row.LookText, LookedAt: *row.LookedAt}
		}
	}
	marks, err := tx.annotations(ctx, `
		WHERE a.id = ANY ($1::uuid[])`, list(ids))
	for i := range moments {
		for _, mark := range marks {
			if mark.ID == moments[i].AnnotationID {
				moments[i].Mark = &mark
			}
		}
	}
	return moments, err
}

// CreateLook stores what the employee saw herself; the first look stays. The moment comes back with the coach's mark.
func (tx *Tx) CreateLook(ctx context.Context, actor coaching.Actor, id coaching.MomentID, seen coaching.Seen, text string, now time.Time) (coaching.Moment, error) {
	if err := coaching.CheckLook(seen, text); err != nil {
		return coaching.Moment{}, err
	}
	moment, err := tx.moment(ctx, id)
	if err != nil {
		return coaching.Moment{}, err
	}
	recording, err := tx.Recording(ctx, moment.RecordingID)
	if err != nil {
		return coaching.Moment{}, err
	}
	if err := recording.MayLook(actor); err != nil {
		return coaching.Moment{}, err
	}
	rows, err := tx.run(ctx, "store look", `
		INSERT INTO look (id, holder_id, moment_id, employee_id, seen, text, looked_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT DO NOTHING`, NewID[coaching.LookID](), recording.HolderID, id, actor.ID, seen, text, now)
	if err != nil {
		return coaching.Moment{}, err
	}
	if rows > 0 {
		if err := tx.Notify(ctx, TopicCycle, string(recording.CycleID)); err != nil {
			return coaching.Moment{}, err
		}
		if err := tx.notifyAnnotation(ctx, moment.RecordingID, moment.AnnotationID); err != nil {
			return coaching.Moment{}, err
		}
	}
	return tx.moment(ctx, id)
}

func (tx *Tx) moment(ctx context.Context, id coaching.MomentID) (coaching.Moment, error) {
	moments, err := tx.moments(ctx, `
		WHERE m.id = $1`, id)
	row, err := first("read moment", moments, err)
	return row.Moment, err
}
