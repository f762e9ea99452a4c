package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// DeviceMasters lists those of a recording, oldest first: what comes, what is kept, and what was refused.
func (tx *Tx) DeviceMasters(ctx context.Context, id coaching.RecordingID) ([]coaching.DeviceMaster, error) {
	var masters []coaching.DeviceMaster
	err := tx.many(ctx, "list device masters", &masters, `
		SELECT u.id,
		       u.recording_id,
		       u.reason,
		       u.received,
		       COALESCE(u.size, 0) AS size,
		       COALESCE(u.sha256, '') AS sha256,
		       COALESCE(t.start_ms, 0) AS start_ms,
		       COALESCE(t.duration_ms, 0) AS duration_ms,
		       u.completed_at,
		       u.kept_at,
		       u.ended_at
		FROM upload u
		LEFT JOIN take t ON t.recording_id = u.recording_id AND t.number = u.take_number
		WHERE u.recording_id = $1
		  AND u.purpose = 'device'
		  AND (u.ended_at IS NULL OR u.reason <> '')
		ORDER BY u.created_at, u.id`, id)
	return masters, err
}

// BeginLive stores when position 0 of a recording was, where none is known yet, of which a picture came live at an instant
// first in its session. Door Ingest.
func (tx *Tx) BeginLive(ctx context.Context, id coaching.RecordingID, first time.Time) error {
	var devices []coaching.Upload
	if err := tx.many(ctx, "list device masters that begin a recording", &devices, selectUpload+`
		WHERE u.recording_id = $1
		  AND u.purpose = 'device'
		  AND u.ended_at IS NULL`, id); err != nil {
		return err
	}
	return tx.SetZero(ctx, id, coaching.ZeroOf(first, devices))
}

// AwaitDevice says whether something of a recording is still on a device, by its owner. While files of it are coming it
// stays true.
func (tx *Tx) AwaitDevice(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, pending bool) (coaching.Recording, error) {
	return tx.changeRecording(ctx, id, func(r coaching.Recording) error {
		if err := r.MayAwaitDevice(actor, pending); err != nil {
			return err
		}
		if pending {
			return tx.setPendingDevice(ctx, id, true)
		}
		return tx.settlePendingDevice(ctx, id)
	})
}

func (tx *Tx) setPendingDevice(ctx context.Context, id coaching.RecordingID, pending bool) error {
	_, err := tx.run(ctx, "set whether a device is waited for", `
		UPDATE recording
		SET pending_device = $2
		WHERE id = $1`, id, pending)
	return err
}

// settlePendingDevice waits for a device no longer when nothing is coming from one.
func (tx *Tx) settlePendingDevice(ctx context.Context, id coaching.RecordingID) error {
	_, err := tx.run(ctx, "settle whether a device is waited for", `
		UPDATE recording
		SET pending_device = EXISTS (
			SELECT
			FROM upload u
			WHERE u.recording_id = $1
			  AND u.purpose = 'device'
			  AND u.kept_at IS NULL
			  AND u.ended_at IS NULL
		)
		WHERE id = $1
		  AND pending_device`, id)
	return err
}

// CompletedDevices lists the device masters that have come whole on a node and are not placed yet. They wait for the live
// takes, beside which they are placed, unless those cannot be made whole. Door Finalise.
func (tx *Tx) CompletedDevices(ctx context.Context, node string) ([]coaching.Upload, error) {
	var uploads []coaching.Upload
	err := tx.many(ctx, "list completed device masters", &uploads, selectUpload+`
		JOIN recording r ON r.id = u.recording_id
		WHERE u.node = $1
		  AND u.purpose = 'device'
		  AND u.completed_at IS NOT NULL
		  AND u.kept_at IS NULL
		  AND u.ended_at IS NULL
		  AND r.deleted_at IS NULL
		  AND (r.state = 'failed' OR NOT EXISTS (SELECT FROM take t WHERE t.recording_id = r.id AND t.finalised_at IS NULL))
		ORDER BY u.completed_at, u.id`, node)
	return uploads, err
}

// KeepDevice makes a device master a take: its bytes are on the disk, whole and placed. zero is kept when the recording
// has none yet; ErrConflict where another came between and the place is not true any more. Twice is once. Door Finalise.
func (tx *Tx) KeepDevice(ctx context.Context, id coaching.UploadID, take coaching.Take, gaps []coaching.Gap, zero time.Time, sha256 string, now time.Time) error {
	upload, err := tx.Upload(ctx, id)
	if err != nil {
		return err
	}
	recording, err := tx.lockLiving(ctx, upload.RecordingID)
	if err != nil || upload.KeptAt != nil {
		return err
	}
	if recording.ZeroAt != nil && !recording.ZeroAt.Equal(zero.Truncate(time.Microsecond)) {
		return coaching.Conflict("changed_meanwhile")
	}
	if err := tx.one(ctx, "number take", &take.Number, `
		SELECT COALESCE(max(number), 0) + 1
		FROM take
		WHERE recording_id = $1`, recording.ID); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "add the take of a device", `
		INSERT INTO take (recording_id, number, holder_id, node, began_at, ended_at, source, lead_ms, timing)
		VALUES ($1, $2, $3, $4, $5, $6, 'device', $7, $8)`,
		recording.ID, take.Number, recording.HolderID, upload.Node, upload.BeganAt(), upload.CompletedAt, take.LeadMS, take.Timing); err != nil {
		return err
	}
	if err := tx.touch(ctx, "keep device master", `
		UPDATE upload
		SET kept_at = $2,
		    sha256 = $3,
		    take_number = $4
		WHERE id = $1
		  AND ended_at IS NULL`, id, now, sha256, take.Number); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "set recording processing", `
		UPDATE recording
		SET state = 'processing',
		    reason = ''
		WHERE id = $1
		  AND state IN ('planned', 'failed')`, recording.ID); err != nil {
		return err
	}
	if err := tx.settlePendingDevice(ctx, recording.ID); err != nil {
		return err
	}
	return tx.FinaliseTake(ctx, recording.ID, take, gaps, &zero)
}

// RefuseDevice says why a device master is of no use, and lets its bytes here be erased. Those on the device stay.
// Door Finalise.
func (tx *Tx) RefuseDevice(ctx context.Context, id coaching.UploadID, reason string, now time.Time) error {
	upload, err := tx.Upload(ctx, id)
	if err != nil {
		return err
	}
	if err := tx.touch(ctx, "refuse device master", `
		UPDATE upload
		SET ended_at = $2,
		    reason = $3
		WHERE id = $1
		  AND kept_at IS NULL
		  AND ended_at IS NULL`, id, now, reason); err != nil {
		return err
	}
	if err := tx.settlePendingDevice(ctx, upload.RecordingID); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, upload.RecordingID)
}
