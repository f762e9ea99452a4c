package web

import (
	"net/http"
	"slices"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// agreementView is what stays between the two: what holds now, what somebody proposes, and how to change it.
type agreementView struct {
	Frame
	Self, Question, QuestionHref string
	Problem                      string
	Status                       string
	Settled                      bool
	NoCoach                      bool
	Words                        coaching.AgreementWords
	Allowed                      []string
	Note                         string
	Pending                      *proposalView
	Form                         *agreementForm
	History                      []string
}

// proposalView is the newest version while the two have not both said yes to it.
type proposalView struct {
	Heading string
	Lines   []Option // what may leave: Chosen says yes or no
	Note    string
	Number  int
	Agree   string // the button; "" when it is not the reader's to press
}

// agreementForm is a proposal as it is made.
type agreementForm struct {
	Open, First bool
	Options     []Option
	Note        string
	NoteWrong   string
	allowed     []coaching.Sharing
}

// agreementFacts is what the page and the paper are made of.
type agreementFacts struct {
	holder    coaching.Holder
	question  coaching.Question
	agreement coaching.Agreement
	people    cast
}

func (f *agreementFacts) load(a *ask, tx *postgres.Tx) error {
	ctx := a.r.Context()
	var err error
	if f.question, err = tx.Question(ctx, coaching.QuestionID(a.r.PathValue("id"))); err != nil {
		return err
	}
	if f.holder, err = tx.Holder(ctx, f.question.HolderID); err != nil {
		return err
	}
	if f.agreement, err = tx.Agreement(ctx, f.question.Trajectory); err != nil {
		return err
	}
	ids := append([]coaching.PersonID{f.question.EmployeeID}, f.question.Trajectory.CoachIDs...)
	for _, version := range f.agreement.Versions {
		ids = append(ids, version.ProposedBy)
	}
	f.people, err = castOf(ctx, tx, ids...)
	return err
}

// coach is the first name of who coaches now, or a word for a coach who has not been chosen yet.
func (f *agreementFacts) coach(say *speech) string {
	if coaches := f.question.Trajectory.CoachIDs; len(coaches) > 0 {
		return f.people.Given(coaches[0])
	}
	return say.T("agreement.a_coach")
}

// words are those of the text that was agreed to, else of what is proposed, else of a new agreement.
func (f *agreementFacts) words(say *speech) (coaching.AgreementWords, error) {
	version := coaching.CurrentAgreementText
	for _, v := range []*coaching.AgreementVersion{f.agreement.InForce(), f.agreement.Newest()} {
		if v != nil {
			version = v.TextVersion
			break
		}
	}
	return coaching.AgreementText(version, say.Language, f.people.Given(f.question.EmployeeID), f.coach(say))
}

func (p *pages) showAgreement(a *ask) error {
	return p.renderAgreement(a, http.StatusOK, nil, formErrors{})
}

func (p *pages) renderAgreement(a *ask, status int, typed *agreementForm, wrong formErrors) error {
	var f agreementFacts
	if err := p.as(a, func(tx *postgres.Tx) error { return f.load(a, tx) }); err != nil {
		return err
	}
	view, err := f.view(a, typed)
	if err != nil {
		return err
	}
	view.Problem = wrong.summary
	if view.Form != nil {
		view.Form.NoteWrong = wrong.of("note")
	}
	view.Frame = p.frame(a, "agreement", a.say.T("agreement.title"))
	return p.render(a, status, "agreement", view)
}

func (f *agreementFacts) view(a *ask, typed *agreementForm) (agreementView, error) {
	words, err := f.words(a.say)
	if err != nil {
		return agreementView{}, err
	}
	home := "/questions/" + string(f.question.ID)
	view := agreementView{
		Self: home + "/agreement", Question: wordingOf(f.question), QuestionHref: home, Words: words,
		Settled: f.agreement.Settled(), NoCoach: len(f.question.Trajectory.CoachIDs) == 0, Status: f.status(a),
	}
	for _, sharing := range f.agreement.Allowed() {
		view.Allowed = append(view.Allowed, words.Options[sharing])
	}
	if held := f.agreement.InForce(); held != nil {
		view.Note = held.Note
	}
	if !view.NoCoach {
		view.Pending, view.Form = f.pending(a, words), f.form(a, words, typed)
	}
	for _, version := range f.agreement.Versions {
		view.History = append(view.History, a.say.T("agreement.history_line", "Number", version.Number,
			"Day", a.words(f.holder).Day(version.CreatedAt).Text, "Name", f.people.Full(version.ProposedBy)))
	}
	return view, nil
}

// status says in one sentence how it stands for who reads it.
func (f *agreementFacts) status(a *ask) string {
	agreement, newest := f.agreement, f.agreement.Newest()
	other := f.coach(a.say)
	if a.actor.ID != f.question.EmployeeID {
		other = f.people.Given(f.question.EmployeeID)
	}
	switch {
	case len(f.question.Trajectory.CoachIDs) == 0:
		return a.say.T("agreement.status_no_coach")
	case newest == nil:
		return a.say.T("agreement.status_none", "Name", other)
	case agreement.NeedsAnew():
		return a.say.T("agreement.status_anew", "Name", other)
	case agreement.Settled():
		return a.say.T("agreement.status_settled", "Day", a.words(f.holder).Day(newest.Yes[len(newest.Yes)-1].AgreedAt).Text)
	case newest.AgreedAt(a.actor.ID) != nil:
		return a.say.T("agreement.status_waits", "Name", other)
	}
	return a.say.T("agreement.status_asked", "Name", other)
}

func (f *agreementFacts) pending(a *ask, words coaching.AgreementWords) *proposalView {
	newest := f.agreement.Newest()
	if newest == nil || f.agreement.Settled() || f.agreement.NeedsAnew() {
		return nil
	}
	proposal := proposalView{
		Heading: a.say.T("agreement.proposal_of", "Name", f.people.Given(newest.ProposedBy)),
		Lines:   sharingOptions(words, newest.Allowed), Note: newest.Note, Number: newest.Number,
	}
	if newest.ProposedBy == a.actor.ID {
		proposal.Heading = a.say.T("agreement.proposal_own")
	}
	if newest.AgreedAt(a.actor.ID) == nil {
		proposal.Agree = a.say.T("agreement.agree")
	}
	return &proposal
}

// form begins with what stands in the newest version, or with nothing allowed.
func (f *agreementFacts) form(a *ask, words coaching.AgreementWords, typed *agreementForm) *agreementForm {
	if typed == nil {
		typed = &agreementForm{}
		if newest := f.agreement.Newest(); newest != nil {
			typed.allowed, typed.Note = newest.Allowed, newest.Note
		}
		typed.Open = f.agreement.Newest() == nil || f.agreement.NeedsAnew()
	}
	if f.question.Trajectory.EndedAt != nil && (a.actor.ID != f.question.EmployeeID || len(f.agreement.Allowed()) == 0) {
		return nil
	}
	typed.First = f.agreement.Newest() == nil || f.agreement.NeedsAnew()
	typed.Options = sharingOptions(words, typed.allowed)
	return typed
}

func sharingOptions(words coaching.AgreementWords, allowed []coaching.Sharing) []Option {
	var options []Option
	for _, sharing := range coaching.Sharings() {
		options = append(options, Option{Value: string(sharing), Label: words.Options[sharing], Chosen: slices.Contains(allowed, sharing)})
	}
	return options
}

// proposeAgreement is a new version; who sends it says yes with it.
func (p *pages) proposeAgreement(a *ask) error {
	form := agreementForm{Open: true, Note: formText(a.r, "note")}
	for _, value := range a.r.PostForm["allowed"] {
		form.allowed = append(form.allowed, coaching.Sharing(value))
	}
	err := p.onTrajectory(a, func(tx *postgres.Tx, t coaching.Trajectory) error {
		_, err := tx.ProposeAgreement(a.r.Context(), a.actor, t.ID, form.allowed, form.Note, a.now)
		return err
	})
	return p.agreementDone(a, err, &form, "agreement_proposed")
}

// agreeAgreement is a yes to the version that stood on the page.
func (p *pages) agreeAgreement(a *ask) error {
	number := wholeNumber(a.r.PostFormValue("number"))
	err := p.onTrajectory(a, func(tx *postgres.Tx, t coaching.Trajectory) error {
		_, err := tx.Agree(a.r.Context(), a.actor, t.ID, number, a.now)
		return err
	})
	return p.agreementDone(a, err, nil, "agreement_agreed")
}

func (p *pages) agreementDone(a *ask, err error, form *agreementForm, code string) error {
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderAgreement(a, http.StatusUnprocessableEntity, form, wrong)
	}
	if err != nil {
		return err
	}
	return p.done(a, "/questions/"+a.r.PathValue("id")+"/agreement", code)
}

// onTrajectory does one thing to the trajectory of the question in the path.
func (p *pages) onTrajectory(a *ask, do func(*postgres.Tx, coaching.Trajectory) error) error {
	return p.as(a, func(tx *postgres.Tx) error {
		question, err := tx.Question(a.r.Context(), coaching.QuestionID(a.r.PathValue("id")))
		if err != nil {
			return err
		}
		return do(tx, question.Trajectory)
	})
}
