package web

import (
	"slices"

	"terugblik/coaching"
)

// fewPlaces are shown at once; of more one is chosen, the first one before anybody chose.
const fewPlaces = 8

// placeChoice is the choice of one location, for a page that would be too long with all of them.
type placeChoice struct {
	Page    string // path
	Options []Option
	Chosen  string
}

// fewOrOne says which of the actor's own locations a page shows: all, without a choice, or the one that was asked for. The
// closed ones come last.
func (a *ask) fewOrOne(w words, page string, all []coaching.Location, own func(coaching.Location) bool) ([]coaching.Location, *placeChoice) {
	var kept, closed []coaching.Location
	for _, place := range all {
		switch {
		case !own(place):
		case w.shut(place.Until):
			closed = append(closed, place)
		default:
			kept = append(kept, place)
		}
	}
	kept = append(kept, closed...)
	if len(kept) <= fewPlaces {
		return kept, nil
	}
	asked := a.r.FormValue("place")
	at := max(0, slices.IndexFunc(kept, func(place coaching.Location) bool { return string(place.ID) == asked }))
	choice := &placeChoice{Page: page, Chosen: string(kept[at].ID)}
	for i, place := range kept {
		choice.Options = append(choice.Options, Option{Value: string(place.ID), Label: w.called(place.Name, place.Until), Chosen: i == at})
	}
	return kept[at : at+1], choice
}
