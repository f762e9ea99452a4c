package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// restoredPath is where whoever keeps the holder looks over what is known after a restore.
const restoredPath = "/settings/restored"

type restoredView struct {
	Frame
	Problem string
	Open    bool // nobody has looked yet
	Lead    string
	Hold    string // until when nothing is erased
	Done    string // who looked, and when; "" while nobody has
	Checks  []restoredCheck
	Wrong   string
}

// restoredCheck is one thing to look over, with what the server knows of it.
type restoredCheck struct {
	Name, Label, Fact, Href, Link string
	Ticked                        bool
}

func (p *pages) showRestored(a *ask) error { return p.renderRestored(a, http.StatusOK, formErrors{}) }

func (p *pages) renderRestored(a *ask, status int, wrong formErrors) error {
	id, err := a.actor.Keeper()
	if err != nil {
		return err
	}
	view := restoredView{Problem: wrong.summary}
	if wrong.of("checks") != "" {
		view.Problem, view.Wrong = "", a.say.T("restored.tick")
	}
	if err := p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(a.r.Context(), id)
		if err != nil {
			return err
		}
		return view.load(a, tx, a.words(holder), holder)
	}); err != nil {
		return err
	}
	view.Frame = p.frame(a, "restored", a.say.T("restored.title"))
	return p.render(a, status, "restored", view)
}

func (v *restoredView) load(a *ask, tx *postgres.Tx, w words, holder coaching.Holder) error {
	ctx := a.r.Context()
	restore, err := tx.LastRestore(ctx, holder.ID)
	if err != nil || restore.ID == "" {
		v.Lead = w.T("restored.never")
		return err
	}
	v.Open = restore.Waits()
	v.Lead = w.T("restored.between", "From", w.Moment(restore.BackupAt).Text, "To", w.Moment(restore.RestoredAt).Text)
	if !v.Open {
		people, err := castOf(ctx, tx, restore.ConfirmedBy)
		v.Done = w.T("restored.done", "Name", people.Full(restore.ConfirmedBy), "Day", w.Day(*restore.ConfirmedAt).Text)
		return err
	}
	v.Hold = w.T("restored.hold", "Day", w.Day(restore.HoldsUntil()).Text)
	if restore.ThawedAt != nil {
		v.Hold = w.T("restored.thawed", "Day", w.Day(*restore.ThawedAt).Text)
	}
	known, err := tx.KnownAfterRestore(ctx, holder.ID)
	if err != nil {
		return err
	}
	for _, name := range coaching.RestoreChecks() {
		v.Checks = append(v.Checks, restoredCheckOf(a, w, name, known))
	}
	return nil
}

func restoredCheckOf(a *ask, w words, name string, known coaching.Known) restoredCheck {
	check := restoredCheck{Name: name, Ticked: a.r.PostFormValue(name) != ""}
	check.Label, check.Link = w.T("restored.check_"+name), w.T("restored.link_"+name)
	switch name {
	case "register":
		check.Href, check.Fact = "/children", w.N("restored.children", known.Children)
		if known.ConsentAt != nil {
			check.Fact += " " + w.T("restored.consent_at", "Moment", w.Moment(*known.ConsentAt).Text)
		}
	case "people":
		check.Href, check.Fact = "/people", w.N("restored.people", known.People)+" "+w.N("restored.engaged", known.Engaged)
	case "office":
		check.Href, check.Fact = "/privacy", w.N("restored.requests", known.Requests)+" "+w.N("restored.signals", known.Signals)
	case "parents":
		check.Href, check.Fact = "/settings/transparency", w.N("restored.pages", known.ParentsPages)
	}
	return check
}

// confirmRestored answers for what is known now.
func (p *pages) confirmRestored(a *ask) error {
	var ticked []string
	for _, check := range coaching.RestoreChecks() {
		if a.r.PostFormValue(check) != "" {
			ticked = append(ticked, check)
		}
	}
	err := p.as(a, func(tx *postgres.Tx) error { return tx.ConfirmRestore(a.r.Context(), a.actor, ticked, a.now) })
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderRestored(a, statusOf(err), wrong)
	}
	return p.finish(a, err, restoredPath, "restore_confirmed")
}
