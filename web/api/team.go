package api

import (
	"context"
	"time"

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

// Membership is somebody's time in a team.
type Membership struct {
	ID       string     `json:"id"`
	TeamID   string     `json:"team_id"`
	PersonID string     `json:"person_id"`
	From     time.Time  `json:"from"`
	Until    *time.Time `json:"until" doc:"Not any more at this instant; null without end"`
}

func membershipOf(m coaching.Membership) Membership {
	return Membership{ID: m.ID, TeamID: string(m.TeamID), PersonID: string(m.PersonID), From: instant(m.From), Until: perhaps(m.Until)}
}

// Memberships lists the times of a person in teams.
func (a *API) Memberships() Operation {
	return Do(a, "memberships", "When a person was in which team, the newest first", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, in *ByID) (*Of[List[Membership]], error) {
		var found []coaching.Membership
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			if _, err = tx.Member(ctx, holder, coaching.PersonID(in.ID)); err == nil {
				found, err = tx.Memberships(ctx, holder, coaching.PersonID(in.ID))
			}
			return err
		})
		return of(whole(each(found, membershipOf)), err)
	}))
}

type joinInput struct {
	ByID
	Body struct {
		TeamID   string `json:"team_id"`
		FirstDay string `json:"first_day,omitempty" doc:"2026-03-05, in the zone of the holder; today unless given"`
		LastDay  string `json:"last_day,omitempty" doc:"Her last day in it; no longer than the team is there"`
	}
}

// JoinTeam puts a person into a team.
func (a *API) JoinTeam() Operation {
	return Make(a, "join-team", "Put a person into a team; 409 in_team when she is in it on one of the days already", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *joinInput) (*Of[Membership], error) {
		var made coaching.Membership
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			made, err = tx.JoinTeam(ctx, actor, coaching.TeamID(in.Body.TeamID), coaching.PersonID(in.ID), in.Body.FirstDay, in.Body.LastDay, a.Now())
			return err
		})
		return of(membershipOf(made), err)
	}))
}

type leaveInput struct {
	ByID
	Membership string `path:"membership" doc:"Id of the time in a team"`
	Body       lastDay
}

// LeaveTeam ends somebody's time in a team.
func (a *API) LeaveTeam() Operation {
	return Do(a, "leave-team", "End a time in a team after a last day; never later than it would have ended, and not found once it has", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *leaveInput) (*Of[Membership], error) {
		var left coaching.Membership
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			left, err = tx.LeaveTeam(ctx, actor, coaching.PersonID(in.ID), in.Membership, in.Body.LastDay, a.Now())
			return err
		})
		return of(membershipOf(left), err)
	}))
}
