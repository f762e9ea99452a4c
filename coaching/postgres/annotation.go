package postgres

import (
	"context"
	"errors"
	"strconv"

	"github.com/google/uuid"
	"github.com/lib/pq"

	"terugblik/coaching"
)

type annotationRow struct {
	coaching.Annotation
	CodeList pq.StringArray
}

func (tx *Tx) annotations(ctx context.Context, clause string, args ...any) ([]coaching.Annotation, error) {
	var rows []annotationRow
	err := tx.many(ctx, "read marks", &rows, `
		SELECT a.id,
		       a.holder_id,
		       a.recording_id,
		       a.author_id,
		       a.start_ms,
		       a.end_ms,
		       COALESCE(a.kind, '') AS kind,
		       a.text,
		       a.codes AS code_list,
		       COALESCE(a.subject, '') AS subject,
		       COALESCE((SELECT b.id::text FROM annotation b WHERE b.id = a.answers_id), '') AS answers_id, -- if she sees that one
		       a.shapes,
		       a.visibility,
		       a.version,
		       a.created_at,
		       a.updated_at,
		       (SELECT count(*) FROM reply y WHERE y.annotation_id = a.id) AS replies
		FROM annotation a`+clause, args...)
	marks := make([]coaching.Annotation, len(rows))
	for i, row := range rows {
		marks[i] = row.Annotation
		marks[i].Codes = row.CodeList
	}
	return marks, err
}

// Annotations lists the marks of a recording that the actor may see, by position.
func (tx *Tx) Annotations(ctx context.Context, recording coaching.RecordingID, cursor string, limit int) ([]coaching.Annotation, string, error) {
	from, err := readCursor(cursor, func(key string) error {
		_, err := strconv.ParseInt(key, 10, 64)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	marks, err := tx.annotations(ctx, `
		WHERE a.recording_id = $1
		  AND ($2::bigint IS NULL OR (a.start_ms, a.id) > ($2::bigint, $3::uuid))
		ORDER BY a.start_ms, a.id
		LIMIT $4`, recording, from.key, from.id, limit+1)
	marks, next := cut(marks, limit, func(a coaching.Annotation) string {
		return writeCursor(strconv.FormatInt(a.StartMS, 10), string(a.ID))
	})
	return marks, next, err
}

// Annotation reads one mark.
func (tx *Tx) Annotation(ctx context.Context, id coaching.AnnotationID) (coaching.Annotation, error) {
	marks, err := tx.annotations(ctx, `
		WHERE a.id = $1`, id)
	return first("read mark", marks, err)
}

// CreateAnnotation makes a mark: the owner's own, or a coach's draft. The id may be the caller's, so that
// sending it again by the same author gives the mark that is there; "" makes one. A zero CreatedAt is now.
// Author, holder, visibility and version are not taken from a.
func (tx *Tx) CreateAnnotation(ctx context.Context, actor coaching.Actor, a coaching.Annotation) (coaching.Annotation, error) {
	recording, err := tx.Recording(ctx, a.RecordingID)
	if err != nil {
		return coaching.Annotation{}, err
	}
	if a.Visibility, err = recording.MayMark(actor); err != nil {
		return coaching.Annotation{}, err
	}
	if a.ID == "" {
		a.ID = NewID[coaching.AnnotationID]()
	} else if len(a.ID) != 36 || uuid.Validate(string(a.ID)) != nil {
		return coaching.Annotation{}, coaching.Invalid{{Field: "id", Code: "malformed"}}
	}
	if err := tx.checkAnnotation(ctx, a, recording); err != nil {
		return coaching.Annotation{}, err
	}
	rows, err := tx.run(ctx, "create mark", `
		INSERT INTO annotation (id, holder_id, recording_id, author_id, start_ms, end_ms, kind, text, codes, subject, answers_id, shapes, visibility, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, NULLIF($7, ''), $8, $9, NULLIF($10, ''), NULLIF($11, '')::uuid, $12, $13, COALESCE($14, now()), COALESCE($14, now()))
		ON CONFLICT DO NOTHING`,
		a.ID, recording.HolderID, a.RecordingID, actor.ID, a.StartMS, a.EndMS, a.Kind, a.Text, pq.StringArray(nonNil(a.Codes)),
		a.Subject, a.AnswersID, shapes(a), a.Visibility, orNow(a.CreatedAt))
	if err != nil {
		return coaching.Annotation{}, err
	}
	if rows == 0 {
		return tx.sentAgain(ctx, actor, a)
	}
	if err := tx.notifyAnnotation(ctx, a.RecordingID, a.ID); err != nil {
		return coaching.Annotation{}, err
	}
	return tx.Annotation(ctx, a.ID)
}

// sentAgain is the mark that the author made before under this id; anybody else's is a conflict.
func (tx *Tx) sentAgain(ctx context.Context, actor coaching.Actor, a coaching.Annotation) (coaching.Annotation, error) {
	there, err := tx.Annotation(ctx, a.ID)
	if errors.Is(err, coaching.ErrNotFound) || (err == nil && (there.AuthorID != actor.ID || there.RecordingID != a.RecordingID)) {
		return coaching.Annotation{}, coaching.Conflict("id_taken")
	}
	return there, err
}

// checkAnnotation demands sound fields, and that the answered mark is one of the same recording that the actor sees.
func (tx *Tx) checkAnnotation(ctx context.Context, a coaching.Annotation, recording coaching.Recording) error {
	duration := recording.DurationMS
	if duration > 0 {
		filming, err := tx.filmingNow(ctx, recording.ID)
		if err != nil {
			return err
		}
		if filming {
			duration = 0
		}
	}
	if err := a.Check(duration, tx.codes); err != nil || a.AnswersID == "" {
		return err
	}
	unknown := coaching.Invalid{{Field: "answers_id", Code: "unknown"}}
	if uuid.Validate(string(a.AnswersID)) != nil {
		return unknown
	}
	answered, err := tx.Annotation(ctx, a.AnswersID)
	if errors.Is(err, coaching.ErrNotFound) || (err == nil && answered.RecordingID != recording.ID) {
		return unknown
	}
	return err
}

// ChangeAnnotation replaces what a mark says if it is still the version that the actor saw, else ErrStale.
// Place, kind, text, codes, subject, answered mark and shapes are taken from a; a zero UpdatedAt is now.
func (tx *Tx) ChangeAnnotation(ctx context.Context, actor coaching.Actor, a coaching.Annotation, ifVersion int) (coaching.Annotation, error) {
	there, err := tx.Annotation(ctx, a.ID)
	if err != nil {
		return coaching.Annotation{}, err
	}
	if err := there.MayChange(actor); err != nil {
		return coaching.Annotation{}, err
	}
	recording, err := tx.Recording(ctx, there.RecordingID)
	if err != nil {
		return coaching.Annotation{}, err
	}
	if err := tx.checkAnnotation(ctx, a, recording); err != nil {
		return coaching.Annotation{}, err
	}
	rows, err := tx.run(ctx, "change mark", `
		UPDATE annotation
		SET start_ms = $3,
		    end_ms = $4,
		    kind = NULLIF($5, ''),
		    text = $6,
		    codes = $7,
		    subject = NULLIF($8, ''),
		    answers_id = NULLIF($9, '')::uuid,
		    shapes = $10,
		    version = version + 1,
		    updated_at = COALESCE($11, now())
		WHERE id = $1
		  AND version = $2`,
		a.ID, ifVersion, a.StartMS, a.EndMS, a.Kind, a.Text, pq.StringArray(nonNil(a.Codes)), a.Subject, a.AnswersID, shapes(a), orNow(a.UpdatedAt))
	if err != nil {
		return coaching.Annotation{}, err
	}
	if rows == 0 {
		return coaching.Annotation{}, coaching.ErrStale
	}
	if err := tx.notifyAnnotation(ctx, there.RecordingID, a.ID); err != nil {
		return coaching.Annotation{}, err
	}
	return tx.Annotation(ctx, a.ID)
}

// DeleteAnnotation removes a mark, and with it its thread, if it is still the version that the actor saw.
func (tx *Tx) DeleteAnnotation(ctx context.Context, actor coaching.Actor, id coaching.AnnotationID, ifVersion int) error {
	there, err := tx.Annotation(ctx, id)
	if err != nil {
		return err
	}
	if err := there.MayChange(actor); err != nil {
		return err
	}
	rows, err := tx.run(ctx, "delete mark", `
		DELETE FROM annotation
		WHERE id = $1
		  AND version = $2`, id, ifVersion)
	if err != nil {
		return err
	}
	if rows == 0 {
		return coaching.ErrStale
	}
	return tx.notifyAnnotation(ctx, there.RecordingID, id)
}

func nonNil(codes []string) []string {
	if codes == nil {
		return []string{}
	}
	return codes
}

func shapes(a coaching.Annotation) string {
	if len(a.Shapes) == 0 {
		return "[]"
	}
	return string(a.Shapes)
}

// ProudMarks lists what the actor is proud of in her own recordings, newest first.
func (tx *Tx) ProudMarks(ctx context.Context) ([]coaching.ProudMark, error) {
	marks, err := tx.annotations(ctx, `
		WHERE a.author_id = $1
		  AND a.kind = 'proud'
		ORDER BY a.created_at DESC, a.id DESC
		LIMIT $2`, tx.person, mostPage)
	if err != nil {
		return nil, err
	}
	ids := make([]coaching.RecordingID, len(marks))
	for i, mark := range marks {
		ids[i] = mark.RecordingID
	}
	recordings, err := tx.recordingsByID(ctx, ids)
	proud := make([]coaching.ProudMark, len(marks))
	for i, mark := range marks {
		proud[i] = coaching.ProudMark{Mark: mark, Recording: recordings[mark.RecordingID]}
	}
	return proud, err
}
