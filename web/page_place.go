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
	MayChange bool
	New       placeFields
}

type placeRow struct {
	placeFields
	ID      string
	Version int
	Groups  []groupRow
	Add     placeFields
	Open    bool // its form stands open, because something in it was wrong
}

type groupRow struct {
	placeFields
	ID      string
	Version int
}

// placeFields are what a form asks of a place.
type placeFields struct {
	Name, LRK           string
	NameWrong, LRKWrong string
}

func (p *pages) showPlaces(a *ask) error {
	return p.renderPlaces(a, http.StatusOK, formErrors{}, "")
}

// renderPlaces shows all places; about names the one whose form failed: "new", "<location>", "<location>/new" or "<group>".
func (p *pages) renderPlaces(a *ask, status int, wrong formErrors, about string) error {
	holder, err := a.actor.Keeper()
	if err != nil {
		return err
	}
	typed := placeFields{
		Name: a.r.PostFormValue("name"), LRK: a.r.PostFormValue("lrk_number"), NameWrong: wrong.of("name"), LRKWrong: wrong.of("lrk_number"),
	}
	view := placesView{MayChange: a.actor.Is(coaching.Administrator), Problem: wrong.summary}
	err = p.as(a, func(tx *postgres.Tx) error {
		places, err := tx.Locations(a.r.Context(), holder)
		for _, place := range places {
			view.Places = append(view.Places, placeRowOf(place, about, typed))
		}
		return err
	})
	if err != nil {
		return err
	}
	if about == "new" {
		view.New = typed
	}
	view.Frame = p.frame(a, "places", a.say.T("places.title"))
	return p.render(a, status, "places", view)
}

func placeRowOf(place coaching.Location, about string, typed placeFields) placeRow {
	row := placeRow{ID: string(place.ID), Version: place.Version, placeFields: placeFields{Name: place.Name, LRK: place.LRK}}
	switch about {
	case row.ID:
		row.placeFields, row.Open = typed, true
	case row.ID + "/new":
		row.Add, row.Open = typed, true
	}
	for _, group := range place.Groups {
		line := groupRow{ID: string(group.ID), Version: group.Version, placeFields: placeFields{Name: group.Name}}
		if about == line.ID {
			line.placeFields, row.Open = typed, true
		}
		row.Groups = append(row.Groups, line)
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
		_, err := tx.AddLocation(a.r.Context(), a.actor, a.r.PostFormValue("name"), a.r.PostFormValue("lrk_number"), a.now)
		return err
	})
}

func (p *pages) changeLocation(a *ask) error {
	id := a.r.PathValue("id")
	return p.settle(a, id, "place_changed", func(tx *postgres.Tx) error {
		_, err := tx.ChangeLocation(a.r.Context(), a.actor, coaching.LocationID(id), a.r.PostFormValue("name"),
			a.r.PostFormValue("lrk_number"), wholeNumber(a.r.PostFormValue("version")), a.now)
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
		_, err := tx.ChangeGroup(a.r.Context(), a.actor, coaching.GroupID(id), a.r.PostFormValue("name"), wholeNumber(a.r.PostFormValue("version")), a.now)
		return err
	})
}
