package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Location is a place with its groups.
type Location struct {
	Place
	UntilDay *string  `json:"until_day" doc:"The last day on which it is open; null without end"`
	Version  int      `json:"version"`
	Centres  []Centre `json:"centres" doc:"Its entries in the register of childcare"`
	Groups   []Group  `json:"groups"`
}

// Group is a group of children at a location.
type Group struct {
	Place
	CentreID *string `json:"centre_id" doc:"Its entry in the register of childcare; null where nobody said"`
	UntilDay *string `json:"until_day" doc:"The last day on which it is open; null without end"`
	Version  int     `json:"version"`
}

func locationOf(l coaching.Location) Location {
	return Location{Place: Place{string(l.ID), l.Name}, UntilDay: maybe(string(l.Until)), Version: l.Version, Centres: each(l.Centres, centreOf), Groups: each(l.Groups, groupOf)}
}

func groupOf(g coaching.Group) Group {
	return Group{Place: Place{string(g.ID), g.Name}, CentreID: maybe(string(g.Centre)), UntilDay: maybe(string(g.Until)), Version: g.Version}
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
	Name     string `json:"name"`
	UntilDay string `json:"until_day,omitempty" doc:"The last day on which it is open, or empty"`
}

type newLocationInput struct {
	Body struct {
		Name string `json:"name"`
	}
}

// AddLocation adds a location.
func (a *API) AddLocation() Operation {
	return Make(a, "add-location", "Add a location", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *newLocationInput) (*Tagged[Location], error) {
		var made coaching.Location
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			made, err = tx.AddLocation(ctx, actor, in.Body.Name, a.Now())
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

// ChangeLocation renames a location or closes it.
func (a *API) ChangeLocation() Operation {
	return Do(a, "change-location", "Rename a location, or say its last day", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *locationChange) (*Tagged[Location], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		var changed coaching.Location
		err = a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			changed, err = tx.ChangeLocation(ctx, actor, coaching.LocationID(in.ID), in.Body.Name, coaching.Day(in.Body.UntilDay), version, a.Now())
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
		Name     string `json:"name"`
		CentreID string `json:"centre_id,omitempty" doc:"One of its location's, or empty"`
		UntilDay string `json:"until_day,omitempty" doc:"The last day on which it is open, or empty"`
	}
}

// ChangeGroup renames a group, says to which centre it belongs, or closes it.
func (a *API) ChangeGroup() Operation {
	return Do(a, "change-group", "Rename a group, say its centre, or its last day", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *groupChange) (*Tagged[Group], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		var changed coaching.Group
		err = a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			changed, err = tx.ChangeGroup(ctx, actor, coaching.Group{
				ID: coaching.GroupID(in.ID), Name: in.Body.Name, Centre: coaching.CentreID(in.Body.CentreID), Until: coaching.Day(in.Body.UntilDay),
			}, version, a.Now())
			return err
		})
		return tagged(groupOf(changed), changed.Version, err)
	}))
}
