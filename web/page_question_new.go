package web

import (
	"net/http"
	"net/url"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// moments are the situations of the day that the helper suggests: the key of each has a name and three examples.
var moments = []string{"proud", "arrive", "table", "fruit", "play", "outside", "tidy", "dressing", "story", "goodbye"}

const examplesPerMoment = 3

type questionNewView struct {
	Frame
	Problem    string
	Moments    []momentView
	Examples   []string
	Wording    WordingForm
	Coaches    []CoachOption
	CoachWrong string
}

type momentView struct {
	Label  string
	Href   string
	Chosen bool
}

// WordingForm is a wording as it is typed.
type WordingForm struct {
	Text           string
	TextWrong      string
	Situation      string
	SituationWrong string
}

// CoachOption is a coach whom the employee may choose.
type CoachOption struct {
	ID     string
	Name   string
	Chosen bool
}

func readWording(r *http.Request) WordingForm {
	return WordingForm{Text: r.PostFormValue("text"), Situation: r.PostFormValue("situation")}
}

func (f *WordingForm) mark(wrong formErrors) {
	f.TextWrong, f.SituationWrong = wrong.of("text"), wrong.of("situation")
}

func (p *pages) showNewQuestion(a *ask) error {
	moment := a.r.URL.Query().Get("moment")
	view := questionNewView{Moments: momentViews(a.say, moment)}
	for n := 1; n <= examplesPerMoment; n++ {
		if key := "moment." + moment + ".example_" + strconv.Itoa(n); a.say.Has(key) {
			view.Examples = append(view.Examples, a.say.T(key))
		}
	}
	if len(view.Examples) > 0 && moment != moments[0] {
		view.Wording.Situation = a.say.T("moment." + moment)
	}
	if err := p.goOnFrom(a, &view); err != nil {
		return err
	}
	return p.renderNewQuestion(a, http.StatusOK, view, "")
}

// goOnFrom begins with the next question of an approved report of her own; ?after names the question before.
func (p *pages) goOnFrom(a *ask, view *questionNewView) error {
	after := coaching.QuestionID(a.r.URL.Query().Get("after"))
	if after == "" {
		return nil
	}
	return p.as(a, func(tx *postgres.Tx) error {
		question, err := tx.Question(a.r.Context(), after)
		if err != nil {
			return err
		}
		report, err := tx.Report(a.r.Context(), question.Trajectory.ID)
		if err != nil {
			return err
		}
		if question.EmployeeID != a.actor.ID || report.ApprovedAt() == nil {
			return coaching.ErrNotFound
		}
		view.Wording.Text = shortened(report.NextQuestion, 500)
		return nil
	})
}

// shortened is the text, or as many of its characters as a wording may have.
func shortened(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}

func momentViews(say *speech, chosen string) []momentView {
	var list []momentView
	for _, name := range moments {
		list = append(list, momentView{
			Label: say.T("moment." + name), Chosen: name == chosen,
			Href: "/questions/new?moment=" + url.QueryEscape(name) + "#moments",
		})
	}
	return list
}

func (p *pages) renderNewQuestion(a *ask, status int, view questionNewView, coach string) error {
	err := p.as(a, func(tx *postgres.Tx) error {
		coaches, err := tx.EngagedCoaches(a.r.Context())
		for _, person := range coaches {
			view.Coaches = append(view.Coaches, CoachOption{
				ID: string(person.ID), Name: person.Name.Full(), Chosen: string(person.ID) == coach || len(coaches) == 1,
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "question_new", a.say.T("question_new.title"))
	return p.render(a, status, "question_new", view)
}

func (p *pages) createQuestion(a *ask) error {
	form, coach := readWording(a.r), a.r.PostFormValue("coach_id")
	accept := a.r.PostFormValue("accept") != ""
	if !accept && coach == "" {
		view := questionNewView{Moments: momentViews(a.say, ""), Wording: form, CoachWrong: a.say.T("question_new.coach_needed")}
		return p.renderNewQuestion(a, http.StatusUnprocessableEntity, view, coach)
	}
	var question coaching.Question
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		question, err = tx.CreateQuestion(a.r.Context(), a.actor, form.Text, form.Situation, coaching.PersonID(coach), accept, a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		form.mark(wrong)
		view := questionNewView{Problem: wrong.summary, Moments: momentViews(a.say, ""), Wording: form, CoachWrong: wrong.of("coach_id")}
		return p.renderNewQuestion(a, http.StatusUnprocessableEntity, view, coach)
	}
	if err != nil {
		return err
	}
	if accept {
		return p.done(a, "/", "question_accepted")
	}
	return p.done(a, "/questions/"+string(question.ID), "question_asked")
}
