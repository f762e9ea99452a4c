package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Person is a name, with its id.
type Person struct {
	ID     string `json:"id"`
	Given  string `json:"given"`
	Prefix string `json:"prefix"`
	Family string `json:"family"`
	Full   string `json:"full" doc:"As it is spoken"`
}

func personOf(p coaching.Person) Person {
	return Person{
		ID: string(p.ID), Given: p.Name.Given, Prefix: p.Name.Prefix, Family: p.Name.Family, Full: p.Name.Full(),
	}
}

// people are the names that an answer mentions. Somebody whom the actor may not see has only an id.
type people map[coaching.PersonID]coaching.Person

func (p people) of(id coaching.PersonID) Person {
	person := p[id]
	person.ID = id
	return personOf(person)
}

func (p people) all(ids []coaching.PersonID) []Person {
	named := make([]Person, 0, len(ids))
	for _, id := range ids {
		named = append(named, p.of(id))
	}
	return named
}

// names reads all names of an answer at once.
func names(ctx context.Context, tx *postgres.Tx, ids ...coaching.PersonID) (people, error) {
	found, err := tx.PersonNames(ctx, ids)
	return people(found), err
}

// List is one page of things. Next is the cursor of the page that follows, null on the last.
type List[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next"`
}

// whole is a list that fits on one page.
func whole[T any](items []T) List[T] {
	if items == nil {
		items = []T{}
	}
	return List[T]{Items: items}
}

// listOf is one page of the store as the API shows it.
func listOf[From, To any](items []From, next string, turn func(From) To) List[To] {
	return List[To]{Items: each(items, turn), Next: maybe(next)}
}

// each turns what the store gave into what the API says.
func each[From, To any](items []From, turn func(From) To) []To {
	turned := make([]To, 0, len(items))
	for _, item := range items {
		turned = append(turned, turn(item))
	}
	return turned
}

// maybe is nil for the zero value.
func maybe[T comparable](value T) *T {
	var zero T
	if value == zero {
		return nil
	}
	return &value
}

// instant is a time as the API says it.
func instant(t time.Time) time.Time { return t.UTC() }

func perhaps(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	utc := t.UTC()
	return &utc
}
