package web

import (
	"net/http"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type keepView struct {
	Frame
	Recording string
	Back      string
	End       *endingLine
	Why       string
	Demo      bool
	Problem   string
	Questions []extensionQuestion
	Form      *keepForm
	TakeBack  string
	History   []extensionLine
}

// extensionQuestion is what her coach asks and she answers.
type extensionQuestion struct {
	ID, Sentence, Reason, Href string
}

type extensionLine struct {
	Sentence, Reason string
	At               Stamp
}

// keepForm chooses, or asks for, a later end.
type keepForm struct {
	Href, Lead, Button, ReasonLabel string
	Until, UntilWrong               string
	Reason, ReasonWrong             string
	First, Last                     string // the days that can be chosen
	LastText                        string
}

type keepFacts struct {
	filmFacts
	extensions []coaching.Extension
}

func (f *keepFacts) loadKeep(a *ask, tx *postgres.Tx) error {
	if err := f.loadFilm(a, tx, coaching.RecordingID(a.r.PathValue("id"))); err != nil {
		return err
	}
	var err error
	if f.extensions, err = tx.Extensions(a.r.Context(), f.recording.ID); err != nil {
		return err
	}
	ids := append([]coaching.PersonID{f.recording.OwnerID}, f.question.Trajectory.CoachIDs...)
	for _, e := range f.extensions {
		ids = append(ids, e.AskedBy)
	}
	f.people, err = castOf(a.r.Context(), tx, ids...)
	return err
}

// showKeep says until when a recording stays, and lets its owner put that off and her coach ask for it.
func (p *pages) showKeep(a *ask) error {
	return p.renderKeep(a, http.StatusOK, keepForm{}, formErrors{})
}

func (p *pages) renderKeep(a *ask, status int, form keepForm, wrong formErrors) error {
	var f keepFacts
	if err := p.as(a, func(tx *postgres.Tx) error { return f.loadKeep(a, tx) }); err != nil {
		return err
	}
	if f.recording.IsPlan() || !f.ending.Shown() {
		return coaching.ErrNotFound
	}
	view := f.keepView(a, form)
	view.Problem = wrong.summary
	view.Frame = p.frame(a, "keep", a.say.T("keep.title"))
	return p.render(a, status, "keep", view)
}

func (f *keepFacts) keepView(a *ask, form keepForm) keepView {
	w := a.words(f.holder)
	base := "/recordings/" + string(f.recording.ID)
	owner := f.recording.OwnerID == a.actor.ID
	view := keepView{
		Recording: f.film(a, w, f.recording).Title, Back: base, End: w.end(f.ending), Why: w.because(f.ending.End), Demo: f.ending.Demo,
	}
	waits := false
	for _, e := range f.extensions {
		waits = waits || e.Waits()
		if e.Waits() && owner {
			view.Questions = append(view.Questions, extensionQuestion{
				ID: string(e.ID), Href: base + "/keep/answer", Reason: e.Reason,
				Sentence: w.T("keep.asks", "Name", f.people.Given(e.AskedBy), "Day", w.Date(string(e.Until))),
			})
			continue
		}
		view.History = append(view.History, f.line(a, w, e))
	}
	if f.recording.MayKeepLonger() != nil {
		return view
	}
	if owner && f.ending.ExtendedTo != "" {
		view.TakeBack = base + "/keep/take-back"
	}
	if form.fill(f, w, base, owner); (owner || !waits) && form.First <= form.Last {
		view.Form = &form
	}
	return view
}

// fill says what is chosen and between which days.
func (form *keepForm) fill(f *keepFacts, w words, base string, owner bool) {
	form.Href, form.Lead, form.Button, form.ReasonLabel = base+"/keep", w.T("keep.lead"), w.T("keep.button"), w.T("keep.reason")
	if !owner {
		name := f.people.Given(f.recording.OwnerID)
		form.Lead, form.Button = w.T("keep.lead_coach", "Name", name), w.T("keep.ask_button", "Name", name)
		form.ReasonLabel = w.T("keep.reason_coach", "Name", name)
	}
	last := f.ending.LastDay()
	form.First, form.Last = string(max(f.ending.End.On.Plus(1), w.today(f.ending))), string(last)
	form.LastText = w.T("keep.last", "Day", w.Date(string(last)))
}

func (f *keepFacts) line(a *ask, w words, e coaching.Extension) extensionLine {
	who, day := f.people.Given(e.AskedBy), w.Date(string(e.Until))
	own := e.AskedBy == f.recording.OwnerID
	key := "keep.line_waits"
	at := e.AskedAt
	switch {
	case e.TakenBackAt != nil:
		key, at = "keep.line_back", *e.TakenBackAt
	case e.DecidedAt != nil && !e.Granted:
		key, at = "keep.line_no", *e.DecidedAt
	case e.DecidedAt != nil && own:
		key, at = "keep.line_own", *e.DecidedAt
	case e.DecidedAt != nil:
		key, at = "keep.line_yes", *e.DecidedAt
	}
	return extensionLine{Sentence: w.T(key, "Name", who, "Day", day), Reason: e.Reason, At: w.Moment(at)}
}

// keepLonger is the owner's choice or her coach's question.
func (p *pages) keepLonger(a *ask) error {
	id := coaching.RecordingID(a.r.PathValue("id"))
	form := keepForm{Until: a.r.PostFormValue("until"), Reason: a.r.PostFormValue("reason")}
	var extension coaching.Extension
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		extension, err = tx.Extend(a.r.Context(), a.actor, id, form.Until, form.Reason, a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		form.UntilWrong, form.ReasonWrong = wrong.of("until"), wrong.of("reason")
		return p.renderKeep(a, http.StatusUnprocessableEntity, form, wrong)
	}
	if err != nil {
		return err
	}
	code := "kept_longer"
	if extension.Waits() {
		code = "asked_longer"
	}
	return p.done(a, "/recordings/"+string(id)+"/keep", code)
}

// answerKeep is her yes or no to her coach's question.
func (p *pages) answerKeep(a *ask) error {
	yes, code := a.r.PostFormValue("answer") == "yes", "refused_longer"
	if yes {
		code = "kept_longer"
	}
	extension := coaching.ExtensionID(a.r.PostFormValue("extension"))
	return p.onKeep(a, code, func(tx *postgres.Tx, id coaching.RecordingID) error {
		_, err := tx.AnswerExtension(a.r.Context(), a.actor, id, extension, yes, a.now)
		return err
	})
}

// takeBackKeep lets the recording end on its own day again.
func (p *pages) takeBackKeep(a *ask) error {
	return p.onKeep(a, "longer_taken_back", func(tx *postgres.Tx, id coaching.RecordingID) error {
		return tx.TakeBackExtensions(a.r.Context(), a.actor, id, a.now)
	})
}

func (p *pages) onKeep(a *ask, code string, do func(*postgres.Tx, coaching.RecordingID) error) error {
	id := coaching.RecordingID(a.r.PathValue("id"))
	err := p.as(a, func(tx *postgres.Tx) error { return do(tx, id) })
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderKeep(a, http.StatusConflict, keepForm{}, wrong)
	}
	if err != nil {
		return err
	}
	return p.done(a, "/recordings/"+string(id)+"/keep", code)
}

func parseDay(day coaching.Day, zone *time.Location) (time.Time, error) {
	return time.ParseInLocation(time.DateOnly, string(day), zone)
}
