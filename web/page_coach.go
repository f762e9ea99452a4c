package web

import (
	"net/http"
	"net/url"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const coachRows = 200

type coachView struct {
	Frame
	Live  []liveRow
	Tasks []taskReminder // of film that is locked because of a child
	Count int            // of those on this page
	Turn  []coachRow     // where the coach can do something now
	Rows  []coachRow
	More  string

	Finished int  // whose trajectory has ended: on a page of their own
	Ended    bool // this is that page, and Rows are they

	Farewells []farewellView
}

type coachRow struct {
	Href     string
	Initials string
	Name     string
	Question string
	Step     string
	Next     string
	Asks     []Action // what goes before it: the agreement, looking back
	Waiting  bool     // it is the coach's turn
	Contact  string
}

func (p *pages) showCoaching(a *ask) error {
	if a.r.URL.Query().Has("finished") {
		return p.showFinished(a)
	}
	ctx := a.r.Context()
	var view coachView
	err := p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(ctx, a.actor.At())
		if err != nil {
			return err
		}
		if view.Live, err = liveRows(a, tx); err != nil {
			return err
		}
		if view.Tasks, err = taskReminders(ctx, tx, a.words(holder), a.actor, false); err != nil {
			return err
		}
		told, err := tx.Farewells(ctx, a.now)
		if err != nil {
			return err
		}
		view.Farewells = a.words(holder).farewells(told)
		people, next, err := tx.Coached(ctx, a.actor.ID, a.r.URL.Query().Get("after"), coachRows)
		if next != "" {
			view.More = "/coaching?after=" + url.QueryEscape(next)
		}
		if err != nil {
			return err
		}
		trajectories := make([]coaching.Trajectory, len(people))
		for i, person := range people {
			trajectories[i] = person.Question.Trajectory
		}
		found, err := togetherOf(ctx, tx, trajectories...)
		for _, person := range people {
			row := coachedRow(a.words(holder), person)
			row.Asks = found[person.Question.Trajectory.ID].asks(a.say, a.actor, person.Question, person.Employee.Name.Given)
			view.add(row)
		}
		if err != nil {
			return err
		}
		view.Finished, err = tx.CountFinished(ctx, a.actor.ID)
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.firstFrame(a, "coach", a.say.T("coach.title"))
	return p.render(a, http.StatusOK, "coach", view)
}

// showFinished lists those whose trajectory has ended.
func (p *pages) showFinished(a *ask) error {
	view := coachView{Ended: true}
	err := p.as(a, func(tx *postgres.Tx) error {
		people, next, err := tx.Finished(a.r.Context(), a.actor.ID, a.r.URL.Query().Get("after"), coachRows)
		if next != "" {
			view.More = "/coaching?finished&after=" + url.QueryEscape(next)
		}
		for _, person := range people {
			view.Rows = append(view.Rows, coachRow{
				Href: "/questions/" + string(person.Question.ID), Name: person.Employee.Name.Full(), Question: wordingOf(person.Question),
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "coach", a.say.T("coach.finished"))
	return p.render(a, http.StatusOK, "coach", view)
}

func (v *coachView) add(row coachRow) {
	v.Count++
	if row.Waiting || len(row.Asks) > 0 {
		v.Turn = append(v.Turn, row)
		return
	}
	v.Rows = append(v.Rows, row)
}

func coachedRow(w words, c postgres.Coached) coachRow {
	q := c.Question
	row := coachRow{
		Href: "/questions/" + string(q.ID), Initials: c.Employee.Name.Initials(), Name: c.Employee.Name.Full(),
		Question: wordingOf(q), Step: trajectoryState(w.speech, q.Trajectory), Contact: w.T("coach.no_contact"),
	}
	row.Next, row.Waiting = nextForCoach(w.speech, q, c.Cycle)
	if c.Cycle != nil {
		row.Href = "/cycles/" + string(c.Cycle.ID)
		if q.Trajectory.State() == coaching.Running {
			row.Step = w.T("cycle.now", "Number", c.Cycle.Number, "Step", w.T("step."+string(c.Cycle.Step())))
		}
	}
	if c.LastContact != nil {
		row.Contact = w.T("coach.contact", "Ago", w.Ago(*c.LastContact))
	}
	return row
}
