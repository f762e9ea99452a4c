package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// moveMark puts one mark into the choice, takes it out, or moves it up or down.
func (p *pages) moveMark(a *ask) error {
	id := coaching.CycleID(a.r.PathValue("id"))
	err := p.as(a, func(tx *postgres.Tx) error {
		choice, err := tx.Choice(a.r.Context(), id)
		if err != nil {
			return err
		}
		ids := make([]coaching.AnnotationID, len(choice))
		for i, mark := range choice {
			ids[i] = mark.ID
		}
		ids = moved(ids, coaching.AnnotationID(a.r.PostFormValue("annotation")), a.r.PostFormValue("move"))
		_, err = tx.SetChoice(a.r.Context(), a.actor, id, ids)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderRelease(a, http.StatusUnprocessableEntity, releaseForm{Kind: entryKinds[0]}, wrong.summary)
	}
	if err != nil {
		return err
	}
	return p.done(a, "/cycles/"+string(id)+"/release#moments", "")
}

// moved is the order after one step: "up", "down", "in" or "out". What cannot be done changes nothing.
func moved(ids []coaching.AnnotationID, id coaching.AnnotationID, move string) []coaching.AnnotationID {
	at := slices.Index(ids, id)
	switch {
	case move == "in" && at < 0:
		return append(ids, id)
	case move == "out" && at >= 0:
		return slices.Delete(ids, at, at+1)
	case move == "up" && at > 0:
		ids[at-1], ids[at] = ids[at], ids[at-1]
	case move == "down" && at >= 0 && at < len(ids)-1:
		ids[at+1], ids[at] = ids[at], ids[at+1]
	}
	return ids
}

// release gives the chosen moments to the employee, with the minutes that the coach confirms.
func (p *pages) release(a *ask) error {
	id := coaching.CycleID(a.r.PathValue("id"))
	form := releaseForm{
		Message: a.r.PostFormValue("message"), Date: a.r.PostFormValue("date"),
		Kind: a.r.PostFormValue("kind"), Minutes: strings.TrimSpace(a.r.PostFormValue("minutes")),
	}
	minutes, err := strconv.Atoi(form.Minutes)
	if err != nil {
		form.MinutesWrong = a.say.T("error.field.not_a_number")
		return p.renderRelease(a, http.StatusUnprocessableEntity, form, a.say.T("error.invalid"))
	}
	if a.r.PostFormValue("confirm") != "yes" {
		form.ConfirmWrong = a.say.T("error.field.required")
		return p.renderRelease(a, http.StatusUnprocessableEntity, form, a.say.T("error.invalid"))
	}
	entry := coaching.Entry{HeldOn: form.Date, Kind: form.Kind, Minutes: minutes}
	err = p.as(a, func(tx *postgres.Tx) error {
		_, err := tx.Release(a.r.Context(), a.actor, id, form.Message, entry, a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		form.MessageWrong, form.DateWrong = wrong.of("message"), wrong.of("entry.date")
		form.KindWrong, form.MinutesWrong = wrong.of("entry.kind"), wrong.of("entry.minutes")
		return p.renderRelease(a, http.StatusUnprocessableEntity, form, wrong.summary)
	}
	if err != nil {
		return err
	}
	return p.done(a, "/cycles/"+string(id), "released")
}
