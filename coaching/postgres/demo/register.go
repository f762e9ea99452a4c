package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// The groups of the demo in which somebody films.
const (
	Owls      = "De Uiltjes"
	Hedgehogs = "De Egels"
)

func childrenOf(group string) []string {
	return map[string][]string{
		Owls:          {"Bo", "Jip", "Lotte", "Noor B.", "Sem", "Yara"},
		Hedgehogs:     {"Adam", "Fenna", "Mila", "Vos-7"},
		"De Vlinders": {"Tess"},
	}[group]
}

// The children of whom the register of the demo tells something.
const (
	refused  = "Noor B." // one of her parents said no
	takenOut = "Mila"    // a parent took back a yes: see TakeBack
	askedFor = "Tess"    // her parent asked what there is of her
)

// Register puts the register of children into use and tells what it and the privacy office know, unless it was told: groups
// whose parents were asked, of one child one of two said no, and a parent's request for access that was answered.
func Register(ctx context.Context, db *postgres.DB, administrator, officer coaching.Actor, now time.Time) error {
	holder, err := administrator.HolderAs(coaching.Administrator)
	if err != nil {
		return err
	}
	var child coaching.ChildID
	err = db.AsActor(ctx, administrator, func(tx *postgres.Tx) error {
		there, err := tx.ChildrenAt(ctx, holder)
		if err != nil || len(there) > 0 {
			return err
		}
		if _, err := tx.SetBasis(ctx, administrator, coaching.DefaultBasis(), 0, now.AddDate(0, 0, -40)); err != nil {
			return err
		}
		child, err = children(ctx, tx, administrator, holder, now)
		return err
	})
	if err != nil || child == "" {
		return err
	}
	return db.AsActor(ctx, officer, func(tx *postgres.Tx) error {
		h, err := tx.Holder(ctx, holder)
		if err != nil {
			return err
		}
		asked := now.AddDate(0, 0, -20)
		request, err := tx.RegisterRequest(ctx, officer, coaching.PrivacyRequest{
			HolderID: holder, Kind: coaching.AccessRequest, ChildID: child, AskedBy: "ouder 1", ReceivedOn: coaching.DayOf(asked, h.Zone()),
		}, coaching.DayOf(asked, h.Zone()), asked)
		if err != nil {
			return err
		}
		return tx.CloseRequest(ctx, officer, request.ID, coaching.RequestDone, "Er is geen opname met dit kind. De ouder heeft dat gehoord.", 0, now.AddDate(0, 0, -13))
	})
}

// children puts those of all groups on the register, with what their parents said, and gives the one that is asked for.
func children(ctx context.Context, tx *postgres.Tx, actor coaching.Actor, holder coaching.HolderID, now time.Time) (found coaching.ChildID, err error) {
	places, err := tx.Locations(ctx, holder)
	if err != nil {
		return "", err
	}
	for _, group := range groupsOf(places) {
		added, err := tx.AddChildren(ctx, actor, group.ID, childrenOf(group.Name), false, []string{"ouder 1", "ouder 2"}, now.AddDate(0, 0, -38))
		if err != nil {
			return "", err
		}
		for _, child := range added {
			if child.Name == askedFor {
				found = child.ID
			}
			for i, guardian := range child.Guardians {
				act, purposes := coaching.ActGiven, []coaching.Purpose{coaching.OwnQuestion, coaching.ForTeam}
				if child.Name == refused && i == 1 {
					act = coaching.ActRefused
				}
				if err := say(ctx, tx, actor, child, guardian, act, purposes, now.AddDate(0, 0, -37)); err != nil {
					return "", err
				}
			}
		}
	}
	return found, nil
}

func groupsOf(places []coaching.Location) (all []coaching.Group) {
	for _, place := range places {
		all = append(all, place.Groups...)
	}
	return all
}

func say(ctx context.Context, tx *postgres.Tx, actor coaching.Actor, child coaching.Child, guardian coaching.Guardian, act coaching.ConsentAct, purposes []coaching.Purpose, at time.Time) error {
	lines := make([]coaching.ChildConsent, len(purposes))
	for i, purpose := range purposes {
		lines[i] = coaching.ChildConsent{
			ChildID: child.ID, GuardianID: guardian.ID, Purpose: purpose, Act: act, At: at, How: coaching.ByPaper, TextVersion: coaching.CurrentChildConsentText,
		}
	}
	_, err := tx.NoteConsent(ctx, actor, lines, at)
	return err
}

// Present says who was there when a recording of the demo was filmed: the children of a group, whom their parents do not
// allow out of view. The child for whom a yes is taken back later is there only where with says so.
func Present(ctx context.Context, tx *postgres.Tx, owner coaching.Actor, recording coaching.Recording, in string, with bool, at time.Time) error {
	places, err := tx.Locations(ctx, recording.HolderID)
	if err != nil {
		return err
	}
	groups := groupsOf(places)
	i := slices.IndexFunc(groups, func(g coaching.Group) bool { return g.Name == in })
	if i < 0 {
		return fmt.Errorf("tell who was there: no group %q", in)
	}
	roster := coaching.Roster{RecordingID: recording.ID, GroupID: groups[i].ID}
	if roster.Children, err = tx.Attendance(ctx, roster.GroupID, coaching.Day(at.Format(time.DateOnly))); err != nil {
		return err
	}
	roster.Children = slices.DeleteFunc(roster.Children, func(c coaching.RosterChild) bool { return c.Name == takenOut && !with })
	_, err = tx.SetRoster(ctx, owner, roster, true, 0, at)
	return err
}

// TakeBack has a parent take a yes back, two days ago, unless that was told: what her child is filmed in is locked, and to be
// cut or thrown away.
func TakeBack(ctx context.Context, db *postgres.DB, administrator coaching.Actor, now time.Time) error {
	holder, err := administrator.HolderAs(coaching.Administrator)
	if err != nil {
		return err
	}
	return db.AsActor(ctx, administrator, func(tx *postgres.Tx) error {
		all, err := tx.ChildrenAt(ctx, holder)
		if err != nil {
			return err
		}
		for _, child := range all {
			if child.Name != takenOut || len(child.Guardians) < 2 {
				continue
			}
			said, err := tx.Said(ctx, child.ID)
			if err != nil || len(said) > 0 && said[len(said)-1].Act == coaching.ActWithdrawn {
				return err
			}
			return say(ctx, tx, administrator, child, child.Guardians[1], coaching.ActWithdrawn, []coaching.Purpose{coaching.OwnQuestion, coaching.ForTeam}, now.AddDate(0, 0, -2))
		}
		return nil
	})
}
