package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"terugblik/coaching"
)

const selectUpload = `
		SELECT u.id,
		       u.holder_id,
		       u.recording_id,
		       u.created_by,
		       u.node,
		       u.name,
		       u.size,
		       u.received,
		       u.created_at,
		       u.last_at,
		       u.completed_at,
		       u.ended_at
		FROM upload u`

// CreateUpload begins to take a film of that many bytes into an empty recording of the actor; node is the server that
// will hold it. The cycle must be open and the trajectory running.
func (tx *Tx) CreateUpload(ctx context.Context, actor coaching.Actor, u coaching.Upload, now time.Time) (coaching.Upload, error) {
	if err := coaching.CheckUpload(u.Size); err != nil {
		return coaching.Upload{}, err
	}
	recording, err := tx.lockRecording(ctx, u.RecordingID)
	if err != nil {
		return coaching.Upload{}, err
	}
	if err := tx.mayUpload(ctx, actor, recording); err != nil {
		return coaching.Upload{}, err
	}
	if err := tx.mayBegin(ctx, actor, recording, now); err != nil {
		return coaching.Upload{}, err
	}
	if err := tx.fewUploads(ctx, actor); err != nil {
		return coaching.Upload{}, err
	}
	if _, err := tx.run(ctx, "empty recording", `
		UPDATE recording
		SET state = 'planned',
		    reason = ''
		WHERE id = $1
		  AND state = 'failed'`, recording.ID); err != nil {
		return coaching.Upload{}, err
	}
	u.ID = NewID[coaching.UploadID]()
	if _, err := tx.run(ctx, "create upload", `
		INSERT INTO upload (id, holder_id, recording_id, created_by, node, name, size, created_at, last_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
		u.ID, recording.HolderID, recording.ID, actor.ID, u.Node, u.Name, u.Size, now); err != nil {
		return coaching.Upload{}, err
	}
	if err := tx.notifyRecording(ctx, recording.ID); err != nil {
		return coaching.Upload{}, err
	}
	return tx.Upload(ctx, u.ID)
}

// mayUpload applies the rule with what it needs to know.
func (tx *Tx) mayUpload(ctx context.Context, actor coaching.Actor, recording coaching.Recording) error {
	holder, err := tx.Holder(ctx, recording.HolderID)
	if err != nil {
		return err
	}
	takes, err := tx.Takes(ctx, recording.ID)
	if err != nil {
		return err
	}
	if err := recording.MayUpload(actor, holder, len(takes)); err != nil {
		return err
	}
	_, err = tx.runningTrajectory(ctx, recording.CycleID)
	return err
}

// fewUploads keeps one person from filling the disk with beginnings.
func (tx *Tx) fewUploads(ctx context.Context, actor coaching.Actor) error {
	if err := tx.alone(ctx, string(actor.ID)); err != nil {
		return err
	}
	var open int
	if err := tx.one(ctx, "count uploads", &open, `
		SELECT count(*)
		FROM upload
		WHERE created_by = $1
		  AND completed_at IS NULL
		  AND ended_at IS NULL`, actor.ID); err != nil {
		return err
	}
	if open >= coaching.UploadsPerPerson {
		return coaching.Conflict("too_many_uploads")
	}
	return nil
}

// noUpload refuses what would bring film into a recording into which a file is coming.
func (tx *Tx) noUpload(ctx context.Context, id coaching.RecordingID) error {
	var coming bool
	if err := tx.one(ctx, "look for an upload", &coming, `
		SELECT EXISTS (SELECT FROM upload WHERE recording_id = $1)`, id); err != nil {
		return err
	}
	if coming {
		return coaching.Conflict("upload_under_way")
	}
	return nil
}

// Upload reads one that has not ended.
func (tx *Tx) Upload(ctx context.Context, id coaching.UploadID) (coaching.Upload, error) {
	var upload coaching.Upload
	err := tx.one(ctx, "read upload", &upload, selectUpload+`
		WHERE u.id = $1
		  AND u.ended_at IS NULL`, id)
	return upload, err
}

// UploadsInto lists what the actor is sending into the recordings named, by recording.
func (tx *Tx) UploadsInto(ctx context.Context, ids ...coaching.RecordingID) (map[coaching.RecordingID]coaching.Upload, error) {
	var rows []coaching.Upload
	err := tx.many(ctx, "read uploads", &rows, selectUpload+`
		WHERE u.recording_id = ANY ($1::uuid[])
		  AND u.ended_at IS NULL
		  AND u.completed_at IS NULL`, list(ids))
	found := make(map[coaching.RecordingID]coaching.Upload, len(rows))
	for _, u := range rows {
		found[u.RecordingID] = u
	}
	return found, err
}

// WithTakes says into which of the recordings named film came, by what the actor may see.
func (tx *Tx) WithTakes(ctx context.Context, ids ...coaching.RecordingID) (map[coaching.RecordingID]bool, error) {
	var found []coaching.RecordingID
	err := tx.many(ctx, "look for takes", &found, `
		SELECT DISTINCT recording_id
		FROM take
		WHERE recording_id = ANY ($1::uuid[])`, list(ids))
	filled := make(map[coaching.RecordingID]bool, len(found))
	for _, id := range found {
		filled[id] = true
	}
	return filled, err
}

// OpenUpload reads one that has come whole or may still go on. One that may not, for whatever reason, is ErrNotFound:
// nothing more is taken in.
func (tx *Tx) OpenUpload(ctx context.Context, actor coaching.Actor, id coaching.UploadID) (coaching.Upload, error) {
	upload, err := tx.Upload(ctx, id)
	if err != nil || upload.CompletedAt != nil {
		return upload, err
	}
	recording, err := tx.Recording(ctx, upload.RecordingID)
	if err != nil {
		return coaching.Upload{}, err
	}
	err = tx.mayUpload(ctx, actor, recording)
	if errors.Is(err, coaching.ErrConflict) || errors.Is(err, coaching.ErrForbidden) {
		err = fmt.Errorf("upload %s goes on no longer (%v): %w", id, err, coaching.ErrNotFound) // not the conflict: it is gone
	}
	return upload, err
}

// CarryOnUpload notes how much has come of an upload that may still go on. Errors as OpenUpload.
func (tx *Tx) CarryOnUpload(ctx context.Context, actor coaching.Actor, id coaching.UploadID, received int64, now time.Time) error {
	if _, err := tx.OpenUpload(ctx, actor, id); err != nil {
		return err
	}
	return tx.touch(ctx, "carry on upload", `
		UPDATE upload
		SET received = GREATEST(received, $2),
		    last_at = $3
		WHERE id = $1
		  AND completed_at IS NULL
		  AND ended_at IS NULL`, id, received, now)
}

// EndUpload throws away what came, by her who sent it. What has come whole is erased with its recording instead.
func (tx *Tx) EndUpload(ctx context.Context, actor coaching.Actor, id coaching.UploadID, now time.Time) error {
	upload, err := tx.Upload(ctx, id)
	if err != nil {
		return err
	}
	if upload.CreatedBy != actor.ID {
		return coaching.ErrNotFound
	}
	if upload.CompletedAt != nil {
		return coaching.Conflict("recording_has_film")
	}
	if err := tx.touch(ctx, "end upload", `
		UPDATE upload
		SET ended_at = $2
		WHERE id = $1
		  AND completed_at IS NULL
		  AND ended_at IS NULL`, id, now); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, upload.RecordingID)
}
