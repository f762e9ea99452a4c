package postgres

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
)

// Teams lists the teams of a holder that the actor may know of, also those that are closed, with the members of now whom
// she may know of.
func (tx *Tx) Teams(ctx context.Context, holder coaching.HolderID, now time.Time) ([]coaching.Team, error) {
	var teams []coaching.Team
	if err := tx.many(ctx, "list teams", &teams, `
		SELECT id,
		       name,
		       COALESCE(location_id::text, '') AS location,
		       COALESCE(until_day::text, '') AS until,
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
		  AND valid_from <= $2
		  AND (valid_until IS NULL OR valid_until > $2)
		ORDER BY valid_from, id`, holder, now)
	at := make(map[coaching.TeamID]int, len(teams))
	for i, team := range teams {
		at[team.ID] = i
	}
	for _, m := range members {
		if i, there := at[m.TeamID]; there {
			teams[i].Members = append(teams[i].Members, m.PersonID)
		}
	}
	return teams, err
}

// Memberships lists the times of a person in the teams of a holder, the newest first. For those who keep people, and herself.
func (tx *Tx) Memberships(ctx context.Context, holder coaching.HolderID, person coaching.PersonID) ([]coaching.Membership, error) {
	var rows []coaching.Membership
	err := tx.many(ctx, "list teams of a person", &rows, `
		SELECT id,
		       team_id,
		       person_id,
		       valid_from AS from,
		       valid_until AS until
		FROM team_member
		WHERE holder_id = $1
		  AND person_id = $2
		ORDER BY valid_from DESC, id DESC`, holder, person)
	return rows, err
}

// AddTeam adds a team to the actor's holder. Invalid as CheckTeam.
func (tx *Tx) AddTeam(ctx context.Context, actor coaching.Actor, team coaching.Team, now time.Time) (coaching.Team, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Team{}, err
	}
	places, today, err := tx.placesAndDay(ctx, holder, now)
	if err != nil {
		return coaching.Team{}, err
	}
	team.ID, team.Name, team.Version = "", normal(team.Name), 1
	if err := coaching.CheckTeam(team, places, today); err != nil {
		return coaching.Team{}, err
	}
	team.ID = NewID[coaching.TeamID]()
	if _, err := tx.run(ctx, "add team", `
		INSERT INTO team (id, holder_id, location_id, name, created_at)
		VALUES ($1, $2, NULLIF($3, '')::uuid, $4, $5)`, team.ID, holder, team.Location, team.Name, now); err != nil {
		return coaching.Team{}, err
	}
	return team, tx.notePlace(ctx, actor, holder, coaching.ActTeamAdded, team.Name, now)
}

// ChangeTeam renames a team and sets its last day, "" for none; with it ends the time of everybody in it. Who was to leave
// with the team stays as long as it does when that day moves before it has come; of a team that was closed and opens again
// nobody is a member. Invalid as CheckTeam; ErrStale when version is not the present one.
func (tx *Tx) ChangeTeam(ctx context.Context, actor coaching.Actor, id coaching.TeamID, name string, until coaching.Day, version int, now time.Time) (coaching.Team, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Team{}, err
	}
	if err := tx.alone(ctx, string(id)); err != nil { // nobody joins meanwhile
		return coaching.Team{}, err
	}
	before, err := tx.team(ctx, holder, id, now)
	if err != nil {
		return coaching.Team{}, err
	}
	after := before
	after.Name, after.Until, after.Version = normal(name), until, version+1
	if err := coaching.CheckTeam(after, nil, ""); err != nil {
		return coaching.Team{}, err
	}
	rows, err := tx.run(ctx, "change team", `
		UPDATE team
		SET name = $3,
		    until_day = NULLIF($4, '')::date,
		    version = version + 1
		WHERE id = $1
		  AND version = $2`, id, version, after.Name, after.Until)
	if err == nil && rows == 0 {
		err = fmt.Errorf("change team %s: %w", id, coaching.ErrStale)
	}
	if err != nil {
		return coaching.Team{}, err
	}
	if err := tx.moveEnd(ctx, holder, before, after, now); err != nil {
		return coaching.Team{}, err
	}
	if err := tx.notePlace(ctx, actor, holder, coaching.ActTeamChanged, renamed(before.Name, after.Name), now); err != nil {
		return coaching.Team{}, err
	}
	return tx.team(ctx, holder, id, now)
}

// moveEnd has nobody's time in a team go on after its last day.
func (tx *Tx) moveEnd(ctx context.Context, id coaching.HolderID, before, after coaching.Team, now time.Time) error {
	if before.Until == after.Until {
		return nil
	}
	holder, err := tx.Holder(ctx, id)
	if err != nil {
		return err
	}
	_, err = tx.run(ctx, "end or lengthen the time of members", `
		UPDATE team_member
		SET valid_until = CASE WHEN $3::timestamptz IS NULL THEN NULL ELSE GREATEST(valid_from, $3::timestamptz) END
		WHERE team_id = $1
		  AND (valid_until = $2::timestamptz AND $2::timestamptz > $4::timestamptz
		       OR $3::timestamptz IS NOT NULL AND (valid_until IS NULL OR valid_until > $3::timestamptz))`,
		before.ID, before.Ends(holder.Zone()), after.Ends(holder.Zone()), now)
	return err
}

func (tx *Tx) team(ctx context.Context, holder coaching.HolderID, id coaching.TeamID, now time.Time) (coaching.Team, error) {
	teams, err := tx.Teams(ctx, holder, now)
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

// JoinTeam puts a person of the holder into a team, from a first day to a last one; "" is today and no end. Errors as
// Team.Joined, and ErrNotFound.
func (tx *Tx) JoinTeam(ctx context.Context, actor coaching.Actor, id coaching.TeamID, person coaching.PersonID, firstDay, lastDay string, now time.Time) (coaching.Membership, error) {
	m := coaching.Membership{ID: NewID[string](), PersonID: person}
	k, err := tx.inTeams(ctx, actor, person)
	if err != nil {
		return m, err
	}
	if err := tx.alone(ctx, string(id)); err != nil { // it does not close meanwhile
		return m, err
	}
	team, err := tx.team(ctx, k.holder.ID, id, now)
	if err != nil {
		return m, err
	}
	places, err := tx.Locations(ctx, k.holder.ID)
	if err != nil {
		return m, err
	}
	if m, err = team.Joined(m, firstDay, lastDay, k.there, places, now, k.holder.Zone()); err != nil {
		return m, err
	}
	if _, err := tx.run(ctx, "join team", `
		INSERT INTO team_member (id, holder_id, team_id, person_id, valid_from, valid_until)
		VALUES ($1, $2, $3, $4, $5, $6)`, m.ID, k.holder.ID, m.TeamID, m.PersonID, m.From, m.Until); err != nil {
		return m, err
	}
	return m, tx.noteTeam(ctx, actor, k.holder.ID, coaching.ActTeamJoined, person, team.Name, now)
}

// LeaveTeam ends a time in a team after a last day, at once for today or an earlier day, and never later than it would have
// ended. ErrNotFound when it has ended already.
func (tx *Tx) LeaveTeam(ctx context.Context, actor coaching.Actor, person coaching.PersonID, membership, lastDay string, now time.Time) (coaching.Membership, error) {
	var m coaching.Membership
	k, err := tx.inTeams(ctx, actor, person)
	if err != nil {
		return m, err
	}
	end, err := coaching.EndOn("last_day", lastDay, now, k.holder.Zone())
	if err != nil {
		return m, err
	}
	if err := tx.one(ctx, "leave team", &m, `
		UPDATE team_member
		SET valid_until = LEAST(valid_until, GREATEST(valid_from, $4))
		WHERE id::text = $1
		  AND holder_id = $2
		  AND person_id = $3
		  AND (valid_until IS NULL OR valid_until > $5)
		RETURNING id,
		          team_id,
		          person_id,
		          valid_from AS from,
		          valid_until AS until`, membership, k.holder.ID, person, end, now); err != nil {
		return m, err
	}
	team, err := tx.team(ctx, k.holder.ID, m.TeamID, now)
	if err != nil {
		return m, err
	}
	return m, tx.noteTeam(ctx, actor, k.holder.ID, coaching.ActTeamLeft, person, team.Name, now)
}

// teamsOf are the times in teams of a person, which nobody else changes meanwhile.
type teamsOf struct {
	holder coaching.Holder
	there  []coaching.Membership
}

func (tx *Tx) inTeams(ctx context.Context, actor coaching.Actor, person coaching.PersonID) (k teamsOf, err error) {
	id, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return k, err
	}
	if err := tx.alone(ctx, string(person)); err != nil {
		return k, err
	}
	if _, err := tx.Member(ctx, id, person); err != nil {
		return k, err
	}
	if k.holder, err = tx.Holder(ctx, id); err != nil {
		return k, err
	}
	k.there, err = tx.Memberships(ctx, id, person)
	return k, err
}

func (tx *Tx) noteTeam(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, act coaching.AdministrationAct, person coaching.PersonID, team string, now time.Time) error {
	return tx.note(ctx, coaching.AdministrationLine{HolderID: holder, Actor: string(actor.ID), Act: act, PersonID: person, Detail: team, At: now})
}
