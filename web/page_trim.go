package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type trimView struct {
	Frame
	Recording string
	Up        string
	Of        string // whose film it is, for the officer
	Officer   bool
	Back      string
	Erase     string
	Locked    bool
	Length    string
	Began     string // the time of day at which it begins
	Problem   string
	Form      *trimForm
	Marks     []markLine
	Cuts      []trimLine
	Tasks     []trimTask
	UnderWay  bool
}

type trimForm struct {
	From, FromWrong string
	To, ToWrong     string
	Consent         bool
}

type trimLine struct {
	Sentence string
	At       Stamp
}

// trimTask is a child that must not be seen any more.
type trimTask struct {
	Child, Name, Due string
	MayConfirm       bool
}

type trimFacts struct {
	filmFacts
	trims []coaching.Trim
	tasks []coaching.TrimTask
	marks []markLine
}

func (f *trimFacts) loadTrim(a *ask, tx *postgres.Tx) (err error) {
	ctx, id := a.r.Context(), coaching.RecordingID(a.r.PathValue("id"))
	if err := f.loadFilm(a, tx, id); err != nil {
		return err
	}
	if f.recording.OwnerID != a.actor.ID || f.recording.AngleOf != "" || !f.recording.HasFilm() {
		return coaching.ErrNotFound
	}
	if f.trims, err = tx.Trims(ctx, id); err != nil {
		return err
	}
	if f.tasks, err = tx.TrimTasks(ctx, id); err != nil {
		return err
	}
	f.marks, err = markLines(a, tx, id)
	return err
}

// showTrim lets her cut something out for good. While the recording is locked nothing of it can be seen here either: she
// goes by the times of her marks and of the day.
func (p *pages) showTrim(a *ask) error {
	return p.renderTrim(a, http.StatusOK, trimForm{}, formErrors{})
}

func (p *pages) renderTrim(a *ask, status int, form trimForm, wrong formErrors) error {
	var f trimFacts
	if err := p.as(a, func(tx *postgres.Tx) error { return f.loadTrim(a, tx) }); err != nil {
		return err
	}
	view := f.trimView(a, form)
	view.Problem = wrong.summary
	view.Frame = p.frame(a, "trim", a.say.T("trim.title"))
	return p.render(a, status, "trim", view)
}

func (f *trimFacts) trimView(a *ask, form trimForm) trimView {
	w := a.words(f.holder)
	base := "/recordings/" + string(f.recording.ID)
	view := trimView{
		Recording: f.film(a, w, f.recording).Title, Up: base, Back: base, Erase: base + "/erase",
		Locked: f.recording.LockedAt != nil, Marks: f.marks,
	}
	f.fill(&view, w, form)
	return view
}

// fill says what was cut, and asks what else is to be.
func (f *trimFacts) fill(view *trimView, w words, form trimForm) {
	view.Length = momentOf(f.recording.DurationMS)
	if zero := f.recording.ZeroAt; zero != nil {
		view.Began = zero.In(w.zone).Format("15:04:05")
	}
	done := false
	for _, t := range f.trims {
		view.UnderWay = view.UnderWay || t.Open()
		done = done || t.DoneAt != nil
		view.Cuts = append(view.Cuts, w.trimLine(t))
	}
	for _, t := range f.tasks {
		view.Tasks = append(view.Tasks, trimTask{Child: string(t.ChildID), Name: t.Name, Due: w.Date(string(t.DueOn)), MayConfirm: done && !view.UnderWay})
	}
	if f.recording.State == coaching.Ready && !view.UnderWay {
		form.Consent = len(f.tasks) > 0
		view.Form = &form
	}
}

func (w words) trimLine(t coaching.Trim) trimLine {
	from, to := t.StartMS, t.EndMS
	if t.FromMS != nil {
		from, to = *t.FromMS, *t.ToMS
	}
	key, at := "trim.line_busy", t.AskedAt
	switch {
	case t.FailedAt != nil:
		key, at = "trim.failed_"+t.Failure, *t.FailedAt
	case t.DoneAt != nil:
		key, at = "trim.line_done", *t.DoneAt
	}
	return trimLine{Sentence: w.T(key, "From", momentOf(from), "To", momentOf(to), "Files", t.Files), At: w.Moment(at)}
}

// stretch reads what was typed.
func (f trimForm) stretch() (start, end int64, err error) {
	if start, err = parseMoment("start_ms", f.From); err != nil {
		return 0, 0, err
	}
	end, err = parseMoment("end_ms", f.To)
	return start, end, err
}

// trim asks for what she chose.
func (p *pages) trim(a *ask) error {
	id := coaching.RecordingID(a.r.PathValue("id"))
	form := trimForm{From: a.r.PostFormValue("from"), To: a.r.PostFormValue("to")}
	reason := coaching.TrimOther
	if a.r.PostFormValue("reason") == string(coaching.TrimConsent) {
		reason = coaching.TrimConsent
	}
	start, end, err := form.stretch()
	if err == nil {
		err = p.as(a, func(tx *postgres.Tx) error {
			_, err := tx.AskTrim(a.r.Context(), a.actor, id, start, end, reason, a.now)
			return err
		})
	}
	if wrong, ok := p.formErrors(a, err); ok {
		form.FromWrong, form.ToWrong = wrong.of("start_ms"), wrong.of("end_ms")
		return p.renderTrim(a, statusOf(err), form, wrong)
	}
	if err != nil {
		return err
	}
	p.changed()
	return p.done(a, "/recordings/"+string(id)+"/trim", "trim_asked")
}

// confirmTrimmed is her word that a child is not to be seen any more.
func (p *pages) confirmTrimmed(a *ask) error {
	id := coaching.RecordingID(a.r.PathValue("id"))
	err := p.as(a, func(tx *postgres.Tx) error {
		return tx.ConfirmTrimmed(a.r.Context(), a.actor, id, coaching.ChildID(a.r.PostFormValue("child")), a.now)
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderTrim(a, statusOf(err), trimForm{}, wrong)
	}
	if err != nil {
		return err
	}
	return p.done(a, "/recordings/"+string(id), "trim_confirmed")
}

// momentOf is a place in a film as people say it: 4:05, or 1:02:03.
func momentOf(ms int64) string {
	s := ms / 1000
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// parseMoment reads what momentOf writes, also with tenths, and plain seconds. Invalid with that field for anything else.
func parseMoment(field, text string) (ms int64, err error) {
	wrong := coaching.Invalid{{Field: field, Code: "not_a_moment"}}
	parts := strings.Split(strings.ReplaceAll(strings.TrimSpace(text), ",", "."), ":")
	if len(parts) > 3 || len(text) > 16 {
		return 0, wrong
	}
	for i, part := range parts {
		last := i == len(parts)-1
		whole, tenths, dotted := strings.Cut(part, ".")
		n, err := strconv.ParseUint(whole, 10, 16)
		if err != nil || dotted && (!last || tenths == "" || len(tenths) > 3) || i > 0 && n > 59 {
			return 0, wrong
		}
		ms = ms*60 + int64(n)*1000
		if dotted {
			f, err := strconv.ParseUint((tenths + "00")[:3], 10, 16)
			if err != nil {
				return 0, wrong
			}
			ms += int64(f)
		}
	}
	return ms, nil
}
