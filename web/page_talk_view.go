package web

import (
	"strconv"
	"strings"

	"terugblik/coaching"
)

// talkBlock is what the element of a talk begins with; films, moments and notes come from the API.
type talkBlock struct {
	Talk     any    `json:"talk"`
	Question string `json:"question"`
	Me       string `json:"me"`
	CycleID  string `json:"cycle_id"`
	Employee string `json:"employee"`
	Coach    string `json:"coach"`
	Hers     bool   `json:"hers"` // the employee looks at it
}

// page turns the facts of a talk into words: before, while it runs, or after.
func (f *talkFacts) page(a *ask, forms talkForms) talkPage {
	w, base := a.words(f.holder), "/cycles/"+string(f.cycle.ID)
	view := talkPage{
		Question: wordingOf(f.question), Back: base, Problem: forms.problem, NoteHref: base + "/talk/note",
		Heading: w.T("talk.with", "Name", f.other(a.actor.ID)),
	}
	if f.talk != nil && f.talk.EndedAt != nil && f.talk.StartedAt != nil {
		f.addHeld(a, w, &view, forms)
	}
	f.addNotes(a, w, &view)
	if f.running() {
		view.Running = f.runningView(a, w, forms)
		return view
	}
	f.addStart(a, w, &view, forms)
	return view
}

// other is the given name of whom the actor talks with.
func (f *talkFacts) other(actor coaching.PersonID) string {
	if actor == f.question.EmployeeID {
		return f.coach()
	}
	return f.people.Given(f.question.EmployeeID)
}

func (f *talkFacts) addStart(a *ask, w words, view *talkPage, forms talkForms) {
	if f.talk != nil && f.talk.EndedAt == nil && f.talk.PlannedFor != nil {
		view.Planned = w.T("talk.planned", "Moment", w.Moment(*f.talk.PlannedFor).Text)
	}
	if err := f.cycle.MayTalk(a.actor, f.question.Trajectory); err != nil {
		if f.talk == nil {
			view.Why = w.T("talk.not_now")
		}
		return
	}
	base := view.Back + "/talk"
	start := &talkStart{
		PlanHref: base + "/plan", PlanLabel: w.T("talk.plan"), PlanWrong: forms.planWrong,
		Label: w.T("talk.begin"), Together: w.T("talk.together"), Apart: w.T("talk.apart"),
	}
	if view.Planned != "" {
		start.PlanLabel = w.T("talk.plan_other")
		at := f.talk.PlannedFor.In(w.zone)
		start.PlanDate, start.PlanTime = at.Format("2006-01-02"), at.Format("15:04")
	}
	if view.Held != "" {
		start.Label = w.T("talk.begin_again")
	}
	films := f.films()
	for i, film := range films {
		title := film.Title
		if title == "" {
			title = w.T("recording.untitled")
		}
		start.Films = append(start.Films, Option{Value: string(film.ID), Label: title, Chosen: i == 0})
	}
	if len(films) > 0 {
		start.Href = base
	} else {
		view.Why = w.T("talk.nothing_shared_coach", "Name", f.people.Given(f.question.EmployeeID))
		if a.actor.ID == f.question.EmployeeID {
			view.Why = w.T("talk.nothing_shared", "Name", f.coach())
		}
	}
	view.Start = start
}

func (f *talkFacts) runningView(a *ask, w words, forms talkForms) *talkRunning {
	step := coaching.TalkStep(a.r.URL.Query().Get("step"))
	if coaching.CheckTalk(coaching.Together, step) != nil {
		step = f.talk.Step
	}
	base := "/cycles/" + string(f.cycle.ID) + "/talk"
	view := &talkRunning{Base: base, Step: string(step), Prompt: f.prompt(w, step), Text: forms.note, TextWrong: forms.noteWrong}
	for _, one := range coaching.TalkSteps() {
		view.Steps = append(view.Steps, Tab{Label: w.T("talk.step_" + string(one)), Href: base + "?step=" + string(one), Current: one == step})
	}
	for _, film := range f.films() {
		view.Film = "/recordings/" + string(film.ID)
	}
	number := 0
	for _, release := range f.releases {
		for _, moment := range release.Moments {
			number++
			view.Moments = append(view.Moments, f.moment(a, w, number, moment))
		}
	}
	for _, voice := range []coaching.TalkVoice{coaching.VoiceEmployee, coaching.VoiceCoach} {
		name := f.people.Given(f.question.EmployeeID)
		if voice == coaching.VoiceCoach {
			name = f.coach()
		}
		view.Voices = append(view.Voices, Option{Value: string(voice), Label: w.T("talk.says", "Name", name), Chosen: voice == coaching.VoiceEmployee})
	}
	for i, kind := range []string{"word", "insight", "agreement"} {
		view.Kinds = append(view.Kinds, Option{Value: kind, Label: w.T("talk.kind_" + kind), Chosen: i == 0})
	}
	view.Element = a.element(talkBlock{
		Talk: f.shown, Question: wordingOf(f.question), Me: string(a.actor.ID), CycleID: string(f.cycle.ID),
		Employee: f.people.Given(f.question.EmployeeID), Coach: f.coach(), Hers: a.actor.ID == f.question.EmployeeID,
	}, "talk", "player", "review")
	return view
}

func (f *talkFacts) prompt(w words, step coaching.TalkStep) string {
	return w.T("talk.prompt_"+string(step), "Name", f.coach())
}

// moment shows where to look; the coach's mark only after her words, also on the coach's own screen.
func (f *talkFacts) moment(a *ask, w words, number int, m coaching.Moment) talkMoment {
	view := talkMoment{
		ID: string(m.ID), Label: w.T("talk.moment", "Number", number), Time: clock(m.StartMS) + "–" + clock(m.EndMS), Opened: m.Opened,
		Film: "/recordings/" + string(m.RecordingID) + "?at=" + strconv.FormatInt(m.StartMS, 10),
		Skip: !m.Opened && f.talk.MaySkip(a.actor, f.question.Trajectory) == nil,
	}
	if m.Opened && m.Mark != nil {
		view.Mark = m.Mark.Text
	}
	return view
}

func (f *talkFacts) addNotes(a *ask, w words, view *talkPage) {
	waiting := 0
	for _, note := range f.notes {
		line := talkNoteView{
			ID: string(note.ID), Version: note.Version, Kind: w.T("talk.kind_" + note.Kind), Text: note.Text,
			Who: f.people.Given(f.question.EmployeeID), Waits: note.Waits(), Change: note.MayChange(a.actor, f.question.Trajectory) == nil,
			Approve: note.Waits() && note.MayApprove(a.actor, f.question.Trajectory) == nil,
		}
		if note.Voice == coaching.VoiceCoach {
			line.Who = f.coach()
		}
		switch {
		case note.Waits() && line.Approve:
			waiting++
			line.State = w.T("talk.is_it_so")
		case note.Waits():
			line.State = w.T("talk.waits", "Name", f.people.Given(f.question.EmployeeID))
		case note.Hers() && a.actor.ID == f.question.EmployeeID:
			line.State = w.T("talk.approved_mine")
		case note.Hers():
			line.State = w.T("talk.approved")
		}
		view.Notes = append(view.Notes, line)
	}
	if waiting > 0 {
		view.Waiting = w.N("talk.waiting", waiting, "Name", f.coach())
	}
}

// addHeld is what is left to do after a talk: her work point, the coach's minutes, the way on.
func (f *talkFacts) addHeld(a *ask, w words, view *talkPage, forms talkForms) {
	view.Held = w.T("talk.held", "Day", w.Day(*f.talk.StartedAt).Text)
	if a.actor.ID == f.question.EmployeeID {
		if f.workPoint == nil && f.cycle.ClosedAt == nil {
			view.WorkPoint = &workPointForm{Href: view.Back + "/work-point", Text: f.agreed()}
		}
		next := nextForEmployee(w.speech, f.situation())
		here := strings.HasPrefix(next.Href, view.Back+"/talk")
		if next.Href != "" && !here && f.workPoint != nil && f.cycle.ClosedAt == nil {
			view.Next = &next
		}
	}
	if f.talk.MayConfirmMinutes(a.actor, f.question.Trajectory) != nil {
		return
	}
	view.Minutes = forms.minutes
	if view.Minutes == nil {
		view.Minutes = &talkMinutes{
			Date: f.talk.StartedAt.In(w.zone).Format("2006-01-02"), Minutes: strconv.Itoa(f.talk.ProposedMinutes(a.now)),
		}
	}
	view.Minutes.Href = view.Back + "/talk/minutes"
}

// agreed is the last agreement that is hers: the beginning of a work point.
func (f *talkFacts) agreed() string {
	for i := len(f.notes) - 1; i >= 0; i-- {
		if note := f.notes[i]; note.Kind == "agreement" && len([]rune(note.Text)) <= 500 {
			return note.Text
		}
	}
	return ""
}
