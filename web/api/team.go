package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Team is people who work together.
type Team struct {
	Place
	LocationID *string  `json:"location_id" doc:"null: the whole holder"`
	UntilDay   *string  `json:"until_day" doc:"Its last day; null without end"`
	MemberIDs  []string `json:"member_ids" doc:"Who is in it now"`
	Version    int      `json:"version"`
}

func teamOf(t coaching.Team) Team {
	return Team{
		Place: Place{string(t.ID), t.Name}, LocationID: maybe(string(t.Location)), UntilDay: maybe(string(t.Until)), Version: t.Version,
		MemberIDs: each(t.Members, func(id coaching.PersonID) string { return string(id) }),
	}
}

// Teams lists the teams of the holder.
func (a *API) Teams() Operation {
	return Do(a, "teams", "The teams with who is in them", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, _ *Empty) (*Of[List[Team]], error) {
		var found []coaching.Team
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.Teams(ctx, holder, a.Now())
			return err
		})
		return of(whole(each(found, teamOf)), err)
	}))
}

type newTeamInput struct {
	Body struct {
		Name       string `json:"name"`
		LocationID string `json:"location_id,omitempty" doc:"Empty: the whole holder"`
	}
}

// AddTeam adds a team.
func (a *API) AddTeam() Operation {
	return Make(a, "add-team", "Add a team", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *newTeamInput) (*Tagged[Team], error) {
		var made coaching.Team
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			made, err = tx.AddTeam(ctx, actor, coaching.Team{Name: in.Body.Name, Location: coaching.LocationID(in.Body.LocationID)}, a.Now())
			return err
		})
		return tagged(teamOf(made), made.Version, err)
	}))
}

type teamChange struct {
	ByID
	Change
	Body struct {
		Name     string `json:"name"`
		UntilDay string `json:"until_day,omitempty" doc:"Its last day, or empty; the time of everybody in it ends with it"`
	}
}

// ChangeTeam renames a team or closes it.
func (a *API) ChangeTeam() Operation {
	return Do(a, "change-team", "Rename a team, or say its last day", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *teamChange) (*Tagged[Team], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		var changed coaching.Team
		err = a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			changed, err = tx.ChangeTeam(ctx, actor, coaching.TeamID(in.ID), in.Body.Name, coaching.Day(in.Body.UntilDay), version, a.Now())
			return err
		})
		return tagged(teamOf(changed), changed.Version, err)
	}))
}
