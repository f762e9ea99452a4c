package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type retentionView struct {
	Frame
	Demo      bool
	Held      string // why nothing is erased now
	Facts     []termFact
	Pending   string
	MayChange bool
	Problem   string
	Form      termsForm
	Shorter   *termsWarning
	History   []extensionLine
}

type termFact struct{ What, HowLong string }

// termsForm is what the administrator types.
type termsForm struct {
	Review, Cap, Hours                string
	Reason                            string
	ReviewWrong, CapWrong             string
	HoursWrong, ReasonWrong           string
	LeastReview, MostReview, LeastCap int
	MostCap, LeastHours, MostHours    int
}

// Same names the numbers of the form: a yes is a yes to these.
func (f termsForm) Same() string { return f.Review + "-" + f.Cap + "-" + f.Hours }

// termsWarning is asked before anything goes earlier than was said.
type termsWarning struct{ Count, First, From string }

func (p *pages) showRetention(a *ask) error {
	return p.renderRetention(a, http.StatusOK, nil, nil, formErrors{})
}

func (p *pages) renderRetention(a *ask, status int, form *termsForm, warning *termsWarning, wrong formErrors) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	ctx := a.r.Context()
	var view retentionView
	err := p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(ctx, a.actor.At())
		if err != nil {
			return err
		}
		history, err := tx.TermsHistory(ctx, holder.ID)
		if err != nil {
			return err
		}
		held, err := tx.ErasingHeld(ctx)
		if err != nil {
			return err
		}
		people, err := castOf(ctx, tx, deciders(history)...)
		view = retentionPage(a.words(holder), holder, history, people, held)
		return err
	})
	if err != nil {
		return err
	}
	view.MayChange, view.Shorter, view.Problem = a.actor.Is(coaching.Administrator), warning, wrong.summary
	if form != nil {
		view.Form = *form
	}
	view.Form.limits()
	view.Frame = p.frame(a, "retention", a.say.T("retention.title"))
	return p.render(a, status, "retention", view)
}

func deciders(history coaching.TermsHistory) []coaching.PersonID {
	var ids []coaching.PersonID
	for _, terms := range history {
		if terms.SetBy != "" {
			ids = append(ids, terms.SetBy)
		}
	}
	return ids
}

func retentionPage(w words, holder coaching.Holder, history coaching.TermsHistory, people cast, held time.Duration) retentionView {
	force := history.At(w.now)
	view := retentionView{Demo: holder.Demo, Facts: w.terms(force), Form: termsForm{
		Review: strconv.Itoa(force.ReviewDays), Cap: strconv.Itoa(force.CapDays), Hours: strconv.Itoa(force.HoursYears),
	}}
	if held > 0 && !holder.Demo {
		view.Held = w.N("retention.held", int((held+time.Hour-1)/time.Hour))
	}
	if next, ok := history.Pending(w.now); ok {
		view.Pending = w.T("retention.pending", "Day", w.Day(next.ValidFrom).Text, "Terms", w.inShort(next))
	}
	for i := len(history) - 1; i >= 0; i-- {
		terms := history[i]
		sentence := w.T("retention.line", "Name", people.Full(terms.SetBy), "Terms", w.inShort(terms))
		if terms.SetBy == "" {
			sentence = w.T("retention.line_update", "Terms", w.inShort(terms))
		}
		view.History = append(view.History, extensionLine{Sentence: sentence, Reason: terms.Reason, At: w.Day(terms.SetAt)})
	}
	return view
}

func (w words) terms(t coaching.Terms) []termFact {
	return []termFact{
		{w.T("retention.review"), w.N("retention.days", t.ReviewDays)},
		{w.T("retention.cap"), w.N("retention.days", t.CapDays)},
		{w.T("retention.extended"), w.N("retention.days", coaching.MostKeptDays)},
		{w.T("retention.text"), w.T("retention.text_long")},
		{w.T("retention.hours"), w.N("retention.years", t.HoursYears)},
	}
}

// inShort says terms in one line: "14 dagen na het bespreken, hooguit 60 dagen, uren 3 jaar".
func (w words) inShort(t coaching.Terms) string {
	return w.T("retention.short", "Review", w.N("retention.days", t.ReviewDays), "Cap", w.N("retention.days", t.CapDays), "Hours", w.N("retention.years", t.HoursYears))
}

func (f *termsForm) limits() {
	f.LeastReview, f.MostReview = coaching.LeastReviewDays, coaching.MostReviewDays
	f.LeastCap, f.MostCap = coaching.LeastCapDays, coaching.MostCapDays
	f.LeastHours, f.MostHours = coaching.LeastHoursYears, coaching.MostHoursYears
}

// setTerms changes the terms. What makes recordings go earlier is first said, with how many, and then done.
func (p *pages) setTerms(a *ask) error {
	if !a.actor.Is(coaching.Administrator) {
		return coaching.ErrNotFound
	}
	form, next, err := readTerms(a.r)
	if err == nil {
		var warning *termsWarning
		if warning, err = p.warning(a, next); err == nil && warning != nil && a.r.PostFormValue("sure") != form.Same() {
			return p.renderRetention(a, http.StatusOK, &form, warning, formErrors{})
		}
	}
	if err == nil {
		err = p.as(a, func(tx *postgres.Tx) error {
			_, err := tx.SetTerms(a.r.Context(), a.actor, next, a.now)
			return err
		})
	}
	if wrong, ok := p.formErrors(a, err); ok {
		form.ReviewWrong, form.CapWrong = wrong.of("review_days"), wrong.of("cap_days")
		form.HoursWrong, form.ReasonWrong = wrong.of("hours_years"), wrong.of("reason")
		return p.renderRetention(a, http.StatusUnprocessableEntity, &form, nil, wrong)
	}
	if err != nil {
		return err
	}
	return p.done(a, "/settings/retention", "terms_set")
}

func readTerms(r *http.Request) (termsForm, coaching.Terms, error) {
	form := termsForm{
		Review: strings.TrimSpace(r.PostFormValue("review_days")), Cap: strings.TrimSpace(r.PostFormValue("cap_days")),
		Hours: strings.TrimSpace(r.PostFormValue("hours_years")), Reason: strings.TrimSpace(r.PostFormValue("reason")),
	}
	next := coaching.Terms{Reason: form.Reason}
	var wrong coaching.Invalid
	for _, field := range []struct {
		name, text string
		into       *int
	}{{"review_days", form.Review, &next.ReviewDays}, {"cap_days", form.Cap, &next.CapDays}, {"hours_years", form.Hours, &next.HoursYears}} {
		number, err := strconv.Atoi(field.text)
		if err != nil {
			wrong = append(wrong, coaching.FieldError{Field: field.name, Code: "not_a_number"})
		}
		*field.into = number
	}
	return form, next, wrong.OrNil()
}

// warning counts what new terms would bring forward; nil for nothing. The door sees recordings, only a number leaves it.
func (p *pages) warning(a *ask, next coaching.Terms) (*termsWarning, error) {
	ctx := a.r.Context()
	var (
		holder  coaching.Holder
		history coaching.TermsHistory
	)
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		if holder, err = tx.Holder(ctx, a.actor.At()); err != nil {
			return err
		}
		if history, err = tx.TermsHistory(ctx, holder.ID); err != nil {
			return err
		}
		return next.Check(history.At(a.now))
	})
	if err != nil {
		return nil, err
	}
	var spans []coaching.Lifespan
	err = p.DB.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) error {
		endings, err := tx.AllEndings(ctx, holder.ID)
		for _, ending := range endings {
			spans = append(spans, ending.Lifespan)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	next = history.Begin(next, a.now)
	next.SetBy = a.actor.ID
	count, first := history.Earlier(next, spans)
	if count == 0 {
		return nil, nil //nolint:nilnil // nothing to warn of
	}
	w := a.words(holder)
	return &termsWarning{
		Count: w.N("retention.earlier", count), First: w.T("retention.earlier_first", "Day", w.Date(string(first))),
		From: w.T("retention.earlier_from", "Day", w.Day(next.ValidFrom).Text),
	}, nil
}
