package web

import (
	"context"
	"net/http"
	"net/url"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// homeTasks bounds the reminders on one home; all of them stand on the page of the tasks.
const homeTasks = 3

type tasksView struct {
	Frame
	Officer bool
	Open    []taskRow
	Done    []taskRow
	More    string
}

// taskRow is what is to be done, or was, about a child that may not be in view of a recording.
type taskRow struct {
	Href, Main, Meta, Badge, Tone string
}

// showTasks lists what is locked because of a child, for who films, her coach and the officer.
func (p *pages) showTasks(a *ask) error {
	view := tasksView{Officer: a.actor.Is(coaching.DataProtectionOfficer)}
	err := p.as(a, func(tx *postgres.Tx) error {
		ctx := a.r.Context()
		holder, err := tx.Holder(ctx, a.actor.At())
		if err != nil {
			return err
		}
		open, err := tx.OpenTasks(ctx, "")
		if err != nil {
			return err
		}
		all, next, err := tx.ConsentTasks(ctx, a.r.URL.Query().Get("after"), 100)
		if err != nil {
			return err
		}
		if next != "" {
			view.More = "/consent-tasks?after=" + url.QueryEscape(next)
		}
		people, err := ownersOf(ctx, tx, append(open, all...))
		told := taskTeller{words: a.words(holder), actor: a.actor, people: people}
		for _, task := range open {
			view.Open = append(view.Open, told.open(task))
		}
		for _, task := range all {
			if task.DoneAt != nil {
				view.Done = append(view.Done, told.done(task))
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "tasks", a.say.T("tasks.title"))
	return p.render(a, http.StatusOK, "tasks", view)
}

func ownersOf(ctx context.Context, tx *postgres.Tx, tasks []coaching.ConsentTask) (cast, error) {
	ids := make([]coaching.PersonID, len(tasks))
	for i, task := range tasks {
		ids[i] = task.OwnerID
	}
	return castOf(ctx, tx, ids...)
}

// taskTeller words tasks for one person.
type taskTeller struct {
	words
	actor  coaching.Actor
	people cast
}

func (t taskTeller) open(task coaching.ConsentTask) taskRow {
	row := taskRow{Main: t.about(task), Meta: t.T("tasks.since", "Day", t.Day(task.MadeAt).Text)}
	switch {
	case task.Title != "":
		row.Href = "/recordings/" + string(task.RecordingID)
	case t.actor.Is(coaching.DataProtectionOfficer):
		row.Href = "/consent-tasks/" + string(task.ID)
	}
	if task.OwnerID != t.actor.ID {
		row.Meta += " " + t.T("tasks.who", "Name", t.people.Given(task.OwnerID))
	}
	row.Badge, row.Tone = t.leftBadge(coaching.DayOf(t.now, t.zone).Until(task.DueOn))
	return row
}

func (t taskTeller) done(task coaching.ConsentTask) taskRow {
	return taskRow{Main: t.about(task), Meta: t.T("tasks.done_"+string(task.DoneHow), "Day", t.Day(*task.DoneAt).Text)}
}

// about names the child, and the film as far as the person may know of it.
func (t taskTeller) about(task coaching.ConsentTask) string {
	film := task.Title
	if film == "" {
		film = t.T("tasks.film_of", "Name", t.people.Full(task.OwnerID))
	}
	return t.T("tasks.about", "Child", task.ChildName, "Film", film)
}

// taskReminder asks on a home to choose before a day. It names no child and no guardian: others may look along.
type taskReminder struct {
	Href, Title, Sentence, Button string
}

// taskReminders are those about films of the actor, or about films that she coaches.
func taskReminders(ctx context.Context, tx *postgres.Tx, w words, actor coaching.Actor, own bool) ([]taskReminder, error) {
	tasks, err := tx.OpenTasks(ctx, "")
	if err != nil {
		return nil, err
	}
	people, err := ownersOf(ctx, tx, tasks)
	var list []taskReminder
	seen := map[coaching.RecordingID]bool{}
	for _, task := range tasks {
		if (task.OwnerID == actor.ID) != own || task.Title == "" || seen[task.RecordingID] || len(list) == homeTasks {
			continue
		}
		seen[task.RecordingID] = true
		r := taskReminder{Href: "/recordings/" + string(task.RecordingID), Title: task.Title, Button: w.T("tasks.choose")}
		r.Sentence = w.T("tasks.remind", "Day", w.Date(string(task.DueOn)))
		if !own {
			r.Button, r.Sentence = w.T("tasks.look"), w.T("tasks.remind_coach", "Name", people.Given(task.OwnerID), "Day", w.Date(string(task.DueOn)))
		}
		list = append(list, r)
	}
	return list, err
}
