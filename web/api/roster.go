package api

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Roster says who is there when it is filmed, and who stays out of view.
type Roster struct {
	GroupID     string        `json:"group_id"`
	Adults      int           `json:"adults" doc:"Besides the employee"`
	AdultsTold  bool          `json:"adults_told" doc:"They know that it is filmed, and agree"`
	ConfirmedBy *Person       `json:"confirmed_by" doc:"Who answers for the seat plan"`
	ConfirmedAt *time.Time    `json:"confirmed_at"`
	Version     int           `json:"version"`
	Children    []RosterChild `json:"children" doc:"Who is there"`
	Audiences   []Audience    `json:"audiences" doc:"For what the recording may be used, by what the guardians said"`
}

// Audience is a purpose, and the children in view that keep it from being allowed.
type Audience struct {
	Purpose string   `json:"purpose" enum:"vib_individual,vib_team,supervision,research,external_use"`
	Allowed bool     `json:"allowed"`
	Missing []string `json:"missing" doc:"First names or codes"`
}

func audiencesOf(r coaching.Roster) []Audience {
	return each(coaching.Purposes(), func(purpose coaching.Purpose) Audience {
		missing := each(r.InTheWay(purpose), func(c coaching.RosterChild) string { return c.Name })
		return Audience{Purpose: string(purpose), Allowed: len(missing) == 0, Missing: missing}
	})
}

// RosterChild is a child that is there.
type RosterChild struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Seen  string `json:"seen" enum:"present,keep_out"`
	MayBe bool   `json:"may_be_in_view" doc:"By what the guardians said"`
}

func (p people) roster(r coaching.Roster) Roster {
	shown := Roster{
		GroupID: string(r.GroupID), Adults: r.Adults, AdultsTold: r.AdultsTold, ConfirmedAt: perhaps(r.ConfirmedAt), Version: r.Version,
		Children: each(r.Children, rosterChildOf), Audiences: audiencesOf(r),
	}
	if r.ConfirmedBy != "" {
		by := p.of(r.ConfirmedBy)
		shown.ConfirmedBy = &by
	}
	return shown
}

func rosterChildOf(c coaching.RosterChild) RosterChild {
	return RosterChild{ID: string(c.ChildID), Name: c.Name, Seen: string(c.Seen), MayBe: c.MayBeSeen(coaching.OwnQuestion)}
}

func (a *API) rosterFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Roster, error)) (*Tagged[Roster], error) {
	var shown Roster
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		found, err := step(tx)
		if err != nil {
			return err
		}
		var by []coaching.PersonID
		if found.ConfirmedBy != "" {
			by = append(by, found.ConfirmedBy)
		}
		named, err := names(ctx, tx, by...)
		shown = named.roster(found)
		return err
	})
	return tagged(shown, shown.Version, err)
}

// Roster shows it; version 0 while nobody said who is there.
func (a *API) Roster() Operation {
	return Do(a, "roster", "Who is there when this recording is filmed", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Roster], error) {
		return a.rosterFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Roster, error) {
			recording, err := tx.Recording(ctx, coaching.RecordingID(in.ID))
			if err != nil {
				return coaching.Roster{}, err
			}
			found, err := tx.Roster(ctx, recording.Main())
			if errors.Is(err, coaching.ErrNotFound) {
				err = nil
			}
			return found, err
		})
	})
}

// PresentChild is a child that will be there.
type PresentChild struct {
	ID   string `json:"id"`
	Seen string `json:"seen" doc:"present or keep_out"`
}

type rosterInput struct {
	ByID
	Beginning
	Body struct {
		GroupID    string         `json:"group_id"`
		Adults     int            `json:"adults,omitempty"`
		AdultsTold bool           `json:"adults_told,omitempty"`
		Confirm    bool           `json:"confirm,omitempty" doc:"You answer for it that whom it keeps out stays out of view"`
		Children   []PresentChild `json:"children" maxItems:"200"`
	}
}

// SetRoster says who is there.
func (a *API) SetRoster() Operation {
	return Do(a, "set-roster", "Say who is there. Once there is film, a child that may not be in view locks the recording", func(ctx context.Context, actor coaching.Actor, in *rosterInput) (*Tagged[Roster], error) {
		next := coaching.Roster{
			RecordingID: coaching.RecordingID(in.ID), GroupID: coaching.GroupID(in.Body.GroupID), Adults: in.Body.Adults, AdultsTold: in.Body.AdultsTold,
		}
		if err := checkID("group_id", in.Body.GroupID); err != nil {
			return nil, err
		}
		for _, child := range in.Body.Children {
			if err := checkID("children", child.ID); err != nil {
				return nil, err
			}
			next.Children = append(next.Children, coaching.RosterChild{ChildID: coaching.ChildID(child.ID), Seen: coaching.InView(child.Seen)})
		}
		return a.rosterFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Roster, error) {
			if _, err := tx.Recording(ctx, next.RecordingID); err != nil {
				return coaching.Roster{}, err
			}
			version, err := in.version()
			if err != nil {
				return coaching.Roster{}, err
			}
			return tx.SetRoster(ctx, actor, next, in.Body.Confirm, version, a.Now())
		})
	})
}
