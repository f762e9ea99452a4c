package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// nobody is what the form says for no coach, so that a forgotten choice is not taken for one.
const nobody = "nobody"

type coachChoiceView struct {
	Frame
	Problem     string
	Question    string
	Lost        string // how she came to have no coach, in words
	Coach       string // whom she has now; "" for nobody
	Dual        string // what else that one is
	Coaches     []CoachOption
	Alone       bool // she chose to go on without a coach
	ChoiceWrong string
	Words       string
	WordsWrong  string
	Back        string
}

// showCoachChoice says what another coach means, before anything happens.
func (p *pages) showCoachChoice(a *ask) error {
	return p.renderCoachChoice(a, http.StatusOK, formErrors{})
}

func (p *pages) renderCoachChoice(a *ask, status int, wrong formErrors) error {
	var f questionFacts
	err := p.as(a, func(tx *postgres.Tx) error { return f.load(a, tx, coaching.QuestionID(a.r.PathValue("id"))) })
	if err != nil {
		return err
	}
	t, w := f.question.Trajectory, a.words(f.holder)
	if err := t.MayChooseCoach(a.actor); err != nil {
		return err
	}
	chosen := a.r.PostFormValue("coach_id")
	view := coachChoiceView{
		Question: wordingOf(f.question), Lost: w.lost(t, f.people), Back: "/questions/" + string(f.question.ID), Problem: wrong.summary,
		Alone: chosen == nobody, ChoiceWrong: wrong.of("coach_id"), Words: a.r.PostFormValue("words"), WordsWrong: wrong.of("words"),
	}
	for _, coach := range t.CoachIDs {
		view.Coach, view.Dual = f.people.Given(coach), f.dual[coach].Words
	}
	for _, coach := range f.coaches {
		if !t.IsCoach(coach.ID) {
			view.Coaches = append(view.Coaches, CoachOption{
				ID: string(coach.ID), Name: coach.Name.Full(), Dual: f.dual[coach.ID].Words, Chosen: string(coach.ID) == chosen,
			})
		}
	}
	title := "coach_choice.title"
	if view.Coach != "" {
		title = "coach_choice.title_other"
	}
	view.Frame = p.frame(a, "coach_choice", a.say.T(title))
	return p.render(a, status, "coach_choice", view)
}

func (p *pages) chooseCoach(a *ask) error {
	id, coach := coaching.QuestionID(a.r.PathValue("id")), coaching.PersonID(a.r.PostFormValue("coach_id"))
	said := "coach_chosen"
	err := p.as(a, func(tx *postgres.Tx) error {
		question, err := tx.Question(a.r.Context(), id)
		switch {
		case err != nil:
			return err
		case coach == nobody:
			said = "coach_left"
			_, err = tx.ChangeCoach(a.r.Context(), a.actor, question.Trajectory.ID, "", a.r.PostFormValue("words"), a.now)
		case coach == "":
			err = coaching.Invalid{{Field: "coach_id", Code: "required"}}
		default:
			_, err = tx.ChangeCoach(a.r.Context(), a.actor, question.Trajectory.ID, coach, a.r.PostFormValue("words"), a.now)
		}
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderCoachChoice(a, statusOf(err), wrong)
	}
	return p.finish(a, err, "/questions/"+string(id), said)
}

// lost says how an employee came to have no coach without choosing so; "" where she has one, or chose so.
func (w words) lost(t coaching.Trajectory, people cast) string {
	switch p := t.Lost; {
	case p == nil || t.EndedAt != nil:
		return ""
	case p.Why == coaching.PartedByManaging:
		return w.T("coach_lost.manages", "Name", people.Given(p.CoachID), "Day", w.Day(*p.At).Text)
	default:
		return w.T("coach_lost.gone", "Name", people.Given(p.CoachID))
	}
}

// farewell tells a coach that her part ended; nothing of why but what the employee wrote to her.
func (w words) farewell(f coaching.Farewell) string {
	return w.T("farewell."+string(f.Why), "Name", f.Employee.Given, "Full", f.Employee.Full(), "Day", w.Day(f.At).Text)
}

// farewellView is one line on the first page of a coach.
type farewellView struct {
	Sentence string
	Words    string // of the employee, to her
}

func (w words) farewells(all []coaching.Farewell) (views []farewellView) {
	for _, f := range all {
		view := farewellView{Sentence: w.farewell(f)}
		if f.Words != "" {
			view.Words = w.T("farewell.words", "Name", f.Employee.Given, "Words", f.Words)
		}
		views = append(views, view)
	}
	return views
}

// parted shows a coach, where a question is not there for her any more, what she was told of it; else the error stands.
func (p *pages) parted(a *ask, err error) error {
	if statusOf(err) != http.StatusNotFound || !a.actor.Is(coaching.Coach) {
		return err
	}
	what := ""
	if other := p.as(a, func(tx *postgres.Tx) error {
		all, err := tx.Farewells(a.r.Context(), a.now)
		if err != nil {
			return err
		}
		holder, err := tx.Holder(a.r.Context(), a.actor.At())
		for _, f := range all {
			if string(f.QuestionID) == a.r.PathValue("id") {
				what = a.words(holder).farewell(f)
			}
		}
		return err
	}); other != nil || what == "" {
		return err
	}
	view := errorView{What: what}
	view.Frame = p.frame(a, "error", a.say.T("farewell.title"))
	return p.render(a, http.StatusNotFound, "error", view)
}
