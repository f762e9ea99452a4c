package web

import (
	"strconv"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

// cameraLine is a further camera of a recording, for its owner.
type cameraLine struct {
	ID     string
	Name   string
	State  string // how long it is, or why it cannot be watched yet
	Change string
	Remove string
}

// cameras are the further cameras of her own recording; who only watches has nothing to do to them.
func (f *filmFacts) cameras(a *ask, w words, angles []coaching.Angle) []cameraLine {
	if f.recording.MayRename(a.actor) != nil {
		return nil
	}
	var lines []cameraLine
	for _, angle := range angles {
		base := "/recordings/" + string(f.recording.ID) + "/angles/" + strconv.Itoa(angle.Number)
		lines = append(lines, cameraLine{ID: string(angle.ID), Name: angle.Name, State: angleState(w, angle), Change: base, Remove: base + "/remove"})
	}
	return lines
}

func angleState(w words, angle coaching.Angle) string {
	switch angle.State {
	case coaching.Ready:
		return w.Length(angle.DurationMS)
	case coaching.Planned:
		return w.T("cameras.no_film")
	default:
		return filmState(w, coaching.Recording{State: angle.State, Reason: angle.Reason})
	}
}

// renameAngle gives a further camera another name.
func (p *pages) renameAngle(a *ask) error {
	return p.onAngle(a, "camera_renamed", func(tx *postgres.Tx, of coaching.RecordingID, number int) error {
		angle, err := tx.Angle(a.r.Context(), of, number)
		if err != nil {
			return err
		}
		name := strings.TrimSpace(a.r.PostFormValue("name"))
		if err := coaching.CheckAngle(name, angle.Source); err != nil { // the store keeps the old one for an empty one
			return err
		}
		_, err = tx.ChangeAngle(a.r.Context(), a.actor, of, number, name, false, nil)
		return err
	})
}

// removeAngle throws the film of a further camera away; what still comes in for it is ended.
func (p *pages) removeAngle(a *ask) error {
	var angle coaching.Angle
	err := p.onAngle(a, "camera_removed", func(tx *postgres.Tx, of coaching.RecordingID, number int) (err error) {
		angle, err = tx.RemoveAngle(a.r.Context(), a.actor, of, number, a.now)
		return err
	})
	if err != nil {
		return err
	}
	p.changed()
	p.Publisher.StopRecording(media.RecordingID(angle.ID), true)
	return nil
}

// onAngle does one thing to the camera of the path and goes back to its recording.
func (p *pages) onAngle(a *ask, code string, do func(tx *postgres.Tx, of coaching.RecordingID, number int) error) error {
	of := coaching.RecordingID(a.r.PathValue("id"))
	number, err := strconv.Atoi(a.r.PathValue("number"))
	if err != nil {
		return coaching.ErrNotFound
	}
	if err := p.as(a, func(tx *postgres.Tx) error { return do(tx, of, number) }); err != nil {
		return err
	}
	return p.done(a, "/recordings/"+string(of), code)
}
