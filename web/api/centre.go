package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Centre is one entry in the register of childcare.
type Centre struct {
	Place
	LocationID string  `json:"location_id"`
	Kind       string  `json:"kind"`
	LRKNumber  string  `json:"lrk_number" doc:"Empty where it is not known yet"`
	From       string  `json:"registered_from"`
	Until      *string `json:"registered_until" doc:"Its last day in the register; null without end"`
	Version    int     `json:"version"`
}

func centreOf(c coaching.Centre) Centre {
	return Centre{
		Place: Place{string(c.ID), c.Name}, LocationID: string(c.Location), Kind: string(c.Kind), LRKNumber: c.LRK,
		From: string(c.From), Until: maybe(string(c.Until)), Version: c.Version,
	}
}

type centreBody struct {
	Name  string `json:"name"`
	Kind  string `json:"kind" enum:"daycare,out_of_school,playgroup"`
	LRK   string `json:"lrk_number,omitempty" doc:"Nine figures, or empty where it is not known yet"`
	From  string `json:"registered_from"`
	Until string `json:"registered_until,omitempty"`
}

func (b centreBody) centre() coaching.Centre {
	return coaching.Centre{Name: b.Name, Kind: coaching.CentreKind(b.Kind), LRK: b.LRK, From: coaching.Day(b.From), Until: coaching.Day(b.Until)}
}

// Centres lists the registered centres of the holder.
func (a *API) Centres() Operation {
	return Do(a, "centres", "The registered centres", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, _ *Empty) (*Of[List[Centre]], error) {
		var found []coaching.Centre
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.Centres(ctx, holder)
			return err
		})
		return of(whole(each(found, centreOf)), err)
	}))
}

type newCentreInput struct {
	Body struct {
		LocationID string `json:"location_id"`
		Name       string `json:"name"`
		Kind       string `json:"kind" enum:"daycare,out_of_school,playgroup"`
		LRK        string `json:"lrk_number,omitempty" doc:"Nine figures, or empty where it is not known yet"`
		From       string `json:"registered_from"`
		Until      string `json:"registered_until,omitempty"`
	}
}

// AddCentre adds one at a location.
func (a *API) AddCentre() Operation {
	return Make(a, "add-centre", "Add a registered centre at a location", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *newCentreInput) (*Tagged[Centre], error) {
		if err := checkID("location_id", in.Body.LocationID); err != nil {
			return nil, err
		}
		var made coaching.Centre
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			b := in.Body
			centre := centreBody{b.Name, b.Kind, b.LRK, b.From, b.Until}.centre()
			centre.Location = coaching.LocationID(in.Body.LocationID)
			made, err = tx.AddCentre(ctx, actor, centre, a.Now())
			return err
		})
		return tagged(centreOf(made), made.Version, err)
	}))
}

type centreChange struct {
	ByID
	Change
	Body centreBody
}

// ChangeCentre changes all but its location.
func (a *API) ChangeCentre() Operation {
	return Do(a, "change-centre", "Change a registered centre, or say its last day", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *centreChange) (*Tagged[Centre], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		var changed coaching.Centre
		err = a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			centre := in.Body.centre()
			centre.ID = coaching.CentreID(in.ID)
			changed, err = tx.ChangeCentre(ctx, actor, centre, version, a.Now())
			return err
		})
		return tagged(centreOf(changed), changed.Version, err)
	}))
}
