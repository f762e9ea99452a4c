package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Me is who is logged in.
type Me struct {
	Person
	Email    string   `json:"email"`
	Language string   `json:"language" doc:"nl, en, or empty for no choice"`
	Holder   MyHolder `json:"holder"`
	Roles    []Role   `json:"roles" doc:"For that holder"`
	Holders  []Place  `json:"holders" doc:"All for whom you can work"`
	Left     bool     `json:"left" doc:"You left that holder; your own dossier is there for some time"`
}

// MyHolder is the holder for which she works now.
type MyHolder struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Demo      bool   `json:"demo"`
	MayRecord bool   `json:"may_record" doc:"Recording is switched on"`
}

// Role is one role that holds now.
type Role struct {
	Role       string  `json:"role"`
	LocationID *string `json:"location_id" doc:"null: the whole holder"`
}

func roleOf(r coaching.Assignment) Role {
	return Role{Role: string(r.Role), LocationID: maybe(string(r.Location))}
}

func (a *API) me(ctx context.Context, actor coaching.Actor) (Me, error) {
	me := Me{
		Person: personOf(actor.Person), Email: actor.Email, Language: actor.Language,
		Roles: each(actor.Roles, roleOf), Left: actor.Leaver,
	}
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(ctx, actor.At())
		if err != nil {
			return err
		}
		me.Holder = MyHolder{string(holder.ID), holder.Name, holder.Demo, holder.MayRecord()}
		workplaces, err := tx.Workplaces(ctx)
		me.Holders = each(workplaces, func(w coaching.Workplace) Place { return Place{string(w.ID), w.Name} })
		return err
	})
	return me, err
}

type workForInput struct {
	Exchange
	Body struct {
		HolderID string `json:"holder_id"`
	}
}

// WorkFor makes the actor work for another of her holders.
func (a *API) WorkFor() Operation {
	return Do(a, "work-for", "Work for another of your holders; sets a new cookie, and what was open of the other ends", func(ctx context.Context, _ coaching.Actor, in *workForInput) (*Of[Me], error) {
		actor, err := a.Doors.WorkFor(in.w, in.r, coaching.HolderID(in.Body.HolderID))
		if err != nil {
			return nil, err
		}
		return of(a.me(ctx, actor))
	})
}

// Me reads who is logged in.
func (a *API) Me() Operation {
	return Do(a, "me", "Who you are", func(ctx context.Context, actor coaching.Actor, _ *Empty) (*Of[Me], error) {
		return of(a.me(ctx, actor))
	})
}

type languageInput struct {
	Body struct {
		Language string `json:"language" enum:"nl,en"`
	}
}

// SetLanguage keeps the language of the account.
func (a *API) SetLanguage() Operation {
	return Do(a, "set-language", "Choose your language", func(ctx context.Context, actor coaching.Actor, in *languageInput) (*Of[Me], error) {
		err := a.as(ctx, actor, func(tx *postgres.Tx) error { return tx.SetLanguage(ctx, in.Body.Language) })
		if err != nil {
			return nil, err
		}
		actor.Language = in.Body.Language
		return of(a.me(ctx, actor))
	})
}

// Coaches lists whom the actor may choose.
func (a *API) Coaches() Operation {
	return Do(a, "coaches", "The coaches that you may choose", func(ctx context.Context, actor coaching.Actor, _ *Empty) (*Of[List[Person]], error) {
		var found []coaching.Person
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.EngagedCoaches(ctx)
			return err
		})
		return of(whole(each(found, personOf)), err)
	})
}
