package web

import (
	"errors"
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/api"
)

type talkPage struct {
	Frame
	Question  string
	Back      string
	Heading   string
	Problem   string
	Why       string // nothing can be shown yet, and what is needed
	Planned   string
	Start     *talkStart
	Running   *talkRunning
	Held      string
	Notes     []talkNoteView
	NoteHref  string
	Waiting   string // how much waits for her
	Minutes   *talkMinutes
	WorkPoint *workPointForm
	Next      *Action
}

// talkStart is how a talk is begun or planned.
type talkStart struct {
	Href      string
	Films     []Option
	Together  string
	Apart     string
	Label     string
	PlanHref  string
	PlanLabel string
	PlanDate  string
	PlanTime  string
	PlanWrong string
}

// talkRunning is the talk itself: the element, and what stands there without script.
type talkRunning struct {
	Element   Element
	Base      string
	Steps     []Tab
	Step      string
	Prompt    string
	Moments   []talkMoment
	Film      string
	Voices    []Option
	Kinds     []Option
	Text      string
	TextWrong string
}

type talkMoment struct {
	ID, Label, Time, Film, Mark string
	Opened, Skip                bool
}

type talkNoteView struct {
	ID      string
	Version int
	Who     string
	Kind    string
	Text    string
	Waits   bool
	Approve bool // she can say: so I said it
	Change  bool
	State   string
}

// talkMinutes is how long the talk took, as the coach confirms it.
type talkMinutes struct {
	Href         string
	Date         string
	DateWrong    string
	Minutes      string
	MinutesWrong string
	ConfirmWrong string
}

// talkForms is what was typed and comes back to be mended.
type talkForms struct {
	problem, note, noteWrong, planWrong string
	minutes                             *talkMinutes
}

// talkFacts is what the page of a talk is made of.
type talkFacts struct {
	cycleFacts
	talk  *coaching.Talk // the one that is open, else the last one; nil while there is none
	notes []coaching.TalkNote
	shown api.Talk
}

func (p *pages) showTalk(a *ask) error { return p.renderTalk(a, http.StatusOK, talkForms{}) }

func (p *pages) renderTalk(a *ask, status int, forms talkForms) error {
	var f talkFacts
	err := p.as(a, func(tx *postgres.Tx) error { return f.loadTalk(a, tx, coaching.CycleID(a.r.PathValue("id"))) })
	if err != nil {
		return err
	}
	view := f.page(a, forms)
	var bundle []string
	if view.Running != nil {
		bundle = []string{"talk"}
	}
	view.Frame = p.frame(a, "talk", a.say.T("talk.title"), bundle...)
	return p.render(a, status, "talk", view)
}

func (f *talkFacts) loadTalk(a *ask, tx *postgres.Tx, id coaching.CycleID) error {
	if err := f.load(a, tx, id); err != nil {
		return err
	}
	ctx := a.r.Context()
	talks, err := tx.Talks(ctx, id)
	if err != nil || len(talks) == 0 {
		return err
	}
	f.talk = &talks[len(talks)-1]
	if f.notes, err = tx.TalkNotes(ctx, f.talk.ID); err != nil {
		return err
	}
	f.shown, err = api.ShowTalk(ctx, tx, *f.talk, a.now)
	return err
}

// films are the recordings that can be looked at together.
func (f *talkFacts) films() (films []coaching.Recording) {
	for _, recording := range f.recordings {
		if recording.MayShow() == nil {
			films = append(films, recording)
		}
	}
	return films
}

// running says whether the two are talking.
func (f *talkFacts) running() bool { return f.talk != nil && f.talk.Running() }

// begin starts the talk, or joins the one that runs.
func (p *pages) startTalk(a *ask) error {
	id, recording := coaching.CycleID(a.r.PathValue("id")), coaching.RecordingID(a.r.PostFormValue("recording"))
	err := p.as(a, func(tx *postgres.Tx) error {
		if _, err := tx.Cycle(a.r.Context(), id); err != nil {
			return err
		}
		_, err := tx.StartTalk(a.r.Context(), a.actor, id, recording, coaching.TalkSetting(a.r.PostFormValue("setting")), a.now)
		if errors.Is(err, coaching.ErrNotFound) {
			err = coaching.Invalid{{Field: "recording", Code: "unknown"}}
		}
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderTalk(a, http.StatusConflict, talkForms{problem: wrong.summary})
	}
	if err != nil {
		return err
	}
	return p.done(a, "/cycles/"+string(id)+"/talk", "")
}

// talkSummary is what the page of a round says about its talk.
type talkSummary struct {
	State string
	Said  []talkNoteView
	Label string
	Href  string
}

// talkSummary says where the talk stands, and shows what she approved. nil where there is nothing to say yet.
func (f *cycleFacts) talkSummary(a *ask, w words) *talkSummary {
	may := f.cycle.MayTalk(a.actor, f.question.Trajectory) == nil
	if len(f.talks) == 0 && (!may || f.cycle.Facts.Shared == 0) {
		return nil
	}
	view := &talkSummary{State: w.T("talk.held_none"), Label: w.T("cycle.talk_go"), Href: "/cycles/" + string(f.cycle.ID) + "/talk"}
	for _, talk := range f.talks {
		switch {
		case talk.Running():
			view.State, view.Label = w.T("coach.next_talking")+".", w.T("cycle.talk_join")
		case talk.StartedAt != nil:
			view.State, view.Label = w.T("talk.held", "Day", w.Day(*talk.StartedAt).Text), w.T("cycle.talk_look")
		case talk.PlannedFor != nil && talk.EndedAt == nil:
			view.State = w.T("talk.planned", "Moment", w.Moment(*talk.PlannedFor).Text) + "."
		}
	}
	for _, note := range f.said {
		if note.ApprovedAt == nil {
			continue
		}
		view.Said = append(view.Said, talkNoteView{Who: f.people.Given(f.question.EmployeeID), Kind: w.T("talk.kind_" + note.Kind), Text: note.Text})
	}
	return view
}
