package web

import (
	"net/http"
	"slices"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type uploadView struct {
	Frame
	Round   string
	Off     string
	Back    string
	Element Element
}

// uploadBlock is what the element that sends a film begins with.
type uploadBlock struct {
	RecordingID string      `json:"recording_id"`
	CycleID     string      `json:"cycle_id"`
	Coach       string      `json:"coach"`
	Begun       *begunBlock `json:"begun"`  // what is on the server already
	Reason      string      `json:"reason"` // why an earlier film was refused
	Largest     int64       `json:"largest"`
}

type begunBlock struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Size     int64  `json:"size"`
	Received int64  `json:"received"`
}

// showUpload lets the owner of an empty recording choose a film on her phone, or go on with one.
func (p *pages) showUpload(a *ask) error {
	var f filmFacts
	roster := false
	err := p.as(a, func(tx *postgres.Tx) error {
		err := f.loadFilm(a, tx, coaching.RecordingID(a.r.PathValue("id")))
		if err == nil && f.recording.OwnerID == a.actor.ID {
			roster, err = needsRoster(a, tx, f.recording)
		}
		return err
	})
	if err != nil {
		return err
	}
	if f.recording.OwnerID != a.actor.ID {
		return coaching.ErrNotFound
	}
	if roster && f.recording.AngleOf == "" {
		return p.done(a, "/recordings/"+string(f.recording.ID)+"/roster?to=upload", "")
	}
	if f.recording.HasFilm() {
		return p.done(a, "/recordings/"+string(f.recording.ID), "")
	}
	view := uploadView{Back: "/cycles/" + string(f.cycle.ID), Round: a.say.T("cycle.round", "Number", f.cycle.Number)}
	var bundle []string
	takes := 0
	if f.filled[f.recording.ID] {
		takes = 1
	}
	if err := f.recording.MayUpload(a.actor, f.holder, takes); err != nil {
		view.Off = p.Server.problem(a.r.Context(), err).Detail
	} else {
		view.Element, bundle = a.element(f.uploadBlock(), "upload"), []string{"upload"}
	}
	view.Frame = p.frame(a, "upload", a.say.T("upload.title"), bundle...)
	return p.render(a, http.StatusOK, "upload", view)
}

func (f *filmFacts) uploadBlock() uploadBlock {
	block := uploadBlock{
		RecordingID: string(f.recording.ID), CycleID: string(f.cycle.ID), Coach: f.coach(), Largest: coaching.LargestUpload,
	}
	if f.recording.State == coaching.Failed && slices.Contains(coaching.FilmRefused(), f.recording.Reason) {
		block.Reason = f.recording.Reason
	}
	if u, ok := f.coming[f.recording.ID]; ok {
		block.Begun = &begunBlock{ID: string(u.ID), Name: u.Name, Size: u.Size, Received: u.Received}
	}
	return block
}

// uploadNow leads to where a film is chosen: for a recording that is ready to begin, else for a new one.
func (p *pages) uploadNow(a *ask) error { return p.beginFilm(a, "/upload") }
