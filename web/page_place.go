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
	Title   string // its name as it is stored
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
	ID          string
	Version     int
	Title       string   // its name as it is stored, and that it is closed where it is
	Centres     []Option // to which it can belong
	CentreWrong string
}

// placeFields are what a form asks of a place.
type placeFields struct {
	Name, Until           string
	NameWrong, UntilWrong string
	Now                   string // what is stored, when somebody else changed it meanwhile
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
	typed := typedPlace{about: about, stale: status == http.StatusPreconditionFailed, group: wrong.of("centre_id"), centre: centreFieldsOf(a, wrong),
		chosen: coaching.CentreID(a.r.PostFormValue("centre_id")), place: placeFields{
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
		teams, err := tx.Teams(a.r.Context(), holder, a.now)
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
	stale  bool   // somebody else changed it meanwhile
	group  string // what is wrong with the centre of a group
	chosen coaching.CentreID
	place  placeFields
	centre centreFields
}

func (k keeping) place(place coaching.Location, typed typedPlace) placeRow {
	row := placeRow{
		ID: string(place.ID), Version: place.Version, Title: k.called(place.Name, place.Until),
		placeFields: placeFields{Name: place.Name, Until: string(place.Until)},
		New:         centreFields{Key: "new-" + string(place.ID), Name: place.Name, From: k.Today(), Kinds: k.kinds(coaching.Daycare)},
	}
	if place.Until != "" {
		row.Closes = k.T("places.closes", "Day", k.Date(string(place.Until)))
	}
	switch typed.about {
	case row.ID:
		row.placeFields, row.Open = typed.over(k.stored(place.Name, place.Until)), true
	case row.ID + "/new":
		row.Add, row.Open = typed.place, true
	case row.ID + "/centre":
		key := row.New.Key
		row.New, row.Open = typed.centre, true
		row.New.Key, row.New.Kinds = key, k.kinds(coaching.CentreKind(typed.centre.Kind))
	}
	for _, centre := range place.Centres {
		line := k.centre(centre)
		if typed.about == line.ID {
			row.Open = true
			line.mend(k, typed)
		}
		row.Centres = append(row.Centres, line)
	}
	for _, group := range place.Groups {
		line := k.group(place, group, typed)
		row.Open = row.Open || typed.about == line.ID
		row.Groups = append(row.Groups, line)
	}
	return row
}

func (k keeping) group(place coaching.Location, group coaching.Group, typed typedPlace) groupRow {
	line := groupRow{
		ID: string(group.ID), Version: group.Version, Title: k.called(group.Name, group.Until),
		placeFields: placeFields{Name: group.Name, Until: string(group.Until)},
	}
	chosen := group.Centre
	if typed.about == line.ID {
		line.placeFields, line.CentreWrong, chosen = typed.over(k.stored(group.Name, group.Until)), typed.group, typed.chosen
	}
	line.Centres = []Option{{"", k.T("places.no_centre"), chosen == ""}}
	for _, centre := range place.Centres {
		if !k.shut(centre.Until) || centre.ID == chosen {
			line.Centres = append(line.Centres, Option{string(centre.ID), k.called(centre.Name, centre.Until), centre.ID == chosen})
		}
	}
	return line
}

// stored says what stands in the books.
func (k keeping) stored(name string, until coaching.Day) string {
	if until == "" {
		return name
	}
	return name + ", " + k.T("places.closes", "Day", k.Date(string(until)))
}

// over is what was typed, above what is stored where somebody else changed that.
func (t typedPlace) over(stored string) placeFields {
	fields := t.place
	if t.stale {
		fields.Now = stored
	}
	return fields
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
		_, err := tx.ChangeGroup(a.r.Context(), a.actor, coaching.Group{
			ID: coaching.GroupID(id), Name: a.r.PostFormValue("name"), Until: coaching.Day(a.r.PostFormValue("until_day")),
			Centre: coaching.CentreID(a.r.PostFormValue("centre_id")),
		}, wholeNumber(a.r.PostFormValue("version")), a.now)
		return err
	})
}
