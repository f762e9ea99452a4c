package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// practiceView is that she tried it, and where she says so.
type practiceView struct {
	Href  string // "" where she cannot say it now
	Tried []triedView
}

type triedView struct {
	At   Stamp
	Text string
}

// reminderForm is what she chose, or may choose.
type reminderForm struct {
	Href   string
	Now    string // in a sentence
	Kind   string // "", "days", "working"
	Days   []Option
	Time   string
	Chosen bool
}

func (f *cycleFacts) loadTried(ctx context.Context, tx *postgres.Tx) error {
	var err error
	if f.reopened, err = tx.Reopenings(ctx, f.cycle.TrajectoryID); err != nil {
		return err
	}
	if f.workPoint == nil {
		return nil
	}
	if f.tried, err = tx.Practices(ctx, f.cycle.ID); err != nil {
		return err
	}
	if f.reminder, err = tx.Reminder(ctx, f.cycle.ID); err != nil && !errors.Is(err, coaching.ErrNotFound) {
		return err
	}
	f.likes, err = tx.Preference(ctx, f.cycle.HolderID, f.question.EmployeeID)
	return err
}

// addTried adds where the two stand, ideas for the work point, that it was tried, and the reminder.
func (f *cycleFacts) addTried(a *ask, view *cycleView, forms cycleForms) error {
	w, t := a.words(f.holder), f.question.Trajectory
	mine := a.actor.ID == t.EmployeeID
	view.Where = f.where(a, w)
	view.Reopen = reopenOf(w, string(f.question.ID), mine, f.cycle.MayReopen(a.actor, t), waiting(f.reopened, f.cycle.ID), f.coach(), f.people.Given(t.EmployeeID))
	if view.Reopen.Label != "" {
		view.Reopen.Href = "/cycles/" + string(f.cycle.ID) + "/reopen"
	}
	if f.workPoint == nil {
		return nil
	}
	view.Practice = &practiceView{}
	for _, tried := range f.tried {
		view.Practice.Tried = append(view.Practice.Tried, triedView{At: w.Day(tried.TriedAt), Text: tried.Text})
	}
	if f.cycle.MayTry(a.actor, t) == nil {
		view.Practice.Href = "/cycles/" + string(f.cycle.ID) + "/practice"
	}
	if f.cycle.MayRemind(a.actor, t) == nil {
		view.Reminder = reminderFormOf(w, f.reminder)
		view.Reminder.Href = "/cycles/" + string(f.cycle.ID) + "/reminder"
	}
	return f.addForms(a, w, view, mine)
}

// addForms are ideas that suit how she likes to learn: she picks, or leaves them.
func (f *cycleFacts) addForms(a *ask, w words, view *cycleView, mine bool) error {
	if f.cycle.ClosedAt != nil {
		return nil
	}
	if mine {
		view.FormsHref = "/account#preference"
	}
	if f.likes == "" {
		return nil
	}
	texts, err := coaching.PreferenceTexts(a.say.Language)
	if err != nil {
		return err
	}
	view.Forms, view.FormsWhy = texts[f.likes].Forms, w.T("preference.yours", "Label", texts[f.likes].Label)
	if !mine {
		view.FormsWhy = w.T("preference.hers", "Name", f.people.Given(f.question.EmployeeID), "Label", texts[f.likes].Label)
	}
	return nil
}

func reminderFormOf(w words, r coaching.Reminder) *reminderForm {
	form := reminderForm{Kind: string(r.Kind), Time: "08:30", Chosen: r.Kind != "", Now: w.T("reminder.off")}
	for day := 1; day <= 7; day++ {
		form.Days = append(form.Days, Option{Value: strconv.Itoa(day), Label: w.T("weekday." + strconv.Itoa(day)), Chosen: slices.Contains(r.Weekdays, day)})
	}
	switch r.Kind {
	case coaching.OnDays:
		form.Time = fmt.Sprintf("%02d:%02d", r.Minute/60, r.Minute%60)
		form.Now = w.T("reminder.on_days", "Time", form.Time)
	case coaching.WhenWorking:
		form.Now = w.T("reminder.working")
	}
	return &form
}

// tryWorkPoint says that she tried it, with a line of her diary if she likes.
func (p *pages) tryWorkPoint(a *ask) error {
	return p.onCycle(a, "tried", func(ctx context.Context, tx *postgres.Tx, id coaching.CycleID) error {
		_, err := tx.TryWorkPoint(ctx, a.actor, id, a.r.PostFormValue("text"), a.now)
		return err
	})
}

// setReminder is hers to choose; off is the first choice.
func (p *pages) setReminder(a *ask) error {
	kind := coaching.ReminderKind(a.r.PostFormValue("kind"))
	if kind == "" {
		return p.onCycle(a, "reminder_off", func(ctx context.Context, tx *postgres.Tx, id coaching.CycleID) error {
			return tx.EndReminder(ctx, a.actor, id)
		})
	}
	chosen := coaching.Reminder{Kind: kind}
	if kind == coaching.OnDays {
		for _, value := range a.r.PostForm["weekday"] {
			day, _ := strconv.Atoi(value) // what is none is refused by the rule
			chosen.Weekdays = append(chosen.Weekdays, day)
		}
		slices.Sort(chosen.Weekdays)
		minute, ok := coaching.ParseMinute(a.r.PostFormValue("time"))
		if !ok {
			minute = -1
		}
		chosen.Minute = minute
	}
	return p.onCycle(a, "reminder_on", func(ctx context.Context, tx *postgres.Tx, id coaching.CycleID) error {
		return tx.SetReminder(ctx, a.actor, id, chosen, a.now)
	})
}

// seeReminder puts the reminder of today away.
func (p *pages) seeReminder(a *ask) error {
	return p.onCycle(a, "not_today", func(ctx context.Context, tx *postgres.Tx, id coaching.CycleID) error {
		return tx.AnswerReminder(ctx, a.actor, id, a.now)
	})
}
