package web

import (
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type questionView struct {
	Frame
	Self        string
	Whose       string
	Text        string
	State       string
	Problem     string
	Open        *Action // to the open cycle
	Versions    []versionView
	Owner       bool
	MayWord     bool
	Rewording   bool
	RewordLabel string
	Wording     WordingForm
	Cycles      []cycleLine
	Coach       string
	CoachDual   string // what else she is
	Lost        string // how she came to have no coach, in words
	MayChoose   bool   // a coach, another one or none
	MayEnd      bool
	MayPause    bool
	Paused      bool
	Together    togetherView
	Where       *whereView
	Examples    []string // for who proposes a wording
	Likes       string   // how she likes to learn, for her coach
	LikesHref   string   // where she chooses it
	Reopen      reopenView
}

type versionView struct {
	By        string
	Mine      bool
	Current   bool
	Newest    bool
	At        Stamp
	Text      string
	Situation string
	Accepted  string
	Accept    string // where to accept it; "" when that is not possible
	Label     string // "versie 2, door Samira"
	Voice     *voiceView
}

type cycleLine struct {
	Href  string
	Label string
	State string
}

// questionFacts is what the page of a question is made of.
type questionFacts struct {
	holder   coaching.Holder
	question coaching.Question
	cycles   []coaching.Cycle
	coaches  []coaching.Person // whom she may choose
	dual     map[coaching.PersonID]coaching.DualRole
	together together
	looked   []coaching.Evaluation // newest first
	voices   []coaching.VoiceNote
	unsent   *coaching.VoiceNote // that came with a form which was refused
	likes    coaching.Preference
	reopened []coaching.Reopening
	people   cast
}

func (p *pages) showQuestion(a *ask) error {
	return p.renderQuestion(a, http.StatusOK, WordingForm{}, formErrors{})
}

// renderQuestion shows the page; what was typed and was wrong stands in it again.
func (p *pages) renderQuestion(a *ask, status int, form WordingForm, wrong formErrors) error {
	var f questionFacts
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		if err = f.load(a, tx, coaching.QuestionID(a.r.PathValue("id"))); err == nil {
			f.unsent, err = form.unsent(a, tx)
		}
		return err
	})
	if err != nil {
		return p.parted(a, err)
	}
	view := f.view(a)
	form.mark(wrong)
	view.Problem, view.Rewording = wrong.summary, status != http.StatusOK
	if view.Rewording {
		view.Wording = form
	}
	if err := f.addHelp(a, &view); err != nil {
		return err
	}
	view.Frame = p.frame(a, "question", wordingOf(f.question), voiceBundle)
	return p.render(a, status, "question", view)
}

func (f *questionFacts) load(a *ask, tx *postgres.Tx, id coaching.QuestionID) error {
	ctx := a.r.Context()
	var err error
	if f.question, err = tx.Question(ctx, id); err != nil {
		return err
	}
	if f.holder, err = tx.Holder(ctx, f.question.HolderID); err != nil {
		return err
	}
	if f.cycles, err = tx.Cycles(ctx, f.question.Trajectory.ID); err != nil {
		return err
	}
	if f.question.EmployeeID == a.actor.ID {
		if f.coaches, err = tx.EngagedCoaches(ctx); err != nil {
			return err
		}
	}
	if f.dual, err = tx.DualRoles(ctx); err != nil {
		return err
	}
	if f.looked, err = tx.Evaluations(ctx, f.question.Trajectory.ID); err != nil {
		return err
	}
	if err := f.loadHelped(ctx, tx); err != nil {
		return err
	}
	found, err := togetherOf(ctx, tx, f.question.Trajectory)
	if err != nil {
		return err
	}
	f.together = found[f.question.Trajectory.ID]
	ids := append([]coaching.PersonID{f.question.EmployeeID}, f.question.Trajectory.Met()...)
	for _, version := range f.question.Versions {
		ids = append(ids, version.AuthorID)
	}
	f.people, err = castOf(ctx, tx, ids...)
	return err
}

func (f *questionFacts) view(a *ask) questionView {
	q, t, w := f.question, f.question.Trajectory, a.words(f.holder)
	owner := q.EmployeeID == a.actor.ID
	view := questionView{
		Self: "/questions/" + string(q.ID), Owner: owner, Paused: t.State() == coaching.Paused,
		State: f.state(w, owner), MayWord: q.MayWord(a.actor, false) == nil,
		MayEnd: t.MayEnd(a.actor) == nil, MayPause: t.MayPause(a.actor) == nil,
		Whose: w.T("question.mine"), RewordLabel: w.T("question.reword"),
	}
	if !owner {
		view.Whose, view.RewordLabel = w.T("question.of", "Name", f.people.Full(q.EmployeeID)), w.T("question.propose_other")
	}
	if accepted := q.Accepted(); accepted != nil {
		view.Text, view.Wording.Situation = accepted.Text, accepted.Situation
	} else {
		view.Wording.Situation = q.Versions[len(q.Versions)-1].Situation
	}
	if text := wordingOf(q); !a.say.everSaid("voice.spoken", text) {
		view.Wording.Text = text
	}
	for _, version := range q.Versions {
		view.Versions = append(view.Versions, f.version(a, w, version))
	}
	f.addTrajectory(a, w, &view)
	view.Together = f.together.view(w, a.actor, q, f.other(a), closedCycles(f.cycles), f.looked)
	return view
}

// other is the first name of the one of the two who does not read, or "".
func (f *questionFacts) other(a *ask) string {
	if f.question.EmployeeID != a.actor.ID {
		return f.people.Given(f.question.EmployeeID)
	}
	for _, coach := range f.question.Trajectory.CoachIDs {
		return f.people.Given(coach)
	}
	return ""
}

func (f *questionFacts) version(a *ask, w words, version coaching.QuestionVersion) versionView {
	accepted := f.question.Accepted()
	line := versionView{
		Newest: version.Number == len(f.question.Versions),
		By:     f.people.Full(version.AuthorID), Mine: version.AuthorID == a.actor.ID, At: w.Moment(version.CreatedAt),
		Text: version.Text, Situation: version.Situation, Current: accepted != nil && accepted.Number == version.Number,
	}
	if version.AuthorID == a.actor.ID {
		line.By = w.T("common.you")
	}
	line.Label = w.T("question.version", "Number", version.Number)
	for _, note := range f.voices {
		if note.Number == version.Number {
			line.Voice = w.voice(a, note)
		}
	}
	if version.AcceptedAt != nil {
		line.Accepted = w.T("question.was_accepted", "Day", w.Day(*version.AcceptedAt).Text)
	} else if f.question.MayAccept(a.actor, version.Number) == nil && !a.say.everSaid("voice.spoken", version.Text) {
		line.Accept = "/questions/" + string(f.question.ID) + "/versions/" + strconv.Itoa(version.Number) + "/accept"
	}
	return line
}

func (f *questionFacts) addTrajectory(a *ask, w words, view *questionView) {
	t := f.question.Trajectory
	for i := len(f.cycles) - 1; i >= 0; i-- {
		cycle := f.cycles[i]
		line := cycleLine{Href: "/cycles/" + string(cycle.ID), Label: w.T("cycle.round", "Number", cycle.Number), State: w.T("step." + string(cycle.Step()))}
		view.Cycles = append(view.Cycles, line)
		if cycle.ClosedAt == nil {
			view.Open = &Action{Label: w.T("question.open_cycle", "Number", cycle.Number), Href: line.Href}
		}
	}
	for _, coach := range t.CoachIDs {
		view.Coach, view.CoachDual = f.people.Full(coach), f.dual[coach].Words
	}
	view.Lost, view.MayChoose = w.lost(t, f.people), t.MayChooseCoach(a.actor) == nil
}

// state says in one sentence how it stands, to her or to her coach.
func (f *questionFacts) state(w words, owner bool) string {
	t, side := f.question.Trajectory, "_coach"
	if owner {
		side = ""
	}
	switch t.State() {
	case coaching.Ended:
		return w.T("question.ended", "Day", w.Day(*t.EndedAt).Text)
	case coaching.Paused:
		return w.T("question.paused"+side, "Day", w.Day(*t.PausedAt).Text)
	case coaching.Running:
		return w.T("question.running", "Day", w.Day(*t.StartedAt).Text)
	case coaching.Wording:
	}
	if proposal(f.question) != nil {
		return w.T("question.proposed" + side)
	}
	return w.T("question.wording" + side)
}
