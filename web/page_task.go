package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// showTask lets the officer cut for a task. She sees how long the film is and when it began, and nothing else of it.
func (p *pages) showTask(a *ask) error {
	return p.renderTask(a, http.StatusOK, trimForm{}, formErrors{})
}

func (p *pages) renderTask(a *ask, status int, form trimForm, wrong formErrors) error {
	view := trimView{Problem: wrong.summary, Up: "/consent-tasks", Back: "/consent-tasks/" + a.r.PathValue("id"), Officer: true, Locked: true}
	err := p.as(a, func(tx *postgres.Tx) error {
		task, film, err := officerTask(a, tx)
		if err != nil {
			return err
		}
		trims, err := tx.Trims(a.r.Context(), film.Recording.ID)
		if err != nil {
			return err
		}
		holder, err := tx.Holder(a.r.Context(), task.HolderID)
		if err != nil {
			return err
		}
		people, err := ownersOf(a.r.Context(), tx, []coaching.ConsentTask{task})
		view.Recording = a.say.T("tasks.title")
		view.Of = a.say.T("tasks.film_of", "Name", people.Full(task.OwnerID))
		facts := trimFacts{filmFacts: filmFacts{recording: film.Recording}, trims: trims, tasks: []coaching.TrimTask{
			{ChildID: task.ChildID, Name: task.ChildName, MadeAt: task.MadeAt, DueOn: task.DueOn},
		}}
		facts.fill(&view, a.words(holder), form)
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "trim", a.say.T("trim.title"))
	return p.render(a, status, "trim", view)
}

// officerTask is an open task of the actor's holder, which there is for its officer alone.
func officerTask(a *ask, tx *postgres.Tx) (coaching.ConsentTask, postgres.TaskFilm, error) {
	id := coaching.TaskID(a.r.PathValue("id"))
	film, err := tx.TaskFilm(a.r.Context(), id)
	if err != nil {
		return coaching.ConsentTask{}, film, err
	}
	task, err := tx.ConsentTask(a.r.Context(), id)
	return task, film, err
}

func (p *pages) trimForTask(a *ask) error {
	form := trimForm{From: a.r.PostFormValue("from"), To: a.r.PostFormValue("to")}
	start, end, err := form.stretch()
	if err == nil {
		err = p.as(a, func(tx *postgres.Tx) error {
			return tx.AskTrimForTask(a.r.Context(), coaching.TaskID(a.r.PathValue("id")), start, end, a.now)
		})
	}
	if wrong, ok := p.formErrors(a, err); ok {
		form.FromWrong, form.ToWrong = wrong.of("start_ms"), wrong.of("end_ms")
		return p.renderTask(a, statusOf(err), form, wrong)
	}
	if err != nil {
		return err
	}
	p.changed()
	return p.done(a, "/consent-tasks/"+a.r.PathValue("id"), "trim_asked")
}

func (p *pages) endTaskTrimmed(a *ask) error {
	err := p.as(a, func(tx *postgres.Tx) error {
		return tx.EndTaskTrimmed(a.r.Context(), coaching.TaskID(a.r.PathValue("id")), a.now)
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderTask(a, statusOf(err), trimForm{}, wrong)
	}
	if err != nil {
		return err
	}
	return p.done(a, "/consent-tasks", "trim_confirmed")
}
