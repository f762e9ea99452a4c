package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Location is a place with its groups.
type Location struct {
	Place
	LRKNumber string  `json:"lrk_number"`
	Version   int     `json:"version"`
	Groups    []Group `json:"groups"`
}

// Group is a group of children at a location.
type Group struct {
	Place
	Version int `json:"version"`
}

func locationOf(l coaching.Location) Location {
	return Location{Place: Place{string(l.ID), l.Name}, LRKNumber: l.LRK, Version: l.Version, Groups: each(l.Groups, groupOf)}
}

func groupOf(g coaching.Group) Group {
	return Group{Place: Place{string(g.ID), g.Name}, Version: g.Version}
}

// Locations lists the places of the holder.
func (a *API) Locations() Operation {
	return Do(a, "locations", "The locations with their groups", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, _ *Empty) (*Of[List[Location]], error) {
		var found []coaching.Location
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.Locations(ctx, holder)
			return err
		})
		return of(whole(each(found, locationOf)), err)
	}))
}

type locationBody struct {
	Name      string `json:"name"`
	LRKNumber string `json:"lrk_number,omitempty" doc:"Nine figures, or empty"`
}

type newLocationInput struct{ Body locationBody }

// AddLocation adds a location.
func (a *API) AddLocation() Operation {
	return Make(a, "add-location", "Add a location", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *newLocationInput) (*Tagged[Location], error) {
		var made coaching.Location
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			made, err = tx.AddLocation(ctx, actor, in.Body.Name, in.Body.LRKNumber, a.Now())
			return err
		})
		return tagged(locationOf(made), made.Version, err)
	}))
}

type locationChange struct {
	ByID
	Change
	Body locationBody
}

// ChangeLocation renames a location and sets its number.
func (a *API) ChangeLocation() Operation {
	return Do(a, "change-location", "Rename a location, set its LRK number", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *locationChange) (*Tagged[Location], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		var changed coaching.Location
		err = a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			changed, err = tx.ChangeLocation(ctx, actor, coaching.LocationID(in.ID), in.Body.Name, in.Body.LRKNumber, version, a.Now())
			return err
		})
		return tagged(locationOf(changed), changed.Version, err)
	}))
}

type newGroupInput struct {
	Body struct {
		LocationID string `json:"location_id"`
		Name       string `json:"name"`
	}
}

// AddGroup adds a group at a location.
func (a *API) AddGroup() Operation {
	return Make(a, "add-group", "Add a group at a location", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *newGroupInput) (*Tagged[Group], error) {
		if err := checkID("location_id", in.Body.LocationID); err != nil {
			return nil, err
		}
		var made coaching.Group
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			made, err = tx.AddGroup(ctx, actor, coaching.LocationID(in.Body.LocationID), in.Body.Name, a.Now())
			return err
		})
		return tagged(groupOf(made), made.Version, err)
	}))
}

type groupChange struct {
	ByID
	Change
	Body struct {
		Name string `json:"name"`
	}
}

// ChangeGroup renames a group.
func (a *API) ChangeGroup() Operation {
	return Do(a, "change-group", "Rename a group", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *groupChange) (*Tagged[Group], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		var changed coaching.Group
		err = a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			changed, err = tx.ChangeGroup(ctx, actor, coaching.GroupID(in.ID), in.Body.Name, version, a.Now())
			return err
		})
		return tagged(groupOf(changed), changed.Version, err)
	}))
}
