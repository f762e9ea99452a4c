package web

import (
	"errors"
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/api"
)

type recordingView struct {
	Frame
	Film         filmView
	CycleHref    string
	Round        string
	ShareLabel   string
	DeclineLabel string
	Desk         bool
	Mode         string
	ReleaseHref  string
	Progress     bool
	Element      Element
	Receipt      string
	AddCamera    string // where her next camera comes from, while it may
	Cameras      []cameraLine
	Notes        []string
	Locked       *lockView
	Roster       string // where she says who was there
	Device       *Element
	Signal       string // where somebody who watches raises a safety signal about it
}

// Choosing says whether she is asked to cut or throw away already.
func (v recordingView) Choosing() bool { return v.Locked != nil && v.Locked.Trim != "" }

// showRecording shows the film to whom may see it, or what there is to say while it cannot be watched.
func (p *pages) showRecording(a *ask) error {
	id := coaching.RecordingID(a.r.PathValue("id"))
	var f filmFacts
	var takes []coaching.Take
	var angles []coaching.Angle
	var live bool
	var locked *lockView
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		if err = f.loadFilm(a, tx, id); err != nil {
			return err
		}
		if live, err = watchesLive(a, tx, f.recording); err != nil {
			return err
		}
		if angles, err = tx.Angles(a.r.Context(), id); err != nil {
			return err
		}
		if locked, err = lockOf(a, tx, a.words(f.holder), f.recording); err != nil {
			return err
		}
		takes, err = tx.Takes(a.r.Context(), id)
		return err
	})
	if errors.Is(err, coaching.ErrNotFound) {
		return p.showErased(a, id)
	}
	if err != nil {
		return err
	}
	if f.recording.AngleOf != "" {
		return p.done(a, "/recordings/"+string(f.recording.AngleOf), "")
	}
	if live {
		return p.done(a, watchHref(id), "")
	}
	view, bundle := f.recordingView(a)
	if view.Locked = locked; locked != nil {
		view.Desk, view.Progress, view.AddCamera, view.ReleaseHref, bundle = false, false, "", "", nil
	}
	if f.recording.MayRoster(a.actor) == nil {
		view.Roster = "/recordings/" + string(id) + "/roster"
	}
	if f.recording.OwnerID != a.actor.ID && coaching.MayRaise(a.actor) == nil {
		view.Signal = "/signals/new?recording=" + string(id)
	}
	if view.Notes, err = notesOf(a.words(f.holder), takes); err != nil {
		return err
	}
	view.Cameras = f.cameras(a, a.words(f.holder), angles)
	view.Device = a.device()
	view.Frame = p.frame(a, "recording", view.Film.Title, append(bundle, deviceBundle)...)
	return p.render(a, http.StatusOK, "recording", view)
}

func (f *filmFacts) recordingView(a *ask) (recordingView, []string) {
	w := a.words(f.holder)
	view := recordingView{
		Film: f.film(a, w, f.recording), CycleHref: "/cycles/" + string(f.cycle.ID), Mode: "coach",
		Round: w.T("cycle.round", "Number", f.cycle.Number), ShareLabel: w.T("recording.share", "Name", f.coach()), DeclineLabel: w.T("plan.decline"),
	}
	owner := f.recording.OwnerID == a.actor.ID
	if owner {
		view.Mode = "owner"
	} else {
		view.DeclineLabel = w.T("plan.withdraw")
		view.Round = w.T("cycle.round_of", "Number", f.cycle.Number, "Name", f.people.Given(f.recording.OwnerID))
	}
	switch f.recording.State {
	case coaching.Ready:
		view.Desk = true
		if f.recording.MayAddAngle(a.actor, f.holder, 0) == nil && f.cycle.ClosedAt == nil {
			view.AddCamera = "/recordings/" + string(f.recording.ID) + "/angles"
		}
		if !owner && f.cycle.ClosedAt == nil {
			view.ReleaseHref = view.CycleHref + "/release"
		}
		block := f.block(a, view.Mode)
		block.StartMS, _ = strconv.ParseInt(a.r.URL.Query().Get("at"), 10, 64)
		view.Element = a.element(block, "desk", "player", "keys")
		return view, []string{"desk"}
	case coaching.Processing, coaching.InProgress:
		view.Progress = true
		view.Element = a.element(f.block(a, view.Mode), "progress", "player", "keys", "upload")
		return view, []string{"progress"}
	default:
		return view, nil
	}
}

// showErased shows the receipt that remains to those who could see the recording.
func (p *pages) showErased(a *ask, id coaching.RecordingID) error {
	var view recordingView
	err := p.as(a, func(tx *postgres.Tx) error {
		receipt, err := tx.Receipt(a.r.Context(), id)
		if err != nil {
			return err
		}
		holder, err := tx.Holder(a.r.Context(), a.actor.At())
		view.Receipt, view.CycleHref = receiptText(a.words(holder), receipt), "/cycles/"+string(receipt.CycleID)
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "recording", a.say.T("recording.gone"))
	return p.render(a, http.StatusOK, "recording", view)
}

type recordView struct {
	Frame
	Off     string
	Back    string
	Element Element
}

// showRecorder shows the recorder to the owner of a recording that may still receive film.
func (p *pages) showRecorder(a *ask) error {
	var f filmFacts
	var ready api.Readiness
	var roster bool
	var out []string
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		id := coaching.RecordingID(a.r.PathValue("id"))
		if err := f.loadFilm(a, tx, id); err != nil {
			return err
		}
		if roster, err = needsRoster(a, tx, f.recording); err != nil {
			return err
		}
		if out, err = keptOut(a, tx, id); err != nil {
			return err
		}
		ready, err = p.Server.api.ShowReadiness(a.r.Context(), tx, a.actor, id)
		return err
	})
	if err != nil {
		return err
	}
	if roster && f.recording.OwnerID == a.actor.ID && f.recording.AngleOf == "" {
		return p.done(a, "/recordings/"+string(f.recording.ID)+"/roster?to=record", "")
	}
	if f.recording.OwnerID != a.actor.ID || f.recording.AngleOf != "" {
		return coaching.ErrNotFound
	}
	view := recordView{Back: "/cycles/" + string(f.cycle.ID)}
	var bundle []string
	if err := f.recording.MayPublish(f.holder); err != nil {
		view.Off = p.Server.problem(a.r.Context(), err).Detail
	} else {
		block := f.block(a, "owner")
		block.Readiness = &ready
		if len(out) > 0 {
			block.KeptOut = a.say.T("recorder.kept_out", "Names", a.say.list(out))
		}
		view.Element, bundle = a.element(block, "recorder", "device"), []string{"recorder", deviceBundle}
	}
	view.Frame = p.frame(a, "record", a.say.T("record.title"), bundle...)
	return p.render(a, http.StatusOK, "record", view)
}
