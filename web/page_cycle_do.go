package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// planForm is a recording as it is planned: the coach proposes, the employee plans her own.
type planForm struct {
	Open         bool
	Label        string
	Href         string
	Button       string
	Explain      string
	Title        string
	TitleWrong   string
	Date         string
	DateWrong    string
	Minutes      []Option
	MinutesWrong string
	minutes      int
}

// presets are the lengths of a recording that are offered, in minutes; 0 is no limit.
var presets = []int{5, 10, 15, 0}

const usualPreset = 10

func (f *planForm) fill(w words, href string, owner bool, employee string) {
	f.Href, f.Label, f.Button = href, w.T("cycle.plan_own"), w.T("cycle.plan_button")
	if !owner {
		f.Label, f.Button = w.T("cycle.plan_for", "Name", employee), w.T("cycle.plan_for_button", "Name", employee)
		f.Explain = w.T("cycle.plan_explain", "Name", employee)
	}
	if !f.Open {
		f.minutes = usualPreset
	}
	for _, preset := range presets {
		label := w.T("cycle.plan_no_limit")
		if preset > 0 {
			label = w.N("common.minutes", preset)
		}
		f.Minutes = append(f.Minutes, Option{Value: strconv.Itoa(preset), Label: label, Chosen: preset == f.minutes})
	}
}

// planRecording prepares a recording with a title, a day and a length.
func (p *pages) planRecording(a *ask) error {
	ctx, id := a.r.Context(), coaching.CycleID(a.r.PathValue("id"))
	form := planForm{Open: true, Title: strings.TrimSpace(a.r.PostFormValue("title")), Date: a.r.PostFormValue("planned_for")}
	form.minutes, _ = strconv.Atoi(a.r.PostFormValue("planned_minutes"))
	var recording coaching.Recording
	err := p.as(a, func(tx *postgres.Tx) error {
		cycle, err := tx.Cycle(ctx, id)
		if err != nil {
			return err
		}
		holder, err := tx.Holder(ctx, cycle.HolderID)
		if err != nil {
			return err
		}
		day, err := plannedDay(form, holder)
		if err != nil {
			return err
		}
		recording, err = tx.CreateRecording(ctx, a.actor, id, form.Title, day, form.minutes, a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		form.TitleWrong, form.DateWrong, form.MinutesWrong = wrong.of("title"), wrong.of("planned_for"), wrong.of("planned_minutes")
		return p.renderCycle(a, http.StatusUnprocessableEntity, cycleForms{problem: wrong.summary, plan: &form})
	}
	if err != nil {
		return err
	}
	if recording.IsPlan() {
		return p.done(a, "/cycles/"+string(id), "plan_sent")
	}
	return p.done(a, "/cycles/"+string(id), "planned")
}

// plannedDay is noon of the chosen day, which is that day in every zone nearby; nil when none was chosen.
func plannedDay(form planForm, holder coaching.Holder) (*time.Time, error) {
	if form.Title == "" {
		return nil, coaching.Invalid{{Field: "title", Code: "required"}}
	}
	if form.Date == "" {
		return nil, nil //nolint:nilnil // no day is a choice, not an absence
	}
	day, err := time.ParseInLocation(time.DateOnly, form.Date, zoneOf(holder))
	if err != nil {
		return nil, coaching.Invalid{{Field: "planned_for", Code: "not_a_date"}}
	}
	noon := day.Add(12 * time.Hour)
	return &noon, nil
}

// recordNow leads to the recorder: for a recording that is ready to begin, else for a new one.
func (p *pages) recordNow(a *ask) error { return p.beginFilm(a, "/record") }

// beginFilm finds an empty recording of the round, or makes one, and leads to a page of it.
func (p *pages) beginFilm(a *ask, to string) error {
	ctx, id := a.r.Context(), coaching.CycleID(a.r.PathValue("id"))
	var recording coaching.Recording
	err := p.as(a, func(tx *postgres.Tx) error {
		cycle, err := tx.Cycle(ctx, id)
		if err != nil {
			return err
		}
		holder, err := tx.Holder(ctx, cycle.HolderID)
		if err != nil {
			return err
		}
		existing, _, err := tx.Recordings(ctx, postgres.RecordingFilter{Cycle: id}, "", 0)
		if err != nil {
			return err
		}
		coming, err := tx.UploadsInto(ctx, recordingIDs(existing)...)
		if err != nil {
			return err
		}
		for _, candidate := range existing {
			if _, taken := coming[candidate.ID]; taken {
				continue
			}
			if candidate.State == coaching.Planned && candidate.OwnerID == a.actor.ID && candidate.AcceptedAt != nil && candidate.DeletedAt == nil {
				recording = candidate
				return nil
			}
		}
		title := a.say.T("recording.title_of_day", "Day", a.words(holder).date(a.now))
		recording, err = tx.CreateRecording(ctx, a.actor, id, title, nil, usualPreset, a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderCycle(a, http.StatusConflict, cycleForms{problem: wrong.summary})
	}
	if err != nil {
		return err
	}
	return p.done(a, "/recordings/"+string(recording.ID)+to, "")
}

// closeCycle closes the round, and opens the next one when she wants to.
func (p *pages) closeCycle(a *ask) error {
	id, openNext := coaching.CycleID(a.r.PathValue("id")), a.r.PostFormValue("next") != ""
	to := "/cycles/" + string(id)
	err := p.as(a, func(tx *postgres.Tx) error {
		_, next, err := tx.CloseCycle(a.r.Context(), a.actor, id, openNext, a.now)
		if next != nil {
			to = "/cycles/" + string(next.ID)
		}
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderCycle(a, http.StatusConflict, cycleForms{problem: wrong.summary})
	}
	if err != nil {
		return err
	}
	if openNext {
		return p.done(a, to, "round_opened")
	}
	return p.done(a, to, "round_closed")
}
