package web

import (
	"net/http"
	"net/url"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const workerRows = 200

type hoursPeopleView struct {
	Frame
	hoursHead
	Count   string
	Due     string
	People  []workerRow
	All     bool
	Search  string // part of a name; then everybody is looked through
	Toggle  string // the other list
	More    string
	MayNote bool
}

type workerRow struct {
	Name, About string
	Coached     bool
	Note        string // where a session with her is written down
}

// mayAnswer is for those who answer for hours; for others there is nothing.
func mayAnswer(actor coaching.Actor) error {
	if !actor.Is(coaching.Administrator) && !actor.Is(coaching.Manager) {
		return coaching.ErrNotFound
	}
	return nil
}

func (p *pages) showHoursPeople(a *ask) error {
	if err := mayAnswer(a.actor); err != nil {
		return err
	}
	query := a.r.URL.Query()
	search := coaching.TidyLine(query.Get("q"))
	view := hoursPeopleView{All: query.Get("show") == "all" || search != "", Search: search, MayNote: a.actor.Is(coaching.Administrator)}
	err := p.as(a, func(tx *postgres.Tx) error {
		y, err := p.readHours(a, tx)
		if err != nil {
			return err
		}
		w, path := a.words(y.Holder), hoursPath+"/people"
		view.hoursHead = w.hoursHead(path, y.Year)
		view.Count = w.T("hours.people_count", "Coached", y.Coached, "All", y.Workers)
		here := yearPath(path, y.Year)
		view.Toggle = here + "&show=all"
		if view.All {
			here, view.Toggle = view.Toggle, here
		}
		if search != "" {
			here += "&q=" + url.QueryEscape(search)
		}
		workers, next, err := tx.Workers(a.r.Context(), y.Holder.ID, y.Year, !view.All, search, query.Get("after"), workerRows)
		if next != "" {
			view.More = here + "&after=" + url.QueryEscape(next)
		}
		for _, worker := range workers {
			view.People = append(view.People, w.worker(worker, y.Year, view.MayNote))
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "hours_people", a.say.T("hours.people_title"))
	return p.render(a, http.StatusOK, "hours_people", view)
}

func (w words) worker(worker coaching.Worker, year int, mayNote bool) workerRow {
	about := append([]string{}, worker.Places...)
	if worker.Flexible() {
		about = append(about, w.T("hours.flexible"))
	}
	row := workerRow{Name: worker.Name.Full(), About: strings.Join(about, " · "), Coached: worker.Coached}
	if mayNote && !worker.Coached {
		row.Note = yearPath(hoursPath+"/lines", year) + "&with=" + url.QueryEscape(string(worker.PersonID)) + "#new"
	}
	return row
}
