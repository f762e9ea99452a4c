package demo

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Register tells what the demo's register of children and its privacy office know, unless it was told: a group with four
// children, of whom one stays out of view, and a parent's request for access that was answered.
func Register(ctx context.Context, db *postgres.DB, administrator, officer coaching.Actor, now time.Time) error {
	holder, err := administrator.HolderAs(coaching.Administrator)
	if err != nil {
		return err
	}
	var child coaching.ChildID
	err = db.AsActor(ctx, administrator, func(tx *postgres.Tx) (err error) {
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

// children puts four on the register of the first group and gives the one that asked; "" where there are some already.
func children(ctx context.Context, tx *postgres.Tx, actor coaching.Actor, holder coaching.HolderID, now time.Time) (coaching.ChildID, error) {
	there, err := tx.ChildrenAt(ctx, holder)
	if err != nil || len(there) > 0 {
		return "", err
	}
	places, err := tx.Locations(ctx, holder)
	if err != nil {
		return "", err
	}
	if len(places) == 0 || len(places[0].Groups) == 0 {
		return "", fmt.Errorf("tell the register of the demo: no group")
	}
	added, err := tx.AddChildren(ctx, actor, places[0].Groups[0].ID, []string{"Bo", "Jip", "Lotte", "Noor B."}, false, []string{"ouder 1", "ouder 2"}, now.AddDate(0, 0, -30))
	if err != nil {
		return "", err
	}
	for i, child := range added {
		act := coaching.ActGiven
		if i == len(added)-1 {
			act = coaching.ActRefused
		}
		for _, guardian := range child.Guardians {
			if _, err := tx.NoteConsent(ctx, actor, []coaching.ChildConsent{{
				ChildID: child.ID, GuardianID: guardian.ID, Purpose: coaching.OwnQuestion, Act: act, At: now.AddDate(0, 0, -29), How: coaching.ByPaper, TextVersion: coaching.CurrentChildConsentText,
			}}, now.AddDate(0, 0, -28)); err != nil {
				return "", err
			}
		}
	}
	return added[0].ID, nil
}
