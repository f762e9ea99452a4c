package web

import (
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// entryKinds are what coaching that took place can have been.
var entryKinds = []string{"feedback", "review", "intake", "observation", "other"}

type releasePage struct {
	Frame
	releaseForm
	Given      string
	Question   string
	Round      string
	Back       string
	ChoiceHref string
	Problem    string
	Warnings   []string
	Items      []markView
	Addable    []markView
	Kinds      []Option
}

// releaseForm is the message and the minutes as they are typed.
type releaseForm struct {
	Message      string
	MessageWrong string
	Date         string
	DateWrong    string
	Kind         string
	KindWrong    string
	Minutes      string
	MinutesWrong string
	ConfirmWrong string
}

// markView is one mark that can be chosen.
type markView struct {
	ID        string
	Kind      string
	KindLabel string
	Time      string
	Text      string
	Href      string
	First     bool
	Last      bool
}

// releaseFacts is what the page of the coach's choice is made of.
type releaseFacts struct {
	cycleFacts
	choice []coaching.Annotation
	drafts []coaching.Annotation // her marks of the shared recordings that are not chosen
	codes  coaching.Codes
}

func (p *pages) showRelease(a *ask) error {
	return p.renderRelease(a, http.StatusOK, releaseForm{Kind: entryKinds[0]}, "")
}

func (p *pages) renderRelease(a *ask, status int, form releaseForm, problem string) error {
	f := releaseFacts{codes: coaching.NewCodes(coaching.Schemes())}
	err := p.as(a, func(tx *postgres.Tx) error { return f.loadChoice(a, tx, coaching.CycleID(a.r.PathValue("id"))) })
	if err != nil {
		return err
	}
	if !f.question.Trajectory.IsCoach(a.actor.ID) {
		return coaching.ErrNotFound
	}
	view := f.page(a, form)
	view.Problem = problem
	view.Frame = p.frame(a, "release", a.say.T("release.title", "Name", view.Given))
	return p.render(a, status, "release", view)
}

func (f *releaseFacts) loadChoice(a *ask, tx *postgres.Tx, id coaching.CycleID) error {
	ctx := a.r.Context()
	if err := f.loadQuestion(a, tx, id); err != nil {
		return err
	}
	var err error
	if f.choice, err = tx.Choice(ctx, id); err != nil {
		return err
	}
	recordings, _, err := tx.Recordings(ctx, postgres.RecordingFilter{Cycle: id}, "", 0)
	if err != nil {
		return err
	}
	for _, recording := range recordings {
		if !recording.HasFilm() {
			continue
		}
		marks, _, err := tx.Annotations(ctx, recording.ID, "", 500)
		if err != nil {
			return err
		}
		f.addDrafts(marks)
	}
	f.people, err = castOf(ctx, tx, f.everybody()...)
	return err
}

// addDrafts keeps the marks with words or a kind: bare codes are for counting.
func (f *releaseFacts) addDrafts(marks []coaching.Annotation) {
	for _, mark := range marks {
		if mark.Visibility == coaching.Draft && (mark.Kind != "" || mark.Text != "") && indexOfMark(f.choice, mark.ID) < 0 {
			f.drafts = append(f.drafts, mark)
		}
	}
}

func indexOfMark(marks []coaching.Annotation, id coaching.AnnotationID) int {
	for i, mark := range marks {
		if mark.ID == id {
			return i
		}
	}
	return -1
}

func (f *releaseFacts) page(a *ask, form releaseForm) releasePage {
	w, base := a.words(f.holder), "/cycles/"+string(f.cycle.ID)
	view := releasePage{
		releaseForm: form, Given: f.people.Given(f.question.EmployeeID), Question: wordingOf(f.question),
		Round: w.T("cycle.round", "Number", f.cycle.Number), Back: base, ChoiceHref: base + "/choice",
	}
	if view.Date == "" {
		view.Date = w.Today()
	}
	for _, warning := range coaching.ChoiceWarnings(f.choice, f.codes) {
		view.Warnings = append(view.Warnings, w.T("api.warning."+warning))
	}
	for i, mark := range f.choice {
		item := f.mark(w, mark)
		item.First, item.Last = i == 0, i == len(f.choice)-1
		view.Items = append(view.Items, item)
	}
	for _, mark := range f.drafts {
		view.Addable = append(view.Addable, f.mark(w, mark))
	}
	for _, kind := range entryKinds {
		view.Kinds = append(view.Kinds, Option{Value: kind, Label: w.T("entry.kind." + kind), Chosen: kind == form.Kind})
	}
	return view
}

func (f *releaseFacts) mark(w words, mark coaching.Annotation) markView {
	view := markView{
		ID: string(mark.ID), Kind: "strength", KindLabel: w.T("release.codes_only"), Text: mark.Text,
		Time: clock(mark.StartMS), Href: "/recordings/" + string(mark.RecordingID) + "?at=" + strconv.FormatInt(mark.StartMS, 10),
	}
	if mark.Kind != "" {
		view.KindLabel = w.T("common.kind_" + string(mark.Kind))
	}
	if mark.EndMS > mark.StartMS {
		view.Time += "–" + clock(mark.EndMS)
	}
	if mark.Growth(f.codes) {
		view.Kind = "growth"
	}
	return view
}
