package web

import (
	"net/http"
	"net/url"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const peopleRows = 200

type peopleView struct {
	Frame
	Locations []placeRow
	People    []personRow
	More      string
}

type placeRow struct {
	Name   string
	Groups string
	LRK    string
}

type personRow struct {
	Name  string
	Email string
	Roles []string
}

// ofHolder is for those who keep people and settings; for others the page does not exist.
func ofHolder(actor coaching.Actor) error {
	if actor.Is(coaching.Administrator) || actor.Is(coaching.DataProtectionOfficer) {
		return nil
	}
	return coaching.ErrNotFound
}

func (p *pages) showPeople(a *ask) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	ctx := a.r.Context()
	var view peopleView
	err := p.as(a, func(tx *postgres.Tx) error {
		locations, err := tx.Locations(ctx, a.actor.HolderID)
		if err != nil {
			return err
		}
		for _, location := range locations {
			view.Locations = append(view.Locations, placeRow{location.Name, groupNames(location.Groups), location.LRK})
		}
		people, next, err := tx.People(ctx, a.r.URL.Query().Get("after"), peopleRows)
		if next != "" {
			view.More = "/people?after=" + url.QueryEscape(next)
		}
		for _, person := range people {
			view.People = append(view.People, personRow{person.Name.Full(), person.Email, roleNames(a.say, person.Roles)})
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "people", a.say.T("people.title"))
	return p.render(a, http.StatusOK, "people", view)
}

func groupNames(groups []coaching.Group) string {
	names := make([]string, len(groups))
	for i, group := range groups {
		names[i] = group.Name
	}
	return strings.Join(names, ", ")
}
