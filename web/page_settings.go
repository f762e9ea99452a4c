package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type settingsView struct {
	Frame
	Demo      bool
	Confirmed string // since when and by whom; "" while recording is off
	MayChange bool
	Audit     bool // the data protection officer reads the audit log
	Wrong     string
}

func (p *pages) showSettings(a *ask) error { return p.renderSettings(a, http.StatusOK, "") }

func (p *pages) renderSettings(a *ask, status int, wrong string) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	view := settingsView{MayChange: a.actor.Is(coaching.Administrator), Audit: a.actor.Is(coaching.DataProtectionOfficer), Wrong: wrong}
	err := p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(a.r.Context(), a.actor.At())
		if err != nil {
			return err
		}
		view.Demo = holder.Demo
		if holder.RecordingConfirmedAt == nil {
			return nil
		}
		people, err := castOf(a.r.Context(), tx, holder.RecordingConfirmedBy)
		view.Confirmed = a.say.T("settings.confirmed",
			"Day", a.words(holder).Day(*holder.RecordingConfirmedAt).Text, "Name", people.Full(holder.RecordingConfirmedBy))
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "settings", a.say.T("settings.title"))
	return p.render(a, status, "settings", view)
}

// confirmRecording switches recording on or off for the holder.
func (p *pages) confirmRecording(a *ask) error {
	if !a.actor.Is(coaching.Administrator) {
		return coaching.ErrNotFound
	}
	confirmed := a.r.PostFormValue("confirmed") == "yes"
	err := p.as(a, func(tx *postgres.Tx) error {
		var err error
		if confirmed {
			_, err = tx.ConfirmRecording(a.r.Context(), a.actor, a.now)
		} else {
			_, err = tx.WithdrawRecordingConfirmation(a.r.Context(), a.actor)
		}
		return err
	})
	if err != nil {
		return err
	}
	if confirmed {
		return p.done(a, "/settings", "recording_on")
	}
	return p.done(a, "/settings", "recording_off")
}
