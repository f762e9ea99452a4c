package demo

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Office tells what waits at the privacy office and what parents can read, unless it was told: a parent who asked nine days
// ago what there is of her child, and the page of the first location.
func Office(ctx context.Context, db *postgres.DB, administrator, officer coaching.Actor, now time.Time) error {
	holder, err := administrator.HolderAs(coaching.Administrator)
	if err != nil {
		return err
	}
	if err := db.AsActor(ctx, officer, func(tx *postgres.Tx) error { return asked(ctx, tx, officer, holder, now.AddDate(0, 0, -9)) }); err != nil {
		return err
	}
	return db.AsActor(ctx, administrator, func(tx *postgres.Tx) error { return open(ctx, tx, administrator, holder, now) })
}

// asked registers a request that nobody has looked into yet; its month runs.
func asked(ctx context.Context, tx *postgres.Tx, officer coaching.Actor, holder coaching.HolderID, at time.Time) error {
	waiting, err := tx.PrivacyRequests(ctx, holder, false)
	if err != nil || len(waiting) > 0 {
		return err
	}
	children, err := tx.ChildrenAt(ctx, holder)
	if err != nil || len(children) == 0 {
		return err
	}
	h, err := tx.Holder(ctx, holder)
	if err != nil {
		return err
	}
	day := coaching.DayOf(at, h.Zone())
	_, err = tx.RegisterRequest(ctx, officer, coaching.PrivacyRequest{
		HolderID: holder, Kind: coaching.AccessRequest, ChildID: children[0].ID, AskedBy: "ouder 2", ReceivedOn: day,
	}, day, at)
	return err
}

// open switches on what parents of the first location can read without an account.
func open(ctx context.Context, tx *postgres.Tx, administrator coaching.Actor, holder coaching.HolderID, now time.Time) error {
	places, err := tx.Locations(ctx, holder)
	if err != nil || len(places) == 0 {
		return err
	}
	pages, err := tx.TransparencyPages(ctx, holder)
	if err != nil || len(pages) > 0 {
		return err
	}
	return tx.SetTransparency(ctx, administrator, places[0].ID, "de locatiemanager, 030 123 45 67", true, strings.ToLower(rand.Text()), 0, now)
}
