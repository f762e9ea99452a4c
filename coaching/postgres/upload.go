package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

const selectUpload = `
		SELECT u.id,
		       u.holder_id,
		       u.recording_id,
		       u.created_by,
		       u.purpose,
		       u.node,
		       u.file,
		       u.name,
		       u.mime,
		       COALESCE(u.size, 0) AS size,
		       COALESCE(u.age_ms, 0) AS age_ms,
		       u.received,
		       u.created_at,
		       u.last_at,
		       u.completed_at,
		       u.kept_at,
		       u.ended_at
		FROM upload u`

// CreateUpload begins to take a file into a recording of the actor; node is the server that will hold it. The rule is
// that of its purpose.
func (tx *Tx) CreateUpload(ctx context.Context, actor coaching.Actor, u coaching.Upload, now time.Time) (coaching.Upload, error) {
	if err := coaching.CheckUpload(u); err != nil {
		return coaching.Upload{}, err
	}
	recording, err := tx.lockRecording(ctx, u.RecordingID)
	if err != nil {
		return coaching.Upload{}, err
	}
	if u.Purpose, err = recording.PurposeOf(u.Purpose); err != nil {
		return coaching.Upload{}, err
	}
	if err := tx.mayUpload(ctx, actor, recording, u.Purpose); err != nil {
		return coaching.Upload{}, err
	}
	if err := tx.mayBegin(ctx, actor, recording, u.Purpose == coaching.DeviceUpload, now); err != nil {
		return coaching.Upload{}, err
	}
	if err := tx.endUnheard(ctx, actor, u, now); err != nil {
		return coaching.Upload{}, err
	}
	if err := tx.fewUploads(ctx, actor, u.Purpose); err != nil {
		return coaching.Upload{}, err
	}
	if err := tx.clearFor(ctx, recording, u.Purpose); err != nil {
		return coaching.Upload{}, err
	}
	u.ID = NewID[coaching.UploadID]()
	u.File = "upload-" + string(u.ID)
	if _, err := tx.run(ctx, "create upload", `
		INSERT INTO upload (id, holder_id, recording_id, created_by, purpose, node, file, name, mime, size, age_ms, created_at, last_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULLIF($10::bigint, 0), $11, $12, $12)`,
		u.ID, recording.HolderID, recording.ID, actor.ID, u.Purpose, u.Node, u.File, u.Name, u.MIME, u.Size, u.AgeMS, now); err != nil {
		return coaching.Upload{}, err
	}
	if err := tx.notifyRecording(ctx, recording.ID); err != nil {
		return coaching.Upload{}, err
	}
	return tx.Upload(ctx, u.ID)
}

// clearFor makes way for a new upload: a film replaces a failed one and stands alone; a device is waited for from now on.
func (tx *Tx) clearFor(ctx context.Context, recording coaching.Recording, purpose coaching.UploadPurpose) error {
	switch purpose {
	case coaching.FilmUpload:
		if err := tx.noUpload(ctx, recording.ID, coaching.DeviceUpload); err != nil {
			return err
		}
		_, err := tx.run(ctx, "empty recording", `
			UPDATE recording
			SET state = 'planned',
			    reason = ''
			WHERE id = $1
			  AND state = 'failed'`, recording.ID)
		return err
	case coaching.DeviceUpload:
		if err := tx.noUpload(ctx, recording.ID, coaching.FilmUpload); err != nil {
			return err
		}
		return tx.setPendingDevice(ctx, recording.ID, true)
	}
	return nil
}

// mayUpload applies the rule with what it needs to know.
func (tx *Tx) mayUpload(ctx context.Context, actor coaching.Actor, recording coaching.Recording, purpose coaching.UploadPurpose) error {
	holder, err := tx.Holder(ctx, recording.HolderID)
	if err != nil {
		return err
	}
	_, rests := tx.runningTrajectory(ctx, recording.CycleID)
	if rests != nil && !errors.Is(rests, coaching.ErrConflict) {
		return rests
	}
	if err := tx.uncut(ctx, recording); err != nil {
		return err
	}
	if purpose != coaching.FilmUpload {
		return recording.MayUploadDevice(actor, holder, rests)
	}
	takes, err := tx.Takes(ctx, recording.ID)
	if err != nil {
		return err
	}
	if err := recording.MayUpload(actor, holder, len(takes)); err != nil {
		return err
	}
	return rests
}

// endUnheard ends what was begun of the same file of a device and got nothing: its sender never heard that it had begun, and
// the recording would wait for it.
func (tx *Tx) endUnheard(ctx context.Context, actor coaching.Actor, u coaching.Upload, now time.Time) error {
	if u.Purpose != coaching.DeviceUpload || u.Name == "" {
		return nil
	}
	_, err := tx.run(ctx, "end an upload of which nobody heard", `
		UPDATE upload
		SET ended_at = $4
		WHERE recording_id = $1
		  AND created_by = $2
		  AND purpose = 'device'
		  AND name = $3
		  AND received = 0
		  AND completed_at IS NULL
		  AND ended_at IS NULL`, u.RecordingID, actor.ID, u.Name, now)
	return err
}

// fewUploads keeps one person from filling the disk with beginnings.
func (tx *Tx) fewUploads(ctx context.Context, actor coaching.Actor, purpose coaching.UploadPurpose) error {
	if err := tx.alone(ctx, string(actor.ID)); err != nil {
		return err
	}
	var open int
	if err := tx.one(ctx, "count uploads", &open, `
		SELECT count(*)
		FROM upload
		WHERE created_by = $1
		  AND (purpose = 'device') = $2
		  AND completed_at IS NULL
		  AND ended_at IS NULL`, actor.ID, purpose == coaching.DeviceUpload); err != nil {
		return err
	}
	most := coaching.UploadsPerPerson
	if purpose == coaching.DeviceUpload {
		most = coaching.DevicesPerPerson
	}
	if open >= most {
		return coaching.Conflict("too_many_uploads")
	}
	return nil
}

// noUpload refuses what would bring film into a recording into which files of some purposes are coming, or came. One that
// ended matters where its key is still to be destroyed.
func (tx *Tx) noUpload(ctx context.Context, id coaching.RecordingID, purposes ...coaching.UploadPurpose) error {
	var coming bool
	if err := tx.one(ctx, "look for an upload", &coming, `
		SELECT EXISTS (
			SELECT
			FROM upload
			WHERE recording_id = $1
			  AND purpose = ANY ($2::text[])
			  AND (purpose = 'film' OR ended_at IS NULL)
		)`, id, pq.Array(purposes)); err != nil {
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

// UploadsInto lists the films that the actor is sending into the recordings named, by recording.
func (tx *Tx) UploadsInto(ctx context.Context, ids ...coaching.RecordingID) (map[coaching.RecordingID]coaching.Upload, error) {
	var rows []coaching.Upload
	err := tx.many(ctx, "read uploads", &rows, selectUpload+`
		WHERE u.recording_id = ANY ($1::uuid[])
		  AND u.purpose = 'film'
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
	err = tx.mayUpload(ctx, actor, recording, upload.Purpose)
	if errors.Is(err, coaching.ErrConflict) || errors.Is(err, coaching.ErrForbidden) {
		err = fmt.Errorf("upload %s goes on no longer (%v): %w", id, err, coaching.ErrNotFound) // not the conflict: it is gone
	}
	return upload, err
}

// CarryOnUpload notes how much has come of an upload that may still go on. Errors as OpenUpload.
func (tx *Tx) CarryOnUpload(ctx context.Context, actor coaching.Actor, id coaching.UploadID, received int64, now time.Time) error {
	upload, err := tx.OpenUpload(ctx, actor, id)
	if err != nil || upload.CompletedAt != nil {
		return err // whoever looks after uploads may see the last byte on the disk before its request has said so
	}
	carried, err := tx.run(ctx, "carry on upload", `
		UPDATE upload
		SET received = GREATEST(received, $2),
		    last_at = $3
		WHERE id = $1
		  AND completed_at IS NULL
		  AND ended_at IS NULL`, id, received, now)
	if err == nil && carried == 0 { // completed or ended in between: the second look tells which
		_, err = tx.OpenUpload(ctx, actor, id)
	}
	return err
}

// DeclareUpload notes how many bytes an upload will have whose size was left open.
func (tx *Tx) DeclareUpload(ctx context.Context, id coaching.UploadID, size int64) error {
	upload, err := tx.Upload(ctx, id)
	if err != nil {
		return err
	}
	upload.Size = size
	if err := coaching.CheckUpload(upload); err != nil {
		return err
	}
	if size == 0 {
		return coaching.Invalid{{Field: "size", Code: "required"}}
	}
	return tx.touch(ctx, "declare the size of an upload", `
		UPDATE upload
		SET size = $2
		WHERE id = $1
		  AND size IS NULL
		  AND ended_at IS NULL`, id, size)
}

// EndUpload throws away what came, by her who sent it. A film that has come whole, or a device master that is kept, is
// erased with its recording instead.
func (tx *Tx) EndUpload(ctx context.Context, actor coaching.Actor, id coaching.UploadID, now time.Time) error {
	upload, err := tx.Upload(ctx, id)
	if err != nil {
		return err
	}
	if upload.CreatedBy != actor.ID {
		return coaching.ErrNotFound
	}
	if upload.CompletedAt != nil && upload.Purpose == coaching.FilmUpload {
		return coaching.Conflict("recording_has_film")
	}
	ended, err := tx.run(ctx, "end upload", `
		UPDATE upload
		SET ended_at = $2
		WHERE id = $1
		  AND kept_at IS NULL
		  AND ended_at IS NULL`, id, now)
	switch {
	case err != nil:
		return err
	case ended == 0:
		return coaching.Conflict("recording_has_film")
	}
	if err := tx.settlePendingDevice(ctx, upload.RecordingID); err != nil {
		return err
	}
	return tx.notifyRecording(ctx, upload.RecordingID)
}
