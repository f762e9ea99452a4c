package web

import (
	"net/http"
	"net/url"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const peopleRows = 200

type peopleView struct {
	Frame
	Search    string
	Roles     []Option
	Locations []Option
	States    []Option
	Filtered  bool
	People    []personRow
	More      string
	MayChange bool
}

type personRow struct {
	Href  string
	Name  string
	Email string
	Roles []string
	State string
}

// ofHolder is for those who keep people and settings; for others the page does not exist.
func ofHolder(actor coaching.Actor) error {
	_, err := actor.Keeper()
	return err
}

func (p *pages) showPeople(a *ask) error {
	holder, err := a.actor.Keeper()
	if err != nil {
		return err
	}
	query := a.r.URL.Query()
	filter := postgres.MemberFilter{
		Search: query.Get("q"), Role: coaching.Role(query.Get("role")), Location: coaching.LocationID(query.Get("location")),
		Ended: query.Get("state") == "ended",
	}
	view := peopleView{Search: filter.Search, MayChange: a.actor.Is(coaching.Administrator), Filtered: filter != postgres.MemberFilter{}}
	err = p.as(a, func(tx *postgres.Tx) error {
		k, err := p.keeping(a, tx, holder)
		if err != nil {
			return err
		}
		people, next, err := tx.Members(a.r.Context(), holder, filter, a.now, query.Get("after"), peopleRows)
		if next != "" {
			query.Set("after", next)
			view.More = "/people?" + query.Encode()
		}
		for _, m := range people {
			view.People = append(view.People, k.row(m))
		}
		view.Roles, view.Locations = k.roleOptions(filter.Role, "people.any_role"), k.optionsOf(filter.Location, "people.any_place", func(coaching.Location) bool { return true })
		view.States = []Option{
			{"", a.say.T("people.now"), !filter.Ended}, {"ended", a.say.T("people.ended"), filter.Ended},
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.firstFrame(a, "people", a.say.T("people.title"))
	return p.render(a, http.StatusOK, "people", view)
}

// memberPath is the page of a person.
func memberPath(id coaching.PersonID) string { return "/people/" + url.PathEscape(string(id)) }
