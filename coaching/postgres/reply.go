package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"terugblik/coaching"
)

// Replies lists the thread under a mark, oldest first; ErrNotFound when the actor does not see the mark.
func (tx *Tx) Replies(ctx context.Context, annotation coaching.AnnotationID) ([]coaching.Reply, error) {
	if _, err := tx.Annotation(ctx, annotation); err != nil {
		return nil, err
	}
	var replies []coaching.Reply
	err := tx.many(ctx, "list replies", &replies, selectReply+`
		WHERE annotation_id = $1
		ORDER BY created_at, id`, annotation)
	return replies, err
}

const selectReply = `
		SELECT id,
		       annotation_id,
		       author_id,
		       text,
		       created_at
		FROM reply`

// CreateReply answers under a mark. The id may be the caller's, so that sending it again is once; "" makes one.
func (tx *Tx) CreateReply(ctx context.Context, actor coaching.Actor, annotation coaching.AnnotationID, id coaching.ReplyID, text string, now time.Time) (coaching.Reply, error) {
	if err := coaching.CheckReply(text); err != nil {
		return coaching.Reply{}, err
	}
	mark, err := tx.Annotation(ctx, annotation)
	if err != nil {
		return coaching.Reply{}, err
	}
	if id == "" {
		id = NewID[coaching.ReplyID]()
	} else if len(id) != 36 || uuid.Validate(string(id)) != nil {
		return coaching.Reply{}, coaching.Invalid{{Field: "id", Code: "malformed"}}
	}
	rows, err := tx.run(ctx, "create reply", `
		INSERT INTO reply (id, holder_id, annotation_id, author_id, text, created_at)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT DO NOTHING`, id, mark.HolderID, annotation, actor.ID, text, now)
	if err != nil {
		return coaching.Reply{}, err
	}
	var reply coaching.Reply
	err = tx.one(ctx, "read reply", &reply, selectReply+`
		WHERE id = $1`, id)
	if rows == 0 && (errors.Is(err, coaching.ErrNotFound) || reply.AuthorID != actor.ID || reply.AnnotationID != annotation) {
		return coaching.Reply{}, coaching.Conflict("id_taken")
	}
	if err != nil {
		return coaching.Reply{}, err
	}
	return reply, tx.notifyAnnotation(ctx, mark.RecordingID, annotation)
}

// News lists what others wrote since an instant under marks on the actor's own film that she sees, newest first.
func (tx *Tx) News(ctx context.Context, since time.Time, limit int) ([]coaching.News, error) {
	var rows []struct {
		coaching.Reply
		AtMS  int64 `db:"at_ms"`
		Film  coaching.RecordingID
		Title string
	}
	err := tx.many(ctx, "list news", &rows, `
		SELECT r.id,
		       r.annotation_id,
		       r.author_id,
		       r.text,
		       r.created_at,
		       a.start_ms AS at_ms,
		       f.id AS film,
		       f.title
		FROM recording f
		JOIN annotation a ON a.recording_id = f.id
		JOIN reply r ON r.annotation_id = a.id
		WHERE f.owner_id = $1
		  AND r.author_id <> $1
		  AND r.created_at > $2
		ORDER BY r.created_at DESC, r.id DESC
		LIMIT $3`, tx.person, since, limit)
	news := make([]coaching.News, len(rows))
	for i, row := range rows {
		news[i] = coaching.News{Reply: row.Reply, AtMS: row.AtMS, Film: row.Film, Title: row.Title}
	}
	return news, err
}
