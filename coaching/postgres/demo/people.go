// Package demo makes the holders, places and people of the demo data. Tests tell their stories with the same people.
package demo

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// People are two holders and who works there.
type People struct {
	Holder    coaching.Holder // small: two locations, three groups
	Other     coaching.Holder // that of Outsider
	Locations []coaching.Location
	Away      coaching.Location // of Other

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

// Version is that of the demo data; a database keeps the version it was made with.
const Version = 2

// Seed makes the people with one password, at work since a year before now: all of them or none.
func Seed(ctx context.Context, db *postgres.DB, passwordHash string, now time.Time) (people *People, err error) {
	err = db.AsDoor(ctx, postgres.Demo, func(tx *postgres.Tx) error {
		people, err = seed(ctx, tx, passwordHash, now)
		return err
	})
	return people, err
}

func seed(ctx context.Context, tx *postgres.Tx, passwordHash string, now time.Time) (*People, error) {
	p := &People{
		Holder: holder("Stichting De Kleine Wereld"),
		Other:  holder("Kinderopvang Zonnehof"),
		Locations: []coaching.Location{
			location("Kindercentrum Noord", "De Uiltjes", "De Egels"),
			location("Kindercentrum Zuid", "De Vlinders"),
		},
	}
	s := seeder{ctx: ctx, tx: tx, hash: passwordHash, at: now.AddDate(-1, 0, 0)}
	s.places(p.Holder, p.Locations...)
	p.Away = location("Zonnehof", "De Zwaluwen")
	s.places(p.Other, p.Away)
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
		ID: postgres.NewID[coaching.HolderID](), Name: name, TimeZone: "Europe/Amsterdam", Demo: true, DemoVersion: Version,
	}
}

func location(name string, groups ...string) coaching.Location {
	l := coaching.Location{ID: postgres.NewID[coaching.LocationID](), Name: name}
	for _, group := range groups {
		l.Groups = append(l.Groups, coaching.Group{ID: postgres.NewID[coaching.GroupID](), Name: group})
	}
	return l
}

// seeder keeps the first error so that the list of people reads as one.
type seeder struct {
	ctx  context.Context
	tx   *postgres.Tx
	hash string
	at   time.Time // when everybody began
	err  error
}

func (s *seeder) keep(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *seeder) places(h coaching.Holder, locations ...coaching.Location) {
	s.keep(s.tx.CreateHolder(s.ctx, h, s.at))
	for _, l := range locations {
		s.keep(s.tx.CreateLocation(s.ctx, h.ID, l, s.at))
		for _, g := range l.Groups {
			s.keep(s.tx.CreateGroup(s.ctx, h.ID, l.ID, g, s.at))
		}
	}
}

func (s *seeder) person(h coaching.Holder, email string, name coaching.Name, role coaching.Role, at coaching.LocationID) coaching.Actor {
	person := coaching.Person{ID: postgres.NewID[coaching.PersonID](), HolderID: h.ID, Name: name, Email: email}
	assignment := coaching.Assignment{HolderID: h.ID, Role: role, Location: at}
	s.keep(s.tx.CreatePerson(s.ctx, person, s.hash, s.at))
	s.keep(s.tx.Assign(s.ctx, person.ID, assignment, s.at, nil))
	return coaching.Actor{Person: person, Roles: []coaching.Assignment{assignment}}
}
