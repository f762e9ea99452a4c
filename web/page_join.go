package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type joinView struct {
	Frame
	Element Element
}

// showJoin is for a device that films along. Nobody is logged in on it, and it is told nothing before it brings a code.
func (p *pages) showJoin(a *ask) error {
	keepSecret(a.w)
	view := joinView{Frame: p.frame(a, "join", a.say.T("join.title"), "join"), Element: a.element(struct{}{}, "join", "recorder")}
	return p.render(a, http.StatusOK, "join", view)
}

// addFileAngle adds a camera whose film comes as a file, and goes to where it is chosen.
func (p *pages) addFileAngle(a *ask) error {
	var angle coaching.Angle
	err := p.as(a, func(tx *postgres.Tx) error {
		of := coaching.RecordingID(a.r.PathValue("id"))
		angles, err := tx.Angles(a.r.Context(), of)
		if err != nil {
			return err
		}
		for _, angle = range angles { // one that was begun and got no film
			if angle.Source == coaching.AngleFile && angle.State == coaching.Planned {
				return nil
			}
		}
		angle, err = tx.CreateAngle(a.r.Context(), a.actor, of, "", coaching.AngleFile, a.now)
		return err
	})
	if err != nil {
		return err
	}
	return p.done(a, "/recordings/"+string(angle.ID)+"/upload", "")
}
