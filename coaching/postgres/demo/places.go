package demo

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// PIN is that of the two who work at the first location, on any tablet of theirs.
const PIN = "314271"

// Places tells how the first holder is organised, unless it was told: each group belongs to the day care of its location,
// those two are a team, and their group has a tablet that was set up long ago and that nobody has.
func Places(ctx context.Context, db *postgres.DB, administrator coaching.Actor, colleagues []coaching.Actor, pinHash string, now time.Time) error {
	holder, err := administrator.HolderAs(coaching.Administrator)
	if err != nil {
		return err
	}
	long := now.AddDate(0, -4, 0)
	for _, colleague := range colleagues {
		if err := db.AsActor(ctx, colleague, func(tx *postgres.Tx) error { return tx.SetPIN(ctx, colleague, pinHash, long) }); err != nil {
			return err
		}
	}
	secret, code := []byte(rand.Text()), []byte(rand.Text())
	made := false
	if err := db.AsActor(ctx, administrator, func(tx *postgres.Tx) error {
		places, err := tx.Locations(ctx, holder)
		if err != nil || len(places) == 0 {
			return err
		}
		if err := organise(ctx, tx, administrator, places, colleagues, long); err != nil {
			return err
		}
		tablets, err := tx.Tablets(ctx, now)
		if err != nil || len(tablets) > 0 {
			return err
		}
		made = true
		_, err = tx.MakeTablet(ctx, administrator, owls(places), "Tablet van "+Owls, code, long)
		return err
	}); err != nil || !made {
		return err
	}
	return db.AsDoor(ctx, postgres.Tablet, func(tx *postgres.Tx) error { return tx.BeginTablet(ctx, code, secret, long) })
}

// organise gives groups their centre and makes the team, unless there is one.
func organise(ctx context.Context, tx *postgres.Tx, administrator coaching.Actor, places []coaching.Location, colleagues []coaching.Actor, at time.Time) error {
	teams, err := tx.Teams(ctx, administrator.At(), at)
	if err != nil || len(teams) > 0 {
		return err
	}
	if err := belong(ctx, tx, administrator, places, at); err != nil {
		return err
	}
	return team(ctx, tx, administrator, places[0], colleagues, at)
}

// belong gives each group without a centre the day care of its location.
func belong(ctx context.Context, tx *postgres.Tx, administrator coaching.Actor, places []coaching.Location, at time.Time) error {
	for _, place := range places {
		for _, centre := range place.Centres {
			if centre.Kind != coaching.Daycare {
				continue
			}
			for _, group := range place.Groups {
				group.Centre = centre.ID
				if _, err := tx.ChangeGroup(ctx, administrator, group, group.Version, at); err != nil {
					return err
				}
			}
			break
		}
	}
	return nil
}

func team(ctx context.Context, tx *postgres.Tx, administrator coaching.Actor, place coaching.Location, colleagues []coaching.Actor, at time.Time) error {
	made, err := tx.AddTeam(ctx, administrator, coaching.Team{Name: "Team " + strings.TrimPrefix(place.Name, "Kindercentrum "), Location: place.ID}, at)
	if err != nil {
		return err
	}
	for _, colleague := range colleagues {
		if _, err := tx.JoinTeam(ctx, administrator, made.ID, colleague.ID, "", "", at); err != nil {
			return err
		}
	}
	return nil
}

func owls(places []coaching.Location) coaching.GroupID {
	for _, group := range groupsOf(places) {
		if group.Name == Owls {
			return group.ID
		}
	}
	return ""
}
