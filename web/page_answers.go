package web

import (
	"net/http"
	"strings"

	"terugblik/coaching"
)

// answerView is one answer under its question.
type answerView struct {
	Name, Label, Hint string
	Text, Wrong, Now  string // Now is what the other wrote there in the meantime
	Rows              int
	Opens             string // a heading that comes before it
}

// hersCount is how many of the answers are the employee's; the coach's follow.
const hersCount = 4

func sideFields(all []answerView, employee bool) []answerView {
	if employee {
		return all[:hersCount]
	}
	return all[hersCount:]
}

func answersFields(say *speech, x coaching.Answers) []answerView {
	return []answerView{
		{Name: "answered", Label: say.T("evaluation.answered"), Hint: say.T("evaluation.answered_hint"), Text: x.Answered, Rows: 3},
		{Name: "best_moment", Label: say.T("evaluation.best_moment"), Text: x.BestMoment, Rows: 3},
		{Name: "keep", Label: say.T("evaluation.keep"), Text: x.Keep, Rows: 3},
		{Name: "next_question", Label: say.T("evaluation.next_question"), Hint: say.T("evaluation.next_question_hint"), Text: x.NextQuestion, Rows: 2},
		{Name: "growth", Label: say.T("evaluation.growth"), Text: x.Growth, Rows: 3},
		{Name: "helped", Label: say.T("evaluation.helped"), Text: x.Helped, Rows: 3},
		{Name: "wish", Label: say.T("evaluation.wish"), Text: x.Wish, Rows: 3},
	}
}

// answered are the answers that say something.
func answered(fields []answerView) []answerView {
	var some []answerView
	for _, field := range fields {
		if field.Text != "" {
			some = append(some, field)
		}
	}
	return some
}

// retype puts back what was typed and says what is wrong with it. What another window stored meanwhile stands beside it.
func (form *answersForm) retype(typed, stored *coaching.EvaluationPart, wrong formErrors) {
	if typed == nil {
		return
	}
	now := coaching.Answers{}
	if stored != nil {
		now = stored.Answers
	}
	retype(form.Fields, answerTexts(typed.Answers), answerTexts(now), stored != nil && typed.Version != stored.Version, wrong)
}

// retype shows typed texts again, by the names of their fields; with stale also what is stored and differs.
func retype(fields []answerView, typed, stored map[string]string, stale bool, wrong formErrors) {
	for i := range fields {
		field := &fields[i]
		field.Text, field.Wrong = typed[field.Name], wrong.of(field.Name)
		if stale && stored[field.Name] != field.Text {
			field.Now = stored[field.Name]
		}
	}
}

func answerTexts(x coaching.Answers) map[string]string {
	return map[string]string{
		"answered": x.Answered, "best_moment": x.BestMoment, "keep": x.Keep, "next_question": x.NextQuestion,
		"growth": x.Growth, "helped": x.Helped, "wish": x.Wish,
	}
}

func readAnswers(r *http.Request) coaching.Answers {
	return coaching.Answers{
		Answered: formText(r, "answered"), BestMoment: formText(r, "best_moment"), Keep: formText(r, "keep"),
		NextQuestion: formText(r, "next_question"), Growth: formText(r, "growth"), Helped: formText(r, "helped"), Wish: formText(r, "wish"),
	}
}

// formText is a field of several lines as it was typed: browsers send each end of a line as two characters.
func formText(r *http.Request, name string) string {
	return strings.ReplaceAll(r.PostFormValue(name), "\r\n", "\n")
}
