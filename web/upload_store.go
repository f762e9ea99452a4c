package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/tus/tusd/v2/pkg/handler"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/library"
)

// What tusd calls a data store: rows as the actor, bytes in the library.

// upload is one request's hold on an upload.
type upload struct {
	u     *uploads
	actor coaching.Actor
	coaching.Upload
}

// NewUpload begins an upload into the recording that the metadata name (recording_id), with the name of the file
// (filename), for a purpose: film, where none is said, device or angle. For a device also age_ms and mime.
func (u *uploads) NewUpload(ctx context.Context, info handler.FileInfo) (handler.Upload, error) {
	actor, _ := u.Actor(ctx)
	asked, err := u.asked(info)
	if err == nil {
		err = u.takesInto(ctx, asked.RecordingID)
	}
	if err != nil {
		return nil, u.refuse(ctx, err)
	}
	made, err := u.begin(ctx, actor, asked)
	if err != nil {
		return nil, u.refuse(ctx, err)
	}
	return &upload{u, actor, made}, nil
}

// asked reads what a client says of a file.
func (u *uploads) asked(info handler.FileInfo) (coaching.Upload, error) {
	said := info.MetaData
	asked := coaching.Upload{
		RecordingID: coaching.RecordingID(said["recording_id"]), Node: u.Node, Purpose: coaching.UploadPurpose(said["purpose"]),
		Name: coaching.FileName(said["filename"]), Size: info.Size,
	}
	if asked.RecordingID == "" {
		return asked, coaching.Invalid{{Field: "recording_id", Code: "required"}}
	}
	if asked.Purpose == "" {
		asked.Purpose = coaching.FilmUpload
	}
	if info.Size == 0 && !info.SizeIsDeferred {
		return asked, coaching.Invalid{{Field: "size", Code: "required"}}
	}
	if asked.Purpose != coaching.DeviceUpload {
		return asked, nil
	}
	asked.MIME = said["mime"]
	if age := said["age_ms"]; age != "" {
		var err error
		if asked.AgeMS, err = strconv.ParseInt(age, 10, 64); err != nil {
			return asked, coaching.Invalid{{Field: "age_ms", Code: "not_a_number"}}
		}
	}
	return asked, nil
}

func (u *uploads) begin(ctx context.Context, actor coaching.Actor, asked coaching.Upload) (coaching.Upload, error) {
	if err := u.room(ctx, asked.Expected()); err != nil {
		return asked, err
	}
	var made coaching.Upload
	if err := u.DB.AsActor(ctx, actor, func(tx *postgres.Tx) (err error) {
		made, err = tx.CreateUpload(ctx, actor, asked, u.Now())
		return err
	}); err != nil {
		return asked, err
	}
	if err := u.startFile(ctx, made); err != nil {
		u.end(ctx, actor, made.ID)
		return asked, err
	}
	return made, nil
}

// room asks for the film twice, as it comes and as it is kept, beside what is still to come of others.
func (u *uploads) room(ctx context.Context, size int64) error {
	need := 2 * size
	err := u.DB.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error {
		open, err := tx.OpenUploads(ctx, u.Node)
		for _, other := range open {
			need += 2*other.Expected() - other.Received
		}
		return err
	})
	if err != nil {
		return err
	}
	return u.Library.Room(need)
}

func (u *uploads) startFile(ctx context.Context, made coaching.Upload) error {
	id := media.RecordingID(made.RecordingID)
	if err := u.Library.Create(ctx, id); err != nil {
		return err
	}
	return u.Library.StartPartial(ctx, id, made.File)
}

// end lets what came of an upload be erased. Where even that fails, it ends in silence.
func (u *uploads) end(ctx context.Context, actor coaching.Actor, id coaching.UploadID) {
	if err := u.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error { return tx.EndUpload(ctx, actor, id, u.Now()) }); err != nil {
		u.Log.WarnContext(ctx, "an upload that could not begin was not ended", "upload", id, "error", err)
	}
	u.changed()
}

// GetUpload finds an upload of the actor.
func (u *uploads) GetUpload(ctx context.Context, id string) (handler.Upload, error) {
	actor, _ := u.Actor(ctx)
	found := &upload{u: u, actor: actor}
	err := u.DB.AsActor(ctx, actor, func(tx *postgres.Tx) (err error) {
		found.Upload, err = tx.Upload(ctx, coaching.UploadID(id))
		return err
	})
	if err != nil {
		return nil, u.refuse(ctx, err)
	}
	return found, nil
}

// GetInfo tells how much has come: what is in the file, whole and synced.
func (up *upload) GetInfo(ctx context.Context) (handler.FileInfo, error) {
	info := handler.FileInfo{ID: string(up.ID), Size: up.Size, SizeIsDeferred: up.Size == 0, Offset: up.Size}
	if up.CompletedAt != nil {
		return info, nil
	}
	var err error
	info.Offset, err = up.u.Library.PartialSize(ctx, media.RecordingID(up.RecordingID), up.File)
	return info, up.u.refuse(ctx, err)
}

// WriteChunk takes in what comes, and returns when that is on the disk.
func (up *upload) WriteChunk(ctx context.Context, offset int64, src io.Reader) (int64, error) {
	file, err := up.u.Library.ContinuePartial(ctx, media.RecordingID(up.RecordingID), up.File)
	if err != nil {
		return 0, up.u.refuse(ctx, err)
	}
	if file.Size() != offset {
		_ = file.Close()
		return 0, handler.ErrMismatchOffset
	}
	p := pour{up: up, file: file, buf: make([]byte, library.MaxPiece), last: time.Now()}
	err = p.all(ctx, src)
	return file.Size() - offset, up.u.refuse(ctx, errors.Join(err, file.Close()))
}

// AsLengthDeclarableUpload is for tusd.
func (*uploads) AsLengthDeclarableUpload(up handler.Upload) handler.LengthDeclarableUpload {
	return up.(*upload)
}

// DeclareLength takes down the size of an upload that began without one.
func (up *upload) DeclareLength(ctx context.Context, length int64) error {
	err := up.u.DB.AsActor(ctx, up.actor, func(tx *postgres.Tx) error { return tx.DeclareUpload(ctx, up.ID, length) })
	if err == nil {
		up.Size = length
	}
	return up.u.refuse(ctx, err)
}

// FinishUpload lets the film be looked through.
func (up *upload) FinishUpload(ctx context.Context) error {
	err := up.u.DB.AsDoor(ctx, postgres.Ingest, func(tx *postgres.Tx) error { return tx.CompleteUpload(ctx, up.ID, up.u.Now()) })
	up.u.changed()
	return up.u.refuse(ctx, err)
}

// GetReader reads nothing back.
func (*upload) GetReader(context.Context) (io.ReadCloser, error) { return nil, handler.ErrNotFound }

// AsTerminatableUpload is for tusd.
func (*uploads) AsTerminatableUpload(up handler.Upload) handler.TerminatableUpload {
	return up.(*upload)
}

// Terminate throws away what came.
func (up *upload) Terminate(ctx context.Context) error {
	err := up.u.DB.AsActor(ctx, up.actor, func(tx *postgres.Tx) error { return tx.EndUpload(ctx, up.actor, up.ID, up.u.Now()) })
	up.u.changed()
	return up.u.refuse(ctx, err)
}

// refuse gives an error the answer that it has everywhere else.
func (u *uploads) refuse(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	problem := u.problem(ctx, err)
	body, failed := json.Marshal(problem)
	if failed != nil {
		return failed
	}
	refused := handler.NewError(problem.Code, err.Error(), problem.Status)
	refused.HTTPResponse.Body = string(body)
	refused.HTTPResponse.Header = handler.HTTPHeader{"Content-Type": problemType}
	for name, values := range problem.GetHeaders() {
		refused.HTTPResponse.Header[name] = values[0]
	}
	return refused
}
