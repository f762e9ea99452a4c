package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type placesView struct {
	Frame
	Problem   string
	Places    []placeRow
	Teams     []teamRow
	MayChange bool
	New       placeFields
	NewTeam   placeFields
	Scopes    []Option // where a new team is
}

type placeRow struct {
	placeFields
	ID      string
	Version int
	Closes  string // when it closes or closed, in words
	Groups  []groupRow
	Centres []centreRow
	Add     placeFields
	New     centreFields
	Open    bool // its form stands open, because something in it was wrong
}

type groupRow struct {
	placeFields
	ID      string
	Version int
}

type teamRow struct {
	placeFields
	ID      string
	Version int
	Where   string
	People  string // how many
}

// placeFields are what a form asks of a place.
type placeFields struct {
	Name, Until           string
	NameWrong, UntilWrong string
}

func (p *pages) showPlaces(a *ask) error {
	return p.renderPlaces(a, http.StatusOK, formErrors{}, "")
}

// renderPlaces shows all places; about names the one whose form failed: "new", "team", "<location>", "<location>/new",
// "<location>/centre", or the id of a group, centre or team.
func (p *pages) renderPlaces(a *ask, status int, wrong formErrors, about string) error {
	holder, err := a.actor.Keeper()
	if err != nil {
		return err
	}
	typed := typedPlace{about: about, centre: centreFieldsOf(a, wrong), place: placeFields{
		Name: a.r.PostFormValue("name"), Until: a.r.PostFormValue("until_day"), NameWrong: wrong.of("name"), UntilWrong: wrong.of("until_day"),
	}}
	view := placesView{MayChange: a.actor.Is(coaching.Administrator), Problem: wrong.summary}
	err = p.as(a, func(tx *postgres.Tx) error {
		k, err := p.keeping(a, tx, holder)
		if err != nil {
			return err
		}
		for _, place := range k.places {
			view.Places = append(view.Places, k.place(place, typed))
		}
		view.Scopes = k.placeOptions(coaching.LocationID(a.r.PostFormValue("location_id")), "member.everywhere")
		teams, err := tx.Teams(a.r.Context(), holder)
		for _, team := range teams {
			view.Teams = append(view.Teams, k.team(team, typed))
		}
		return err
	})
	if err != nil {
		return err
	}
	switch about {
	case "new":
		view.New = typed.place
	case "team":
		view.NewTeam = typed.place
	}
	view.Frame = p.frame(a, "places", a.say.T("places.title"))
	return p.render(a, status, "places", view)
}

// typedPlace is what a form that failed had said, and about what.
type typedPlace struct {
	about  string
	place  placeFields
	centre centreFields
}

func (k keeping) place(place coaching.Location, typed typedPlace) placeRow {
	row := placeRow{
		ID: string(place.ID), Version: place.Version, placeFields: placeFields{Name: place.Name, Until: string(place.Until)},
		New: centreFields{Name: place.Name, From: k.Today(), Kinds: k.kinds(coaching.Daycare)},
	}
	if place.Until != "" {
		row.Closes = k.T("places.closes", "Day", k.Date(string(place.Until)))
	}
	switch typed.about {
	case row.ID:
		row.placeFields, row.Open = typed.place, true
	case row.ID + "/new":
		row.Add, row.Open = typed.place, true
	case row.ID + "/centre":
		row.New, row.Open = typed.centre, true
		row.New.Kinds = k.kinds(coaching.CentreKind(typed.centre.Kind))
	}
	for _, centre := range place.Centres {
		line := k.centre(centre)
		if typed.about == line.ID {
			line.centreFields, row.Open = typed.centre, true
			line.Kinds = k.kinds(coaching.CentreKind(typed.centre.Kind))
		}
		row.Centres = append(row.Centres, line)
	}
	for _, group := range place.Groups {
		line := groupRow{ID: string(group.ID), Version: group.Version, placeFields: placeFields{Name: group.Name, Until: string(group.Until)}}
		if typed.about == line.ID {
			line.placeFields, row.Open = typed.place, true
		}
		row.Groups = append(row.Groups, line)
	}
	return row
}

func (k keeping) team(team coaching.Team, typed typedPlace) teamRow {
	row := teamRow{
		ID: string(team.ID), Version: team.Version, placeFields: placeFields{Name: team.Name}, Where: k.where(team.Location, ""),
		People: k.N("places.team_people", len(team.Members)),
	}
	if row.Where == "" {
		row.Where = k.T("member.everywhere")
	}
	if typed.about == row.ID {
		row.placeFields = typed.place
	}
	return row
}

// settle does something to a place, or shows its form again.
func (p *pages) settle(a *ask, about, said string, do func(*postgres.Tx) error) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	err := p.as(a, do)
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderPlaces(a, statusOf(err), wrong, about)
	}
	return p.finish(a, err, "/places", said)
}

func (p *pages) addLocation(a *ask) error {
	return p.settle(a, "new", "place_added", func(tx *postgres.Tx) error {
		_, err := tx.AddLocation(a.r.Context(), a.actor, a.r.PostFormValue("name"), a.now)
		return err
	})
}

func (p *pages) changeLocation(a *ask) error {
	id := a.r.PathValue("id")
	return p.settle(a, id, "place_changed", func(tx *postgres.Tx) error {
		_, err := tx.ChangeLocation(a.r.Context(), a.actor, coaching.LocationID(id), a.r.PostFormValue("name"),
			coaching.Day(a.r.PostFormValue("until_day")), wholeNumber(a.r.PostFormValue("version")), a.now)
		return err
	})
}

func (p *pages) addGroup(a *ask) error {
	id := a.r.PathValue("id")
	return p.settle(a, id+"/new", "place_added", func(tx *postgres.Tx) error {
		_, err := tx.AddGroup(a.r.Context(), a.actor, coaching.LocationID(id), a.r.PostFormValue("name"), a.now)
		return err
	})
}

func (p *pages) changeGroup(a *ask) error {
	id := a.r.PathValue("id")
	return p.settle(a, id, "place_changed", func(tx *postgres.Tx) error {
		_, err := tx.ChangeGroup(a.r.Context(), a.actor, coaching.GroupID(id), a.r.PostFormValue("name"),
			coaching.Day(a.r.PostFormValue("until_day")), wholeNumber(a.r.PostFormValue("version")), a.now)
		return err
	})
}
