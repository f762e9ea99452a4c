// Package pgstory tells one small story with the real store, for tests: two holders, their people, and a coaching cycle on film.
package pgstory

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// People are two holders and who works there.
type People struct {
	Holder    coaching.Holder // small: two locations, three groups
	Other     coaching.Holder // that of Outsider
	Locations []coaching.Location

	Employee      coaching.Actor // at the first location
	Colleague     coaching.Actor // at the first location
	Coach         coaching.Actor // of all locations
	Coach2        coaching.Actor // of all locations
	Manager       coaching.Actor // of the first location
	Manager2      coaching.Actor // of the second location
	Administrator coaching.Actor
	Officer       coaching.Actor // for data protection
	Outsider      coaching.Actor // coach of the other holder
}

// Seed makes the people with one password, at work since a year before now.
func Seed(ctx context.Context, db *postgres.DB, passwordHash string, now time.Time) (*People, error) {
	p := &People{
		Holder: holder("Stichting De Kleine Wereld"),
		Other:  holder("'t Kleine Nest"),
		Locations: []coaching.Location{
			location("Kindercentrum Noord", "De Uiltjes", "De Egels"),
			location("Kindercentrum Zuid", "De Vlinders"),
		},
	}
	s := seeder{ctx: ctx, db: db, hash: passwordHash, at: now.AddDate(-1, 0, 0), now: now}
	s.places(p.Holder, p.Locations...)
	away := location("Het Nest", "De Mussen")
	s.places(p.Other, away)
	north, south := p.Locations[0].ID, p.Locations[1].ID
	p.Employee = s.person(p.Holder, "medewerker@demo.test", coaching.Name{Given: "Samira", Prefix: "van den", Family: "Oetelaar"}, coaching.Employee, north)
	p.Colleague = s.person(p.Holder, "collega@demo.test", coaching.Name{Given: "Noor", Family: "Özdemir"}, coaching.Employee, north)
	p.Coach = s.person(p.Holder, "coach@demo.test", coaching.Name{Given: "Els", Prefix: "de", Family: "Wit"}, coaching.Coach, "")
	p.Coach2 = s.person(p.Holder, "coach2@demo.test", coaching.Name{Given: "Jeroen", Family: "Bakker"}, coaching.Coach, "")
	p.Manager = s.person(p.Holder, "leidinggevende@demo.test", coaching.Name{Given: "Peter", Family: "Aarts"}, coaching.Manager, north)
	p.Manager2 = s.person(p.Holder, "leidinggevende2@demo.test", coaching.Name{Given: "Ans", Family: "Zijlstra"}, coaching.Manager, south)
	p.Administrator = s.person(p.Holder, "beheer@demo.test", coaching.Name{Given: "Fatma", Family: "Yılmaz"}, coaching.Administrator, "")
	p.Officer = s.person(p.Holder, "fg@demo.test", coaching.Name{Given: "Bram", Prefix: "ter", Family: "Horst"}, coaching.DataProtectionOfficer, "")
	p.Outsider = s.person(p.Other, "buiten@demo.test", coaching.Name{Given: "Mirjam", Family: "Kok"}, coaching.Coach, "")
	return p, s.err
}

func holder(name string) coaching.Holder {
	return coaching.Holder{
		ID: postgres.NewID[coaching.HolderID](), Name: name, TimeZone: "Europe/Amsterdam", Demo: true, DemoVersion: 1,
	}
}

func location(name string, groups ...string) coaching.Location {
	l := coaching.Location{ID: postgres.NewID[coaching.LocationID](), Name: name, LRK: "123456789"}
	for _, group := range groups {
		l.Groups = append(l.Groups, coaching.Group{ID: postgres.NewID[coaching.GroupID](), Name: group})
	}
	return l
}

// seeder keeps the first error so that the list of people reads as one.
type seeder struct {
	ctx  context.Context
	db   *postgres.DB
	hash string
	at   time.Time // when everybody began
	now  time.Time
	err  error
}

func (s *seeder) do(fn func(*postgres.Tx) error) {
	if s.err == nil {
		s.err = s.db.AsDoor(s.ctx, postgres.Demo, fn)
	}
}

func (s *seeder) places(h coaching.Holder, locations ...coaching.Location) {
	s.do(func(tx *postgres.Tx) error {
		err := tx.CreateHolder(s.ctx, h, s.at)
		for _, l := range locations {
			err = errors.Join(err, tx.CreateLocation(s.ctx, h.ID, l, s.at))
			for _, g := range l.Groups {
				err = errors.Join(err, tx.CreateGroup(s.ctx, h.ID, l.ID, g, s.at))
			}
		}
		return err
	})
}

func (s *seeder) person(h coaching.Holder, email string, name coaching.Name, role coaching.Role, at coaching.LocationID) coaching.Actor {
	person := coaching.Person{ID: postgres.NewID[coaching.PersonID](), HolderID: h.ID, Name: name, Email: email}
	assignment := coaching.Assignment{HolderID: h.ID, Role: role, Location: at}
	s.do(func(tx *postgres.Tx) error {
		if err := tx.CreatePerson(s.ctx, person, s.hash, s.at); err != nil {
			return err
		}
		return tx.Assign(s.ctx, person.ID, assignment, s.at, nil)
	})
	return coaching.Actor{Person: person, Roles: []coaching.Assignment{assignment}}
}
