package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

func (p *pages) acceptPlan(a *ask) error {
	return p.onRecording(a, "plan_accepted", func(tx *postgres.Tx, id coaching.RecordingID) error {
		_, err := tx.AcceptRecording(a.r.Context(), a.actor, id, a.now)
		return err
	})
}

func (p *pages) declinePlan(a *ask) error {
	return p.onRecording(a, "plan_declined", func(tx *postgres.Tx, id coaching.RecordingID) error {
		return tx.DeclineRecording(a.r.Context(), a.actor, id)
	})
}

func (p *pages) share(a *ask) error {
	return p.onRecording(a, "shared", func(tx *postgres.Tx, id coaching.RecordingID) error {
		_, err := tx.Share(a.r.Context(), a.actor, id, a.now)
		return err
	})
}

func (p *pages) unshare(a *ask) error {
	return p.onRecording(a, "unshared", func(tx *postgres.Tx, id coaching.RecordingID) error {
		_, err := tx.Withdraw(a.r.Context(), a.actor, id, a.now)
		return err
	})
}

// onRecording does one thing to the recording of the path and goes to its round.
func (p *pages) onRecording(a *ask, code string, do func(*postgres.Tx, coaching.RecordingID) error) error {
	id := coaching.RecordingID(a.r.PathValue("id"))
	var cycle coaching.CycleID
	err := p.as(a, func(tx *postgres.Tx) error {
		recording, err := tx.Recording(a.r.Context(), id)
		if err != nil {
			return err
		}
		cycle = recording.CycleID
		return do(tx, id)
	})
	if err != nil {
		return err
	}
	if a.r.PostFormValue("back") == "/log" { // a share can be ended where she reads who has looked
		return p.done(a, "/log", code)
	}
	return p.done(a, "/cycles/"+string(cycle)+"#recordings", code)
}

type eraseView struct {
	Frame
	Recording string
	Shared    string
	Back      string
}

// showErase says exactly what happens before anything is thrown away.
func (p *pages) showErase(a *ask) error {
	var f filmFacts
	err := p.as(a, func(tx *postgres.Tx) error {
		return f.loadFilm(a, tx, coaching.RecordingID(a.r.PathValue("id")))
	})
	if err != nil {
		return err
	}
	if err := f.recording.MayErase(a.actor); err != nil {
		return err
	}
	view := eraseView{Recording: f.film(a, a.words(f.holder), f.recording).Title, Back: "/cycles/" + string(f.cycle.ID)}
	if f.recording.SharedAt != nil && f.coach() != "" {
		view.Shared = a.say.T("erase.shared", "Name", f.coach())
	}
	view.Frame = p.frame(a, "erase", a.say.T("erase.title"))
	return p.render(a, http.StatusOK, "erase", view)
}

// erase throws a recording away; what still comes in for it is ended, and a job destroys key and files.
func (p *pages) erase(a *ask) error {
	id := coaching.RecordingID(a.r.PathValue("id"))
	var receipt coaching.Receipt
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		receipt, err = tx.RequestErasure(a.r.Context(), a.actor, id, a.now)
		return err
	})
	if err != nil {
		return err
	}
	p.changed()
	p.Publisher.StopRecording(media.RecordingID(id), true)
	return p.done(a, "/cycles/"+string(receipt.CycleID)+"#recordings", "erased")
}
