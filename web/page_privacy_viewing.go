package web

import (
	"net/http"
	"net/url"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func (f *requestFacts) viewingSection() officeSection {
	base := requestPath(f.request.ID)
	section := officeSection{Heading: f.T("viewing.title"), Lead: f.T("viewing.lead")}
	for _, v := range f.viewings {
		section.Rows = append(section.Rows, f.viewingRow(v))
	}
	var films []Option
	for _, finding := range f.findings {
		if !finding.Gone && !finding.Frozen {
			films = append(films, Option{string(finding.RecordingID), f.film(finding), true})
		}
	}
	if f.request.ClosedAt != nil || len(films) == 0 {
		if len(section.Rows) == 0 {
			section.None = f.T("viewing.none")
		}
		return section
	}
	section.Forms = []officeForm{{
		Action: base + "/viewings", Summary: f.T("viewing.plan"), Button: f.T("viewing.plan_button"), Lead: f.T("viewing.plan_lead"),
		Fields: []formField{
			{ID: "opens-at", Name: "opens_at", Label: f.T("viewing.opens_at"), Kind: "datetime-local", Value: f.field(f.now)},
			{ID: "minutes", Name: "minutes", Label: f.T("viewing.minutes"), Kind: "number", Value: "120"},
			{ID: "present", Name: "present", Label: f.T("viewing.present"), Kind: "text", Most: 300, Hint: f.T("viewing.present_hint")},
			{ID: "recordings", Name: "recordings", Label: f.T("viewing.recordings"), Kind: "checks", Options: films},
		},
	}}
	return section
}

func (f *requestFacts) viewingRow(v coaching.Viewing) officeRow {
	row := officeRow{
		Main: f.T("viewing.line", "From", f.Moment(v.OpensAt).Text, "To", v.ClosesAt.In(f.zone).Format("15:04")),
		Meta: f.T("viewing.with", "Name", f.people.Full(v.OfficerID), "Present", v.Present),
	}
	for _, played := range f.played[v.ID] {
		row.Meta += " · " + f.T("viewing.played", "From", clock(played.FromMS), "To", clock(played.ToMS), "At", played.PlayedAt.In(f.zone).Format("15:04"))
	}
	switch {
	case v.Open(f.now):
		row.Badge, row.Tone = f.T("viewing.open"), "warm"
		row.Href = viewingPath(v.ID)
	case v.Over(f.now):
		row.Badge, row.Tone = f.T("viewing.over"), "teal"
	default:
		row.Badge, row.Tone, row.Href = f.T("viewing.planned"), "slate", viewingPath(v.ID)
	}
	return row
}

func viewingPath(id coaching.ViewingID) string {
	return "/privacy/viewings/" + url.PathEscape(string(id))
}

func (p *pages) planViewing(a *ask) error {
	return p.onRequest(a, "viewing_planned", func(tx *postgres.Tx, o office, id coaching.PrivacyRequestID) error {
		v := coaching.Viewing{RequestID: id, Present: a.r.PostFormValue("present"), OpensAt: o.localTime(a.r.PostFormValue("opens_at"))}
		v.ClosesAt = v.OpensAt.Add(time.Duration(wholeNumber(a.r.PostFormValue("minutes"))) * time.Minute)
		for _, film := range a.r.PostForm["recordings"] {
			v.Recordings = append(v.Recordings, coaching.RecordingID(film))
		}
		_, err := tx.PlanViewing(a.r.Context(), a.actor, v, a.now)
		return err
	})
}

// showViewing lists the films of a viewing, for the officer who sits there.
func (p *pages) showViewing(a *ask) error {
	id := coaching.ViewingID(a.r.PathValue("id"))
	return p.inOffice(a, true, formErrors{}, http.StatusOK, func(tx *postgres.Tx, o office) (officeView, error) {
		v, err := tx.Viewing(a.r.Context(), id)
		if err != nil {
			return officeView{}, err
		}
		view := officeView{Heading: o.T("viewing.title"), Back: requestPath(v.RequestID), BackLabel: o.T("request.back"), Facts: []paperFact{
			{Label: o.T("viewing.opens_at"), Text: o.Moment(v.OpensAt).Text}, {Label: o.T("viewing.closes_at"), Text: o.Moment(v.ClosesAt).Text},
			{Label: o.T("viewing.present"), Text: v.Present},
		}}
		view.Sections = []officeSection{{Heading: o.T("viewing.recordings")}}
		if view.Sections[0].Rows, err = p.filmRows(a, tx, o, string(id)); err != nil {
			return view, err
		}
		switch {
		case v.Over(a.now):
			view.Sections[0].None = o.T("viewing.is_over")
		case v.OfficerID != a.actor.ID:
			view.Sections[0].None = o.T("viewing.not_yours")
		default:
			view.Sections[0].None = o.T("viewing.not_yet", "Moment", o.Moment(v.OpensAt).Text)
		}
		if !v.Over(a.now) {
			view.Sections[0].Forms = []officeForm{{Action: viewingPath(id) + "/end", Button: o.T("viewing.end")}}
		}
		return view, nil
	})
}

func (p *pages) endViewing(a *ask) error {
	id := coaching.ViewingID(a.r.PathValue("id"))
	return p.doOffice(a, true, func(tx *postgres.Tx, _ office) (string, error) {
		v, err := tx.Viewing(a.r.Context(), id)
		if err != nil {
			return "", err
		}
		return requestPath(v.RequestID), tx.EndViewing(a.r.Context(), a.actor, id, a.now)
	}, "viewing_ended", func(formErrors, int) error { return p.showViewing(a) })
}

// filmRows are the films that one cause opens to the actor now.
func (p *pages) filmRows(a *ask, tx *postgres.Tx, o office, cause string) ([]officeRow, error) {
	films, err := tx.OfficeFilms(a.r.Context(), cause)
	if err != nil {
		return nil, err
	}
	var ids []coaching.PersonID
	for _, film := range films {
		ids = append(ids, film.OwnerID)
	}
	people, err := castOf(a.r.Context(), tx, ids...)
	var rows []officeRow
	for _, film := range films {
		row := officeRow{Main: o.officeFilm(film, people), Meta: clock(film.DurationMS)}
		if film.Generation > 0 {
			row.Href = "/privacy/films/" + string(film.RecordingID)
		}
		if film.RecordingID != film.MainID {
			row.Meta = o.T("viewing.camera") + " · " + row.Meta
		}
		rows = append(rows, row)
	}
	return rows, err
}

func (o office) officeFilm(film coaching.OfficeFilm, people cast) string {
	when := o.T("request.film_unknown")
	if film.RecordedAt != nil {
		when = o.Moment(*film.RecordedAt).Text
	}
	return o.T("request.film", "When", when, "Name", people.Full(film.OwnerID))
}

// officeFilmView is one film, with the name of who looks over the picture.
type officeFilmView struct {
	Frame
	Heading string
	Why     string
	Back    string
	Element Element
}

// officeFilmBlock is what the element begins with.
type officeFilmBlock struct {
	ID        string     `json:"id"`
	Watermark string     `json:"watermark"`
	ClosesAt  *time.Time `json:"closes_at"`
}

// showOfficeFilm shows film that the office has opened to the actor, and nothing else of it.
func (p *pages) showOfficeFilm(a *ask) error {
	var view officeFilmView
	var film coaching.OfficeFilm
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		if film, err = tx.OfficeFilm(a.r.Context(), coaching.RecordingID(a.r.PathValue("id"))); err != nil {
			return err
		}
		o, err := a.office(tx, film.HolderID)
		if err != nil {
			return err
		}
		people, err := castOf(a.r.Context(), tx, film.OwnerID)
		view.Heading = o.officeFilm(film, people)
		view.Why = o.T("viewing.why_" + string(film.Cause))
		if film.ClosesAt != nil {
			view.Why += " " + o.T("viewing.until", "Moment", o.Moment(*film.ClosesAt).Text)
		}
		return err
	})
	if err != nil {
		return err
	}
	if film.Generation == 0 {
		return coaching.ErrNotFound
	}
	view.Back = map[coaching.OfficeCause]string{
		coaching.CauseViewing: viewingPath(coaching.ViewingID(film.CauseID)), coaching.CauseEmergency: emergencyPath(coaching.EmergencyID(film.CauseID)),
		coaching.CauseSignal: signalPath(coaching.SignalID(film.CauseID)),
	}[film.Cause]
	view.Element = a.element(officeFilmBlock{ID: string(film.RecordingID), Watermark: a.actor.Name.Full(), ClosesAt: film.ClosesAt}, "office_film")
	view.Frame = p.frame(a, "office_film", view.Heading, "office_film")
	return p.render(a, http.StatusOK, "office_film", view)
}
