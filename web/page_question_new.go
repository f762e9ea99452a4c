package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type questionNewView struct {
	Frame
	Problem    string
	Moments    []momentView
	Chosen     bool // one of them
	Voice      *Element
	Wording    WordingForm
	Coaches    []CoachOption
	CoachWrong string
}

// momentView is a situation of the day with its examples; those of the chosen one are shown.
type momentView struct {
	Name     string
	Label    string
	Href     string
	Chosen   bool
	Proud    bool
	Examples []string
}

// WordingForm is a wording as it is typed.
type WordingForm struct {
	Text           string
	TextWrong      string
	Situation      string
	SituationWrong string
	Voice          coaching.VoiceNoteID // what she said with it; "" for nothing
	Element        *Element             // that records it
}

// spoken is what is written; who only spoke, and asks her coach to help, need not write.
func (f WordingForm) spoken(a *ask, accept bool) string {
	if strings.TrimSpace(f.Text) == "" && f.Voice != "" && !accept {
		return a.say.T("voice.spoken")
	}
	return f.Text
}

// unsent is the note that came with a form which was refused: it stands in that form again. nil where there is none.
func (f WordingForm) unsent(a *ask, tx *postgres.Tx) (*coaching.VoiceNote, error) {
	if f.Voice == "" {
		return nil, nil
	}
	note, err := tx.VoiceNote(a.r.Context(), f.Voice)
	if errors.Is(err, coaching.ErrNotFound) || note.SentAt != nil {
		return nil, nil
	}
	return &note, err
}

// send lets the coach hear what she said with the newest wording.
func (f WordingForm) send(a *ask, tx *postgres.Tx, q coaching.Question) error {
	if f.Voice == "" {
		return nil
	}
	return tx.SendVoiceNote(a.r.Context(), a.actor, f.Voice, q, len(q.Versions), a.now)
}

// CoachOption is a coach whom the employee may choose.
type CoachOption struct {
	ID     string
	Name   string
	Dual   string // what else she is in the organisation, as she or the administrator said
	Chosen bool
}

func readWording(r *http.Request) WordingForm {
	return WordingForm{Text: r.PostFormValue("text"), Situation: r.PostFormValue("situation"), Voice: coaching.VoiceNoteID(r.PostFormValue("voice_note_id"))}
}

func (f *WordingForm) mark(wrong formErrors) {
	f.TextWrong, f.SituationWrong = wrong.of("text"), wrong.of("situation")
}

func (p *pages) showNewQuestion(a *ask) error {
	var view questionNewView
	moments, err := momentViews(a, a.r.URL.Query().Get("moment"))
	if err != nil {
		return err
	}
	for _, moment := range moments {
		if moment.Chosen && !moment.Proud {
			view.Wording.Situation = moment.Label
		}
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

func momentViews(a *ask, chosen string) ([]momentView, error) {
	situations, err := coaching.Situations(a.say.Language)
	list := make([]momentView, len(situations))
	for i, s := range situations {
		list[i] = momentView{
			Name: s.Name, Label: s.Label, Chosen: s.Name == chosen, Proud: s.Name == coaching.ProudMoment, Examples: s.Questions,
			Href: "/questions/new?moment=" + url.QueryEscape(s.Name) + "#moments",
		}
	}
	return list, err
}

func (p *pages) renderNewQuestion(a *ask, status int, view questionNewView, coach string) error {
	var err error
	if view.Moments, err = momentViews(a, a.r.URL.Query().Get("moment")); err != nil {
		return err
	}
	view.Chosen = slices.ContainsFunc(view.Moments, func(m momentView) bool { return m.Chosen })
	err = p.as(a, func(tx *postgres.Tx) error {
		unsent, err := view.Wording.unsent(a, tx)
		if err != nil {
			return err
		}
		view.Voice = a.voiceElement(unsent)
		coaches, err := tx.EngagedCoaches(a.r.Context())
		if err != nil {
			return err
		}
		dual, err := tx.DualRoles(a.r.Context())
		for _, person := range coaches {
			view.Coaches = append(view.Coaches, CoachOption{
				ID: string(person.ID), Name: person.Name.Full(), Dual: dual[person.ID].Words, Chosen: string(person.ID) == coach || len(coaches) == 1,
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "question_new", a.say.T("question_new.title"), voiceBundle)
	return p.render(a, status, "question_new", view)
}

func (p *pages) createQuestion(a *ask) error {
	form, coach := readWording(a.r), a.r.PostFormValue("coach_id")
	accept := a.r.PostFormValue("accept") != ""
	if !accept && coach == "" {
		view := questionNewView{Wording: form, CoachWrong: a.say.T("question_new.coach_needed")}
		return p.renderNewQuestion(a, http.StatusUnprocessableEntity, view, coach)
	}
	var question coaching.Question
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		question, err = tx.CreateQuestion(a.r.Context(), a.actor, form.spoken(a, accept), form.Situation, coaching.PersonID(coach), accept, a.now)
		if err != nil {
			return err
		}
		return form.send(a, tx, question)
	})
	if wrong, ok := p.formErrors(a, err); ok {
		form.mark(wrong)
		view := questionNewView{Problem: wrong.summary, Wording: form, CoachWrong: wrong.of("coach_id")}
		return p.renderNewQuestion(a, statusOf(err), view, coach)
	}
	if err != nil {
		return err
	}
	if accept {
		return p.done(a, "/", "question_accepted")
	}
	return p.done(a, "/questions/"+string(question.ID), "question_asked")
}
