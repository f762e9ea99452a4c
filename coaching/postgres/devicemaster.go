package postgres

import (
	"context"

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
