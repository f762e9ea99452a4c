package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

const selectAngle = `
		SELECT a.id,
		       a.holder_id,
		       a.recording_id,
		       a.number,
		       a.name,
		       a.source,
		       a.created_at,
		       a.found_ms,
		       a.placed,
		       a.confidence,
		       a.hand_ms,
		       r.state,
		       r.reason,
		       COALESCE(r.duration_ms, 0) AS duration_ms,
		       COALESCE(r.frame_rate_num, 0) AS frame_rate_num,
		       COALESCE(r.frame_rate_den, 0) AS frame_rate_den,
		       r.generation,
		       EXISTS (SELECT FROM ingest_token t WHERE t.recording_id = a.id) AS joined,
		       CAST(round(extract(epoch FROM r.zero_at - m.zero_at) * 1000) AS bigint) AS clock_ms
		FROM angle a
		JOIN recording r ON r.id = a.id
		JOIN recording m ON m.id = a.recording_id`

// CreateAngle adds a camera to a recording of the actor. The cycle must be open and the trajectory running. An empty
// name is one with its number.
func (tx *Tx) CreateAngle(ctx context.Context, actor coaching.Actor, of coaching.RecordingID, name string, source coaching.AngleSource, now time.Time) (coaching.Angle, error) {
	recording, err := tx.lockRecording(ctx, of)
	if err != nil {
		return coaching.Angle{}, err
	}
	others, err := tx.Angles(ctx, of)
	if err != nil {
		return coaching.Angle{}, err
	}
	holder, err := tx.Holder(ctx, recording.HolderID)
	if err != nil {
		return coaching.Angle{}, err
	}
	if err := recording.MayAddAngle(actor, holder, len(others)); err != nil {
		return coaching.Angle{}, err
	}
	if err := tx.uncut(ctx, recording); err != nil {
		return coaching.Angle{}, err
	}
	if _, err := tx.runningTrajectory(ctx, recording.CycleID); err != nil {
		return coaching.Angle{}, err
	}
	number := coaching.NextAngle(others)
	if name == "" {
		name = coaching.AngleName(number)
	}
	if err := coaching.CheckAngle(name, source); err != nil {
		return coaching.Angle{}, err
	}
	if err := tx.insertAngle(ctx, recording, number, name, source, now); err != nil {
		return coaching.Angle{}, err
	}
	return tx.Angle(ctx, of, number)
}

func (tx *Tx) insertAngle(ctx context.Context, of coaching.Recording, number int, name string, source coaching.AngleSource, now time.Time) error {
	id := NewID[coaching.RecordingID]()
	if _, err := tx.run(ctx, "create recording of an angle", `
		INSERT INTO recording (id, holder_id, cycle_id, owner_id, title, state, planned_by, accepted_at, created_at, angle_of)
		VALUES ($1, $2, $3, $4, $7, 'planned', $4, $5, $5, $6)`,
		id, of.HolderID, of.CycleID, of.OwnerID, now, of.ID, name); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "create angle", `
		INSERT INTO angle (id, holder_id, recording_id, number, name, source, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, id, of.HolderID, of.ID, number, name, source, now); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, of.ID)
}

// Angles lists the further cameras of a recording by number.
func (tx *Tx) Angles(ctx context.Context, of coaching.RecordingID) ([]coaching.Angle, error) {
	var angles []coaching.Angle
	err := tx.many(ctx, "list angles", &angles, selectAngle+`
		WHERE a.recording_id = $1
		  AND r.deleted_at IS NULL
		ORDER BY a.number`, of)
	return angles, err
}

// Angle reads one.
func (tx *Tx) Angle(ctx context.Context, of coaching.RecordingID, number int) (coaching.Angle, error) {
	var angle coaching.Angle
	err := tx.one(ctx, "read angle", &angle, selectAngle+`
		WHERE a.recording_id = $1
		  AND a.number = $2
		  AND r.deleted_at IS NULL`, of, number)
	return angle, err
}

// ownAngle reads one of the actor's, with its recording, which is held until the commit.
func (tx *Tx) ownAngle(ctx context.Context, actor coaching.Actor, of coaching.RecordingID, number int) (coaching.Recording, coaching.Angle, error) {
	recording, err := tx.Recording(ctx, of)
	if err != nil {
		return recording, coaching.Angle{}, err
	}
	angle, err := tx.Angle(ctx, of, number)
	if err != nil {
		return recording, angle, err
	}
	if err := recording.MayRename(actor); err != nil {
		return recording, angle, err
	}
	_, err = tx.lockRecording(ctx, of)
	return recording, angle, err
}

// ChangeAngle gives an angle another name ("" keeps it) and, with place, puts it at hand by hand, or with nil back where
// it was found. Marks stay: they are on the clock of the recording.
func (tx *Tx) ChangeAngle(ctx context.Context, actor coaching.Actor, of coaching.RecordingID, number int, name string, place bool, hand *int64) (coaching.Angle, error) {
	_, angle, err := tx.ownAngle(ctx, actor, of, number)
	if err != nil {
		return angle, err
	}
	if name != "" {
		angle.Name = name
	}
	if place {
		angle.HandMS = hand
	}
	if err := coaching.CheckAngle(angle.Name, angle.Source); err != nil {
		return angle, err
	}
	if hand != nil {
		if err := coaching.CheckOffset(*hand); err != nil {
			return angle, err
		}
	}
	if err := tx.touch(ctx, "change angle", `
		UPDATE angle
		SET name = $2,
		    hand_ms = $3
		WHERE id = $1`, angle.ID, angle.Name, angle.HandMS); err != nil {
		return angle, err
	}
	return angle, tx.notifyRecording(ctx, of)
}

// RemoveAngle erases the film of an angle, as a recording is erased.
func (tx *Tx) RemoveAngle(ctx context.Context, actor coaching.Actor, of coaching.RecordingID, number int, now time.Time) (coaching.Angle, error) {
	_, angle, err := tx.ownAngle(ctx, actor, of, number)
	if err != nil {
		return angle, err
	}
	if _, err := tx.RequestErasure(ctx, actor, angle.ID, now); err != nil {
		return angle, err
	}
	return angle, tx.notifyRecording(ctx, of)
}

// closeAngles hides the cameras of a recording with it, each with a receipt as the recording has: their files have keys
// of their own.
func (tx *Tx) closeAngles(ctx context.Context, r coaching.Recording, now time.Time) error {
	var ids []coaching.RecordingID
	if err := tx.many(ctx, "write receipts of angles", &ids, `
		INSERT INTO erasure_receipt (recording_id, holder_id, cycle_id, owner_id, was_shared, reason, why, requested_by, requested_at, angle_of)
		SELECT a.id, a.holder_id, a.cycle_id, a.owner_id, e.was_shared, e.reason, e.why, e.requested_by, e.requested_at, a.angle_of
		FROM recording a
		JOIN erasure_receipt e ON e.recording_id = a.angle_of
		WHERE a.angle_of = $1
		  AND a.deleted_at IS NULL
		RETURNING recording_id`, r.ID); err != nil {
		return err
	}
	for _, id := range ids {
		if err := tx.endTokens(ctx, id); err != nil {
			return err
		}
		if err := tx.touch(ctx, "hide angle", `
			UPDATE recording
			SET deleted_at = $2,
			    title = '',
			    version = version + 1
			WHERE id = $1`, id, now); err != nil {
			return err
		}
		if err := tx.notifyRecording(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// Unplaced is an angle that can be watched beside its recording, but is not in step with what can be watched now.
type Unplaced struct {
	ID          coaching.RecordingID // of the angle
	RecordingID coaching.RecordingID
	Versions    string // of both, that can be watched
}

// UnplacedAngles lists them. Door Transcode.
func (tx *Tx) UnplacedAngles(ctx context.Context) ([]Unplaced, error) {
	var found []Unplaced
	err := tx.many(ctx, "list angles that are not in step", &found, `
		SELECT a.id,
		       a.recording_id,
		       m.generation || '/' || r.generation AS versions
		FROM angle a
		JOIN recording r ON r.id = a.id
		JOIN recording m ON m.id = a.recording_id
		WHERE r.state = 'ready'
		  AND m.state = 'ready'
		  AND r.deleted_at IS NULL
		  AND m.deleted_at IS NULL
		  AND a.placed_for <> m.generation || '/' || r.generation
		ORDER BY a.created_at, a.id`)
	return found, err
}

// AngleByID reads one. Door Transcode.
func (tx *Tx) AngleByID(ctx context.Context, id coaching.RecordingID) (coaching.Angle, error) {
	var angle coaching.Angle
	err := tx.one(ctx, "read angle", &angle, selectAngle+`
		WHERE a.id = $1
		  AND r.deleted_at IS NULL`, id)
	return angle, err
}

// PlaceAngle says where the zero of an angle was found on the clock of its recording, by what and how surely; nil where
// nothing says it. What its owner placed by hand stays. Door Transcode.
func (tx *Tx) PlaceAngle(ctx context.Context, u Unplaced, found *int64, placed coaching.Placing, confidence float64) error {
	if err := tx.touch(ctx, "place angle", `
		UPDATE angle
		SET found_ms = $2,
		    placed = $3,
		    confidence = $4,
		    placed_for = $5
		WHERE id = $1`, u.ID, found, placed, confidence, u.Versions); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, u.RecordingID)
}
