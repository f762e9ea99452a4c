package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// accountRows is how many lines stand on the page at once.
const accountRows = 500

type managerView struct {
	Frame
	Year      int
	Places    *placeChoice // nil where all are shown
	Locations []accountList
	More      string
}

type accountList struct {
	Name string
	Rows []accountRow
}

type accountRow struct {
	Name    string
	Running bool
	Minutes int
}

func (p *pages) showManager(a *ask) error {
	if !a.actor.Is(coaching.Manager) {
		return coaching.ErrNotFound
	}
	var view managerView
	err := p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(a.r.Context(), a.actor.At())
		if err != nil {
			return err
		}
		view.Year = a.now.In(zoneOf(holder)).Year()
		places, err := tx.Locations(a.r.Context(), holder.ID)
		if err != nil {
			return err
		}
		w := a.words(holder)
		var only coaching.LocationID
		if _, view.Places = a.fewOrOne(w, "/manager", places, func(place coaching.Location) bool { return a.actor.Manages(place.ID) }); view.Places != nil {
			only = coaching.LocationID(view.Places.Chosen)
		}
		query := a.r.URL.Query()
		accounts, next, err := tx.Accountability(a.r.Context(), only, query.Get("after"), accountRows)
		if next != "" {
			query.Set("after", next)
			view.More = "/manager?" + query.Encode()
		}
		view.Locations = accountLists(accounts, w, places)
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.firstFrame(a, "manager", a.say.T("manager.title"))
	return p.render(a, http.StatusOK, "manager", view)
}

// accountLists gathers the lines by location, in the order in which they come.
func accountLists(accounts []coaching.Account, w words, places []coaching.Location) []accountList {
	until := make(map[coaching.LocationID]coaching.Day, len(places))
	for _, place := range places {
		until[place.ID] = place.Until
	}
	var lists []accountList
	at := map[coaching.LocationID]int{}
	for _, account := range accounts {
		i, ok := at[account.LocationID]
		if !ok {
			i = len(lists)
			at[account.LocationID] = i
			lists = append(lists, accountList{Name: w.called(account.LocationName, until[account.LocationID])})
		}
		lists[i].Rows = append(lists[i].Rows, accountRow{account.Name.Full(), account.Running, account.Minutes})
	}
	return lists
}
