package web

import (
	"net/http"
	"strconv"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type newcomerListView struct {
	Frame
	Problem string
	File    string
	Action  string // "" where nothing can be taken over
	Button  string
	Errors  []newcomerError
	More    string // errors that are not shown
	Unused  string
	New     []newcomerRow
	Known   []newcomerRow
}

type newcomerError struct{ Where, What string }

type newcomerRow struct{ Name, Email, What string }

// mostErrors is how many are shown at once: who mends fifty lines sends the file again.
const mostErrors = 50

func (p *pages) renderNewcomerList(a *ask, status int, holder coaching.HolderID, f newcomersFile) error {
	view := newcomerListView{File: f.name}
	for i, wrong := range f.list.Errors {
		if i == mostErrors {
			view.More = a.say.T("newcomers.more", "Count", strconv.Itoa(len(f.list.Errors)-mostErrors))
			break
		}
		view.Errors = append(view.Errors, newcomerErrorOf(a.say, wrong))
	}
	if len(f.list.Unused) > 0 {
		view.Unused = a.say.T("newcomers.unused", "Columns", strings.Join(f.list.Unused, ", "))
	}
	err := p.as(a, func(tx *postgres.Tx) error {
		known, err := tx.Known(a.r.Context(), f.list.Rows)
		if err != nil {
			return err
		}
		h, err := tx.Holder(a.r.Context(), holder)
		if err != nil {
			return err
		}
		w := a.words(h)
		places, err := tx.Locations(a.r.Context(), holder)
		for _, row := range f.list.Rows {
			shown := newcomerRow{Name: row.Name.Full(), Email: row.Email, What: newcomerWhat(w, row, places)}
			if _, there := known[row.Email]; there {
				view.Known = append(view.Known, shown)
			} else {
				view.New = append(view.New, shown)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(f.list.Errors) == 0 {
		view.Action, view.Button = "/people/import/"+string(f.id), a.say.T("newcomers.apply", "Count", strconv.Itoa(len(f.list.Rows)))
	}
	view.Frame = p.frame(a, "newcomer_list", a.say.T("newcomers.list_title"))
	return p.render(a, status, "newcomer_list", view)
}

func newcomerErrorOf(say *speech, wrong coaching.RowError) newcomerError {
	shown := newcomerError{What: say.T("newcomers.wrong_"+wrong.Code, "Value", wrong.Value, "Column", wrong.Column)}
	switch {
	case wrong.Line > 0 && wrong.Column != "":
		shown.Where = say.T("newcomers.cell", "Line", strconv.Itoa(wrong.Line), "Column", wrong.Column)
	case wrong.Line > 0:
		shown.Where = say.T("newcomers.line", "Line", strconv.Itoa(wrong.Line))
	}
	return shown
}

// newcomerWhat is what she becomes: "pedagogisch professional · De Uiltjes, Noord · vast, 0,67 fte".
func newcomerWhat(w words, row coaching.Newcomer, places []coaching.Location) string {
	var parts []string
	if row.Role != "" { // a line of which the role was not understood
		parts = append(parts, w.T("role."+string(row.Role)))
	}
	for _, place := range places {
		if place.ID != row.Location {
			continue
		}
		where := place.Name
		for _, group := range place.Groups {
			if group.ID == row.Group {
				where = group.Name + ", " + where
			}
		}
		parts = append(parts, where)
	}
	if row.FirstDay != "" {
		parts = append(parts, w.T("newcomers.from", "Day", w.Date(string(row.FirstDay))))
	}
	if row.Contract != "" {
		parts = append(parts, w.T("newcomers.contract_"+row.Contract)+", "+w.hours(row.FTE)+" fte")
	}
	return strings.Join(parts, " · ")
}

type newcomerLink struct{ Name, Email, Link string }

type newcomerLinksView struct {
	Frame
	Links []newcomerLink
	Table string // of all, for a mail merge: tabs between the columns
}

// renderNewcomerLinks is the only page that ever shows these links.
func (p *pages) renderNewcomerLinks(a *ask, links []newcomerLink) error {
	view := newcomerLinksView{Frame: p.frame(a, "newcomer_links", a.say.T("newcomers.done_title")), Links: links}
	for _, link := range links {
		view.Table += link.Name + "\t" + link.Email + "\t" + link.Link + "\n"
	}
	return p.render(a, http.StatusCreated, "newcomer_links", view)
}
