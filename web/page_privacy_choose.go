package web

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// foundRows is how many a chooser shows at once.
const foundRows = 50

// chooser is a search for whom something is about. Each that it finds is a link to its page with her chosen, so that it
// works without script and among thousands.
type chooser struct {
	Page   string
	Keep   []Option // what else the address of the page says, as value and name
	Kinds  []Option // children or people; none where there is one kind
	Search string
	Places []Option // none where there is one
	Found  []officeRow
	More   string
}

// choosing says where a chooser stands, and what it is for.
type choosing struct {
	page   string // path
	field  string // that is filled with "child:<id>" or "person:<id>"
	keep   url.Values
	kinds  []string      // "child" and "person", or one of them
	role   coaching.Role // of people; "" for any
	others bool          // she herself cannot be chosen
}

// to is the page with something more in its address.
func (c choosing) to(name, value string) string {
	query := url.Values{name: {value}}
	for key, values := range c.keep {
		query[key] = values
	}
	return c.page + "?" + query.Encode()
}

// chooser is the search that the address asks for; without one the first of all.
func (p *pages) chooser(a *ask, tx *postgres.Tx, o office, c choosing) (*chooser, error) {
	query := a.r.URL.Query()
	found := &chooser{Page: c.page, Search: query.Get("q")}
	for _, name := range slices.Sorted(maps.Keys(c.keep)) {
		found.Keep = append(found.Keep, Option{Value: c.keep.Get(name), Label: name})
	}
	kind := c.kinds[max(0, slices.Index(c.kinds, query.Get("who")))]
	for _, one := range c.kinds {
		if len(c.kinds) > 1 {
			found.Kinds = append(found.Kinds, Option{Value: one, Label: o.T("choose." + one), Chosen: one == kind})
		}
	}
	places, err := tx.Locations(a.r.Context(), o.holder.ID)
	if err != nil {
		return nil, err
	}
	place := found.place(o, places, coaching.LocationID(query.Get("place")))
	var next string
	if kind == "child" {
		found.Found, next, err = o.foundChildren(a, tx, c, postgres.ChildFilter{Search: found.Search, Location: place})
	} else {
		found.Found, next, err = o.foundPeople(a, tx, c, postgres.MemberFilter{Search: found.Search, Location: place, Role: c.role})
	}
	if next != "" {
		query.Set("after", next)
		found.More = c.page + "?" + query.Encode()
	}
	return found, err
}

// place offers the locations, and says which is chosen.
func (f *chooser) place(o office, places []coaching.Location, asked coaching.LocationID) (chosen coaching.LocationID) {
	if len(places) < 2 {
		return ""
	}
	f.Places = []Option{{Value: "", Label: o.T("people.any_place")}}
	for _, place := range places {
		if place.ID == asked {
			chosen = asked
		}
		f.Places = append(f.Places, Option{Value: string(place.ID), Label: place.Name, Chosen: place.ID == asked})
	}
	return chosen
}

func (o office) foundChildren(a *ask, tx *postgres.Tx, c choosing, f postgres.ChildFilter) ([]officeRow, string, error) {
	children, next, err := tx.OfficeChildren(a.r.Context(), o.holder.ID, f, a.r.URL.Query().Get("after"), foundRows)
	var rows []officeRow
	for _, child := range children {
		row := officeRow{Href: c.to(c.field, "child:"+string(child.ID)), Main: child.Name, Meta: child.Group + ", " + child.Place}
		if child.LeftOn != "" {
			row.Meta += " · " + o.T("children.leaves", "Day", o.Date(string(child.LeftOn)))
		}
		rows = append(rows, row)
	}
	return rows, next, err
}

func (o office) foundPeople(a *ask, tx *postgres.Tx, c choosing, f postgres.MemberFilter) ([]officeRow, string, error) {
	people, next, err := tx.Members(a.r.Context(), o.holder.ID, f, o.now, a.r.URL.Query().Get("after"), foundRows)
	var rows []officeRow
	for _, person := range people {
		if c.others && person.ID == a.actor.ID {
			continue
		}
		rows = append(rows, officeRow{Href: c.to(c.field, "person:"+string(person.ID)), Main: person.Name.Full(), Meta: person.Email})
	}
	return rows, next, err
}

// chosen is whom the address or the form names, and her name; where it names nobody whom the actor may know, a search.
func (p *pages) chosen(a *ask, tx *postgres.Tx, o office, c choosing) (who, name string, search *chooser, err error) {
	who = a.r.FormValue(c.field)
	if kind, _, _ := strings.Cut(who, ":"); slices.Contains(c.kinds, kind) {
		name, err = o.subject(a, tx, who)
	}
	if name == "" && err == nil {
		search, err = p.chooser(a, tx, o, c)
	}
	return who, name, search, err
}

// subject names a child of the register or somebody who works here, from "child:<id>" or "person:<id>"; "" for whom the
// actor may not know.
func (o office) subject(a *ask, tx *postgres.Tx, who string) (string, error) {
	switch kind, id, _ := strings.Cut(who, ":"); kind {
	case "child":
		children, err := tx.TheseChildren(a.r.Context(), coaching.ChildID(id))
		if child, ok := children[coaching.ChildID(id)]; ok {
			return o.T("request.child_in", "Name", child.Name, "Group", child.Group), nil
		}
		return "", err
	case "person":
		people, err := castOf(a.r.Context(), tx, coaching.PersonID(id))
		return people.Full(coaching.PersonID(id)), err
	}
	return "", nil
}
