package postgres

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
)

// Teams lists the teams of a holder that the actor may know of, with the members whom she may know of.
func (tx *Tx) Teams(ctx context.Context, holder coaching.HolderID) ([]coaching.Team, error) {
	var teams []coaching.Team
	if err := tx.many(ctx, "list teams", &teams, `
		SELECT id,
		       name,
		       COALESCE(location_id::text, '') AS location,
		       version
		FROM team
		WHERE holder_id = $1
		ORDER BY name COLLATE "nl-x-icu", id`, holder); err != nil {
		return nil, err
	}
	var members []struct {
		TeamID   coaching.TeamID
		PersonID coaching.PersonID
	}
	err := tx.many(ctx, "list members of teams", &members, `
		SELECT team_id,
		       person_id
		FROM team_member
		WHERE holder_id = $1
		  AND valid_until IS NULL
		ORDER BY valid_from, id`, holder)
	for i := range teams {
		for _, m := range members {
			if m.TeamID == teams[i].ID {
				teams[i].Members = append(teams[i].Members, m.PersonID)
			}
		}
	}
	return teams, err
}

// AddTeam adds a team to the actor's holder. Invalid as CheckTeam.
func (tx *Tx) AddTeam(ctx context.Context, actor coaching.Actor, team coaching.Team, now time.Time) (coaching.Team, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Team{}, err
	}
	places, err := tx.openPlaces(ctx, holder, now)
	if err != nil {
		return coaching.Team{}, err
	}
	team.ID, team.Name, team.Version = NewID[coaching.TeamID](), normal(team.Name), 1
	if err := coaching.CheckTeam(team, places); err != nil {
		return coaching.Team{}, err
	}
	if _, err := tx.run(ctx, "add team", `
		INSERT INTO team (id, holder_id, location_id, name, created_at)
		VALUES ($1, $2, NULLIF($3, '')::uuid, $4, $5)`, team.ID, holder, team.Location, team.Name, now); err != nil {
		return coaching.Team{}, err
	}
	return team, tx.notePlace(ctx, actor, holder, coaching.ActTeamAdded, team.Name, now)
}

// ChangeTeam renames a team. ErrStale when version is not the present one.
func (tx *Tx) ChangeTeam(ctx context.Context, actor coaching.Actor, id coaching.TeamID, name string, version int, now time.Time) (coaching.Team, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Team{}, err
	}
	before, err := tx.team(ctx, holder, id)
	if err != nil {
		return coaching.Team{}, err
	}
	after := before
	after.Name = normal(name)
	if err := coaching.CheckTeam(coaching.Team{Name: after.Name}, nil); err != nil {
		return coaching.Team{}, err
	}
	rows, err := tx.run(ctx, "change team", `
		UPDATE team
		SET name = $3,
		    version = version + 1
		WHERE id = $1
		  AND version = $2`, id, version, after.Name)
	if err == nil && rows == 0 {
		err = fmt.Errorf("change team %s: %w", id, coaching.ErrStale)
	}
	if err != nil {
		return coaching.Team{}, err
	}
	after.Version = version + 1
	return after, tx.notePlace(ctx, actor, holder, coaching.ActTeamChanged, renamed(before.Name, after.Name), now)
}

func (tx *Tx) team(ctx context.Context, holder coaching.HolderID, id coaching.TeamID) (coaching.Team, error) {
	teams, err := tx.Teams(ctx, holder)
	for _, team := range teams {
		if team.ID == id {
			return team, nil
		}
	}
	if err == nil {
		err = fmt.Errorf("read team %s: %w", id, coaching.ErrNotFound)
	}
	return coaching.Team{}, err
}

// JoinTeam puts a person of the holder into a team, from now on; twice is once.
func (tx *Tx) JoinTeam(ctx context.Context, actor coaching.Actor, id coaching.TeamID, person coaching.PersonID, now time.Time) error {
	return tx.moveMember(ctx, actor, id, person, coaching.ActTeamJoined, now, `
		INSERT INTO team_member (id, holder_id, team_id, person_id, valid_from)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (team_id, person_id) WHERE valid_until IS NULL DO NOTHING`)
}

// LeaveTeam takes a person out of a team, from now on; ErrNotFound when she is not in it.
func (tx *Tx) LeaveTeam(ctx context.Context, actor coaching.Actor, id coaching.TeamID, person coaching.PersonID, now time.Time) error {
	return tx.moveMember(ctx, actor, id, person, coaching.ActTeamLeft, now, `
		UPDATE team_member
		SET valid_until = GREATEST(valid_from, $5)
		WHERE $1::uuid IS NOT NULL
		  AND holder_id = $2
		  AND team_id = $3
		  AND person_id = $4
		  AND valid_until IS NULL`)
}

func (tx *Tx) moveMember(ctx context.Context, actor coaching.Actor, id coaching.TeamID, person coaching.PersonID, act coaching.AdministrationAct, now time.Time, statement string) error {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return err
	}
	team, err := tx.team(ctx, holder, id)
	if err != nil {
		return err
	}
	if _, err := tx.Member(ctx, holder, person); err != nil {
		return err
	}
	rows, err := tx.run(ctx, "change who is in a team", statement, NewID[string](), holder, id, person, now)
	if err != nil || rows == 0 && act == coaching.ActTeamJoined {
		return err
	}
	if rows == 0 {
		return fmt.Errorf("leave team %s: %w", id, coaching.ErrNotFound)
	}
	return tx.note(ctx, coaching.AdministrationLine{HolderID: holder, Actor: string(actor.ID), Act: act, PersonID: person, Detail: team.Name, At: now})
}
