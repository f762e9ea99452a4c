package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// OpenUploads lists those whose bytes a node holds and that have neither come whole nor ended. Door Ingest.
func (tx *Tx) OpenUploads(ctx context.Context, node string) ([]coaching.Upload, error) {
	var uploads []coaching.Upload
	err := tx.many(ctx, "list open uploads", &uploads, selectUpload+`
		WHERE u.node = $1
		  AND u.completed_at IS NULL
		  AND u.ended_at IS NULL
		ORDER BY u.created_at, u.id`, node)
	return uploads, err
}

// EndLostUploads ends those that may not go on, and those of which nothing came since an instant. Door Ingest.
func (tx *Tx) EndLostUploads(ctx context.Context, silentSince, now time.Time) error {
	var ended []coaching.RecordingID
	if err := tx.many(ctx, "end lost uploads", &ended, `
		UPDATE upload
		SET ended_at = $2
		WHERE completed_at IS NULL
		  AND ended_at IS NULL
		  AND (last_at < $1 OR id = ANY ((SELECT access.lost_uploads())::uuid[]))
		RETURNING recording_id`, silentSince, now); err != nil {
		return err
	}
	for _, id := range ended {
		if err := tx.settlePendingDevice(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// CompleteUpload says that all of a file has come; the recording of a film is processing from then on. Twice is once.
// ErrNotFound for one that ended. Door Ingest.
func (tx *Tx) CompleteUpload(ctx context.Context, id coaching.UploadID, now time.Time) error {
	upload, err := tx.Upload(ctx, id)
	if err != nil {
		return err
	}
	if _, err := tx.lockLiving(ctx, upload.RecordingID); err != nil {
		return err
	}
	done, err := tx.run(ctx, "complete upload", `
		UPDATE upload
		SET completed_at = $2,
		    received = size,
		    last_at = $2
		WHERE id = $1
		  AND completed_at IS NULL
		  AND ended_at IS NULL`, id, now)
	if err != nil || done == 0 {
		return err
	}
	if upload.Purpose != coaching.FilmUpload {
		return tx.notifyRecording(ctx, upload.RecordingID)
	}
	if _, err := tx.run(ctx, "set recording processing", `
		UPDATE recording
		SET state = 'processing',
		    reason = '',
		    progress_ms = 0
		WHERE id = $1`, upload.RecordingID); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, upload.RecordingID)
}

// CutUpload says that what has come of a device master of which nothing came since an instant is all there is: it was
// acknowledged, and the device may be gone. size in bytes, at least 1. ErrNotFound for one that goes on or has ended.
// Door Ingest.
func (tx *Tx) CutUpload(ctx context.Context, id coaching.UploadID, size int64, silentSince, now time.Time) error {
	upload, err := tx.Upload(ctx, id)
	if err != nil {
		return err
	}
	if _, err := tx.lockLiving(ctx, upload.RecordingID); err != nil {
		return err
	}
	if err := tx.touch(ctx, "cut upload", `
		UPDATE upload
		SET size = $2,
		    received = $2,
		    completed_at = $3
		WHERE id = $1
		  AND purpose = 'device'
		  AND last_at < $4
		  AND completed_at IS NULL
		  AND ended_at IS NULL`, id, size, now, silentSince); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, upload.RecordingID)
}

// CompletedUploads lists the films that have come whole on a node and are not a take yet. Door Finalise.
func (tx *Tx) CompletedUploads(ctx context.Context, node string) ([]coaching.Upload, error) {
	var uploads []coaching.Upload
	err := tx.many(ctx, "list completed uploads", &uploads, selectUpload+`
		JOIN recording r ON r.id = u.recording_id
		WHERE u.node = $1
		  AND u.purpose = 'film'
		  AND u.completed_at IS NOT NULL
		  AND u.ended_at IS NULL
		  AND r.deleted_at IS NULL
		  AND NOT EXISTS (SELECT FROM take t WHERE t.recording_id = u.recording_id)
		ORDER BY u.completed_at, u.id`, node)
	return uploads, err
}

// AdoptTake makes an upload the one take of its recording. zero is when the camera began. Door Finalise.
func (tx *Tx) AdoptTake(ctx context.Context, id coaching.UploadID, take coaching.Take, zero time.Time) error {
	upload, err := tx.Upload(ctx, id)
	if err != nil {
		return err
	}
	recording, err := tx.lockLiving(ctx, upload.RecordingID)
	if err != nil {
		return err
	}
	if _, err := tx.run(ctx, "add take", `
		INSERT INTO take (recording_id, number, holder_id, node, began_at, ended_at, source, lead_ms)
		VALUES ($1, $2, $3, $4, $5, $6, 'upload', $7)`,
		recording.ID, take.Number, recording.HolderID, upload.Node, upload.CreatedAt, upload.CompletedAt, take.LeadMS); err != nil {
		return err
	}
	return tx.FinaliseTake(ctx, recording.ID, take, nil, &zero)
}

// FailUpload says why the film that came as a file cannot be watched, and lets its bytes be erased. ErrNotFound for a
// recording into which none came. Doors Finalise and Transcode.
func (tx *Tx) FailUpload(ctx context.Context, id coaching.RecordingID, reason string, now time.Time) error {
	if _, err := tx.lockLiving(ctx, id); err != nil {
		return err
	}
	if err := tx.touch(ctx, "end upload", `
		UPDATE upload
		SET ended_at = COALESCE(ended_at, $2)
		WHERE recording_id = $1
		  AND purpose = 'film'`, id, now); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "forget where the film began", `
		UPDATE recording
		SET zero_at = NULL,
		    duration_ms = NULL,
		    progress_ms = 0
		WHERE id = $1
		  AND generation = 0`, id); err != nil {
		return err
	}
	return tx.FailRecording(ctx, id, reason)
}

// EndedUploads lists those on a node whose bytes are to be erased. Door Erase.
func (tx *Tx) EndedUploads(ctx context.Context, node string) ([]coaching.Upload, error) {
	var uploads []coaching.Upload
	err := tx.many(ctx, "list ended uploads", &uploads, selectUpload+`
		JOIN recording r ON r.id = u.recording_id
		WHERE u.node = $1
		  AND u.ended_at IS NOT NULL
		  AND u.erased_at IS NULL
		  AND r.deleted_at IS NULL
		ORDER BY u.ended_at, u.id`, node)
	return uploads, err
}

// UploadFiles names the partial files of a recording that are not a take yet. Door Transcode.
func (tx *Tx) UploadFiles(ctx context.Context, id coaching.RecordingID) ([]string, error) {
	var files []string
	err := tx.many(ctx, "list the files of uploads", &files, `
		SELECT file
		FROM upload
		WHERE recording_id = $1
		  AND kept_at IS NULL`, id)
	return files, err
}

// RemoveUpload forgets an ended upload, and the take that a film became, when both are erased. Why a device master was
// refused stays. Door Erase.
func (tx *Tx) RemoveUpload(ctx context.Context, u coaching.Upload, now time.Time) error {
	if u.Purpose == coaching.FilmUpload {
		if _, err := tx.run(ctx, "remove the take of an upload", `
			DELETE FROM take
			WHERE recording_id = $1
			  AND source = 'upload'`, u.RecordingID); err != nil {
			return err
		}
	}
	if _, err := tx.run(ctx, "remove upload", `
		DELETE FROM upload
		WHERE id = $1
		  AND reason = ''`, u.ID); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "note that an upload is erased", `
		UPDATE upload
		SET erased_at = $2
		WHERE id = $1`, u.ID, now); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, u.RecordingID)
}

// forgetUpload removes the row of an upload whose film can be watched: from then on its take says where it came from.
func (tx *Tx) forgetUpload(ctx context.Context, id coaching.RecordingID) error {
	_, err := tx.run(ctx, "forget upload", `
		DELETE FROM upload
		WHERE recording_id = $1
		  AND purpose = 'film'
		  AND completed_at IS NOT NULL
		  AND ended_at IS NULL`, id)
	return err
}
