package demo

import (
	"context"
	"crypto/rand"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Nest makes a small holder that hires its coach from outside: one registered centre and 3.4 full-time jobs, and an
// employee where that coach is at home. Nobody has hired her yet.
func Nest(ctx context.Context, db *postgres.DB, people *People, passwordHash string, now time.Time) error {
	nest, place := holder("'t Kleine Nest"), location("Het Nest", "De Mussen")
	s := seeder{ctx: ctx, hash: passwordHash, at: now.AddDate(-1, 0, 0)}
	var administrator coaching.Actor
	staff := make([]coaching.Actor, 4)
	if err := db.AsDoor(ctx, postgres.Demo, func(tx *postgres.Tx) error {
		s.tx = tx
		s.places(nest, place)
		administrator = s.person(nest, "nest@demo.test", coaching.Name{Given: "Yvonne", Family: "Mulder"}, coaching.Administrator, "")
		for i, name := range []coaching.Name{
			{Given: "Roos", Prefix: "van", Family: "Leeuwen"}, {Given: "Kim", Family: "Postma"}, {Given: "Sanne", Family: "Visser"}, {Given: "Hanna", Family: "Bos"},
		} {
			staff[i] = s.person(nest, "nest"+string(rune('1'+i))+"@demo.test", name, coaching.Employee, place.ID)
		}
		s.person(people.Other, "zonnehof@demo.test", coaching.Name{Given: "Loes", Family: "Hendriks"}, coaching.Employee, people.Away.ID)
		return s.err
	}); err != nil {
		return err
	}
	year := now.In(nest.Zone()).Year()
	return db.AsActor(ctx, administrator, func(tx *postgres.Tx) error {
		centre := coaching.CountedCentre{ID: postgres.NewID[coaching.CentreID](), Name: "Het Nest", Kind: "daycare", LRK: "200000001"}
		if err := tx.CreateCentre(ctx, nest.ID, place.ID, centre, "2019-01-01", now); err != nil {
			return err
		}
		places, err := tx.Locations(ctx, nest.ID)
		if err != nil {
			return err
		}
		if err := belong(ctx, tx, administrator, places, now); err != nil {
			return err
		}
		for i, fte := range []coaching.Hundredths{100, 100, 80, 60} {
			span := coaching.WorkSpan{Person: staff[i].ID, Kind: coaching.FixedWork, FTE: fte, From: coaching.ReferenceDay(year - 1)}
			if err := tx.CreateEmployment(ctx, nest.ID, place.ID, span, now); err != nil {
				return err
			}
		}
		return nil
	})
}

// Hire has the administrator of the small holder hire a coach for 300 days, unless there was an engagement before.
func Hire(ctx context.Context, db *postgres.DB, administrator, coach coaching.Actor, now time.Time) error {
	holder, err := administrator.HolderAs(coaching.Administrator)
	if err != nil {
		return err
	}
	var offered coaching.Engagement
	secret := []byte(rand.Text())
	if err := db.AsActor(ctx, administrator, func(tx *postgres.Tx) error {
		there, err := tx.Engagements(ctx, holder)
		if err != nil || len(there) > 0 {
			return err
		}
		nest, err := tx.Holder(ctx, holder)
		if err != nil {
			return err
		}
		today := coaching.DayOf(now, nest.Zone())
		offered, err = tx.OfferEngagement(ctx, administrator, coaching.Engagement{
			Name: coach.Name.Full(), Email: coach.Email, Contract: "Overeenkomst 2026-14", ProcessorAgreementOn: today.Plus(-7),
			From: today, Until: today.Plus(300),
		}, secret, now)
		return err
	}); err != nil || offered.ID == "" {
		return err
	}
	return db.AsActor(ctx, coach, func(tx *postgres.Tx) error { return tx.AcceptEngagement(ctx, coach, secret, now) })
}
