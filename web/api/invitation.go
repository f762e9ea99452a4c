package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Link is a one-time link with which a person chooses her password. Its address is shown once, when it is made.
type Link struct {
	ID         string     `json:"id"`
	PersonID   string     `json:"person_id"`
	Kind       string     `json:"kind" enum:"begin,password"`
	State      string     `json:"state" enum:"open,used,replaced,expired"`
	MadeBy     string     `json:"made_by" doc:"Id of a person, or system:invite"`
	MadeAt     time.Time  `json:"made_at"`
	ExpiresAt  time.Time  `json:"expires_at"`
	UsedAt     *time.Time `json:"used_at"`
	ReplacedAt *time.Time `json:"replaced_at"`
	URL        string     `json:"url,omitempty" doc:"Only in the answer that makes it"`
}

func (a *API) linkOf(i coaching.Invitation) Link {
	return Link{
		ID: string(i.ID), PersonID: string(i.PersonID), Kind: string(i.Kind), State: string(i.State(a.Now())), MadeBy: i.MadeBy,
		MadeAt: instant(i.MadeAt), ExpiresAt: instant(i.ExpiresAt), UsedAt: perhaps(i.UsedAt), ReplacedAt: perhaps(i.ReplacedAt),
	}
}

type makeLinkInput struct {
	ByID
	Exchange
}

// MakeLink makes a one-time link; an open one dies.
func (a *API) MakeLink() Operation {
	return Make(a, "make-link", "Make a one-time link for a person; the one before dies", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *makeLinkInput) (*Of[Link], error) {
		token, hash := secret()
		var made coaching.Invitation
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			made, err = tx.MakeInvitation(ctx, actor, coaching.PersonID(in.ID), hash, a.Now())
			return err
		})
		shown := a.linkOf(made)
		shown.URL = a.Link(in.r, token)
		return of(shown, err)
	}))
}

type linksOfInput struct {
	ByID
	Page
}

// LinksOf lists the links that were made for one person.
func (a *API) LinksOf() Operation {
	return Do(a, "links-of-person", "The one-time links that were made for a person", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, in *linksOfInput) (*Of[List[Link]], error) {
		return a.links(ctx, actor, holder, coaching.PersonID(in.ID), in.Page)
	}))
}

type linksInput struct{ Page }

// Links lists all links: who made one for whom, and when it was used.
func (a *API) Links() Operation {
	return Do(a, "links", "All one-time links of the holder", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, in *linksInput) (*Of[List[Link]], error) {
		return a.links(ctx, actor, holder, "", in.Page)
	}))
}

func (a *API) links(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, id coaching.PersonID, page Page) (*Of[List[Link]], error) {
	var (
		found []coaching.Invitation
		next  string
	)
	err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
		if id != "" {
			if _, err := tx.Member(ctx, holder, id); err != nil {
				return err
			}
		}
		found, next, err = tx.Invitations(ctx, holder, id, page.Cursor, page.Limit)
		return err
	})
	return of(listOf(found, next, a.linkOf), err)
}
