package postgres

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
)

// selectLifespan has the facts that an end follows from; what the asker may not see counts as not there.
const selectLifespan = `
		SELECT r.id AS recording_id,
		       r.holder_id,
		       r.cycle_id,
		       r.owner_id,
		       h.time_zone,
		       h.demo_version IS NOT NULL AS demo,
		       r.locked_at,
		       r.frozen_at,
		       r.deleted_at,
		       LEAST((SELECT min(t.began_at) FROM take t WHERE t.recording_id = r.id),
		             (SELECT min(t.began_at) FROM recording a JOIN take t ON t.recording_id = a.id
		              WHERE a.angle_of = r.id AND a.deleted_at IS NULL)) AS recorded_at,
		       c.closed_at,
		       (SELECT w.created_at
		        FROM work_point w
		        WHERE w.cycle_id = c.id
		          AND w.created_at >= (SELECT min(f.released_at) FROM feedback_release f WHERE f.cycle_id = c.id)
		       ) AS work_point_at,
		       (SELECT min(k.ended_at) FROM talk k WHERE k.cycle_id = c.id AND k.started_at IS NOT NULL) AS talk_at,
		       COALESCE((SELECT to_char(e.until_on, 'YYYY-MM-DD')
		        FROM recording_extension e
		        WHERE e.recording_id = r.id
		          AND e.granted
		          AND e.taken_back_at IS NULL
		        ORDER BY e.decided_at DESC, e.id DESC
		        LIMIT 1), '') AS extended_to,
		       (SELECT max(e.taken_back_at) FROM recording_extension e WHERE e.recording_id = r.id) AS taken_back_at
		FROM recording r
		JOIN holder h ON h.id = r.holder_id
		JOIN cycle c ON c.id = r.cycle_id`

type lifespanRow struct {
	coaching.Lifespan
	ClosedAt    *time.Time
	WorkPointAt *time.Time
	TalkAt      *time.Time
}

// lifespan lists every instant at which the recording may have been reviewed.
func (r lifespanRow) lifespan() coaching.Lifespan {
	for _, at := range []*time.Time{r.ClosedAt, r.WorkPointAt, r.TalkAt} {
		if at != nil {
			r.Reviews = append(r.Reviews, *at)
		}
	}
	return r.Lifespan
}

func (tx *Tx) lifespans(ctx context.Context, where string, args ...any) ([]coaching.Lifespan, error) {
	var rows []lifespanRow
	err := tx.many(ctx, "read what ends follow from", &rows, selectLifespan+where, args...)
	spans := make([]coaching.Lifespan, len(rows))
	for i, row := range rows {
		spans[i] = row.lifespan()
	}
	return spans, err
}

// Ending is a recording with its end; End.On is "" while there is no film.
type Ending struct {
	coaching.Lifespan
	End coaching.End
}

// Shown is what a screen says about the end: nothing while there is no film.
func (e Ending) Shown() bool { return e.End.On != "" }

func (tx *Tx) endings(ctx context.Context, spans []coaching.Lifespan) ([]Ending, error) {
	histories, err := tx.termsHistories(ctx, spans)
	endings := make([]Ending, len(spans))
	for i, span := range spans {
		end, _ := histories[span.HolderID].End(span)
		endings[i] = Ending{Lifespan: span, End: end}
	}
	return endings, err
}

// Endings say when recordings end that the actor may see, by their ids.
func (tx *Tx) Endings(ctx context.Context, ids ...coaching.RecordingID) (map[coaching.RecordingID]Ending, error) {
	spans, err := tx.lifespans(ctx, `
		WHERE r.id = ANY ($1::uuid[])`, list(ids))
	if err != nil {
		return nil, err
	}
	endings, err := tx.endings(ctx, spans)
	found := make(map[coaching.RecordingID]Ending, len(endings))
	for _, ending := range endings {
		found[ending.RecordingID] = ending
	}
	return found, err
}

// Ending says when one recording ends.
func (tx *Tx) Ending(ctx context.Context, id coaching.RecordingID) (Ending, error) {
	found, err := tx.Endings(ctx, id)
	if err != nil {
		return Ending{}, err
	}
	ending, ok := found[id]
	if !ok {
		return Ending{}, coaching.ErrNotFound
	}
	return ending, nil
}

// AllEndings are those of every recording with film that is not erased, be it of a further camera alone; holder "" for
// every holder. Door Retain.
func (tx *Tx) AllEndings(ctx context.Context, holder coaching.HolderID) ([]Ending, error) {
	spans, err := tx.lifespans(ctx, `
		WHERE r.deleted_at IS NULL
		  AND r.angle_of IS NULL
		  AND ($1 = '' OR r.holder_id = NULLIF($1, '')::uuid)
		  AND (EXISTS (SELECT FROM take t WHERE t.recording_id = r.id)
		       OR EXISTS (SELECT FROM recording a JOIN take t ON t.recording_id = a.id
		                  WHERE a.angle_of = r.id AND a.deleted_at IS NULL))
		ORDER BY r.created_at, r.id`, holder)
	if err != nil {
		return nil, err
	}
	return tx.endings(ctx, spans)
}

// Expire asks for the erasure of a recording whose day is over; false when it is not, any more or yet: extended,
// frozen, erased meanwhile. The words that its owner keeps are put aside first. Door Retain.
func (tx *Tx) Expire(ctx context.Context, id coaching.RecordingID, now time.Time) (bool, error) {
	recording, ending, err := tx.ending(ctx, id)
	if err != nil {
		return false, ignoreMissing(err)
	}
	if ending.Demo || ending.FrozenAt != nil || !ending.Shown() || !ending.End.Due(now, ending.Zone()) {
		return false, nil
	}
	return true, tx.expire(ctx, recording, ending.End.Why, now)
}

// ignoreMissing is no error where what was due has gone meanwhile.
func ignoreMissing(err error) error {
	if errors.Is(err, coaching.ErrNotFound) {
		return nil
	}
	return err
}

func (tx *Tx) expire(ctx context.Context, recording coaching.Recording, why coaching.EndReason, now time.Time) error {
	if err := tx.KeepWords(ctx, recording.ID); err != nil {
		return err
	}
	if err := tx.Log(ctx, "system:"+string(Retain), "expire", recording.ID, recording.OwnerID, string(why), now); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "write receipt", `
		INSERT INTO erasure_receipt (recording_id, holder_id, cycle_id, owner_id, was_shared, reason, why, requested_at)
		SELECT r.id, r.holder_id, r.cycle_id, r.owner_id,
		       EXISTS (SELECT FROM recording_share s WHERE s.recording_id = r.id),
		       'retention', $2, $3
		FROM recording r
		WHERE r.id = $1`, recording.ID, why, now); err != nil {
		return err
	}
	return tx.closeRecording(ctx, recording, now)
}

// ExpireEntries removes confirmed minutes of a holder that are older than its terms keep. Door Retain.
func (tx *Tx) ExpireEntries(ctx context.Context, holder coaching.HolderID, before coaching.Day) (int64, error) {
	return tx.run(ctx, "remove old minutes", `
		DELETE FROM coaching_entry
		WHERE holder_id = $1
		  AND held_on < $2::date`, holder, before)
}

// RealHolders are those that are not a demo. Door Retain.
func (tx *Tx) RealHolders(ctx context.Context) ([]coaching.Holder, error) {
	all, err := tx.Holders(ctx)
	var found []coaching.Holder
	for _, holder := range all {
		if !holder.Demo {
			found = append(found, holder)
		}
	}
	return found, err
}

// EndLapsedSessions removes log-in sessions that are over. Door Session.
func (tx *Tx) EndLapsedSessions(ctx context.Context, now time.Time) (int64, error) {
	return tx.run(ctx, "remove lapsed sessions", `
		DELETE FROM login_session
		WHERE expires_at < CASE WHEN tablet_id IS NULL THEN $1::timestamptz ELSE $2 END`, now, now.Add(-coaching.TabletLongest))
}

// EndLapsedTokens removes tokens to publish that are over. Door Retain.
func (tx *Tx) EndLapsedTokens(ctx context.Context, now time.Time) (int64, error) {
	return tx.run(ctx, "remove lapsed tokens", `
		DELETE FROM ingest_token
		WHERE expires_at < $1`, now)
}
