package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Reply is one answer in the thread under a mark.
type Reply struct {
	ID        string    `json:"id"`
	Author    Person    `json:"author"`
	Text      string    `json:"text"`
	CreatedAt time.Time `json:"created_at"`
}

func (p people) reply(r coaching.Reply) Reply {
	return Reply{ID: string(r.ID), Author: p.of(r.AuthorID), Text: r.Text, CreatedAt: instant(r.CreatedAt)}
}

// Replies lists a thread, oldest first.
func (a *API) Replies() Operation {
	return Do(a, "replies", "The talk under a mark", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[Reply]], error) {
		var shown []Reply
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			mark, err := tx.Annotation(ctx, coaching.AnnotationID(in.ID))
			if err != nil {
				return err
			}
			found, err := tx.Replies(ctx, mark.ID)
			if err != nil {
				return err
			}
			var writers []coaching.PersonID
			for _, reply := range found {
				writers = append(writers, reply.AuthorID)
			}
			named, err := names(ctx, tx, writers...)
			shown = each(found, named.reply)
			return err
		})
		return of(whole(shown), err)
	})
}

type replyInput struct {
	ByID
	Body struct {
		ID   string `json:"id,omitempty" doc:"A UUIDv7 of your own makes a repeated request harmless"`
		Text string `json:"text"`
	}
}

// CreateReply answers under a mark.
func (a *API) CreateReply() Operation {
	return Make(a, "create-reply", "Answer under a mark", func(ctx context.Context, actor coaching.Actor, in *replyInput) (*Of[Reply], error) {
		var shown Reply
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			made, err := tx.CreateReply(ctx, actor, coaching.AnnotationID(in.ID), coaching.ReplyID(in.Body.ID), in.Body.Text, a.Now())
			if err != nil {
				return err
			}
			named, err := names(ctx, tx, made.AuthorID)
			shown = named.reply(made)
			return err
		})
		return of(shown, err)
	})
}
